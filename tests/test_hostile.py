"""What a contributor may send by mistake or in malice: always a verdict, soon, and never a traceback."""

from __future__ import annotations

import inspect
import json
import os
import re
import shutil
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from ocop import cli, spelling
from ocop.codes import BY_ID
from ocop.diagnostics import Location, Severity
from ocop.recognitions import cells, decisions, places, words
from ocop.rules import personal_data
from ocop.schema import tables as schema_tables
from ocop.schema import words as schema_words
from ocop.source import documents as source_documents
from ocop.source import text as source_text
from tests.cases_of import REPOSITORY, SOUND, read

SECONDS_ALLOWED = 2.0
PRODUCER = Path("dossiers/hop-tac-xa-mau")
PRODUCT = PRODUCER / "ca-phe-mau"
PRODUCT_TEXT = (SOUND / PRODUCT / "product.yml").read_text("utf-8")
HISTORY_TEXT = (SOUND / PRODUCT / "history.csv").read_text("utf-8")
HEADER = HISTORY_TEXT.partition("\n")[0]
NAME = "Cà phê Mẫu Thử Nghiệm"
TCVN3, VNI = "Cµ phª MÉu Thö NghiÖm", "Caø pheâ Maãu Thöû Nghieäm"
LAUGHS = "a: &a [ha, ha]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdef", "bcdefg", strict=True)
)
KIBI = 1024

Maker = Callable[[Path], object]


def document(text: str) -> Maker:
    """Put `text` in the place of product.yml."""
    return lambda root: (root / PRODUCT / "product.yml").write_bytes(text.encode("utf-8"))


def named(name: str) -> Maker:
    """Give the product another name."""
    return document(PRODUCT_TEXT.replace(NAME, name))


def history(text: str) -> Maker:
    """Put `text` in the place of history.csv."""
    return lambda root: (root / PRODUCT / "history.csv").write_bytes(text.encode("utf-8"))


def raw(path: str, content: bytes) -> Maker:
    """Write bytes into a file of the product."""

    def make(root: Path) -> None:
        (root / PRODUCT / path).parent.mkdir(parents=True, exist_ok=True)
        (root / PRODUCT / path).write_bytes(content)

    return make


def top(path: str, text: str) -> Maker:
    """Write a file at the registry's top."""
    return lambda root: (root / path).write_text(text, "utf-8")


def link(path: str, target: str) -> Maker:
    """Put a symbolic link in the place of whatever is there."""

    def make(root: Path) -> None:
        place = root / path
        if place.is_dir():
            shutil.rmtree(place)
        place.unlink(missing_ok=True)
        place.symlink_to(target)

    return make


def heavy(path: str) -> Maker:
    """Make a file of 50 MB that takes no room on disk."""

    def make(root: Path) -> None:
        place = root / PRODUCT / path
        place.parent.mkdir(exist_ok=True)
        with place.open("wb") as stream:
            stream.truncate(50 * KIBI * KIBI)

    return make


def many(folder: Path, number: int) -> Maker:
    """Fill a folder with small files."""

    def make(root: Path) -> None:
        for count in range(number):
            os.mknod(root / folder / f"tep-{count}.txt")

    return make


def deep(folder: Path) -> Maker:
    """Nest forty folders."""
    return lambda root: (root / folder).joinpath(*["a"] * 40).mkdir(parents=True)


def pipe(path: str) -> Maker:
    """Put a pipe, which whoever opens it waits at for ever, in the place of a file."""

    def make(root: Path) -> None:
        (root / path).unlink(missing_ok=True)
        os.mkfifo(root / path)

    return make


def twin(path: str, text: str) -> Maker:
    """Add a file, in a folder of its own if need be."""

    def make(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")

    return make


def bad_bytes_in_names(root: Path) -> None:
    """Name a file and a folder with bytes that are no text."""
    (root / PRODUCT / "images").mkdir()
    for name in (b"images/\xff\xfe.jpg", b"\xe0\xe1"):
        path = os.fsencode(root / PRODUCT) + b"/" + name
        try:
            with open(path, "wb"):  # noqa: PTH123 - pathlib takes no bytes
                pass
        except OSError:
            pytest.skip("this file system takes only text for names")


def joined(count: int, text: str) -> str:
    """Return a table of joining decisions with a body of `count` times `text`."""
    return (
        "decision,product_name,producer_name,year,event,producer,product,source,decided_by,reason\n"
        + text * count
    )


HOSTILE: dict[str, tuple[Maker, set[str]]] = {
    "alias bomb": (document(LAUGHS), {"OCOP-203"}),
    "merge key": (document("base: {a: 1}\nmore:\n  <<: {b: 2}\n"), {"OCOP-203"}),
    "decomposed text": (document(unicodedata.normalize("NFD", PRODUCT_TEXT)), {"OCOP-004"}),
    "TCVN3 read as Latin": (named(TCVN3), {"OCOP-003"}),
    "TCVN3 byte for byte": (
        raw("product.yml", PRODUCT_TEXT.replace(NAME, TCVN3).encode("latin-1")),
        {"OCOP-003"},
    ),
    "TCVN3 in a table": (history(HISTORY_TEXT.replace("Dòng mẫu để thử", TCVN3)), {"OCOP-003"}),
    "VNI read as Latin": (named(VNI), {"OCOP-003"}),
    "VNI byte for byte": (
        raw("product.yml", PRODUCT_TEXT.replace(NAME, VNI).encode("latin-1")),
        {"OCOP-003"},
    ),
    "bytes that are no text": (raw("story.md", b"\xff\xfa\xf5" * 1000), {"OCOP-001"}),
    "semicolons": (history(HISTORY_TEXT.replace(",", ";")), {"OCOP-301"}),
    "tabs": (history(HISTORY_TEXT.replace(",", "\t")), {"OCOP-301"}),
    "UTF-16 with its mark": (raw("history.csv", HISTORY_TEXT.encode("utf-16")), {"OCOP-002"}),
    "UTF-16 big end first": (
        raw("history.csv", b"\xfe\xff" + HISTORY_TEXT.encode("utf-16-be")),
        {"OCOP-002"},
    ),
    "UTF-16 without a mark": (raw("product.yml", PRODUCT_TEXT.encode("utf-16-le")), {"OCOP-002"}),
    "UTF-16 big end without a mark": (raw("product.yml", PRODUCT_TEXT.encode("utf-16-be")), {"OCOP-002"}),
    "byte order mark": (raw("history.csv", b"\xef\xbb\xbf" + HISTORY_TEXT.encode()), {"OCOP-009"}),
    "byte order mark inside": (named("Cà phê \ufeffMẫu"), {"OCOP-006"}),
    "duplicate keys": (document(PRODUCT_TEXT + f"name: {NAME}\n"), {"OCOP-202"}),
    "many duplicate keys": (document(PRODUCT_TEXT + "name: a\n" * 15_000), {"OCOP-202"}),
    "octal-looking code": (document(PRODUCT_TEXT + "  note: 0101\n"), {"OCOP-209"}),
    "octal of YAML 1.2": (document(PRODUCT_TEXT + "  note: 0o17\n"), {"OCOP-209"}),
    "hexadecimal": (document(PRODUCT_TEXT + "  note: 0x1F\n"), {"OCOP-209"}),
    "time of day": (document(PRODUCT_TEXT + "  note: 12:30\n"), {"OCOP-209"}),
    "a yes": (document(PRODUCT_TEXT + "  note: yes\n"), {"OCOP-209"}),
    "30 February in YAML": (document(PRODUCT_TEXT.replace("2026-11-23", "2026-02-30")), {"OCOP-215"}),
    "30 February in CSV": (history(HISTORY_TEXT.replace("2026-06-20", "2026-02-30")), {"OCOP-313"}),
    "a day without its zeros": (history(HISTORY_TEXT.replace("2026-06-20", "2026-6-2")), {"OCOP-308"}),
    "digits of another script": (history(HISTORY_TEXT.replace("2026-06-20", "２０２６-06-20")), {"OCOP-308"}),
    "link to a file outside": (link(f"{PRODUCT}/story.md", "../../../../outside.md"), {"OCOP-101"}),
    "link in the place of a document": (link(f"{PRODUCT}/product.yml", "../producer.yml"), {"OCOP-101"}),
    "link to a folder outside": (link(f"{PRODUCER}/tra-mau", "../../../outside"), {"OCOP-101"}),
    "link in the place of a producer": (link("dossiers/htx-mau", "hop-tac-xa-mau"), {"OCOP-101"}),
    "link to the machine's own files": (link(f"{PRODUCT}/images", "/etc"), {"OCOP-101"}),
    "dangling link": (link(f"{PRODUCT}/story.md", "nowhere.md"), {"OCOP-101"}),
    "link to itself": (link(f"{PRODUCT}/story.md", "story.md"), {"OCOP-101"}),
    "link to the folder above": (link(f"{PRODUCT}/images", ".."), {"OCOP-101"}),
    "link in the place of all dossiers": (link("dossiers", "nowhere"), {"OCOP-101"}),
    "50 MB of YAML": (heavy("product.yml"), {"OCOP-007"}),
    "50 MB of CSV": (heavy("history.csv"), {"OCOP-007"}),
    "50 MB of story": (heavy("story.md"), {"OCOP-007"}),
    "50 MB of picture": (heavy("images/anh.jpg"), {"OCOP-007"}),
    "forty folders in a product": (deep(PRODUCT), {"OCOP-104"}),
    "forty folders of pictures": (deep(PRODUCT / "images"), {"OCOP-104"}),
    "files differing by case": (twin(f"{PRODUCT}/History.csv", HISTORY_TEXT), {"OCOP-102"}),
    "documents differing by case": (twin(f"{PRODUCT}/Product.yml", PRODUCT_TEXT), {"OCOP-102"}),
    "folders differing by case": (twin(f"{PRODUCER}/Ca-phe-mau/product.yml", PRODUCT_TEXT), {"OCOP-102"}),
    "direction override": (named("Cà phê \u202eMẫu"), {"OCOP-006"}),
    "zero-width space": (named("Cà\u200bphê"), {"OCOP-006"}),
    "invisible tag letters": (named("Cà phê\U000e0041"), {"OCOP-006"}),
    "direction override behind an escape": (named('"Cà phê \\u202e Mẫu"'), {"OCOP-006"}),
    "terminal escape behind an escape": (named('"\\e[2J\\x9b31m"'), {"OCOP-005"}),
    "half a character behind an escape": (named('"\\uD800"'), {"OCOP-201"}),
    "marks piled up behind escapes": (
        document('name: "e' + "\\u0301\\u0327" * 20_000 + '"\n'),
        {"OCOP-011"},
    ),
    "a hidden key": (document(PRODUCT_TEXT + '"na\\u200bme": x\n'), {"OCOP-006"}),
    "marks piled up": (raw("story.md", ("e" + "\u0301\u0327" * 60_000).encode()), {"OCOP-011"}),
    "one word without end, and one in an old encoding": (
        raw("story.md", ("a" * 200_000 + " phª").encode()),
        {"OCOP-003"},
    ),
    "empty file": (document(""), {"OCOP-008"}),
    "nothing but blanks": (document(" \n\n \n"), {"OCOP-008"}),
    "nothing but a comment": (document("# chưa có gì\n"), {"OCOP-206"}),
    "NUL byte": (document(PRODUCT_TEXT.replace("Cà phê", "Cà\0phê")), {"OCOP-005"}),
    "terminal escape": (named("\x1b[31mCà phê\x1b[0m"), {"OCOP-005"}),
    "lone carriage returns": (history(HISTORY_TEXT.replace("\n", "\r")), {"OCOP-005"}),
    "pipe in the place of a document": (pipe(f"{PRODUCT}/product.yml"), {"OCOP-113"}),
    "pipe in the place of a table": (pipe(f"{PRODUCT}/history.csv"), {"OCOP-113"}),
    "pipe at the top": (pipe("dossiers/joins.csv"), {"OCOP-113"}),
    "10,000 files in a product": (many(PRODUCT, 10_000), {"OCOP-106"}),
    "600 files in a producer": (many(PRODUCER, 600), {"OCOP-106"}),
    "600 files among the producers": (many(Path("dossiers"), 600), {"OCOP-106"}),
    "1 MB on one line of YAML": (document("name: " + "a" * KIBI * KIBI), {"OCOP-007"}),
    "250 KB on one line of YAML": (document(PRODUCT_TEXT + "summary: " + "a" * 250 * KIBI), {"OCOP-216"}),
    "250 KB as one key": (document(PRODUCT_TEXT + "? " + "a" * 250 * KIBI + "\n: 1\n"), {"OCOP-211"}),
    "brackets without end": (document("x: " + "[" * 250 * KIBI), {"OCOP-205"}),
    "braces without end": (document("x: " + "{" * 250 * KIBI), {"OCOP-207"}),
    "lists in lists": (document("- " * 125 * KIBI), {"OCOP-205"}),
    "keys in keys": (document("? " * 125 * KIBI), {"OCOP-207"}),
    "anchors without end": (document("x: " + "&a " * 80 * KIBI), {"OCOP-203"}),
    "unclosed quote in YAML": (document(PRODUCT_TEXT + 'summary: "' + "a\n " * 80 * KIBI), {"OCOP-201"}),
    "a tag that runs code": (document("!!python/object/apply:os.system [ls]\n"), {"OCOP-204"}),
    "unclosed quote in 4 MB of CSV": (
        top("dossiers/joins.csv", joined(1, '"') + "x," * (2 * KIBI * KIBI - 100)),
        {"OCOP-307"},
    ),
    "1,000 columns": (history(",".join(f"cot_{count}" for count in range(1_000)) + "\n"), {"OCOP-010"}),
    "4 MB of columns": (top("dossiers/joins.csv", "a," * 2 * KIBI * KIBI), {"OCOP-010"}),
    "4 MB of blank lines": (top("dossiers/joins.csv", joined(4_000_000, "\n")), {"OCOP-010"}),
    "as many wrong decisions as are read": (
        top("dossiers/joins.csv", joined(1999, "x,,,,,,,,,\n")),
        {"OCOP-309", "OCOP-310"},
    ),
    "as many wrong events as are read": (
        history(HEADER + "\n" + "x,x,x,x,x,x,x,x,X,x,x,x,x,x,x,=\n" * 499),
        {"OCOP-308", "OCOP-310", "OCOP-311", "OCOP-315"},
    ),
    "as many upgrades as are read": (
        history(HEADER + "\n" + "2026-06-20,,upgraded,,,,,,,,,,,,,\n" * 499),
        {"OCOP-607", "OCOP-610"},
    ),
    "100,000 keys": (document("".join(f"{count:x}:\n" for count in range(100_000))), {"OCOP-007"}),
    "as many keys as fit": (document("".join(f"{count:x}:\n" for count in range(40_000))), {"OCOP-010"}),
    "as many unknown keys as are read": (
        document(PRODUCT_TEXT + "".join(f"k{count}: 1\n" for count in range(9_000))),
        {"OCOP-211"},
    ),
    "a list of odd things": (
        document(PRODUCT_TEXT + "other_names:\n" + "- {a: 1}\n- b\n" * 4_500),
        {"OCOP-212", "OCOP-216"},
    ),
    "names that are no text": (bad_bytes_in_names, {"OCOP-109"}),
    "name with a line break": (twin(f"{PRODUCT}/a\n::error::b.md", "x"), {"OCOP-109"}),
    "formula": (history(HISTORY_TEXT.replace("Dòng mẫu", "=cmd|' /C calc'!A0")), {"OCOP-315"}),
    "identity number": (document(PRODUCT_TEXT + '  note: "Số 012345678901"\n'), {"OCOP-801"}),
    "identity column": (history(HISTORY_TEXT.replace(",note", ",so_cccd")), {"OCOP-302", "OCOP-803"}),
}


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A sound registry with the repository's own schemas, whose law is read only once."""
    root = tmp_path / "registry"
    shutil.copytree(SOUND, root)
    (root / "schemas").mkdir()
    monkeypatch.setattr(cli.verbs, "load", lambda where, **_others: read(where))
    monkeypatch.delenv("OCOP_DEBUG", raising=False)
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "product.yml").write_text(PRODUCT_TEXT, "utf-8")
    (tmp_path / "outside.md").write_text("Bí mật\n", "utf-8")
    yield root
    shutil.rmtree(root, ignore_errors=True)


@pytest.mark.parametrize("name", HOSTILE)
def test_it_gets_its_code_soon_and_no_traceback(
    name: str, tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make, expected = HOSTILE[name]
    make(tree)
    started = time.process_time()
    status = cli.main(["--root", str(tree), "check", "--format", "json", "--as-of", "2026-11-23"])
    elapsed = time.process_time() - started
    output, errors = capsys.readouterr()
    codes = {one["code"] for one in json.loads(output)["diagnostics"]}
    grave = any(BY_ID[code].severity is Severity.ERROR for code in expected)
    assert codes == expected
    assert status == (cli.FAULTY if grave else cli.CLEAN)
    assert errors == ""
    assert "Bí mật" not in output
    assert elapsed < SECONDS_ALLOWED


@pytest.mark.parametrize("name", ["alias bomb", "pipe in the place of a document", "names that are no text"])
def test_the_command_itself_says_so(name: str, tmp_path: Path) -> None:
    root = tmp_path / "registry"
    shutil.copytree(SOUND, root)
    shutil.copytree(REPOSITORY / "schemas", root / "schemas")
    make, expected = HOSTILE[name]
    make(root)
    done = subprocess.run(
        (sys.executable, "-m", "ocop.cli", "--root", str(root), "check"),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == cli.FAULTY
    assert "Traceback" not in done.stderr + done.stdout
    assert all(code in done.stdout for code in expected)


def test_a_broken_dossier_neither_hides_nor_stops_another(tree: Path) -> None:
    broken = {"che-mau": LAUGHS, "mat-ong-mau": "name: [\n"}
    for name, text in broken.items():
        twin(f"{PRODUCER}/{name}/product.yml", text)(tree)
    pipe("dossiers/to-hop-tac-mau")(tree)
    many(Path("dossiers"), 600)(tree)
    loaded = read(tree)
    assert list(loaded.registry.products) == ["hop-tac-xa-mau/ca-phe-mau"]
    assert list(loaded.registry.producers) == ["hop-tac-xa-mau"]
    reported = {one.where.path for one in loaded.diagnostics}
    assert reported == {"dossiers", *(f"{PRODUCER}/{name}/product.yml" for name in broken)}


def test_a_broken_table_takes_only_its_own_events_away(tree: Path) -> None:
    good = HISTORY_TEXT.splitlines()[1]
    rows = [good, good.replace("2026-06-20", "hôm qua"), f'{good},"một, hai"', good.replace("06-20", "07-20")]
    history("\n".join([HEADER, *rows]) + "\n")(tree)
    (product,) = read(tree).registry.products.values()
    assert [event.origin.line for event in product.events] == [2, 5]


def test_a_broken_header_takes_all_events_away_but_not_the_product(tree: Path) -> None:
    history(HISTORY_TEXT.replace(",event,", ",evnt,"))(tree)
    (product,) = read(tree).registry.products.values()
    assert product.events == ()


MODULES: tuple[ModuleType, ...] = (
    personal_data,
    spelling,
    source_documents,
    source_text,
    schema_tables,
    schema_words,
    cells,
    decisions,
    places,
    words,
)
LENGTH = 30_000
STRESS = [
    *(letter * LENGTH for letter in "a0@.-_ /:=ế\n"),
    *(
        pair * (LENGTH // 2)
        for pair in ("a@", "0 ", ".0", "a-", "é.", "0.", "/ ", "a.", "@.", "+8", "0_", "1:")
    ),
    "https://" * (LENGTH // 8),
    "http:" * (LENGTH // 5),
    "a" * LENGTH + "@" + "b" * LENGTH + ".",
    "+84" + " 9" * LENGTH + "x",
    "0" * LENGTH + "e",
    "hạng " * (LENGTH // 5) + "x",
    "công ty " * (LENGTH // 8) + "x",
]


def patterns() -> dict[str, tuple[re.Pattern[str], tuple[str, ...]]]:
    """Every pattern that meets contributors' text, the schemas' own included, with how it is used."""
    found: dict[str, tuple[re.Pattern[str], tuple[str, ...]]] = {}
    for module in MODULES:
        code = inspect.getsource(module)
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern):
                whole = re.search(rf"\b{name}[.](full)?match\(", code)
                found[f"{module.__name__}.{name}"] = value, (("fullmatch",) if whole else ("search",))
    for path in sorted((REPOSITORY / "schemas").glob("*.json")):
        for stated in sorted(set(re.findall(r'"pattern": ("(?:[^"\\]|\\.)*")', path.read_text("utf-8")))):
            uses = ("fullmatch",) if path.name.endswith(".table.json") else ("search", "fullmatch")
            found[f"{path.name} {stated}"] = re.compile(json.loads(stated)), uses
    return found


@pytest.mark.parametrize(("pattern", "uses"), patterns().values(), ids=patterns().keys())
def test_no_pattern_takes_more_than_linear_time(pattern: re.Pattern[str], uses: tuple[str, ...]) -> None:
    started = time.process_time()
    for text in STRESS:
        for use in uses:
            getattr(pattern, use)(text)
    assert time.process_time() - started < SECONDS_ALLOWED


def somewhere(key: str) -> Location:
    """A place for what is found in the stress texts."""
    return Location("x.yml", 1, 1, key)


@pytest.mark.parametrize("text", STRESS, ids=lambda text: repr(text[:6]))
def test_looking_for_personal_data_takes_linear_time(text: str) -> None:
    started = time.process_time()
    list(personal_data.no_personal_data([("Ghi chú", "note", text, somewhere)]))
    assert time.process_time() - started < SECONDS_ALLOWED
