"""Whether an application is of the kind that history makes it: first, upgrade or re-evaluation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from ocop import calendar
from ocop.codes import applications as codes
from ocop.diagnostics import Diagnostic, Text
from ocop.model import RECOGNITIONS, ApplicationKind, Basis, Event, EventKind
from ocop.rules.hearing import Hearing
from ocop.status import IN_FORCE, Certificate, Span, timeline
from ocop.status.dating import own_bounds

_LABELS: Mapping[ApplicationKind, Text] = MappingProxyType(
    {
        ApplicationKind.FIRST: Text("lần đầu", "first evaluation"),
        ApplicationKind.UPGRADE: Text("nâng hạng", "upgrade"),
        ApplicationKind.RE_EVALUATION: Text("phân hạng lại", "re-evaluation"),
    }
)
_LEADS_TO: Mapping[ApplicationKind, EventKind] = MappingProxyType(
    {
        ApplicationKind.FIRST: EventKind.RECOGNISED,
        ApplicationKind.UPGRADE: EventKind.UPGRADED,
        ApplicationKind.RE_EVALUATION: EventKind.RE_RECOGNISED,
    }
)


def first_means_without_certificate(hearing: Hearing) -> Iterator[Diagnostic]:
    """A first evaluation is not for a product whose certificate still runs.

    26/2026/QĐ-TTg, Điều 6 khoản 1.
    """
    filed = hearing.filing.filed_on
    if hearing.application.kind is not ApplicationKind.FIRST or filed is None or not _earlier(hearing):
        return
    span = _span(filed, hearing)
    if span.state in IN_FORCE and span.certificate is not None:
        through = span.certificate.valid_through
        facts = {"found": hearing.application.kind.value, "filed": calendar.in_table(filed)}
        facts |= {"expected": calendar.in_table(through) if through else "–"}
        where = hearing.application.registration.origin.at("kind")
        related = (span.certificate.event.origin.at("event"),)
        yield Diagnostic(codes.FIRST_BUT_CERTIFIED, where, facts, related)


def later_kinds_follow_a_recognition(hearing: Hearing) -> Iterator[Diagnostic]:
    """An upgrade or re-evaluation is of something recognised, and an upgrade aims above it.

    26/2026/QĐ-TTg, Điều 6 khoản 1 điểm b and c; Điều 7 khoản 5. An old recognition may merely be unrecorded.
    """
    application = hearing.application
    if application.kind is ApplicationKind.FIRST:
        return
    earlier, at = _earlier(hearing), application.registration.origin.at
    if not earlier:
        facts = {"title": _LABELS[application.kind].vi, "found": application.kind.value}
        yield Diagnostic(codes.NOTHING_TO_RENEW, at("kind"), facts)
        return
    held, target = earlier[-1].star, application.target_star
    if application.kind is ApplicationKind.UPGRADE and held and target and target <= held:
        facts = {"found": str(target), "expected": str(held)}
        related = (earlier[-1].origin.at("star"),)
        yield Diagnostic(codes.TARGET_NOT_HIGHER, at("target_star"), facts, related)


def re_evaluations_are_filed_in_their_window(hearing: Hearing) -> Iterator[Diagnostic]:
    """A re-evaluation is filed 180 to 120 days before the certificate ends.

    26/2026/QĐ-TTg, Điều 7 khoản 6 điểm a. A certificate from before the act may miss the window and still be
    renewed while it runs (Điều 12 khoản 3).
    """
    filed = hearing.filing.filed_on
    if (
        hearing.application.kind is not ApplicationKind.RE_EVALUATION
        or filed is None
        or not _earlier(hearing)
    ):
        return
    act, held = hearing.law.rule_set_on(filed), _span(filed, hearing).certificate
    through = _known_end(held)
    if act is None or act.window is None or held is None or through is None:
        return
    window = calendar.filing_window(through, act.window.opens_days_before, act.window.closes_days_before)
    excused = act.extension is not None and held.decided_on < act.extension.issued_before
    if filed in window or (excused and window.last < filed <= through):
        return
    event = next(event for day, event in hearing.events(EventKind.SUBMITTED) if day == filed)
    facts = {"found": calendar.in_table(filed), "through": calendar.in_table(through)}
    facts |= {"expected": f"{calendar.in_table(window.first)} – {calendar.in_table(window.last)}"}
    related = (held.event.origin.at("on"),)
    yield Diagnostic(codes.FILED_OUTSIDE_WINDOW, event.origin.at("on"), facts, related)


def recognitions_are_of_the_kind_applied_for(hearing: Hearing) -> Iterator[Diagnostic]:
    """What an application leads to is of its kind; a second star from a level above may be an upgrade.

    26/2026/QĐ-TTg, Điều 7 khoản 5 and khoản 6.
    """
    event = next((one for one in hearing.filing.events if one.kind in RECOGNITIONS), None)
    kind = hearing.application.kind
    if event is not None and event.kind is not _LEADS_TO[kind]:
        facts = {"found": event.kind.value, "application": hearing.application.id}
        facts |= {"title": f"{_LABELS[kind].vi} ({kind.value})", "title_en": kind.value}
        facts |= {"expected": _LEADS_TO[kind].value}
        related = (hearing.application.registration.origin.at("kind"),)
        yield Diagnostic(codes.RECOGNITION_OF_ANOTHER_KIND, event.origin.at("event"), facts, related)


def _earlier(hearing: Hearing) -> list[Event]:
    """Return the recognitions from before this application, or that may be from before it."""
    filed = hearing.filing.filed_on
    found = []
    for event in hearing.product.events:
        if event.kind not in RECOGNITIONS or event.application == hearing.application.id:
            continue
        bounds = own_bounds(event, hearing.law)
        if filed is None or bounds is None or bounds[0] < filed:
            found.append(event)
    return found


def _span(day: date, hearing: Hearing) -> Span:
    return timeline(hearing.product, hearing.law).on(day)


def _known_end(held: Certificate | None) -> date | None:
    """Return the last valid day when it does not rest on a day of decision that is only guessed."""
    if held is None or (held.event.on is None and held.basis is Basis.COMPUTED):
        return None
    return held.valid_through
