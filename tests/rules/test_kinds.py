"""First, upgrade or re-evaluation: what an application is follows from the history."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ocop.model import Event
from ocop.scoring import Sheets
from tests.rules.facts import FILED, SENT, Facts, event, proven_by

FORM = "application.yml"
HISTORY = "history.csv"
Places = list[tuple[str, str, str]]


@pytest.fixture(scope="module")
def nothing_asked() -> Sheets:
    """Sheets of which no criterion asks for papers."""
    return proven_by({})


def held(on: str, star: int = 3, level: str = "province", through: str | None = None) -> Event:
    """An earlier recognition, of no application on record."""
    return event("recognised", on, level, star, application=None, through=through)


def pending(kind: str, *earlier: Event, filed: Event = FILED, target: int | None = None) -> Facts:
    """An application of this kind that awaits its council."""
    return Facts(kind=kind, events=[*earlier, filed], evaluations=[], councils=[], target_star=target)


@pytest.mark.parametrize(
    ("earlier", "found"),
    [
        ([], []),
        ([held("2025-12-20")], [("631", FORM, "kind")]),
        ([held("2023-08-03", 4)], [("631", FORM, "kind")]),
        ([held("2023-08-02", 4)], []),
        ([held("2020-01-15")], []),
    ],
)
def test_a_first_evaluation_is_of_what_has_no_certificate(
    earlier: list[Event], found: Places, nothing_asked: Sheets
) -> None:
    """A certificate of 03/08/2023 runs through 03/08/2026, the day of the filing; then one starts anew."""
    assert pending("first", *earlier).found(nothing_asked) == found


def test_a_revoked_certificate_does_not_stand_in_the_way(nothing_asked: Sheets) -> None:
    revoked = replace(
        event("revoked", "2026-07-01", "province", application=None),
        decision="09/QĐ-MAU",
        cause="production_stopped",
    )
    assert pending("first", held("2025-12-20"), revoked).found(nothing_asked) == []


@pytest.mark.parametrize("kind", ["upgrade", "re_evaluation"])
def test_what_was_never_recognised_cannot_be_renewed(kind: str, nothing_asked: Sheets) -> None:
    assert pending(kind).found(nothing_asked) == [("632", FORM, "kind")]
    later = held("2026-10-01")
    facts = pending(kind)
    facts.events = [FILED, later]
    assert facts.found(nothing_asked) == [("632", FORM, "kind")]
    draft = Facts(kind=kind, events=[], evaluations=[], councils=[])
    assert draft.found(nothing_asked) == [("632", FORM, "kind")]


@pytest.mark.parametrize(("target", "found"), [(None, []), (4, []), (3, [("633", FORM, "target_star")])])
def test_an_upgrade_aims_higher(target: int | None, found: Places, nothing_asked: Sheets) -> None:
    """26/2026, điều 7.5; an upgrade may be filed at any time."""
    assert pending("upgrade", held("2025-12-20"), target=target).found(nothing_asked) == found


# A certificate of 15/06/2026 ends on 15/06/2029; 180 days before is 17/12/2028, 120 days before 15/02/2029.
NEW = held("2026-06-15")
# A certificate from before the act: through 20/09/2026, its window (24/03 – 23/05/2026) nearly over then.
OLD = held("2023-09-20", 4)


@pytest.mark.parametrize(
    ("earlier", "filed", "found"),
    [
        (NEW, "2028-12-16", [("634", HISTORY, "on")]),
        (NEW, "2028-12-17", []),
        (NEW, "2029-02-15", []),
        (NEW, "2029-02-16", [("634", HISTORY, "on")]),
        (NEW, "2029-06-16", [("634", HISTORY, "on")]),
        (OLD, "2026-05-23", []),
        (OLD, "2026-05-24", []),
        (OLD, "2026-09-20", []),
        (OLD, "2026-09-21", [("634", HISTORY, "on")]),
    ],
)
def test_a_re_evaluation_is_filed_180_to_120_days_before_the_end(
    earlier: Event, filed: str, found: Places, nothing_asked: Sheets
) -> None:
    """26/2026, điều 7.6a; điều 12.3 lets certificates from before the act be renewed late, while they run."""
    facts = pending("re_evaluation", earlier, filed=event("submitted", filed, "commune"))
    assert facts.found(nothing_asked) == found


def test_older_acts_have_no_window(nothing_asked: Sheets) -> None:
    filed = event("submitted", "2026-01-10", "commune")
    facts = pending("re_evaluation", held("2023-06-20", 4), filed=filed)
    facts.claims = []
    assert facts.found(nothing_asked) == []


def test_a_window_is_not_told_from_a_year_alone(nothing_asked: Sheets) -> None:
    by_year = replace(NEW, on=None, year=2027)
    facts = pending("re_evaluation", by_year, filed=event("submitted", "2028-06-01", "commune"))
    assert facts.found(nothing_asked) == []


# --- what comes of it ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "event_kind", "found"),
    [
        ("first", "recognised", []),
        ("upgrade", "upgraded", []),
        ("upgrade", "recognised", [("635", HISTORY, "event")]),
        ("upgrade", "re_recognised", [("635", HISTORY, "event")]),
        ("re_evaluation", "recognised", [("634", HISTORY, "on"), ("635", HISTORY, "event")]),
        ("re_evaluation", "re_recognised", [("634", HISTORY, "on")]),
    ],
)
def test_a_recognition_is_of_the_kind_applied_for(
    kind: str, event_kind: str, found: Places, nothing_asked: Sheets
) -> None:
    earlier = [] if kind == "first" else [held("2025-12-20")]
    decision = event(event_kind, "2026-11-10", "province", 4)
    assert Facts(kind=kind, events=[*earlier, FILED, SENT, decision]).found(nothing_asked) == found
