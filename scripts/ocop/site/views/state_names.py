"""The states as pages name them: the public ones, with their words in both languages."""

from __future__ import annotations

from ocop.status import StatusTimeline
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
_UNDER_WAY = frozenset({State.PREPARING, State.UNDER_REVIEW})
STATE_LABELS = {state.value: WORDS[state].vi for state in _SHOWN}
ENGLISH_STATE_LABELS = {state.value: WORDS[state].en for state in _SHOWN}


def public_name(state: State) -> str:
    """The state's name on pages: whether a product was never entered or did not pass is not told apart."""
    return State.NOT_RECOGNISED.value if state is State.NOT_REGISTERED else state.value


def public_points(line: StatusTimeline) -> str:
    """The change points as `docs/assets/state.js` reads them: `-:not_recognised;2020-01-15:valid:3`.

    An application that came to nothing leaves no trace: its review is shown only while it may still succeed.
    """
    names: list[str] = []
    for _, state, star in reversed(line.change_points()):
        failed = state in _UNDER_WAY and names and names[-1] == State.NOT_RECOGNISED.value
        name = State.NOT_RECOGNISED.value if failed else public_name(state)
        names.append(name + (f":{star}" if star else ""))
    found: list[str] = []
    last = ""
    for (first, _, _), name in zip(line.change_points(), reversed(names), strict=True):
        if name != last:
            found.append(f"{first.isoformat() if first else '-'}:{name}")
        last = name
    return ";".join(found)
