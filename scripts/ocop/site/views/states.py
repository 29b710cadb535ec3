"""A product's state in words, with the days on which it changes; nothing that is not for the public.

Applications that were returned or not passed are nobody else's business (event kinds marked
`internal`), so a product they concern is only said not to be recognised.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ocop.calendar import in_citation
from ocop.diagnostics import Location
from ocop.model import Basis, Event, Product
from ocop.site.answers import Answers
from ocop.site.render import day
from ocop.site.views.addresses import rule_set_address
from ocop.site.views.labels import Labels
from ocop.site.views.state_names import STATE_LABELS, public_name, public_points
from ocop.status import RecognitionStatus, Stage, State, Status

_BASES = {
    Basis.PRINTED: "ngày in trên giấy chứng nhận hoặc quyết định",
    Basis.AUTHORITY: "ngày do cơ quan có thẩm quyền nêu",
    Basis.COMPUTED: "ngày do sổ này tính từ ngày ký quyết định",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """One step of the derivation: what follows from which fact, under which article."""

    text: str
    rule_set: str
    rule_set_address: str
    article: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StateView:
    """A state on the day of the build; `points` lists every change for the browser to look up."""

    id: str
    label: str
    points: str
    sentence: str
    next_step: str
    notices: tuple[str, ...]
    steps: tuple[StepView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateView:
    """The recognition the state speaks of: its last valid day, exact or between two, and the act.

    `basis` says in words how the day is known, `ground` which of the three ways it is. `act` is the decision
    in a sentence; its number, issuer and day stand in it as well, blank when unknown.
    """

    valid_through: date | None
    at_least: date | None
    at_most: date | None
    ground: Basis | None
    basis: str
    act: str
    decision: str
    issuer: str
    issuer_id: str
    decided_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a product stands, for pages and lists.

    `replaced` are its recognitions that a newer result took the place of, and on which day, where known.
    """

    star: int | None
    state: StateView
    certificate: CertificateView | None
    in_force: bool
    due: bool
    replaced: tuple[tuple[Event, date | None], ...] = ()

    @property
    def valid_through(self) -> date | None:
        """The exact last valid day, when it is known."""
        return self.certificate.valid_through if self.certificate else None

    @property
    def at_most(self) -> date | None:
        """The latest day on which the certificate can have ended, when only that is known."""
        return self.certificate.at_most if self.certificate else None


def standing(product: Product, answers: Answers, labels: Labels) -> Standing:
    """The state of `product` on the day of `answers` with its reasons, as the public may see it."""
    answer, line = answers.worked_out(product)
    current = answer.current or (answer.recognitions[-1] if answer.recognitions else None)
    # Beside a certificate an unsuccessful application does not show; before any, nothing else does.
    open_to_all = public_name(answer.state) != State.NOT_RECOGNISED.value
    state = StateView(
        id=public_name(answer.state),
        label=STATE_LABELS[public_name(answer.state)],
        points=public_points(line),
        sentence=answer.reason.vi
        if open_to_all
        else "Sổ chưa ghi quyết định công nhận nào của sản phẩm này.",
        next_step=_next_step(answer),
        notices=tuple(notice.vi for notice in answer.notices) if open_to_all else (),
        steps=_steps(answer, labels) if open_to_all else (),
    )
    return Standing(
        star=answer.star or (current.star if current else None),
        state=state,
        certificate=_certificate(current, labels) if current else None,
        in_force=answer.state.in_force,
        due=answer.state is State.RE_EVALUATION_DUE,
        replaced=tuple(
            (one.event, one.ended_on) for one in answer.recognitions if one.state is State.SUPERSEDED
        ),
    )


def _next_step(answer: Status) -> str:
    """The next duty beside a running certificate; that a council has met is not public before a decision."""
    step = answer.next_step
    if step is None or not answer.state.in_force or answer.stage is Stage.EVALUATED:
        return ""
    action = step.action.vi.rstrip(".")
    until = f", muộn nhất hết {day(step.until)}" if step.until and day(step.until) not in action else ""
    return f"{step.who.vi}: {action[:1].lower()}{action[1:]}{until} ({step.citation})."


def _line_of(where: Location) -> str:
    """The line of a file in the record's own folder, as readers can find it: `history.csv:5`."""
    name = where.path.rpartition("/")[2]
    return f"{name}:{where.line}" if where.line else name


def _steps(answer: Status, labels: Labels) -> tuple[StepView, ...]:
    return tuple(
        StepView(
            text=step.text.vi,
            rule_set=labels.rule_set(step.rule_set) if step.rule_set else "",
            rule_set_address=rule_set_address(step.rule_set) if step.rule_set else "",
            article=_within(step.citation, labels.rule_set(step.rule_set) if step.rule_set else ""),
            place=_line_of(step.where) if step.where else "",
        )
        for step in answer.steps
        if step.kind is None or labels.event_is_public(step.kind)
    )


def _within(citation: str, act: str) -> str:
    """The article alone where `act` is named before it: `Điều 4` of `26/2026/QĐ-TTg, Điều 4`."""
    return citation.removeprefix(act).removeprefix(", ") if act else citation


def _certificate(current: RecognitionStatus, labels: Labels) -> CertificateView:
    between = current.valid_through_between
    ground = None
    if current.valid_through is not None:
        ground = current.basis or Basis.COMPUTED
        basis = _BASES[ground]
    elif between is not None:
        basis = f"nguồn chỉ nêu năm, nên chỉ biết ngày ấy nằm từ {day(between.first)} đến {day(between.last)}"
    else:
        basis = "nguồn không nêu ngày công nhận"
    return CertificateView(
        valid_through=current.valid_through,
        at_least=between.first if current.valid_through is None and between else None,
        at_most=between.last if current.valid_through is None and between else None,
        ground=ground,
        basis=basis,
        act=_act(current.event, labels),
        decision=current.event.decision or "",
        issuer=labels.agency(current.event.issuer),
        issuer_id=current.event.issuer or "",
        decided_on=current.decided_on,
    )


def _act(event: Event, labels: Labels) -> str:
    """The decision as papers cite it: number, day, issuer."""
    if not event.decision:
        return "Nguồn không nêu số quyết định công nhận."
    signed = f" ngày {in_citation(event.on)}" if event.on else ""
    issuer = f" của {labels.agency(event.issuer)}" if event.issuer else ""
    return f"Theo Quyết định số {event.decision}{signed}{issuer}."
