"""The catalogue of problems: every code with its message, its remedy and a case that breaks it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ocop.codes import CATALOGUE
from ocop.diagnostics import Code, Severity
from ocop.site.page import Fragment, Page
from ocop.site.render import rendered
from ocop.site.views import addresses
from ocop.site.views.world import World
from ocop.spelling import with_marks_shown

_FAMILIES = {
    "0": "0xx – Đọc tệp",
    "1": "1xx – Thư mục và định danh",
    "2": "2xx – Tài liệu YAML",
    "3": "3xx – Bảng CSV",
    "4": "4xx – Minh chứng, giấy chứng nhận",
    "5": "5xx – Chấm điểm",
    "6": "6xx – Trình tự và trạng thái",
    "7": "7xx – Kế hoạch",
    "8": "8xx – Dữ liệu cá nhân và quyền hạn",
    "9": "9xx – Hệ thống",
}
_SEVERITIES = {Severity.ERROR: "Lỗi", Severity.WARNING: "Cảnh báo", Severity.NOTE: "Lưu ý"}
_CASES = Path("tests", "cases", "bad")
_SHOWN_SIZE = 1200
_SHOWN_FILES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A small faulty tree: what stands in it and what the tool says."""

    files: tuple[tuple[str, str], ...]
    expected: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeView:
    """One code in words."""

    id: str
    title: str
    title_en: str
    severity: str
    message: str
    hint: str
    hint_en: str
    basis: str
    example: Example | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Codes that share their first digit."""

    digit: str
    title: str
    codes: tuple[CodeView, ...]


def catalogue_pages(world: World) -> Iterator[Page | Fragment]:
    """The catalogue fragment; its key covers the example cases too."""
    folder = world.root / _CASES
    examples = {code.id: _example(folder, code.id) for code in CATALOGUE}
    yield Fragment(
        name="catalogue",
        key=world.record_key("catalogue", repr(examples)),
        content=lambda: rendered(
            "catalogue", addresses.CATALOGUE, families=_families(examples), total=len(CATALOGUE)
        ),
        changed_on=world.site.changes.under("scripts/ocop/codes/", f"{_CASES.as_posix()}/"),
    )


def _families(examples: dict[str, Example | None]) -> list[Family]:
    found = []
    for digit, title in _FAMILIES.items():
        codes = [code for code in CATALOGUE if code.id.partition("-")[2].startswith(digit)]
        if codes:
            views = tuple(_view(code, examples[code.id]) for code in sorted(codes, key=lambda one: one.id))
            found.append(Family(digit=digit, title=title, codes=views))
    return found


def _view(code: Code, example: Example | None) -> CodeView:
    return CodeView(
        id=code.id,
        title=code.title.vi,
        title_en=code.title.en,
        severity=_SEVERITIES[code.severity],
        message=_with_slots(code.message.vi),
        hint=_with_slots(code.hint.vi),
        hint_en=_with_slots(code.hint.en),
        basis=code.basis,
        example=example,
    )


def _with_slots(text: str) -> str:
    """A message with its `{slots}` shown as an ellipsis: the values come with each case."""
    parts = text.split("{")
    return parts[0] + "".join("…" + part.partition("}")[2] for part in parts[1:])


def _example(folder: Path, code_id: str) -> Example | None:
    """The first bad case of `code_id`: its shortest dossier files and the text expected of the tool."""
    cases = sorted(folder.glob(f"{code_id}-*"))
    if not cases:
        return None
    case = cases[0]
    expected = next(
        (case / name for name in ("expected.txt", "expected.vi.txt") if (case / name).is_file()), None
    )
    said = expected.read_text("utf-8") if expected else ""
    named = [
        path
        for path in sorted(case.rglob("*"))
        if path.is_file() and path != expected and path.relative_to(case).as_posix() in said
    ]
    files = tuple(
        (with_marks_shown(path.relative_to(case).as_posix()), _shown(path)) for path in named[:_SHOWN_FILES]
    )
    return Example(files=files, expected=with_marks_shown(said.strip()))


def _shown(path: Path) -> str:
    text = path.read_bytes().decode("utf-8", errors="replace")
    return with_marks_shown(text if len(text) <= _SHOWN_SIZE else text[:_SHOWN_SIZE].rstrip() + "\n…")
