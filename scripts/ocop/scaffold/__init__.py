"""Begin a producer, a product or an application with files that teach: only what the next step needs."""

from ocop.scaffold.beginnings import Beginnings, Files, draft_of, next_name
from ocop.scaffold.proposed import problems_of

__all__ = ["Beginnings", "Files", "draft_of", "next_name", "problems_of"]
