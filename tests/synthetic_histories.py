"""Synthetic histories: what happens to a product from 2019 to 2026, as the rule sets of the day have it."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from ocop import calendar
from ocop.law import Law
from ocop.model import Level
from tests.synthetic_applications import Course, Stage

Row = Mapping[str, str]

_LAST_DAY = date(2026, 10, 31)
# Three stars were the district's until the act of July 2025, but there were no districts any more.
_NOBODY = calendar.Period(date(2025, 7, 1), date(2025, 7, 5))
_NO_DISTRICTS = date(2025, 7, 1)
_MOST_EVENTS = 10


class Life:
    """The events of one product in the order in which they happened; every choice comes from `rng`."""

    def __init__(self, rng: random.Random, law: Law, district: str | None) -> None:
        self.rows: list[dict[str, str]] = []
        self._rng = rng
        self._law = law
        self._first_day = law.rule_sets[0].in_force_from
        agencies = law.lists["agencies"]
        units = {term.attributes["unit"]: name for name, term in agencies.items()}
        self._district = units.get(district or "", "district_people_committee")

    def lived(self) -> list[dict[str, str]]:
        """Return the rows of one `history.csv`, never more than ten."""
        paths: tuple[Callable[[], None], ...] = (self._exact, self._by_year, self._undated, self._preparing)
        (path,) = self._rng.choices(paths, (68, 20, 6, 6))
        path()
        if not self.rows:
            self._add("idea_registered", date(2026, 8, 3), level=Level.COMMUNE)
        return self.rows[:_MOST_EVENTS]

    def applied(self, course: Course) -> list[dict[str, str]]:
        """Return the rows of a product whose one application took this course."""
        if course.certified_on:
            self._recognise("recognised", course.certified_on, max(3, course.star))
        else:
            start = course.filed_on - timedelta(days=self._rng.randint(200, 240))
            self._add("idea_registered", start, level=self._local(start))
            chosen = start + timedelta(days=self._rng.randint(5, 30))
            self._add("selected", chosen, level=self._local(chosen))
        if course.stage >= Stage.FILED:
            self._add("submitted", course.filed_on, level=course.local, application=course.id)
        if course.stage >= Stage.FORWARDED:
            self._add("forwarded", course.forwarded_on, level=course.local, application=course.id)
        if course.stage >= Stage.DECIDED:
            self._decided(course)
        return self.rows

    def _decided(self, course: Course) -> None:
        if not course.passes:
            level, note = Level.PROVINCE, "Chưa đạt điểm tối thiểu"
            self._add("not_passed", course.decided_on, level=level, application=course.id, note=note)
            return
        kind = "re_recognised" if course.certified_on else "recognised"
        self._recognise(kind, course.decided_on, course.star, application=course.id, round=course.round)
        if course.rule_set.in_force_to:
            self._renewed(course.decided_on, course.star)

    # What a record may look like

    def _exact(self) -> None:
        day = self._day_between(self._first_day + timedelta(days=240), _LAST_DAY)
        star = self._star()
        if self._chance(0.45):
            self._prelude(day)
        if self._chance(0.06):
            self._add("not_passed", day, level=self._evaluating(day), note="Chưa đạt điểm tối thiểu")
            if not self._chance(0.5):
                return
            day += timedelta(days=self._rng.randint(150, 400))
            if day > _LAST_DAY:
                return
        self._recognise("recognised", day, star)
        self._after(day, star)

    def _by_year(self) -> None:
        year, star = self._rng.randint(2019, 2025), self._star()
        self._recognise_in("recognised", year, star)
        if year <= 2023 and self._chance(0.3):
            if self._chance(0.5):
                self._recognise_in("re_recognised", year + 3, star)
            else:
                day = self._day_between(date(year + 3, 1, 5), min(date(year + 3, 12, 28), _LAST_DAY))
                self._recognise("re_recognised", day, star)

    def _undated(self) -> None:
        self._add("recognised", None, star=str(self._star()), note="Nguồn không nêu ngày và năm")

    def _preparing(self) -> None:
        day = self._day_between(date(2024, 1, 8), date(2026, 4, 30))
        self._prelude(day)
        if day + timedelta(days=60) > _LAST_DAY or self._chance(0.4):
            return
        day += timedelta(days=self._rng.randint(10, 60))
        kind = self._rng.choice(("returned", "withdrawn", "not_passed"))
        level = "" if kind == "withdrawn" else self._evaluating(day)
        self._add(kind, day, level=level, note="Giả định")

    # What may follow a recognition

    def _after(self, day: date, star: int) -> None:
        while len(self.rows) < _MOST_EVENTS - 1:
            (step,) = self._rng.choices(
                (self._upgraded, self._renewed, self._revoked, self._renamed, self._stopped, self._nothing),
                (16, 46, 3, 4, 3, 28),
            )
            following = step(day, star)
            if following is None:
                return
            day, star = following

    def _upgraded(self, day: date, star: int) -> tuple[date, int] | None:
        decided = self._day_between(day + timedelta(days=200), day + timedelta(days=700))
        if star == 5 or decided > _LAST_DAY or not self._submitted(decided):
            return None
        self._recognise("upgraded", decided, star + 1)
        return decided, star + 1

    def _renewed(self, day: date, star: int) -> tuple[date, int] | None:
        end = calendar.months_after(day, 36)
        decided = self._day_between(end - timedelta(days=120), end + timedelta(days=160))
        if decided > _LAST_DAY or not self._submitted(decided):
            return None
        self._recognise("re_recognised", decided, star)
        return decided, star

    def _revoked(self, day: date, star: int) -> None:
        on = self._day_between(day + timedelta(days=60), day + timedelta(days=900))
        rule_set = self._law.rule_set_on(on)
        level = rule_set.recognising_level(star) if rule_set else None
        if on > _LAST_DAY or rule_set is None or level is None or on in _NOBODY:
            return
        causes = [cause.id for each in self._law.rule_sets for cause in each.revocation_causes]
        cause = self._rng.choice(causes)
        issuer, number = self._issuer(level, on), self._number(level, on)
        self._add("revoked", on, level=level, issuer=issuer, decision=number, cause=cause)

    def _renamed(self, day: date, star: int) -> tuple[date, int] | None:
        on = self._day_between(day + timedelta(days=30), day + timedelta(days=300))
        if on > _LAST_DAY:
            return None
        self._add("producer_changed", on, producer_name="Chủ thể Giả Định Đổi Tên")
        return on, star

    def _stopped(self, day: date, _star: int) -> None:
        on = self._day_between(day + timedelta(days=90), day + timedelta(days=800))
        if on <= _LAST_DAY:
            self._add("production_stopped", on, level="commune")

    def _nothing(self, _day: date, _star: int) -> None:
        return

    # Steps

    def _prelude(self, day: date) -> None:
        """What comes before a result of `day`: an idea, a choice, support, a dossier."""
        start = day - timedelta(days=self._rng.randint(170, 230))
        if self._chance(0.7):
            chosen = start + timedelta(days=self._rng.randint(10, 30))
            self._add("idea_registered", start, level=self._local(start))
            self._add("selected", chosen, level=self._local(chosen))
        if self._chance(0.4):
            note = self._rng.choice(("Hỗ trợ thiết kế bao bì", "Tập huấn lập hồ sơ", "Kiểm nghiệm chỉ tiêu"))
            given = start + timedelta(days=60)
            self._add("support_given", given, level=self._local(given), note=note)
        if self._chance(0.5):
            self._add("dossier_completed", day - timedelta(days=75), application=f"{day.year}-1")
        self._submitted(day)
        if self._chance(0.5):
            passed = day - timedelta(days=18)
            self._add("forwarded", passed, level=self._local(passed), application=f"{day.year}-1")

    def _submitted(self, day: date) -> bool:
        """Record the filing before a result of `day`; False when the source tells of no result yet."""
        filed = day - timedelta(days=self._rng.randint(30, 70))
        if self.rows and self.rows[-1]["on"] and date.fromisoformat(self.rows[-1]["on"]) >= filed:
            return True
        if self._chance(0.6):
            self._add("submitted", filed, level=self._local(filed), application=f"{day.year}-1")
            return not self._chance(0.12)
        return True

    def _recognise(self, kind: str, on: date, star: int, **cells: str) -> None:
        on = on if on not in _NOBODY else _NOBODY.last + timedelta(days=4)
        rule_set = self._law.rule_set_on(on)
        level = rule_set.recognising_level(star) if rule_set else None
        if rule_set is None or level is None:
            raise ValueError(f"no level recognises {star} stars on {on}")
        facts = {"round": str(1 if on.month <= 7 else 2), "year": str(on.year), **cells}
        if self._chance(0.15):
            end = calendar.last_valid_day(on, rule_set.validity.months)
            facts |= {"valid_through": end.isoformat(), "valid_through_basis": "printed"}
        issuer, number = self._issuer(level, on), self._number(level, on)
        self._add(kind, on, level=level, star=str(star), decision=number, issuer=issuer, **facts)

    def _recognise_in(self, kind: str, year: int, star: int) -> None:
        """Record a recognition of which only the year is known, its level only where it cannot be another."""
        first = max(date(year, 1, 1), self._first_day)
        rule_sets = {self._law.rule_set_on(day) for day in (first, date(year + 1, 12, 31))}
        levels = {rule_set.recognising_level(star) for rule_set in rule_sets if rule_set}
        level = levels.pop() if len(levels) == 1 else None
        self._add(kind, None, year=str(year), star=str(star), level=level or "")

    def _add(self, event: str, on: date | None, **cells: str) -> None:
        if on is not None and self.rows and self.rows[-1]["on"]:
            on = max(on, date.fromisoformat(self.rows[-1]["on"]))
        number = self._rng.randint(1, 9999)
        source = (
            f"https://example.org/tin-gia-dinh/{number}"
            if self._chance(0.7)
            else f"Văn bản giả định số {number}, trang {number % 40 + 1}"
        )
        day = on.isoformat() if on else ""
        self.rows.append({"on": day, "event": event, "source": source, **cells})

    # Choices

    def _chance(self, share: float) -> bool:
        return self._rng.random() < share

    def _star(self) -> int:
        (star,) = self._rng.choices((3, 4, 5), (71, 27, 2))
        return star

    def _day_between(self, first: date, last: date) -> date:
        return first + timedelta(days=self._rng.randint(0, max(0, (last - first).days)))

    def _local(self, on: date) -> str:
        return Level.DISTRICT if on < _NO_DISTRICTS else Level.COMMUNE

    def _evaluating(self, on: date) -> str:
        return Level.DISTRICT if on < _NO_DISTRICTS else Level.PROVINCE

    @staticmethod
    def _number(level: Level, on: date) -> str:
        """A body decides once a day, on everything before it: its numbers rise through the year."""
        return f"{20 + 9 * on.timetuple().tm_yday}/QĐ-{'BNN' if level is Level.MINISTRY else 'UBND'}"

    def _issuer(self, level: Level, on: date) -> str:
        if level is Level.DISTRICT:
            return self._district
        if level is Level.PROVINCE:
            return "quang_tri_people_committee"
        ended = self._law.lists["agencies"]["mard"].attributes["valid_to"]
        return "mard" if on.isoformat() <= ended else "mae"
