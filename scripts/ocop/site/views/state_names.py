"""The states as pages name them: the public ones, with their Vietnamese words."""

from __future__ import annotations

from ocop.status.states import STATE_LABELS as WORDS
from ocop.status.states import State

_SHOWN = (
    State.VALID,
    State.RE_EVALUATION_DUE,
    State.EXTENDED,
    State.EXPIRED,
    State.REVOKED,
    State.UNDETERMINED,
    State.UNDER_REVIEW,
    State.PREPARING,
    State.NOT_RECOGNISED,
)
STATE_LABELS = {state.value: WORDS[state].vi for state in _SHOWN}


def public_name(state: State) -> str:
    """The state's name on pages: whether a product was never entered or did not pass is not told apart."""
    return State.NOT_RECOGNISED.value if state is State.NOT_REGISTERED else state.value
