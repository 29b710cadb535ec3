"""The progress engine: a plan, the registry and a day make a state for every target, activity and round.

It never rounds a figure up, never reads a missing figure as nought, never takes a claim without a
source as evidence, and gives no overall score. Units counted from the registry are always listed.
"""

from __future__ import annotations

from datetime import date

from ocop.law import Law
from ocop.model import Registry
from ocop.plan.model import Plan
from ocop.plan.results import PlanProgress
from ocop.plan.targets import target_progress
from ocop.plan.undertakings import activity_progress, round_progress


def progress(plan: Plan, registry: Registry, law: Law, as_of: date) -> PlanProgress:
    """Return how `plan` stands at the end of the day `as_of` (Asia/Ho_Chi_Minh)."""
    rounds = tuple(round_progress(each, plan, law, as_of) for each in plan.rounds)
    return PlanProgress(
        plan=plan,
        as_of=as_of,
        targets=tuple(target_progress(target, plan, registry, as_of) for target in plan.targets),
        activities=tuple(activity_progress(one, plan, rounds, as_of) for one in plan.activities),
        rounds=rounds,
    )
