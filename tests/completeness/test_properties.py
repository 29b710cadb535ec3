"""Whatever the act and the sheet: doing what is listed leaves nothing, undoing one thing lists just that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ocop.completeness import AddRow, FillCells, Item, SetKey, Step, Todo, lacking_when_filed, todo
from ocop.law import FormField
from ocop.model import Product
from ocop.scoring import Sheets
from tests.completeness.dossiers import Person, changed, draft, event, law, sheets, with_events, with_evidence

TYPES = ("raw_material_origin", "business_registration", "test_report", "product_story", "awards")
CASES = (
    ("2021-03-01", "first"),
    ("2021-03-01", "upgrade"),
    ("2024-03-01", "first"),
    ("2024-03-01", "re_evaluation"),
    ("2025-09-01", "first"),
    ("2026-09-01", "first"),
    ("2026-09-01", "upgrade"),
    ("2026-09-01", "re_evaluation"),
)
ROUNDS = 8
SEEDS = st.integers(0, 2**53)


def thorough(examples: int) -> settings:
    """Many examples, however slow the machine, the same ones each time."""
    checks = [HealthCheck.too_slow]
    return settings(max_examples=examples, deadline=None, derandomize=True, suppress_health_check=checks)


class Case:
    """One act, kind, sheet and demand for papers, drawn from a seed, with somebody to do the work."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)  # noqa: S311 - no secret hangs on it
        day, self.kind = self.chance.choice(CASES)
        self.today = date.fromisoformat(day)
        number = self.chance.choice([one for one in range(1, 27) if one != 3])
        act = law().rule_set_on(self.today)
        assert act is not None
        sheet = sheets()(act, number)
        assert sheet is not None
        self.sheets: Sheets = with_evidence({one.key: self._demand() for one in sheet.criteria})
        self.person = Person(self.today, {"sheet": str(number)})

    def _demand(self) -> tuple[str, ...]:
        asked = self.chance.choice((0, 0, 1, 1, 2))
        return tuple(sorted(self.chance.sample(TYPES, asked)))

    def todo(self, product: Product) -> Todo:
        """The list of the one application today."""
        return todo(product, product.applications[0], law(), self.sheets, self.today)

    def prepared(self) -> Product:
        """A dossier with everything done that was listed."""
        product = draft(self.kind)
        for _ in range(ROUNDS):
            listed = self.todo(product)
            if listed.step is Step.FILE:
                return product
            assert listed.step is Step.PREPARE
            for item in listed.required:
                product = self._answered(product, item)
        raise AssertionError("the list never ends")

    def _answered(self, product: Product, item: Item) -> Product:
        """Do one item, with any of the levels that the sheet allows."""
        edit = item.edit
        if isinstance(edit, AddRow | FillCells) and edit.choices:
            choices = {name: (self.chance.choice(allowed),) for name, allowed in edit.choices.items()}
            item = replace(item, edit=replace(edit, choices=choices))
        return self.person.carry_out(product, item)


@thorough(300)
@given(SEEDS)
def test_a_dossier_with_everything_done_has_only_the_filing_left(seed: int) -> None:
    case = Case(seed)
    listed = case.todo(case.prepared())
    (item,) = listed.required
    assert isinstance(item.edit, AddRow)
    assert item.edit.cells["event"] == "submitted"


@thorough(300)
@given(SEEDS)
def test_what_was_listed_is_never_an_error_once_filed(seed: int) -> None:
    case = Case(seed)
    product = with_events(case.prepared(), event("submitted", case.today.isoformat(), "commune"))
    assert lacking_when_filed(product, product.applications[0], law(), case.sheets) == ()


Removed = tuple[Product, str]


def needed_keys(product: Product, listed: Sequence[Item]) -> list[FormField]:
    """The items of forms that the draft was asked for."""
    asked = {(item.edit.file.rpartition("/")[2], item.edit.key) for item in listed
             if isinstance(item.edit, SetKey) and item.required}  # fmt: skip
    fields = [one for form in law().forms.values() for one in form if (one.file, one.key) in asked]
    return [one for one in fields if one.file in product.applications[0].forms]


def removals(product: Product, fields: Sequence[FormField], chance: Random) -> list[Removed]:
    """The product without one required fact, for one fact of each sort, with what must be listed."""
    (application,) = product.applications
    found: list[Removed] = []
    if fields:
        one = chance.choice(fields)
        form = application.forms[one.file]
        left = {key: value for key, value in form.values.items() if key != one.key}
        part = {"application.yml": "registration", "self-assessment.yml": "self_assessment"}[one.file]
        without = changed(product, **{part: replace(form, values=left)})
        without = changed(without, sheet=None) if one.key == "sheet" else without
        found.append((without, one.key))
    claim = chance.choice(application.claims)
    others = tuple(one for one in application.claims if one is not claim)
    found.append((changed(product, claims=others), claim.criterion))
    citing = [one for one in application.claims if one.evidence]
    if citing:
        claim = chance.choice(citing)
        bare = tuple(replace(one, evidence=()) if one is claim else one for one in application.claims)
        found.append((changed(product, claims=bare), claim.criterion))
        cited = chance.choice(claim.evidence)
        kept = tuple(one for one in application.evidence if one.id != cited)
        found.append((changed(product, evidence=kept), cited))
        yesterday = date(2019, 1, 1)
        old = tuple(
            replace(one, expires_on=yesterday) if one.id == cited else one for one in application.evidence
        )
        found.append((changed(product, evidence=old), cited))
    return found


def told_of(item: Item) -> set[str]:
    """What an item is about."""
    edit = item.edit
    if isinstance(edit, SetKey):
        return {edit.key}
    if isinstance(edit, AddRow):
        return {edit.cells.get("criterion", ""), edit.cells.get("id", "")}
    return set(edit.row.values()) if isinstance(edit, FillCells) else set()


@thorough(300)
@given(SEEDS)
def test_removing_a_required_fact_lists_exactly_that_fact(seed: int) -> None:
    case = Case(seed)
    first = case.todo(changed(draft(case.kind), self_assessment=None)).required
    product = case.prepared()
    for without, name in removals(product, needed_keys(product, first), case.chance):
        listed = case.todo(without)
        assert listed.step is Step.PREPARE
        (item,) = listed.required
        assert name in told_of(item)
        again = case.todo(case.person.carry_out(without, item))
        assert again.step is Step.FILE or all(name in told_of(one) for one in again.required)


@pytest.mark.parametrize(("day", "kind"), CASES)
def test_a_returned_application_is_a_draft_again(day: str, kind: str) -> None:
    case = Case(0)
    case.today, case.kind = date.fromisoformat(day), kind
    product = with_events(draft(kind), event("submitted", day, "commune"), event("returned", day, "commune"))
    assert case.todo(product).step is Step.PREPARE
    assert lacking_when_filed(product, product.applications[0], law(), case.sheets) == ()
