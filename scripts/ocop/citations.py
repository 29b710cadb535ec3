"""How official documents are cited, `Quyết định số 109/QĐ-UBND ngày 16/01/2023`, however people type it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ocop import calendar
from ocop.spelling import composed, folded

# What the first letters of a symbol stand for (Nghị định 30/2020/NĐ-CP, Phụ lục III), by their folded form.
_TYPES = {
    "qd": ("QĐ", "Quyết định"),
    "kh": ("KH", "Kế hoạch"),
    "nd": ("NĐ", "Nghị định"),
    "nq": ("NQ", "Nghị quyết"),
    "tt": ("TT", "Thông tư"),
    "ttlt": ("TTLT", "Thông tư liên tịch"),
    "ct": ("CT", "Chỉ thị"),
    "tb": ("TB", "Thông báo"),
    "bc": ("BC", "Báo cáo"),
    "kl": ("KL", "Kết luận"),
    "hd": ("HD", "Hướng dẫn"),
    "ctr": ("CTr", "Chương trình"),
    "tttr": ("TTr", "Tờ trình"),
    "ttr": ("TTr", "Tờ trình"),
    "cv": ("CV", "Công văn"),
}
# How bodies are abbreviated in symbols; whatever is not here is written in capitals as it was typed.
_BODIES = {
    folded(body): body
    for body in (
        "UBND", "HĐND", "TTg", "CP", "UBTVQH", "SNN", "SNNMT", "BNN", "BNNMT", "BNNPTNT", "BNV", "VPĐP",
        "OCOP", "TU", "HU", "TW", "PTNT", "CCPTNT", "NTM", "BCĐ", "HĐĐG",
    )
}  # fmt: skip
_PARTY = frozenset({"TU", "HU", "TW"})
_ASSEMBLY = re.compile("(qh|ubtvqh)([0-9]{1,2})")
# The assembly's laws and resolutions bear the same symbol: only the word before the number tells them apart.
_WORDS = ("Bộ luật", "Luật", "Nghị quyết", "Pháp lệnh")
_ALIKE = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("⁄∕／", "/") | {"\xa0": " ", "．": "."})
_BODY = "|".join(sorted(map(re.escape, _BODIES), key=len, reverse=True))
_TYPE = "|".join(sorted(_TYPES, key=len, reverse=True))
_JOINT = r"(?: *[-./] *| +)"
# Of text folded letter for letter. A body written apart from what precedes it must be a known one.
_REST = rf"(?:(?:{_JOINT}(?:{_BODY})[0-9]{{0,2}}|[-./][a-z]+[0-9]{{0,2}})(?![a-z0-9]))"
_NUMBER = re.compile(
    r"(?<![a-z0-9/.-])0*(?P<number>[1-9][0-9]{0,4})(?P<letter>[a-h]?) *"
    r"(?:/ *(?P<year>(?:19|20)[0-9]{2}) *)?[-/] *"
    rf"(?:(?P<assembly>(?:ub ?tv)?qh[0-9]{{1,2}})(?![a-z0-9])"
    rf"|(?P<type>{_TYPE})(?:(?P<glued>{_BODY})(?![a-z0-9])|(?![a-z0-9]))(?P<rest>{_REST}{{0,3}}))"
)
_SEGMENT = re.compile("[a-z]+[0-9]*")
_BEFORE, _AFTER = 24, 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A document's number taken apart.

    `year` is printed in the number of an act that lays down law (26/2026/QĐ-TTg) and of no other. `symbol` is
    what follows, part by part; papers of the Party put the dash first (`by_party`, 168-KL/TU). `on` is the
    day that the text gives with the number.
    """

    number: str
    year: int | None
    symbol: tuple[str, ...]
    type: str
    by_party: bool = False
    on: date | None = None

    @property
    def written(self) -> str:
        """The number as papers print it: `109/QĐ-UBND`."""
        digits = self.number if len(self.number) > 1 else f"0{self.number}"
        if self.by_party:
            return f"{digits}-{'/'.join(self.symbol)}"
        return "/".join(filter(None, (digits, str(self.year or ""), "-".join(self.symbol))))

    @property
    def key(self) -> str:
        """What all spellings of one number share, fit for an address: `109-qd-ubnd`."""
        return "-".join(filter(None, (self.number.lower(), str(self.year or ""), *map(folded, self.symbol))))


@lru_cache(maxsize=65536)
def citation_written(text: str) -> Citation | None:
    """Return the first document that `text` cites, or None when it cites none that bears a number."""
    return next(citations_in(text), None)


def citations_in(text: str) -> Iterator[Citation]:
    """Yield every document that `text` cites, each with the day that stands between it and the next.

    When there is only one, its day may stand before it too.
    """
    plain = composed(text).translate(_ALIKE)
    letters = "".join(map(_letter, plain))
    found = list(_NUMBER.finditer(letters))
    ends = [*(match.start() for match in found[1:]), len(plain)]
    for match, end in zip(found, ends, strict=False):
        last = min(match.end() + _AFTER, end)
        told = re.split(r"[;\n]", plain[match.end() : last])[0]
        day = calendar.day_within(told)
        if day is None and len(found) == 1:
            day = calendar.day_within(plain[: match.start()])
        before = folded(plain[max(0, match.start() - _BEFORE) : match.start()])
        symbol = tuple(_symbol(match, plain))
        yield Citation(
            number=match["number"] + match["letter"],
            year=int(match["year"]) if match["year"] else None,
            symbol=symbol,
            type=_type(match, before),
            by_party=symbol[-1] in _PARTY,
            on=day,
        )


def _letter(character: str) -> str:
    """One letter for one, so that places in the folded text are those of the text itself."""
    plain = folded(character)
    return plain if len(plain) == 1 else character if character.isspace() else "?"


def _symbol(match: re.Match[str], plain: str) -> Iterator[str]:
    if match["assembly"]:
        yield match["assembly"].replace(" ", "").upper()
        return
    yield _TYPES[match["type"]][0]
    if match["glued"]:
        yield _BODIES[match["glued"]]
    begins = match.start("rest")
    for segment in _SEGMENT.finditer(match["rest"]):
        typed = plain[begins + segment.start() : begins + segment.end()]
        yield _segment(segment.group(), typed)


def _segment(letters: str, typed: str) -> str:
    if assembly := _ASSEMBLY.fullmatch(letters):
        return assembly[1].upper() + assembly[2]
    return _BODIES.get(letters) or typed.upper().translate({ord("Ð"): "Đ", ord("Ɖ"): "Đ"})


def _type(match: re.Match[str], before: str) -> str:
    if match["type"]:
        return _TYPES[match["type"]][1]
    said = [(before.rfind(folded(word)), word) for word in _WORDS if folded(word) in before]
    return max(said, key=lambda one: (one[0] + len(one[1]), len(one[1])))[1] if said else ""
