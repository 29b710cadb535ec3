"""A plan's counts shared out among places: counted once for the province, then looked up for each place."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ocop.calendar import Period
from ocop.law import Unit
from ocop.plan.events import Unit as Counted
from ocop.plan.events import lies_in
from ocop.plan.results import PlanProgress
from ocop.site.views.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCounts:
    """What a plan's targets count in each place on one day, by target and by the place's key.

    `records` are in the order of the products' names; a producer has one for each product that counts.
    """

    then: PlanProgress
    records: Mapping[str, Mapping[str, tuple[Counted, ...]]]
    totals: Mapping[str, Mapping[str, int]]

    def units_in(self, target_id: str, unit: Unit, days: Period | None) -> tuple[Counted, ...]:
        """What counts for a target in one place, each thing once; by a record within `days` when given."""
        found: dict[str, Counted] = {}
        for one in self.records.get(target_id, {}).get(place_key(unit), ()):
            if days is None or lies_in(one, days):
                found.setdefault(one.id, one)
        return tuple(found.values())

    def total_in(self, target_id: str, unit: Unit) -> int | None:
        """Out of how many it is counted there, None when the count is no share."""
        totals = self.totals.get(target_id)
        return None if totals is None else totals.get(place_key(unit), 0)


def place_counts(then: PlanProgress, world: World) -> PlaceCounts:
    """Share out every count of `then`."""
    counts = {one.target.id: one.count for one in then.targets if one.count is not None}
    return PlaceCounts(
        then=then,
        records={name: _by_place((*count.units, *count.repeated), world) for name, count in counts.items()},
        totals={
            name: Counter(key for one in count.out_of for key in world.place_keys(one.product_id))
            for name, count in counts.items()
            if count.out_of is not None
        },
    )


def place_key(unit: Unit) -> str:
    """How `World.rows_of_unit` knows a commune of today or a district of before 01/07/2025."""
    return f"huyen-{unit.code}" if unit.valid_to is not None else unit.code


def _by_place(units: Iterable[Counted], world: World) -> Mapping[str, tuple[Counted, ...]]:
    groups: defaultdict[str, list[Counted]] = defaultdict(list)
    for one in sorted(units, key=lambda unit: world.row_of[unit.product_id].rank):
        for key in world.place_keys(one.product_id):
            groups[key].append(one)
    return {key: tuple(found) for key, found in groups.items()}
