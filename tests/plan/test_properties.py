"""What must hold of the progress engine whatever the figures are."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from ocop.calendar import Period
from ocop.model import Event, EventKind
from ocop.plan import progress
from ocop.plan.judgement import Amount, amount_of, quantity_state
from ocop.plan.model import Qualifier, TargetKind
from ocop.plan.results import TargetProgress
from ocop.plan.words import REACHED, State, percent
from tests import builders
from tests.plan import plans

YEAR = Period(date(2023, 1, 1), date(2023, 12, 31))
# From worst to best, among the states a certain figure can lead to on one day.
ORDER = (State.OVERDUE, State.BEHIND, State.IN_PROGRESS, State.ACHIEVED, State.EXCEEDED)
days = st.dates(date(2023, 1, 1), date(2024, 12, 31))
amounts = st.fractions(min_value=0, max_value=200, max_denominator=1000)
bounds = st.tuples(amounts, st.none() | amounts).filter(lambda pair: pair[1] is None or pair[0] <= pair[1])
quantities = st.sampled_from(["range", "at_least", "percent", "deliverable"])


def judged(kind: str, low: str, high: str | None, rows: list[str], as_of: date) -> TargetProgress:
    target = plans.target(kind, low, high)
    plan = plans.plan(target, rows=[plans.row(text, line=line) for line, text in enumerate(rows, 2)])
    return progress(plan, plans.EMPTY, plans.law(), as_of).targets[0]


@given(wanted=bounds, one=amounts, two=amounts, as_of=days, paced=st.booleans())
def test_more_is_never_worse(
    *, wanted: tuple[Fraction, Fraction | None], one: Fraction, two: Fraction, as_of: date, paced: bool
) -> None:
    less, more = sorted((one, two))
    states = [
        quantity_state(
            amount_of(value, Qualifier.EXACT), wanted, YEAR, as_of=as_of, known_through=as_of, paced=paced
        )
        for value in (less, more)
    ]
    assert ORDER.index(states[0]) <= ORDER.index(states[1])


@given(
    wanted=bounds,
    value=amounts,
    qualifier=st.sampled_from(Qualifier),
    as_of=days,
    known=days,
    paced=st.booleans(),
)
def test_nothing_is_met_below_the_lower_bound(
    *,
    wanted: tuple[Fraction, Fraction | None],
    value: Fraction,
    qualifier: Qualifier,
    as_of: date,
    known: date,
    paced: bool,
) -> None:
    state = quantity_state(
        amount_of(value, qualifier), wanted, YEAR, as_of=as_of, known_through=known, paced=paced
    )
    if value < wanted[0]:
        assert state not in REACHED
    if wanted[1] is not None and value < wanted[1]:
        assert state is not State.EXCEEDED


@given(st.fractions(min_value=0, max_value=5, max_denominator=10**9))
def test_a_share_is_never_rounded_up(share: Fraction) -> None:
    shown = percent(share)
    assert Fraction(shown) <= share * 100
    assert (shown >= 100) == (share >= 1)
    assert (shown == 0) == (share == 0)


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_percentage_reaches_100_only_with_everything(part: int, whole: int) -> None:
    part = min(part, whole)
    answer = judged("percent", "100", None, [f"{part}/{whole}@2023-12-31"], date(2024, 1, 1))
    assert answer.share is not None
    assert (answer.state is State.ACHIEVED) == (part == whole) == (percent(answer.share) == 100)


@given(quantities, days)
def test_nought_is_not_the_same_as_no_figure(kind: str, as_of: date) -> None:
    row = f"0/5@{as_of}" if kind == "percent" else f"0@{as_of}"
    high = "9" if kind == "range" else None
    nought = judged(kind, "5", high, [row], as_of)
    nothing = judged(kind, "5", high, [], as_of)
    missing = judged(kind, "5", high, ["-"], as_of)
    assert nothing.state is missing.state is State.NO_DATA
    assert nought.state in {State.BEHIND, State.IN_PROGRESS, State.OVERDUE}
    assert nought.share == 0
    assert nothing.share is None


@given(kind=quantities, value=st.integers(0, 60), as_of=days, sourced=st.booleans())
def test_a_bar_is_capped_and_the_number_is_not(*, kind: str, value: int, as_of: date, sourced: bool) -> None:
    text = f"{value}%@2023-01-01" if kind == "percent" else f"{value}@2023-01-01"
    answer = judged(kind, "20", "30" if kind == "range" else None, [text + ("" if sourced else " ?")], as_of)
    if not sourced:
        assert answer.state is State.NO_DATA
        assert answer.share is None
    else:
        assert answer.share == Fraction(value, 20)
        assert answer.bar == min(Fraction(1), Fraction(value, 20))


@given(st.lists(st.integers(0, 40), min_size=2, max_size=4), days)
def test_a_state_is_given_only_when_every_figure_gives_it(values: list[int], as_of: date) -> None:
    answer = judged("range", "10", "20", [f"{value}@2023-01-01" for value in values], as_of)
    alone = {judged("range", "10", "20", [f"{value}@2023-01-01"], as_of).state for value in values}
    assert answer.conflict == (len(set(values)) > 1)
    deciding = {figure.state for figure in answer.figures}
    assert deciding == alone
    if len(deciding) > 1:
        assert answer.state is State.INDETERMINABLE
        assert answer.share is None
    else:
        assert answer.state in deciding


@given(days, st.sampled_from(list(TargetKind)))
def test_what_does_not_apply_is_outside_every_total(as_of: date, kind: TargetKind) -> None:
    low, high = ("5", "9") if kind is TargetKind.RANGE else ("5", None)
    target = plans.target(
        kind.value, low, high, when="2023" if kind.value not in {"dated", "all_year"} else "all"
    )
    gone = plans.target(when="none", identifier="gone")
    answer = progress(plans.plan(target, gone), plans.EMPTY, plans.law(), as_of)
    assert answer.applicable == 1
    assert answer.targets[1].state is State.NOT_APPLICABLE


events = st.builds(
    builders.event,
    st.sampled_from([EventKind.RECOGNISED, EventKind.UPGRADED, EventKind.RE_RECOGNISED, EventKind.SUBMITTED]),
    st.none() | st.dates(date(2019, 1, 1), date(2025, 1, 1)),
    year=st.none() | st.integers(2019, 2024),
    star=st.none() | st.integers(3, 5),
)


@given(
    st.lists(st.lists(events, max_size=4), max_size=6),
    st.sampled_from(
        [
            "newly_recognised_products",
            "producers_with_new_products",
            "upgraded_products",
            "re_evaluated_products",
            "products_with_shop_links",
        ]
    ),
    days,
    st.integers(0, 400),
)
def test_a_count_is_the_length_of_its_list(
    histories: list[list[Event]], counter: str, as_of: date, later: int
) -> None:
    products = [plans.recognised(f"p{n % 3}/sp{n}", *history) for n, history in enumerate(histories)]
    registry = plans.registry(*products)
    share = counter in {"re_evaluated_products", "products_with_shop_links"}
    measure = plans.counted(
        complete=True, counter=counter, stars=(3, 4), recognised_from=2020, recognised_to=2022,
        producer_type="cooperative",
    )  # fmt: skip
    target = plans.target("percent" if share else "at_least", "1", None, measure=measure)
    plan = plans.plan(target)

    def counted(day: date) -> TargetProgress:
        return progress(plan, registry, plans.law(), day).targets[0]

    answer = counted(as_of)
    count = answer.count
    assert count is not None
    assert count.number == len(count.units) == len({unit.id for unit in count.units})
    known = {*registry.products, *registry.producers}
    assert all(unit.id in known and unit.product_id in registry.products for unit in count.units)
    if count.out_of is not None:
        assert {unit.id for unit in count.units} <= {unit.id for unit in count.out_of}
        assert count.total == len(count.out_of) == len({unit.id for unit in count.out_of})
    else:
        assert answer.headline is not None
        assert answer.headline.value == count.number
        after = counted(as_of + timedelta(days=later)).count
        assert after is not None
        assert after.number >= count.number


@given(amounts, amounts, st.sampled_from(Qualifier), st.sampled_from(Qualifier))
def test_contradiction_is_mutual_and_never_with_oneself(
    one: Fraction, two: Fraction, first: Qualifier, second: Qualifier
) -> None:
    left, right = amount_of(one, first), amount_of(two, second)
    assert left.contradicts(right) == right.contradicts(left)
    assert not left.contradicts(left)
    assert not left.contradicts(Amount())


@given(st.decimals(min_value=Decimal(0), max_value=Decimal(100), places=2))
def test_an_unsourced_claim_never_makes_anything_met(value: Decimal) -> None:
    answer = judged("range", "1", "2", [f"{value}@2023-01-01 ?"], date(2024, 1, 1))
    assert answer.state is State.NO_DATA
    assert any("Chưa có minh chứng" in note.text.vi for note in answer.notes)
