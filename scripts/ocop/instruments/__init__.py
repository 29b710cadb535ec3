"""The register of documents: acts, plans and decisions, which are in force, and what rests on each."""

from ocop.instruments.force import Force, Line, force_on, line_of_force
from ocop.instruments.model import Family, InPlan, Instrument, Key, Lack, Nameless, Place, Tie, Told
from ocop.instruments.register import Register

__all__ = [
    "Family",
    "Force",
    "InPlan",
    "Instrument",
    "Key",
    "Lack",
    "Line",
    "Nameless",
    "Place",
    "Register",
    "Tie",
    "Told",
    "force_on",
    "line_of_force",
]
