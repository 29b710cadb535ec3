"""What the YAML library complains of, in Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

import yaml

from ocop.source.text import clipped

_PROBLEMS: Mapping[str, str] = {
    "could not find expected ':'": "thiếu dấu hai chấm “:” sau khóa",
    "mapping values are not allowed in this context": (
        "dấu hai chấm “:” ở đây mở một giá trị thứ hai trên cùng dòng, hoặc dòng bị thụt lề sai"
    ),
    "block sequence entries are not allowed in this context": "dấu “- ” của danh sách không đặt được ở đây",
    "mapping keys are not allowed in this context": "khóa không đặt được ở đây",
    "found character that cannot start any token": "có ký tự không được đứng đầu giá trị (tab, @, ` hoặc %)",
    "found a tab character that violates indentation": "thụt lề bằng phím tab",
    "found unexpected end of stream": "dấu nháy mở ở đây không được đóng",
    "found unexpected document indicator": "dấu “---” hoặc “...” nằm trong dấu nháy chưa đóng",
    "found unknown escape character": "dấu \\ trong dấu nháy kép không đi với ký tự hợp lệ",
    "found unexpected ':'": "dấu hai chấm “:” không đặt được ở đây",
    "did not find expected key": "không thấy khóa; thường do thụt lề lệch hoặc dấu nháy đóng sớm",
    "did not find expected '-' indicator": "danh sách bị ngắt: mục này không bắt đầu bằng “- ” thẳng hàng",
    "did not find expected ',' or ']'": "danh sách trong ngoặc vuông thiếu dấu phẩy hoặc dấu “]”",
    "did not find expected ',' or '}'": "nhóm trong ngoặc nhọn thiếu dấu phẩy hoặc dấu “}”",
    "did not find expected node content": "thiếu giá trị",
    "did not find expected <document start>": "sau giá trị này còn chữ thừa",
    "did not find expected hexdecimal number": "dấu \\ trong dấu nháy kép không đi với số hợp lệ",
    "control characters are not allowed": "có ký tự YAML không nhận",
}


def syntax_problem(error: yaml.YAMLError) -> tuple[tuple[int, int], str, str]:
    """Return where a YAML text breaks off (line, column) and why, in Vietnamese and in English.

    An unclosed quote is placed where it opens, not at the file's end where the library notices.
    """
    if not isinstance(error, yaml.MarkedYAMLError):
        problem = str(getattr(error, "reason", "") or error).partition("\n")[0]
        return (1, 1), *_in_words(problem)
    problem = str(error.problem or error.context or "?")
    mark = error.problem_mark or error.context_mark
    if problem == "found unexpected end of stream":
        mark = error.context_mark or mark
    place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return place, *_in_words(problem)


def _in_words(problem: str) -> tuple[str, str]:
    shown = clipped(problem)
    return _PROBLEMS.get(problem, f"“{shown}”"), shown
