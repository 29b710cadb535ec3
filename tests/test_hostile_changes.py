"""Changes sent to bend the judge, to hide something or to drive a sink: each is told for what it is."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from ocop.diagnostics import Language, Severity
from ocop.report import as_annotations
from ocop.report.changes import Verdict, review_as_json, review_as_text
from ocop.report.markdown import MARKER, review_as_markdown
from ocop.review import review
from tests.cases_of import REPOSITORY, SOUND
from tests.repositories import committed, git, initialised, with_entries

TODAY = date(2026, 11, 26)
SECONDS_ALLOWED = 2.0
PRODUCT = "dossiers/hop-tac-xa-mau/ca-phe-mau"
PRODUCER = "dossiers/hop-tac-xa-mau"
APPLICATION = f"{PRODUCT}/2026-2"
HISTORY = (SOUND / PRODUCT / "history.csv").read_text("utf-8")
PRODUCT_TEXT = (SOUND / PRODUCT / "product.yml").read_text("utf-8")
RECOGNISED = "2026-10-20,2026,upgraded,province,2,,4,02/QĐ-MAU,,,,,,,Quyết định mẫu,\n"
_RESULTS = "level,round,met_on,seats,present,mean,star,minutes,minutes_on,note\n"
ROLES = (REPOSITORY / "schemas/roles.yml").read_text("utf-8")
PEOPLE = """\
members:
  - {login: tu-van-a, role: consultant, producers: [hop-tac-xa-mau]}
  - {login: tu-van-b, role: consultant, producers: [hop-tac-xa-khac]}
  - {login: xa-a, role: commune_office, communes: [2020-19435]}
  - {login: thu-ky, role: council_secretary}
  - {login: van-phong, role: province_office}
  - {login: van-phong-cu, role: province_office, valid_to: 2026-06-30}
  - {login: huyen-cu, role: district_office}
  - {login: hai-vai, role: consultant, producers: [hop-tac-xa-mau]}
  - {login: hai-vai, role: council_secretary}
"""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound registry under the real law, with people in the usual roles."""
    root = initialised(tmp_path_factory.mktemp("base") / "registry")
    shutil.copytree(SOUND, root, dirs_exist_ok=True)
    shutil.copytree(REPOSITORY / "schemas", root / "schemas")
    (root / "schemas/roles.yml").write_text(ROLES.replace("members: []\n", PEOPLE), "utf-8")
    (root / APPLICATION).mkdir()
    (root / APPLICATION / "application.yml").write_text("schema: application/1\nkind: upgrade\n", "utf-8")
    committed(root)
    return root


@pytest.fixture
def clone(base: Path, tmp_path: Path) -> Path:
    """A contributor's own copy."""
    copy = tmp_path / "clone"
    shutil.copytree(base, copy)
    return copy


def judged(clone: Path, head: str, author: str | None = "tu-van-a") -> Verdict:
    """The verdict on what was added to the base, which must not take long."""
    started = time.process_time()
    verdict = review(clone, git(clone, "rev-list", "--max-parents=0", "HEAD"), head, TODAY, author=author)
    assert time.process_time() - started < SECONDS_ALLOWED
    return verdict


def codes(verdict: Verdict) -> set[str]:
    """The numbers of all codes in a verdict."""
    return {one.code.id.removeprefix("OCOP-") for one in verdict.diagnostics}


def written(files: Mapping[str, str | bytes | None]) -> Callable[[Path], str]:
    """A change that writes files, or deletes those given as None, and commits."""

    def change(clone: Path) -> str:
        for path, content in files.items():
            target = clone / path
            if content is None:
                shutil.rmtree(target) if target.is_dir() else target.unlink()
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content if isinstance(content, bytes) else content.encode())
        return committed(clone)

    return change


def entered(*entries: tuple[str, str, bytes]) -> Callable[[Path], str]:
    """A change made of entries that no folder could hold."""
    return lambda clone: with_entries(clone, *entries)


def moved(source: str, target: str) -> Callable[[Path], str]:
    """A change that renames a folder."""

    def change(clone: Path) -> str:
        (clone / source).rename(clone / target)
        return committed(clone)

    return change


def nested(*names: str) -> Callable[[Path], str]:
    """A change whose tree holds names that Git's own index would refuse, from the top down."""

    def change(clone: Path) -> str:
        blob = git(clone, "hash-object", "-w", "--stdin", stdin=b"x: 1\n")
        entry = f"100644 blob {blob}\t{names[-1]}\0".encode()
        for name in (*reversed(names[:-1]), "dossiers"):
            tree = git(clone, "mktree", "-z", stdin=entry)
            entry = f"040000 tree {tree}\t{name}\0".encode()
        top = [line for line in git(clone, "ls-tree", "HEAD").splitlines() if not line.endswith("\tdossiers")]
        old = git(clone, "ls-tree", "HEAD:dossiers").splitlines()
        inner = entry.split(b" tree ")[1].split(b"\t")[0].decode()
        own = git(clone, "ls-tree", inner).splitlines()
        merged = git(clone, "mktree", stdin="\n".join([*old, *own]).encode())
        root = git(clone, "mktree", stdin="\n".join([*top, f"040000 tree {merged}\tdossiers"]).encode())
        commit = git(clone, "commit-tree", root, "-p", "HEAD", "-m", "Change")
        git(clone, "update-ref", "HEAD", commit)
        return commit

    return change


BROKEN = PRODUCT_TEXT.replace("standing: gathered", "standing: certified")
LOOSE = (REPOSITORY / "schemas/product.schema.json").read_text("utf-8").replace('"gathered",', '"certified",')


@dataclass(frozen=True)
class Hostile:
    """A hostile change: what it does, by whom, and the numbers of the codes it must yield."""

    change: Callable[[Path], str]
    expected: set[str]
    author: str | None = "tu-van-a"
    options: set[str] = field(default_factory=set)


def with_broken_data(**files: str) -> Callable[[Path], str]:
    """Data that the base's schema refuses, together with whatever would let it pass."""
    return written({f"{PRODUCT}/product.yml": BROKEN, **files})


CHANGES: Mapping[str, Hostile] = {
    # bending one's own verdict
    "validator": Hostile(
        written({f"{PRODUCT}/product.yml": BROKEN, "scripts/ocop/rules/records.py": "def x(): ...\n"}),
        {"213", "811"},
    ),
    "schema": Hostile(
        written({f"{PRODUCT}/product.yml": BROKEN, "schemas/product.schema.json": LOOSE}), {"213", "811"}
    ),
    "roles": Hostile(
        written(
            {
                f"{PRODUCT}/history.csv": HISTORY + RECOGNISED,
                "schemas/roles.yml": ROLES.replace(
                    "members: []", "members:\n  - {login: nguoi-gui, role: province_office}"
                ),
            }
        ),
        {"811", "813", "814"},
        "nguoi-gui",
    ),
    "code owners": Hostile(
        written({f"{PRODUCT}/product.yml": BROKEN, ".github/CODEOWNERS": "* @nguoi-gui\n"}), {"213", "811"}
    ),
    "workflow": Hostile(
        written({f"{PRODUCT}/product.yml": BROKEN, ".github/workflows/check.yml": "on: push\n"}),
        {"213", "811"},
    ),
    "waiver": Hostile(
        written(
            {
                f"{PRODUCT}/product.yml": BROKEN,
                "schemas/waivers.csv": "code,path,until,reason,approved_by\n"
                f"OCOP-213,{PRODUCT},2030-12-31,Tôi tự cho phép mình,mae\n",
            }
        ),
        {"213", "811"},
    ),
    "rule set": Hostile(
        written({f"{PRODUCT}/product.yml": BROKEN, "schemas/rules/2026-26.yml": "id: 2026-26\n"}),
        {"213", "811"},
    ),
    "list of event kinds": Hostile(
        written(
            {
                f"{PRODUCT}/history.csv": HISTORY + RECOGNISED,
                "schemas/lists/event-kinds.csv": "id,label_vi\n",
            }
        ),
        {"811", "813"},
    ),
    "lock file": Hostile(
        written({f"{PRODUCT}/story.md": "Câu chuyện.\n", "requirements.txt": "evil==1\n"}), {"811"}
    ),
    # trees
    "symlink": Hostile(entered(("120000", f"{PRODUCT}/story.md", b"../../../../../etc/passwd")), {"101"}),
    "symlinked folder": Hostile(entered(("120000", "dossiers/khac", b"/etc")), {"101"}, options={"812"}),
    "submodule": Hostile(entered(("160000", f"{PRODUCER}/goi", b"1" * 40)), {"114"}),
    "LFS pointer": Hostile(
        written({f"{PRODUCT}/images/a.jpg": "version https://git-lfs.github.com/spec/v1\noid sha256:0\n"}),
        {"012"},
    ),
    "executable": Hostile(entered(("100755", f"{PRODUCT}/story.md", b"#!/bin/sh\n")), {"108"}),
    "two dots": Hostile(nested("..", "producer.yml"), {"103"}, options={"210", "211", "814"}),
    "a git folder": Hostile(nested(".git", "config"), {"103"}, options={"105", "107", "814"}),
    "case collision": Hostile(
        entered(("100644", f"{PRODUCT}/Product.yml", PRODUCT_TEXT.encode())), {"102"}, options={"105"}
    ),
    "bidirectional name": Hostile(entered(("100644", f"{PRODUCT}/\u202egpj.yml", b"x: 1\n")), {"109"}),
    "decomposed name": Hostile(
        entered(("100644", f"{PRODUCT}/a\u0309nh.md", b"x\n")), {"109"}, options={"105"}
    ),
    "line break in a name": Hostile(
        entered(("100644", f"{PRODUCT}/a\n::error::b.md", b"x\n")), {"109"}, options={"105"}
    ),
    "name that is no UTF-8": Hostile(
        entered(("100644", f"{PRODUCT}/" + b"\xff\xfe.md".decode("utf-8", "surrogateescape"), b"x\n")),
        {"109"},
        options={"105"},
    ),
    "name of a command": Hostile(entered(("100644", f"{PRODUCT}/$(touch evil);.md", b"x\n")), {"105"}),
    "forty folders deep": Hostile(
        entered(("100644", f"{PRODUCT}/" + "a/" * 40 + "x.md", b"x\n")), {"104"}, options={"105"}
    ),
    "ten thousand files": Hostile(
        written({f"{PRODUCT}/images/{number}.jpg": b"" for number in range(10_000)}), {"810"}
    ),
    "fifty megabytes": Hostile(written({f"{PRODUCT}/story.md": b"a" * (50 << 20)}), {"007"}),
    "binary": Hostile(written({f"{PRODUCT}/product.yml": bytes(range(256))}), {"001"}),
    "UTF-16": Hostile(written({f"{PRODUCT}/product.yml": PRODUCT_TEXT.encode("utf-16")}), {"002"}),
    "alias bomb": Hostile(
        written({f"{PRODUCT}/product.yml": "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n"}), {"203"}
    ),
    "attributes": Hostile(written({f"{PRODUCT}/.gitattributes": "* filter=evil\n"}), {"105"}),
    "smuggled paper": Hostile(written({f"{APPLICATION}/can-cuoc.pdf": b"%PDF-1.7\n"}), {"105"}),
    "formula": Hostile(
        written({f"{PRODUCT}/history.csv": HISTORY + "2026-09-01,,withdrawn,,,,,,,,,,,,=HYPERLINK(1),\n"}),
        {"315"},
    ),
    "terminal escapes": Hostile(
        written({f"{PRODUCT}/product.yml": PRODUCT_TEXT.replace("Cà phê Mẫu", "Cà phê \x1b[2J Mẫu")}), {"005"}
    ),
    "bidirectional text": Hostile(
        written({f"{PRODUCT}/product.yml": PRODUCT_TEXT.replace("Cà phê Mẫu", "Cà phê \u202e Mẫu")}), {"006"}
    ),
    # people
    "a guest recognises": Hostile(
        written({f"{PRODUCT}/history.csv": HISTORY + RECOGNISED}), {"813", "814"}, "nguoi-gui"
    ),
    "a consultant recognises": Hostile(
        written({f"{PRODUCT}/history.csv": HISTORY + RECOGNISED}), {"813"}, "tu-van-a"
    ),
    "a consultant scores": Hostile(
        written({f"{APPLICATION}/council-province-1.csv": "seat,criterion,points\na,1.1,3\n"}),
        {"812", "818"},
        "tu-van-a",
        {"553", "511", "551", "546", "547", "548", "549", "550"},
    ),
    "a maker in two roles scores": Hostile(
        written({f"{APPLICATION}/council-province-1.csv": "seat,criterion,points\na,1.1,3\n"}),
        {"818"},
        "hai-vai",
        {"553", "511", "551", "546", "547", "548", "549", "550"},
    ),
    "form and review at once": Hostile(
        written(
            {
                f"{APPLICATION}/application.yml": "schema: application/1\nkind: upgrade\ntarget_star: 4\n",
                f"{APPLICATION}/commune-review.yml": "schema: commune-review/1\ncomplete: true\n",
            }
        ),
        {"818"},
        "van-phong",
    ),
    "another's producer": Hostile(written({f"{PRODUCT}/story.md": "Câu chuyện.\n"}), {"814"}, "tu-van-b"),
    "a guest at an assigned producer": Hostile(
        written({f"{PRODUCT}/story.md": "Câu chuyện.\n"}), {"814"}, "nguoi-gui"
    ),
    "an office that was": Hostile(
        written({f"{PRODUCT}/history.csv": HISTORY + RECOGNISED}), {"813", "814"}, "van-phong-cu"
    ),
    "a district after districts": Hostile(
        written({f"{APPLICATION}/evaluations.csv": _RESULTS}),
        {"812", "814"},
        "huyen-cu",
    ),
    "two producers": Hostile(
        written(
            {
                "dossiers/hop-tac-xa-hai/producer.yml": "schema: producer/1\nname: HTX Giả Định Hai\n"
                "record:\n  standing: gathered\n",
                "dossiers/hop-tac-xa-ba/producer.yml": "schema: producer/1\nname: HTX Giả Định Ba\n"
                "record:\n  standing: gathered\n",
            }
        ),
        {"815"},
        "nguoi-gui",
    ),
    # the past
    "a star rewritten": Hostile(
        written({f"{PRODUCT}/history.csv": HISTORY.replace(",3,01/", ",4,01/")}), {"816"}, "van-phong"
    ),
    "a row removed": Hostile(
        written({f"{PRODUCT}/history.csv": HISTORY.splitlines()[0] + "\n"}), {"816"}, "van-phong", {"632"}
    ),
    "a product deleted": Hostile(written({PRODUCT: None}), {"817"}, "van-phong"),
    "a product moved": Hostile(moved(PRODUCT, f"{PRODUCER}/ca-phe-khac"), {"817"}, "van-phong"),
    "a history deleted": Hostile(written({f"{PRODUCT}/history.csv": None}), {"817"}, "van-phong", {"632"}),
    # people's data
    "identity number": Hostile(
        written({f"{PRODUCT}/story.md": "Số căn cước 045123456789.\n"}), {"801"}, "tu-van-a"
    ),
    "telephone": Hostile(written({f"{PRODUCT}/story.md": "Gọi 0912 345 678.\n"}), {"802"}, "tu-van-a"),
    "e-mail": Hostile(written({f"{PRODUCT}/story.md": "Thư: a.b@example.org\n"}), {"804"}, "tu-van-a"),
    "forbidden key": Hostile(
        written({f"{PRODUCT}/product.yml": PRODUCT_TEXT + "so_cccd: '045'\n"}), {"803"}, "tu-van-a"
    ),
    # one record under two names
    "product again": Hostile(
        written({f"{PRODUCER}/ca-phe-hai/product.yml": PRODUCT_TEXT}), {"110"}, "tu-van-a"
    ),
    "producer again": Hostile(
        written({"dossiers/htx-khac/producer.yml": (SOUND / PRODUCER / "producer.yml").read_text("utf-8")}),
        {"116"},
        "nguoi-gui",
        {"112"},
    ),
    "almost the same": Hostile(
        written({f"{PRODUCER}/ca-phe-hai/product.yml": PRODUCT_TEXT.replace("Thử Nghiệm", "Thu Nghiệm")}),
        {"115"},
        "tu-van-a",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_hostile_change_is_told_for_what_it_is(name: str, clone: Path) -> None:
    hostile = CHANGES[name]
    head = hostile.change(clone)
    verdict = judged(clone, head, hostile.author)
    found = codes(verdict)
    assert hostile.expected <= found
    assert found <= hostile.expected | hostile.options
    assert not (clone / "evil").exists()
    for text in (
        review_as_text(verdict, Language.VI),
        review_as_markdown(verdict),
        as_annotations(verdict.diagnostics, Language.VI),
    ):
        assert "\x1b" not in text
        assert "\u202e" not in text
    json.loads(review_as_json(verdict))


def test_there_are_at_least_forty() -> None:
    assert len(CHANGES) >= 40


@pytest.mark.parametrize(
    "path",
    [
        "scripts/ocop/rules/records.py",
        "schemas/product.schema.json",
        "schemas/roles.yml",
        ".github/CODEOWNERS",
        ".github/workflows/check.yml",
        "schemas/waivers.csv",
    ],
)
def test_what_would_bend_the_verdict_changes_nothing_in_it(path: str, clone: Path) -> None:
    """R9: the same faults are told whether or not the change brings its own judge."""
    plain = judged(clone, written({f"{PRODUCT}/product.yml": BROKEN})(clone))
    bent = judged(clone, written({path: LOOSE})(clone))
    own = {"OCOP-811"}
    assert [one for one in bent.diagnostics if one.code.id not in own] == list(plain.diagnostics)
    assert not bent.passes


PAYLOADS = (
    "::error file=x::tấn công",
    "a%0A::set-output name=x::y",
    "@everyone @maintainers",
    "<img src=x onerror=alert(1)>",
    MARKER,
    "[bấm](javascript:alert(1))",
    "a | b | c",
    "`x` ``y`` ```z```",
    "</details><script>alert(1)</script>",
    "**đậm** _nghiêng_ ~~gạch~~ #1 GH-1",
    "https://example.org/dan-du",
)
_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_field_drives_a_sink(payload: str, clone: Path) -> None:
    """R14: in every field that reaches an output, a payload stays text."""
    csv_cell = '"' + payload.replace('"', '""') + '"'
    change = written(
        {
            f"{PRODUCT}/product.yml": PRODUCT_TEXT.replace("Cà phê Mẫu Thử Nghiệm", _quoted(f"Tên {payload}"))
            + f"summary: {_quoted('Lời giới thiệu ' + payload)}\nother_names: [{_quoted(payload)}]\n"
            + f"la: {_quoted(payload)}\n",
            f"{PRODUCT}/history.csv": HISTORY
            + f"2026-09-01,,withdrawn,,,,,{csv_cell},{csv_cell},,,,{','.join([csv_cell] * 4)}\n",
            f"{APPLICATION}/self-assessment.csv": "criterion,option,points,grounds,evidence\n"
            f"1.1,,3,{csv_cell},\n{csv_cell},,1,,\n",
            f"{APPLICATION}/evidence.csv": "id,type,title,number,issuer,issued_on,expires_on,prepared_by,"
            f"criteria,sha256,kept_at,visibility,note\nmc-01,{csv_cell},{csv_cell},,,,,,,,,internal,\n",
        }
    )
    verdict = judged(clone, change(clone), "van-phong")
    assert any(one.code.severity is Severity.ERROR for one in verdict.diagnostics)
    annotations = as_annotations(verdict.diagnostics, Language.VI)
    for line in annotations.splitlines():
        assert line.count("::") <= 2 or line.startswith(("::error ", "::warning ", "::notice "))
        assert not line.startswith("::error file=x")
        assert not line.startswith("::set-output")
    markdown = review_as_markdown(verdict)
    assert markdown.count(MARKER + "\n") == 1
    assert markdown.startswith(MARKER + "\n")
    outside = _CODE.sub("", markdown.removeprefix(MARKER))
    for trace in ("onerror", "@everyone", "javascript:", "<script", "::error", MARKER, "dan-du", "**đậm**"):
        assert trace not in outside
    for row in markdown.splitlines():
        if row.startswith("|"):
            cells = re.sub(r"\\.", "", row).count("|")
            assert cells in {3, 4, 5}


def test_a_verdict_comes_from_the_command_as_well(clone: Path) -> None:
    head = written({f"{PRODUCT}/product.yml": BROKEN})(clone)
    verb = ("review", "--base", "HEAD~1", "--head", head, "--format", "json")
    command = (sys.executable, "-m", "ocop.cli", "--root", clone, *verb)
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 1
    assert json.loads(done.stdout)["passes"] is False
