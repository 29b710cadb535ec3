"""The tile maps: every unit a tile that is linked, named and counted; schematic, nobody's boundary."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ocop.law import Unit
from ocop.site.views.addresses import unit_address
from ocop.site.views.places import communes_today
from ocop.site.views.world import World

WIDTH = 324
_GAP = 2
_HEIGHTS = {"communes": 48, "districts": 60}
# The least number of products for each depth of colour; the number itself stands in the tile.
_STEPS = (1, 3, 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One unit's square: its corner, the lines of its short name, its number and what is read out."""

    unit_id: str
    address: str
    spoken: str
    x: int
    y: int
    lines: tuple[str, ...]
    count: int
    depth: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TileMap:
    """A drawing `width` by `height`, its tiles from north to south and west to east."""

    width: int
    height: int
    tile_width: int
    tile_height: int
    tiles: tuple[Tile, ...]


def tile_map(name: str, units: Iterable[Unit], world: World) -> TileMap:
    """The map called `name` in `schemas/lists/tiles.csv` with the number of products of each unit."""
    known = {unit.id: unit for unit in units}
    entries = [
        (int(term.attributes["row"]), int(term.attributes["col"]), term.label.vi, known[term.id])
        for term in world.site.law.lists.get("tiles", {}).values()
        if term.attributes["map"] == name and term.id in known
    ]
    columns = max((col for _, col, _, _ in entries), default=0) + 1
    rows = max((row for row, _, _, _ in entries), default=0) + 1
    width, height = WIDTH // columns, _HEIGHTS[name]
    return TileMap(
        width=width * columns,
        height=height * rows,
        tile_width=width - _GAP,
        tile_height=height - _GAP,
        tiles=tuple(
            _tile(label, unit, count_of(unit, world), (col * width + _GAP // 2, row * height + _GAP // 2))
            for row, col, label, unit in sorted(entries, key=lambda entry: entry[:2])
        ),
    )


def count_of(unit: Unit, world: World) -> int:
    """How many products of the registry lie in a commune of today or a district of before 01/07/2025."""
    former = unit.valid_to is not None
    return len(world.rows_of_unit.get(f"huyen-{unit.code}" if former else unit.code, ()))


def is_half_gathered(world: World) -> bool:
    """Whether the register knows no product of the communes of former Quảng Bình.

    These are the communes of today whose predecessors no list of the register names.
    """
    law = world.site.law
    north = [unit for unit in communes_today(law.units) if not law.predecessors(unit.id)]
    return bool(north) and not any(count_of(unit, world) for unit in north)


def _tile(label: str, unit: Unit, count: int, corner: tuple[int, int]) -> Tile:
    said = f"{count} sản phẩm trong sổ" if count else "chưa có sản phẩm nào trong sổ"
    return Tile(
        unit_id=unit.id,
        address=unit_address(unit),
        spoken=f"{unit.name}: {said}",
        x=corner[0],
        y=corner[1],
        lines=_lines(label),
        count=count,
        depth=sum(count >= step for step in _STEPS),
    )


def _lines(label: str) -> tuple[str, ...]:
    """A short name on at most two lines, as evenly broken as its words allow."""
    words = label.split()
    if len(words) == 1:
        return (label,)
    breaks = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return min(breaks, key=lambda pair: (max(map(len, pair)), len(pair[0])))
