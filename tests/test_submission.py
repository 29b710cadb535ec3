"""The whole way of a submission on real repositories: what a review says will move is what then moves."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

import pytest

from ocop import cli
from ocop.report.markdown import MARKER
from tests.git_server import MAIN, OFFICE, GitServer, serving
from tests.repositories import committed, git, initialised
from tests.site.every_state import HEADER, surroundings

AS_OF = "2026-11-26"
CONSULTANT = "tu-van-a"
PEOPLE = f"""\
members:
  - {{login: {CONSULTANT}, role: consultant, producers: [htx-mau-mot]}}
  - {{login: {OFFICE}, role: province_office}}
"""
PRODUCER = """\
schema: producer/1
name: {name}
type: cooperative
place:
  commune: 2020-19414
  district: 2020-464
record:
  standing: gathered
  gathered_on: 2026-11-20
"""
PRODUCT = """\
schema: product/1
name: {name}
record:
  standing: gathered
  gathered_on: 2026-11-20
"""
KNOWN = "2023-11-14,2023,recognised,district,,,3,,vinh_linh_people_committee,,,,,,Quyết định mẫu,"
IDEA = "2023-03-01,2023,idea_registered,commune,,,,,,,,,,,Phiếu mẫu,"
RECOGNISED = "2023-12-20,2023,recognised,district,,,3,,vinh_linh_people_committee,,,,,,Quyết định mẫu,"
ONE, TWO = "htx-mau-mot/tra-mau", "htx-mau-hai/mat-ong-mau"
Row = Mapping[str, object]


class Moved(TypedDict):
    """Two sides of one figure."""

    before: object
    after: object


class OfPlan(TypedDict):
    """What an answer says of one target."""

    year: int
    item: str
    figure: Moved
    state: Moved
    linked: Moved


class OfProduct(TypedDict):
    """What an answer says of one product."""

    id: str
    before: Row | None
    after: Row | None
    facts: list[Row]


class Foretold(TypedDict):
    """The impact of an answer."""

    products: list[OfProduct]
    plans: list[OfPlan]


class OfItem(TypedDict):
    """One item of a to-do list, as far as it is looked at."""

    required: bool
    edit: dict[str, str]


class OfTodo(TypedDict):
    """What `ocop todo --format json` says of one application, as far as it is looked at."""

    product: str
    application: str
    step: str
    until: str | None
    citation: str
    who: dict[str, str]
    items: list[OfItem]


class OfStatus(TypedDict):
    """What `ocop status --format json` says of one product, as far as it is looked at."""

    state: str
    star: int | None
    next_step: Row | None


class Problem(TypedDict):
    """One fault of an answer, as far as it is looked at."""

    code: str
    path: str
    line: int


class Answer(TypedDict):
    """What `ocop review --format json` prints, as far as it is looked at."""

    passes: bool
    paths: list[str]
    diagnostics: list[Problem]
    impact: Foretold


@dataclass(frozen=True, slots=True)
class World:
    """The server with the common registry, and a folder for everybody's clones."""

    server: GitServer
    folder: Path

    def clone(self, name: str, owner: str = MAIN, login: str = "") -> Path:
        """Somebody's own copy of a repository, fetched over HTTP."""
        target = self.folder / name
        git(self.folder, "clone", "-q", self.server.address(owner, login), str(target))
        git(target, "config", "core.autocrlf", "false")
        return target

    def fork(self, login: str) -> Path:
        """A fork on the server and its owner's clone of it."""
        self.server.forked(login)
        return self.clone(login, login, login)

    def merged(self, number: int) -> tuple[Path, Path]:
        """Merge a pull request in the office's clone and push it; returns the tree before and after."""
        office = self.clone(f"office-{number}", MAIN, OFFICE)
        before = self.folder / f"before-{number}"
        shutil.copytree(office, before)
        git(office, "fetch", "-q", "origin", f"refs/pull/{number}/head")
        git(office, "merge", "-q", "--no-ff", "-m", f"Merge #{number}", "FETCH_HEAD")
        git(office, "push", "-q", "origin", "main")
        return before, office


@pytest.fixture(scope="module")
def common(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A registry of made-up producers under the real law and the real plans, with two people in it."""
    root = initialised(tmp_path_factory.mktemp("common") / "registry")
    surroundings(root)
    roles = root / "schemas/roles.yml"
    roles.write_text(roles.read_text("utf-8").replace("members: []\n", PEOPLE), "utf-8")
    put(root, "htx-mau-hai/producer.yml", PRODUCER.format(name="HTX Mẫu Hai"))
    put(root, f"{TWO}/product.yml", PRODUCT.format(name="Mật ong Mẫu"))
    put(root, f"{TWO}/history.csv", f"{HEADER}\n{KNOWN}\n")
    put(root, "htx-mau-mot/producer.yml", PRODUCER.format(name="HTX Mẫu Một"))
    put(root, f"{ONE}/product.yml", PRODUCT.format(name="Trà Mẫu"))
    put(root, f"{ONE}/history.csv", f"{HEADER}\n{IDEA}\n")
    committed(root)
    return root


@pytest.fixture
def world(common: Path, tmp_path: Path) -> Iterator[World]:
    """The common registry on a server of its own."""
    served = tmp_path / "served"
    (served / MAIN).mkdir(parents=True)
    git(tmp_path, "clone", "-q", "--bare", str(common), str(served / MAIN / "so.git"))
    with serving(served) as server:
        yield World(server, tmp_path)


def put(root: Path, path: str, text: str) -> None:
    """Write one file below the dossiers."""
    target = root / "dossiers" / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, "utf-8")


def pushed(clone: Path, branch: str) -> None:
    """Commit everything and push it to the clone's own repository."""
    committed(clone)
    git(clone, "push", "-q", "origin", f"HEAD:refs/heads/{branch}")


def reviewed(world: World, number: int, author: str) -> tuple[int, Answer, str]:
    """What CI says of a pull request: exit status, JSON and comment.

    The base is checked out; the head comes in as objects alone.
    """
    judge = world.folder / "judge"
    shutil.rmtree(judge, ignore_errors=True)
    world.clone("judge")
    git(judge, "fetch", "-q", "origin", f"refs/pull/{number}/head:refs/pull/{number}/head")
    answers = []
    for form in ("json", "markdown"):
        done = subprocess.run(
            (
                *(sys.executable, "-m", "ocop.cli", "review", "--base", "main", "--author", author),
                *("--head", f"refs/pull/{number}/head", "--as-of", AS_OF, "--format", form),
            ),
            cwd=judge,
            capture_output=True,
            encoding="utf-8",
            env={name: value for name, value in os.environ.items() if name != "OCOP_DEBUG"},
            timeout=60,
            check=False,
        )
        assert done.returncode in {cli.CLEAN, cli.FAULTY}, done.stderr
        answers.append(done)
    assert git(judge, "status", "--porcelain") == ""
    assert answers[1].stdout.startswith(MARKER)
    return answers[0].returncode, json.loads(answers[0].stdout), answers[1].stdout


def printed(capsys: pytest.CaptureFixture[str], root: Path, *words: str) -> str:
    """What a verb prints of a tree."""
    capsys.readouterr()
    assert cli.main(("--root", str(root), *words, "--as-of", AS_OF)) == cli.CLEAN
    return capsys.readouterr().out


@dataclass(frozen=True, slots=True)
class Target:
    """One target of a plan as `ocop plan` gives it: its line for people, its state, the records behind it."""

    row: str
    state: str
    linked: int


@dataclass(frozen=True, slots=True)
class Said:
    """What one tree really says, by the public verbs."""

    products: Mapping[str, Row]
    targets: Mapping[tuple[int, str], Target]

    @staticmethod
    def of(capsys: pytest.CaptureFixture[str], root: Path) -> Said:
        """Ask a tree for every product's status and every plan's targets."""
        status = json.loads(printed(capsys, root, "status", "--format", "json"))
        targets = {}
        for plan in sorted((root / "plan").glob("[0-9]*")):
            year = int(plan.name)
            progress = json.loads(printed(capsys, root, "plan", plan.name, "--format", "json"))
            table = printed(capsys, root, "plan", plan.name).partition("CHỈ TIÊU")[2].splitlines()
            rows = {int(row.split()[0]): row for row in table if re.match(r" +\d+  \S", row)}
            for number, one in enumerate(progress["targets"], start=1):
                linked = len(one["count"]["units"]) if one["count"] else 0
                targets[year, one["id"]] = Target(rows[number], one["state"]["vi"], linked)
        lists = json.loads(printed(capsys, root, "todo", "--format", "json"))["applications"]
        missing = {one["product"]: _missing(one) for one in lists}
        products = {
            one["id"]: {**_standing(one), "todo": missing.get(one["id"])} for one in status["products"]
        }
        return Said(products, targets)


def _missing(one: OfTodo) -> Row:
    """What `ocop todo` says of an open application, in the words of a review."""
    required = [item for item in one["items"] if item["required"]]
    return {
        **{name: one[name] for name in ("application", "step", "until", "citation")},
        "who": one["who"]["vi"],
        "missing": len(required),
        "files": [item["edit"]["file"] for item in required],
    }


def _standing(one: OfStatus) -> Row:
    """What `ocop status` says of a product, in the words of a review."""
    step = one["next_step"]
    told = step and {key: cell["vi"] if isinstance(cell, dict) else cell for key, cell in step.items()}
    return {"state": one["state"], "star": one["star"], "next_step": told}


def assert_moves(impact: Foretold, before: Said, after: Said) -> None:
    """What was foretold moves so, and nothing else does."""
    foretold = {one["id"]: one for one in impact["products"]}
    for name in {*before.products, *after.products}:
        was, now = before.products.get(name), after.products.get(name)
        if name not in foretold:
            assert was == now, name
            continue
        for said, really in ((foretold[name]["before"], was), (foretold[name]["after"], now)):
            assert (said is None) == (really is None)
            assert really is None or told(said or {}) == really
    moving = {(one["year"], one["item"]): one for one in impact["plans"]}
    assert moving.keys() == {key for key, one in after.targets.items() if one != before.targets[key]}
    for key, one in moving.items():
        old, new = before.targets[key], after.targets[key]
        assert one["state"] == {"before": old.state, "after": new.state}
        assert one["linked"] == {"before": old.linked, "after": new.linked}
        assert str(one["figure"]["before"]) in old.row
        assert str(one["figure"]["after"]) in new.row


def told(said: Row) -> Row:
    """One side of a foretold product, as far as the verbs say it too."""
    todo = said["todo"]
    if isinstance(todo, dict):
        files = [item["file"] for item in todo["items"] if item["required"]]
        names = ("application", "step", "until", "citation", "who", "missing")
        todo = {**{name: todo[name] for name in names}, "files": files}
    return {"state": said["state"], "star": said["star"], "next_step": said["next_step"], "todo": todo}


def built(capsys: pytest.CaptureFixture[str], root: Path) -> Mapping[str, Mapping[str, Row]]:
    """Build a tree's site; returns the open data's tables by what tells their rows apart."""
    printed(capsys, root, "build")
    folder = root / "site/du-lieu"
    products = json.loads((folder / "products.json").read_text("utf-8"))
    targets = json.loads((folder / "plan-targets.json").read_text("utf-8"))
    return {
        "products": {one["id"]: one for one in products},
        "targets": {f"{one['plan']}/{one['item']}": one for one in targets},
    }


def moved_rows(before: Mapping[str, Row], after: Mapping[str, Row]) -> set[str]:
    """The keys of the rows that differ between two tables."""
    return {key for key in {*before, *after} if before.get(key) != after.get(key)}


@pytest.mark.slow
def test_a_consultant_s_product_enters_as_foretold_and_moves_no_plan(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    clone = world.fork(CONSULTANT)
    new = "htx-mau-mot/gung-mau"
    faulty = PRODUCT.format(name="Gừng Mẫu").replace("gathered\n", "certified\n")
    put(clone, f"{new}/product.yml", faulty)
    put(clone, f"{new}/history.csv", f"{HEADER}\n{IDEA.replace('2023-03-01', '01/03/2023')}\n{RECOGNISED}\n")
    pushed(clone, "gung")
    world.server.pull_request(1, CONSULTANT, "gung")

    status, answer, comment = reviewed(world, 1, CONSULTANT)
    assert (status, answer["passes"]) == (cli.FAULTY, False)
    found = {(one["code"], one["path"].rpartition("/")[2], one["line"]) for one in answer["diagnostics"]}
    assert found == {
        ("OCOP-213", "product.yml", 4),
        ("OCOP-308", "history.csv", 2),
        ("OCOP-813", "history.csv", 3),
    }
    assert all(one["path"].startswith(f"dossiers/{new}/") for one in answer["diagnostics"])
    assert all(code in comment for code, _, _ in found)

    put(clone, f"{new}/product.yml", PRODUCT.format(name="Gừng Mẫu"))
    put(clone, f"{new}/history.csv", f"{HEADER}\n{IDEA}\n")
    put(clone, f"{new}/2026-1/application.yml", "schema: application/1\nkind: first\nsheet: 13\n")
    pushed(clone, "gung")
    world.server.pull_request(1, CONSULTANT, "gung")
    status, answer, comment = reviewed(world, 1, CONSULTANT)
    assert (status, answer["diagnostics"]) == (cli.CLEAN, [])
    assert [one["id"] for one in answer["impact"]["products"]] == [new]
    assert answer["impact"]["plans"] == []

    todo = (answer["impact"]["products"][0]["after"] or {})["todo"]
    assert isinstance(todo, dict)
    assert (todo["step"], todo["who"]) == ("prepare", "Chủ thể")
    assert todo["missing"] > 5
    assert f"<summary>Còn thiếu {todo['missing']} mục</summary>" in comment

    before, after = world.merged(1)
    assert_moves(answer["impact"], Said.of(capsys, before), Said.of(capsys, after))
    was, now = built(capsys, before), built(capsys, after)
    assert moved_rows(was["products"], now["products"]) == {new}
    assert moved_rows(was["targets"], now["targets"]) == set()
    foretold = answer["impact"]["products"][0]["after"] or {}
    assert now["products"][new]["state"] == foretold["state"] == "preparing"
    assert "Gừng Mẫu" in (after / f"site/san-pham/{new}/index.html").read_text("utf-8")


@pytest.mark.slow
def test_a_recognition_of_2023_moves_the_plan_by_what_was_foretold(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    clone = world.fork(OFFICE)
    put(clone, f"{ONE}/history.csv", f"{HEADER}\n{RECOGNISED.replace(',3,', ',6,')}\n")
    pushed(clone, "tra")
    world.server.pull_request(7, OFFICE, "tra")

    status, answer, _ = reviewed(world, 7, OFFICE)
    codes = {one["code"] for one in answer["diagnostics"]}
    assert status == cli.FAULTY
    assert "OCOP-816" in codes, "the idea registered before is gone"
    assert len(codes) == 2, "and no product has six stars"
    assert answer["impact"]["plans"] == []

    put(clone, f"{ONE}/history.csv", f"{HEADER}\n{IDEA}\n{RECOGNISED}\n")
    pushed(clone, "tra")
    world.server.pull_request(7, OFFICE, "tra")
    status, answer, comment = reviewed(world, 7, OFFICE)
    assert (status, answer["diagnostics"]) == (cli.CLEAN, [])
    moving = {(one["year"], one["item"]) for one in answer["impact"]["plans"]}
    assert {(2023, "new-products"), (2023, "cooperatives-with-products")} <= moving
    assert "≥ 1 sản phẩm → ≥ 2 sản phẩm" in re.sub(r"[\\]", "", comment)

    before, after = world.merged(7)
    assert_moves(answer["impact"], Said.of(capsys, before), Said.of(capsys, after))
    was, now = built(capsys, before), built(capsys, after)
    assert moved_rows(was["products"], now["products"]) == {ONE}
    foretold = answer["impact"]["products"][0]
    for said, table in ((foretold["before"], was), (foretold["after"], now)):
        row = table["products"][ONE]
        assert said is not None
        assert (row["state"], row["star"]) == (said["state"], said["star"])
    for one in answer["impact"]["plans"]:
        for said_figure, table in ((one["figure"]["before"], was), (one["figure"]["after"], now)):
            figure = re.search(r"[0-9]+", str(said_figure))
            assert (figure and int(figure[0])) == table["targets"][f"{one['year']}/{one['item']}"]["value"]
    assert moved_rows(was["targets"], now["targets"]) <= {f"{year}/{item}" for year, item in moving}


def test_what_others_merged_meanwhile_is_nobody_else_s_fault(world: World) -> None:
    clone = world.fork(CONSULTANT)
    put(clone, f"{ONE}/product.yml", PRODUCT.format(name="Trà Mẫu") + "summary: Trà hái ở vườn mẫu.\n")
    pushed(clone, "tra")
    world.server.pull_request(3, CONSULTANT, "tra")

    office = world.clone("office", MAIN, OFFICE)
    put(office, f"{TWO}/history.csv", f"{HEADER}\n{KNOWN.replace(',3,', ',6,')}\n")
    put(office, f"{ONE}/history.csv", f"{HEADER}\n{IDEA}\n{RECOGNISED}\n")
    (office / "plan/2023/actuals.csv").unlink()
    pushed(office, "main")

    status, answer, _ = reviewed(world, 3, CONSULTANT)
    assert (status, answer["diagnostics"]) == (cli.CLEAN, [])
    assert answer["paths"] == [f"dossiers/{ONE}/product.yml"]
    (product,) = answer["impact"]["products"]
    assert product["before"] == product["after"], "what the office recorded stands on both sides"
    assert product["after"] is not None
    assert product["after"]["star"] == 3
    assert [fact["field"] for fact in product["facts"]] == ["summary"]
    assert answer["impact"]["plans"] == []


def test_nobody_pushes_to_what_is_not_theirs(world: World) -> None:
    clone = world.fork(CONSULTANT)
    committed(clone)
    with pytest.raises(AssertionError, match="403"):
        git(clone, "push", "-q", world.server.address(MAIN, CONSULTANT), "HEAD:refs/heads/main")
