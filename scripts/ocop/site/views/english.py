"""A product's facts for readers of English: our words around them, its own English only where recorded."""

from __future__ import annotations

from dataclasses import dataclass

from ocop.calendar import in_english
from ocop.law import Law
from ocop.model import Basis, EventKind, Product, Standing
from ocop.site.render import sentence
from ocop.site.views.places import proper_name
from ocop.site.views.state_names import ENGLISH_STATE_LABELS
from ocop.site.views.states import CertificateView
from ocop.site.views.world import World
from ocop.status import State

_GROUNDS = {
    Basis.PRINTED: "the date printed on the certificate or in the decision",
    Basis.AUTHORITY: "a date given by the authority",
    Basis.COMPUTED: "worked out by this register from the date of the decision",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EnglishView:
    """What the English lines on a product say; blank is what the record does not give.

    `name`, `summary` and `producer` are the record's English, `own_name` and `own_producer` Vietnamese;
    `state` and `points` are those of the Vietnamese page, `label` is the state's English word, `cause` why
    the certificate was revoked.
    """

    name: str
    own_name: str
    summary: str
    producer: str
    own_producer: str
    star: int | None
    state: str
    label: str
    points: str
    through: str
    ground: str
    cause: str
    decision: str
    decided: str
    issuer: str
    place: str
    place_kind: str
    unconfirmed: bool


def english_view(product: Product, world: World) -> EnglishView:
    """The English lines of `product`."""
    row, producer, law = world.row_of[product.id], world.producer_of(product), world.site.law
    paper, state = row.standing.certificate, row.standing.state
    through, ground = _through(paper, revoked=state.id == State.REVOKED.value) if paper else ("", "")
    kind = law.lists["unit-kinds"].get(row.place.now_kind)
    issuer = law.lists["agencies"].get(paper.issuer_id) if paper else None
    return EnglishView(
        name=product.name_en or "",
        own_name=product.name,
        summary=product.summary_en or "",
        producer=(producer.name_en if producer else None) or "",
        own_producer=row.producer_name,
        star=row.star,
        state=state.id,
        label=ENGLISH_STATE_LABELS[state.id],
        points=state.points,
        through=through,
        ground=ground,
        cause=_cause(product, law) if state.id == State.REVOKED.value else "",
        decision=paper.decision if paper else "",
        decided=in_english(paper.decided_on) if paper and paper.decided_on else "",
        issuer=issuer.label.en if issuer else "",
        place=proper_name(sentence(row.place.now)),
        place_kind=kind.label.en.lower() if kind else "",
        unconfirmed=product.record.standing is not Standing.CONFIRMED,
    )


def _through(paper: CertificateView, *, revoked: bool) -> tuple[str, str]:
    """The last valid day in words, and how it is known."""
    if paper.valid_through is not None:
        day, ground = in_english(paper.valid_through), _GROUNDS[paper.ground or Basis.COMPUTED]
        return (f"revoked; it would have run through {day}" if revoked else day), ground
    if paper.at_least is not None and paper.at_most is not None:
        first, last = in_english(paper.at_least), in_english(paper.at_most)
        return "not known exactly", f"the source gives only the year: between {first} and {last}"
    return "not known", "no source gives the date of recognition"


def _cause(product: Product, law: Law) -> str:
    """26/2026/QĐ-TTg, Điều 8: what the last revocation was for."""
    revoked = [event.cause for event in product.events if event.kind is EventKind.REVOKED]
    found = law.revocation_cause(revoked[-1]) if revoked else None
    return found.text.en if found else ""
