"""What the search ought to find, worked out the slow and plain way from the dossiers' own words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from ocop.law import Law, Unit
from ocop.site.views.addresses import producer_address, product_address, unit_address
from ocop.site.views.places import communes_today, former_districts
from ocop.spelling import composed, folded

_OLD_TONE = re.compile(
    "(o(?=[ae])|u(?=y))([aey])([\u0300\u0301\u0303\u0309\u0323])(?![^\\W\\d_]|[\u0300-\u036f])"
)
_WORD = re.compile(r"[^\W_]+")
_STAR = re.compile(r"(\d)\s*sao", re.IGNORECASE)
_ALSO = {
    "cà phê": ("coffee",),
    "coffee": ("cà phê",),
    "trà": ("tea",),
    "chè": ("tea",),
    "tea": ("trà", "chè"),
    "mật ong": ("honey",),
    "honey": ("mật ong",),
    "gạo": ("rice",),
    "rice": ("gạo",),
    "hồ tiêu": ("hạt tiêu", "pepper"),
    "hạt tiêu": ("hồ tiêu", "pepper"),
    "pepper": ("hồ tiêu", "hạt tiêu"),
}


def words(text: str) -> list[str]:
    """The words of `text` in lower case with their marks, tones where the newer spelling has them."""
    lower = text.lower().replace("ð", "đ").replace("ɖ", "đ")
    return _WORD.findall(composed(_OLD_TONE.sub(r"\1\3\2", unicodedata.normalize("NFD", one_word(lower)))))


def one_word(query: str) -> str:
    """The query with a star as one word, as products have it."""
    return _STAR.sub(r"\1sao", query)


def exact_words(query: str, text: str) -> bool:
    """Whether every word of the query stands in `text`, marks and all."""
    return set(words(query)) <= set(words(text))


def found_by(query: str, texts: Mapping[str, str]) -> set[str]:
    """The keys of the texts that have for every word of the query one beginning with it, both folded.

    Words that others follow are finished: where any text has all of these whole, only such texts count.
    """
    asked = [folded(word) for word in re.split(r"[\s,]+", one_word(query))]
    due: dict[str, bool] = {}
    for key, text in texts.items():
        has = _WORD.findall(folded(text))
        if all(any(word.startswith(one) for word in has) for one in asked):
            due[key] = set(asked[:-1]) <= set(has)
    return {key for key, finished in due.items() if finished or not any(due.values())}


def in_other_words(names: str) -> str:
    """What else the thing is called that is called so in a product's names."""
    text = f" {' '.join(words(names))} "
    return " ".join(other for said, others in _ALSO.items() if f" {said} " in text for other in others)


def unit_words(unit: Unit) -> str:
    """Everything a unit is searched by: its name, other spellings, and the name in one word."""
    kind, _, rest = unit.name.partition(" ")
    proper = rest.partition(" ")[2] if kind in {"Thị", "Thành", "Đặc"} else rest
    return " ".join((unit.name, *unit.also_written, proper.replace(" ", "")))


def place_words(unit_id: str, law: Law) -> str:
    """Everything a place is searched by: the unit given, its former district, the unit of today."""
    unit = law.units[unit_id]
    now = law.successor(unit_id)
    district = (
        law.units.get(unit.parent or "") if unit.valid_to and law.units[unit.parent or ""].parent else None
    )
    return " ".join(unit_words(one) for one in (unit, district, now) if one)


def texts_of(
    products: Iterable[Mapping[str, str]],
    producers: Sequence[Mapping[str, str]],
    law: Law,
    *,
    coded: bool = True,
    starred: bool = True,
) -> Mapping[str, str]:
    """All words of every answer there can be, by address, for the golden registry.

    Numbers of decisions and official codes are among them only if `coded`, as they are for who typed a digit;
    stars only if `starred`, for who typed one.
    """
    types = law.lists["producer-types"]
    texts: dict[str, str] = {}
    makers: dict[str, str] = {}
    folders: dict[str, str] = {}
    for producer in producers:
        kind = types.get(producer["type"])
        aliases = f"{kind.label.vi} {kind.attributes['aliases']}" if kind else ""
        own = f"{producer['name']} {producer['former_name']} {aliases}"
        makers[producer["key"]] = f"{own} {place_words(producer['place'], law)}"
        folders[producer["key"]] = producer["folder"]
        texts[producer_address(producer["folder"])] = own
    for product in products:
        identifier = f"{folders[product['producer']]}/{product['folder']}"
        decision = (
            f"quyết định số {product['decision']} {product['code']}" if coded and product["decision"] else ""
        )
        names = f"{product['name']} {product['other_name']}"
        names += f" {in_other_words(names)}"
        star = f"{product['star'] or 0}sao" if starred else ""
        said = (names, makers[product["producer"]], decision, star, identifier)
        texts[product_address(identifier)] = " ".join(said)
    for unit in (*communes_today(law.units), *former_districts(law.units)):
        old = () if unit.valid_to else law.predecessors(unit.id)
        texts[unit_address(unit)] = " ".join(map(unit_words, (unit, *old)))
    return texts
