"""The registry counted anew from its dossiers, to hold the filters of the browser to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ocop.law import Law
from ocop.load.registry import Loaded
from ocop.model import Event, EventKind, Producer, Product
from ocop.site.views.state_names import public_name
from ocop.spelling import slug
from ocop.status import timeline
from ocop.status.disclosure import disclosed
from tests.site.search_oracle import found_by, place_words

UNKNOWN = "khong-ro"
FACETS = ("sao", "trang-thai", "nhom", "xa", "huyen", "loai", "nam")
WORDS = ("ca phe", "Mật ong", "gia dinh", "huong hoa", "hai lang", "HTX", "tra th", "zzz", "đa", "mau 2")
_IN_FORCE = {"valid", "re_evaluation_due", "extended"}
_RECOGNISED = {EventKind.RECOGNISED, EventKind.UPGRADED, EventKind.RE_RECOGNISED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Recount:
    """The registry counted anew from its dossiers, for one day.

    `values` are by product and facet, `matching` gives the products that each of `WORDS` finds.
    """

    values: Mapping[str, Mapping[str, frozenset[str]]]
    matching: Mapping[str, Iterable[str]]

    def found(self, chosen: Mapping[str, str], but: str = "") -> set[str]:
        """Products that pass every choice, save that of one facet."""
        filters = {name: value for name, value in chosen.items() if name not in {"q", but}}
        left = self.matching[chosen["q"]] if "q" in chosen else self.values
        return {
            one for one in left if all(value in self.values[one][name] for name, value in filters.items())
        }

    def counts(self, chosen: Mapping[str, str], facet: str) -> Counter[str]:
        """For each value of a facet how many products choosing it would leave."""
        return Counter(value for one in self.found(chosen, facet) for value in self.values[one][facet])


def recounted(loaded: Loaded, stars: Mapping[str, str], day: date) -> Recount:
    """The recount for `day`; `stars` are those of the histories, blank for none, by product id."""
    values: dict[str, dict[str, frozenset[str]]] = {}
    plain, coded = {}, {}
    for product in disclosed(loaded.registry, loaded.law).products.values():
        producer = loaded.registry.producers[product.producer_id]
        own = _values(product, producer, loaded.law, day)
        own["sao"] = set(stars[product.id])
        values[product.id] = {name: frozenset(found or {UNKNOWN}) for name, found in own.items()}
        plain[product.id] = _text(product, producer, loaded.law)
        codes = [
            f"quyết định số {event.decision}"
            for event in product.events
            if event.decision and _is_public(event, loaded.law)
        ]
        coded[product.id] = " ".join([plain[product.id], *codes])
    # Numbers of decisions answer only to who typed a digit.
    matching = {typed: found_by(typed, coded if any(map(str.isdigit, typed)) else plain) for typed in WORDS}
    return Recount(values=values, matching=matching)


def _values(product: Product, producer: Producer, law: Law, day: date) -> dict[str, set[str]]:
    span = timeline(product, law).on(day)
    state = public_name(span.state)
    place = product.place if product.place.commune or product.place.district else producer.place
    unit = law.units.get(place.commune or "")
    now = law.successor(unit.id) if unit else None
    district = place.district or (unit.parent if unit and unit.valid_to else None)
    given = [
        event
        for event in product.events
        if event.kind in {EventKind.RECOGNISED, EventKind.UPGRADED, EventKind.RE_RECOGNISED}
    ]
    years = [event.on.year if event.on else event.year for event in given]
    sets = law.lists["product-sets"].get(product.product_set or "")
    recorded = product.product_group or (sets.attributes["group"] if sets else "")
    group = law.lists["product-groups"].get(recorded)
    return {
        "trang-thai": {state, "in_force"} if state in _IN_FORCE else {state},
        "nhom": {slug(term.label.vi) for term in (sets, group) if term},
        "xa": {now.code} if now else set(),
        "huyen": {law.units[district].code} if district else set(),
        "loai": {producer.type} if producer.type else set(),
        "nam": {str(max(year for year in years if year))} if any(years) else set(),
    }


def _is_public(event: Event, law: Law) -> bool:
    return law.lists["event-kinds"][event.kind].attributes["visibility"] == "public"


def _text(product: Product, producer: Producer, law: Law) -> str:
    kind = law.lists["producer-types"].get(producer.type or "")
    shown = [one for one in product.events if _is_public(one, law)]
    papers = [name for event in shown for name in (event.product_name, event.producer_name) if name]
    former = [one.name for one in producer.former_names]
    place = product.place if product.place.commune or product.place.district else producer.place
    places = [place_words(one, law) for one in (place.commune, place.district) if one]
    aliases = f"{kind.label.vi} {kind.attributes['aliases']}" if kind else ""
    return " ".join(
        [product.name, *product.other_names, *papers, producer.name or "", *former, aliases, *places]
    )
