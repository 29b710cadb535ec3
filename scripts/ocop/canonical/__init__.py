"""The canonical form of a dossier's files: the same facts always in the same bytes."""

from ocop.canonical.dossiers import Formatted, Formatter, formattable, refused

__all__ = ["Formatted", "Formatter", "formattable", "refused"]
