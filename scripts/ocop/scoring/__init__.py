"""Points per section, total, star, and what limits the star."""

from ocop.scoring.council import CouncilScore, council_score
from ocop.scoring.entries import Entry, Seat, seats_of
from ocop.scoring.lift import Lift, cheapest_lift
from ocop.scoring.score import Score, score
from ocop.scoring.sheet import (
    Anomaly,
    Case,
    Criterion,
    Group,
    Knockout,
    Option,
    Part,
    Section,
    Sheet,
    ZeroPoints,
    sheet_problems,
)

__all__ = [
    "Anomaly",
    "Case",
    "CouncilScore",
    "Criterion",
    "Entry",
    "Group",
    "Knockout",
    "Lift",
    "Option",
    "Part",
    "Score",
    "Seat",
    "Section",
    "Sheet",
    "ZeroPoints",
    "cheapest_lift",
    "council_score",
    "score",
    "seats_of",
    "sheet_problems",
]
