"""What was put right in one record, when, field by field, in plain words and within today's fence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ocop.impact import Alteration, Cells, Rows, Turn, paired
from ocop.law import Law
from ocop.load.dossiers import HISTORY_FILE, STORY_FILE
from ocop.load.facts import Titles
from ocop.load.histories import STORY, Histories, Touch
from ocop.model import Producer, Product
from ocop.site.views.past_values import PROSE, PastValues

_STORY_TITLES: Mapping[str, str] = {STORY: "Câu chuyện sản phẩm"}
_PRODUCER = "Chủ thể"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """One fact put right: whose it is (blank: the record's own), and what became of it."""

    subject: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What one commit put right; `heading` speaks of the whole record, blank when only facts changed."""

    on: date
    commit: str
    heading: str
    amendments: tuple[Amendment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordHistory:
    """A record's revisions, the latest first; `written_on` is None where its first commit is not known."""

    known: bool
    written_on: date | None
    revisions: tuple[Revision, ...]


class RecordHistories:
    """Tells histories in words, as far as today's schemas and records let them be told."""

    def __init__(self, histories: Histories, law: Law, titles: Titles) -> None:
        """`titles` are those of what is public."""
        self._histories = histories
        self._law = law
        self._titles = titles

    def commits_of(self, record_id: str) -> tuple[str, ...]:
        """What a page on a record depends on: its commits, and whether they are known at all."""
        touches = self._histories.records.get(record_id, ())
        found = (self._histories.commits[touch.commit].id for touch in touches)
        return (str(self._histories.known), *found)

    def at_most(self, *record_ids: str) -> int:
        """More revisions than this the records cannot have together; quick to say."""
        return sum(len(self._histories.records.get(one, ())) for one in record_ids)

    def of_product(self, product: Product, producer: Producer | None) -> RecordHistory:
        """The history of a product, with its producer's from the day on which the product was written."""
        values = PastValues(self._law, product, producer)
        own = self._histories.records.get(product.id, ())
        lines = self._lines(own, values)
        if own and producer is not None:
            theirs = self._histories.records.get(producer.id, ())
            later = [one for one in theirs if one.commit > own[0].commit and one.turn is Turn.CHANGED]
            for commit, found in self._lines(later, values, _PRODUCER).items():
                lines[commit] += found
        return self._history(own, lines)

    def of_producer(self, producer: Producer) -> RecordHistory:
        """The history of a producer's own record."""
        values = PastValues(self._law, None, producer)
        own = self._histories.records.get(producer.id, ())
        return self._history(own, self._lines(own, values))

    def _history(self, own: Sequence[Touch], lines: Mapping[int, Sequence[Amendment]]) -> RecordHistory:
        commits = self._histories.commits
        headings = {touch.commit: _heading(touch.turn) for touch in own[1:] if touch.turn is not Turn.CHANGED}
        return RecordHistory(
            known=self._histories.known,
            written_on=commits[own[0].commit].on if own else None,
            revisions=tuple(
                Revision(
                    on=commits[number].on,
                    commit=commits[number].id,
                    heading=headings.get(number, ""),
                    amendments=tuple(lines.get(number, ())),
                )
                for number in sorted({*headings, *(one for one in lines if lines[one])}, reverse=True)
            ),
        )

    def _lines(
        self, touches: Iterable[Touch], values: PastValues, subject: str = ""
    ) -> defaultdict[int, list[Amendment]]:
        """What may be told, by the number of the commit."""
        found: defaultdict[int, list[Amendment]] = defaultdict(list)
        changes = (touch for touch in touches if touch.turn is Turn.CHANGED)
        for touch in sorted(changes, key=lambda one: (one.commit, one.file == HISTORY_FILE)):
            titles = _STORY_TITLES if touch.file == STORY_FILE else self._titles.of(touch.file)
            altered = {one.key: one for one in touch.altered.values}
            lists = {rows.key: rows for rows in touch.altered.rows}
            if touch.file == HISTORY_FILE:
                for rows in lists.values():
                    found[touch.commit] += _events(rows, titles, values)
                continue
            for key, title in titles.items():
                if key in altered:
                    text = f"{title}: {_became(altered[key], values)}"
                    found[touch.commit].append(Amendment(subject=subject, text=text))
                if key in lists:
                    found[touch.commit] += _items(lists[key], titles, values, subject)
        return found


def _heading(turn: Turn) -> str:
    return "Ghi lại vào sổ" if turn is Turn.ADDED else "Đưa ra khỏi sổ"


def _became(one: Alteration, values: PastValues) -> str:
    """What became of a value, as far as it may be told."""
    if one.key in PROSE:
        return "đã viết lại" if one.before and one.after else "đã thêm" if one.after else "đã bỏ"
    before, after = values.said(one.key, one.before), values.said(one.key, one.after)
    if not one.before:
        return f"thêm {after}" if after else "đã thêm"
    if not one.after:
        return f"bỏ {before}" if before else "đã bỏ"
    if before == after:
        return "đã đổi"
    if before and after:
        return f"{before} → {after}"
    return f"đổi thành {after}" if after else f"đã đổi, trước là {before}"


def _items(rows: Rows, titles: Mapping[str, str], values: PastValues, subject: str) -> Iterator[Amendment]:
    """What became of a list's items: those put right a line each, all that came and went in one."""
    title = titles[rows.key]
    verbs: dict[str, list[str]] = {"thêm": [], "bỏ": []}
    for old, new in paired(rows):
        if old is None or new is None:
            verbs["thêm" if new else "bỏ"].append(
                ", ".join(_said(old or new or (), rows.key, titles, values))
            )
            continue
        # A former name says which of the names it is; a code's scheme would only be long.
        named = "".join(f" {one}" for one in _said(new, rows.key, titles, values)[:1] if one[0] == "“")
        changed = _changed(old, new, rows.key, titles, values)
        if changed:
            yield Amendment(subject=subject, text=f"{title}{named}: {changed}")
    parts = [part for verb, items in verbs.items() for part in _counted(verb, items)]
    if parts:
        yield Amendment(subject=subject, text=f"{title}: {'; '.join(parts)}")


def _counted(verb: str, items: Sequence[str]) -> Iterator[str]:
    """Items that came or went: those that may be told one by one, the others as a number."""
    yield from (f"{verb} {one}" for one in items if one)
    untold = sum(not one for one in items)
    if untold:
        yield f"{verb} {'một' if untold == 1 else untold} mục"


def _said(cells: Cells, key: str, titles: Mapping[str, str], values: PastValues) -> list[str]:
    """The cells of a row that are for the public and may be told, in the order of the schema."""
    known = dict(cells)
    found = (values.said(_key(key, name), known[name]) for name in _columns(key, titles, known))
    return [one for one in found if one]


def _changed(old: Cells, new: Cells, key: str, titles: Mapping[str, str], values: PastValues) -> str:
    """The cells in which two versions of a row differ."""
    was, now = dict(old), dict(new)
    parts = []
    for name in _columns(key, titles, was | now):
        if was.get(name, "") != now.get(name, ""):
            one = Alteration(key=_key(key, name), before=was.get(name, ""), after=now.get(name, ""))
            parts.append(f"{titles[_titled(key, name)]}: {_became(one, values)}")
    return "; ".join(parts)


def _columns(key: str, titles: Mapping[str, str], cells: Mapping[str, str]) -> list[str]:
    order = {name: rank for rank, name in enumerate(titles)}
    named = [name for name in cells if _titled(key, name) in order]
    return sorted(named, key=lambda name: order[_titled(key, name)])


def _titled(key: str, name: str) -> str:
    """Under which key the schema has the title of a cell."""
    return f"{key}.*.{name}" if key and name else key or name


def _key(key: str, name: str) -> str:
    return ".".join(part for part in (key, name) if part)


def _events(rows: Rows, titles: Mapping[str, str], values: PastValues) -> Iterator[Amendment]:
    """What became of the events of a history."""
    for old, new in paired(rows):
        row = {name: cell for name, cell in new or old or () if name in titles}
        kind = values.said("event", dict(new or old or ())["event"])
        if old is None or new is None:
            verb = "Thêm" if new else "Bỏ"
            yield Amendment(subject=f"{verb} “{kind}”", text=_event(row, values))
        else:
            when = values.said("on", row.get("on", ""))
            changed = _changed(old, new, rows.key, titles, values)
            if changed:
                yield Amendment(subject=f"{kind} ngày {when}" if when else kind, text=changed)


def _event(row: Mapping[str, str], values: PastValues) -> str:
    """An event in a line: star, day or year, decision and who signed it."""
    said = {name: values.said(name, cell) for name, cell in row.items()}
    year = f"đợt đánh giá năm {said['year']}" if said.get("year") else "nguồn không nêu ngày"
    decision = f"Quyết định số {said['decision'].strip('“”')}" if said.get("decision") else ""
    issuer = f"của {said['issuer']}" if decision and said.get("issuer") else said.get("issuer", "")
    producer = f"chủ thể {said['producer_name']}" if said.get("producer_name") else ""
    parts = (
        said.get("star", ""),
        f"ngày {said['on']}" if said.get("on") else year,
        f"{decision} {issuer}".strip(),
        producer,
    )
    return ", ".join(part for part in parts if part)
