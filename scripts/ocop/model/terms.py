"""The closed words that records use, the same as in the lists and schemas under `schemas/`."""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """A level of government with a part in the procedure; `district` ended on 30/06/2025."""

    COMMUNE = "commune"
    DISTRICT = "district"
    PROVINCE = "province"
    MINISTRY = "ministry"


class EventKind(StrEnum):
    """What can happen to a product; the same words as in `schemas/lists/event-kinds.csv`."""

    IDEA_REGISTERED = "idea_registered"
    SURVEYED = "surveyed"
    SELECTED = "selected"
    NOT_SELECTED = "not_selected"
    SUPPORT_GIVEN = "support_given"
    DOSSIER_COMPLETED = "dossier_completed"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    FORWARDED = "forwarded"
    EVALUATED = "evaluated"
    NOT_PASSED = "not_passed"
    RECOGNISED = "recognised"
    UPGRADED = "upgraded"
    RE_RECOGNISED = "re_recognised"
    PRODUCER_CHANGED = "producer_changed"
    WITHDRAWN = "withdrawn"
    REVOKED = "revoked"
    PRODUCTION_STOPPED = "production_stopped"


RECOGNITIONS = frozenset({EventKind.RECOGNISED, EventKind.UPGRADED, EventKind.RE_RECOGNISED})


class Basis(StrEnum):
    """What the last valid day rests on."""

    PRINTED = "printed"
    COMPUTED = "computed"
    AUTHORITY = "authority"


class Standing(StrEnum):
    """Whether the office stands behind a record."""

    GATHERED = "gathered"
    CONFIRMED = "confirmed"


class ApplicationKind(StrEnum):
    """Why a product is evaluated: at first, for a higher star, or again before its certificate ends."""

    FIRST = "first"
    UPGRADE = "upgrade"
    RE_EVALUATION = "re_evaluation"
