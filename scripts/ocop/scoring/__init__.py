"""Points per section, total, star, and what limits the star."""

from ocop.scoring.claims import Claimed, claimed
from ocop.scoring.council import CouncilScore, council_score
from ocop.scoring.entries import Seat, key_of, seats_of
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
    Sheets,
    ZeroPoints,
    sheet_problems,
)
from ocop.scoring.words import points_plain, points_shown

__all__ = [
    "Anomaly",
    "Case",
    "Claimed",
    "CouncilScore",
    "Criterion",
    "Group",
    "Knockout",
    "Lift",
    "Option",
    "Part",
    "Score",
    "Seat",
    "Section",
    "Sheet",
    "Sheets",
    "ZeroPoints",
    "cheapest_lift",
    "claimed",
    "council_score",
    "key_of",
    "points_plain",
    "points_shown",
    "score",
    "seats_of",
    "sheet_problems",
]
