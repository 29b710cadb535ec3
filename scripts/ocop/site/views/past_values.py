"""How a value that a record has or once had is said; blank when it may not be.

A word of a list, a day, a number can be told for ever: it speaks of nobody. What people wrote freely may hold
more than they meant, and may have been taken out because of it: it is told only while today's record has it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cached_property

from ocop import model
from ocop.impact import plain
from ocop.law import Law
from ocop.model import Producer, Product
from ocop.site.render import day, host, web_address
from ocop.site.views.places import lowered

_LONGEST = 120
# The number and signs of a document: 136/QĐ-UBND, 26/2026/QĐ-TTg. Signs are short, and letters only.
_DOCUMENT = re.compile(r"[0-9]{1,5}[a-z]?(?:/[0-9]{4})?/[A-ZĐ]{1,8}(?:-[A-ZĐ]{1,8}[a-z]?){0,3}")
_BASES = {"printed": "in trên giấy", "authority": "cơ quan có thẩm quyền nêu"}
_STANDINGS: Mapping[str, str] = {
    model.Standing.GATHERED: "tập hợp từ nguồn công khai",
    model.Standing.CONFIRMED: "cơ quan quản lý đã xác nhận",
}

Word = Callable[[str, Law], str]
"""Says a value of a closed kind, or gives a blank for what is none."""


def _term(list_name: str) -> Word:
    def word(value: str, law: Law) -> str:
        entry = law.lists.get(list_name, {}).get(value)
        return entry.label.vi if entry else ""

    return word


def _fitting(pattern: str) -> Word:
    shape = re.compile(pattern)
    return lambda value, _: value if shape.fullmatch(value) else ""


def _day(value: str, _: Law) -> str:
    try:
        return day(date.fromisoformat(value))
    except ValueError:
        return ""


def _until(value: str, law: Law) -> str:
    """A day, a month or a year."""
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}", value):
        return f"{value[5:]}/{value[:4]}"
    return value if re.fullmatch(r"[0-9]{4}", value) else _day(value, law)


def _unit(value: str, law: Law) -> str:
    unit = law.units.get(value)
    return lowered(unit.name) if unit else ""


def _cause(value: str, law: Law) -> str:
    found = law.revocation_cause(value)
    return found.text.vi if found else ""


# The closed kinds, by key of a form or column of a history.
_WORDS: Mapping[str, Word] = {
    "application": _fitting("[0-9]{4}-[0-9]{1,2}"),
    "cause": _cause,
    "certificates.valid_through": _day,
    "codes.code": _fitting("[0-9]{2}-(?:[0-9]{1,5}-){2,3}20[0-9]{2}"),
    "codes.scheme": _term("code-schemes"),
    "decision": lambda value, _: value if _DOCUMENT.fullmatch(value) else "",
    "event": _term("event-kinds"),
    "former_names.type": _term("producer-types"),
    "former_names.until": _until,
    "issuer": _term("agencies"),
    "level": _term("levels"),
    "on": _day,
    "place.commune": _unit,
    "place.district": _unit,
    "product_group": _term("product-groups"),
    "product_set": _term("product-sets"),
    "record.confirmed_by": _term("agencies"),
    "record.confirmed_on": _day,
    "record.gathered_on": _day,
    "record.standing": lambda value, _: _STANDINGS.get(value, ""),
    "round": _fitting("[0-9]{1,2}"),
    "star": lambda value, _: f"{value} sao" if re.fullmatch("[1-5]", value) else "",
    "type": _term("producer-types"),
    "valid_through": _day,
    "valid_through_basis": lambda value, _: _BASES.get(value, ""),
    "year": _fitting("[0-9]{4}"),
}
# Too long to be quoted in a list of changes, however public.
PROSE = frozenset({"summary", "note", "record.note", "story"})


class PastValues:
    """Says values of a product and of its producer, or of a producer alone."""

    def __init__(self, law: Law, product: Product | None, producer: Producer | None) -> None:
        self._law = law
        self._product = product
        self._producer = producer

    @cached_property
    def _standing(self) -> frozenset[str]:
        """Every free text but prose that the public sees of them today."""
        texts = _texts(self._product, self._producer)
        return frozenset(plain(text) for text in texts if text)

    def said(self, key: str, value: str) -> str:
        """The value in plain words, blank when there is none or it may not be told."""
        word = _WORDS.get(key)
        told = word(value, self._law) if word is not None and value else ""
        if told or key in PROSE or value not in self._standing:
            return told
        address = web_address(value)
        if address:
            return host(address)
        return f"“{value if len(value) <= _LONGEST else value[: _LONGEST - 1] + '…'}”"


def _texts(product: Product | None, producer: Producer | None) -> Iterator[str | None]:
    if product is not None:
        yield from (product.name, *product.other_names, *product.packs)
        yield from (*product.shop_links, *product.trace_links)
        for paper in product.certificates:
            yield from (paper.name, paper.number, paper.issuer, paper.source)
        for event in product.events:
            yield from (event.product_name, event.producer_name, event.source, event.decision)
    if producer is not None:
        yield from (producer.name, producer.stated_type, producer.website)
        yield from (former.name for former in producer.former_names)
