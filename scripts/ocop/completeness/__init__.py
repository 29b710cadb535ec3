"""What an application still lacks for its next step, who must act, by when and under which article."""

from ocop.completeness.answer import (
    AddRow,
    CreateFile,
    Edit,
    FillCells,
    Item,
    SetKey,
    Step,
    Todo,
)
from ocop.completeness.filing import lacking_when_filed
from ocop.completeness.todo import next_application, todo

__all__ = [
    "AddRow",
    "CreateFile",
    "Edit",
    "FillCells",
    "Item",
    "SetKey",
    "Step",
    "Todo",
    "lacking_when_filed",
    "next_application",
    "todo",
]
