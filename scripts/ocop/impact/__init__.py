"""What a change would do: facts, states, scores, what is still missing, and the plan's figures."""

from ocop.impact.alterations import Alteration, Alterations, Cells, Rows, alterations, paired, plain
from ocop.impact.facts import FactChange, FileFacts, Turn, fact_changes
from ocop.impact.outcome import Impact, Outlook, PlanChange, ProductImpact, Side, impact, plan_changes

__all__ = [
    "Alteration",
    "Alterations",
    "Cells",
    "FactChange",
    "FileFacts",
    "Impact",
    "Outlook",
    "PlanChange",
    "ProductImpact",
    "Rows",
    "Side",
    "Turn",
    "alterations",
    "fact_changes",
    "impact",
    "paired",
    "plain",
    "plan_changes",
]
