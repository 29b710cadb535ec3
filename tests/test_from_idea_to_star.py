"""An application goes from `ocop new` to “công nhận” by editing only what `ocop todo` asks for."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypedDict, cast

import pytest

from ocop import cli
from tests.cases_of import REPOSITORY, SOUND, read
from tests.literal_editor import Edit, carry_out

PRODUCT = "hop-tac-xa-mau/ca-phe-moi"
ROUNDS = 60

# What the people of a plainly fictional cooperative, commune and council write, by key or column.
KEYS: Mapping[str, object] = {
    "registration.representative_role": "Giám đốc",
    "registration.samples": 5,
    "registration.electronic_copy": True,
    "registration.pledge": True,
    "general.registration_number": "MAU-0001",
    "general.specification": "Gói 250 g",
    "general.standard": "TCCS 01:MAU",
    "general.held": ["business_registration", "quality_declaration"],
    "general.history": "Hợp tác xã Mẫu rang xay cà phê của thành viên từ những vụ đầu.",
    "general.structure": "Ban giám đốc, tổ rang xay, tổ bán hàng.",
    "results.raw_material": "Cà phê chè của thành viên trong xã.",
    "results.quality": "Đã có bao bì mới, kiểm nghiệm định kỳ.",
    "results.market": "Bán trong tỉnh và trên mạng.",
    "results.revenue": "Doanh thu tăng hai năm liền.",
    "future_plan": "Mở rộng vùng nguyên liệu.",
    "idea.origin": "new",
    "idea.description": "Cà phê bột rang mộc từ cà phê chè của xã.",
    "idea.core_value": "Hạt của thành viên, rang tại chỗ.",
    "idea.unit_packaging": "Gói giấy 250 g",
    "business_plan.goal": "Bán 5 tấn mỗi năm.",
    "business_plan.production": "Một máy rang 15 kg, sáu lao động.",
    "business_plan.market": "Cửa hàng trong tỉnh, sàn thương mại điện tử.",
    "organisation_profile.structure": "Ban giám đốc và hai tổ.",
    "organisation_profile.workers": 6,
    "organisation_profile.local_workers": 6,
    "organisation_profile.community_participation": "Mười hai hộ góp vốn và hưởng lãi.",
    "organisation_profile.accounting": "Sổ kép, báo cáo từng quý.",
    "complete": True,
    **{
        f"{topic}.{key}": value
        for topic in ("local_raw_material", "local_labour", "idea_origin", "local_identity")
        for key, value in (("conclusion", "meets"), ("finding", "Đúng như hồ sơ."))
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """One act's way to a certificate: the number of the set, the days, the councils' means, and its end."""

    begins_on: str
    sheet: int
    star: int
    days: Mapping[str, str]
    means: Mapping[str, str]
    steps: tuple[str, ...]
    who: str
    keys: Mapping[str, object] = field(default_factory=dict)


# How far `ocop status` sees an application come at each step of `ocop todo`.
STAGES: Mapping[str, set[str]] = {
    "prepare": {"none"},
    "file": {"none"},
    "commune_review": {"submitted"},
    "evaluation": {"submitted", "forwarded"},
    "forwarding": {"evaluated"},
    "decision": {"evaluated"},
}
PREPARATION = ("prepare producer", "file producer")
THROUGH_THE_DISTRICT = (
    *PREPARATION,
    "evaluation district",
    "forwarding district",
    "evaluation province",
    "decision province",
)
COURSES: Mapping[str, Course] = {
    "1048: the district scores, the province recognises": Course(
        begins_on="2021-03-01",
        sheet=14,
        star=4,
        days={
            "submitted": "2021-06-01",
            "district": "2021-07-01",
            "forwarded district": "2021-07-15",
            "province": "2021-10-01",
            "recognised": "2021-11-20",
        },
        means={"district": "75.5", "province": "78.25"},
        steps=THROUGH_THE_DISTRICT,
        who="province",
    ),
    "148: the district recognises three stars": Course(
        begins_on="2024-03-01",
        sheet=13,
        star=3,
        days={"submitted": "2024-06-03", "district": "2024-07-01", "recognised": "2024-08-15"},
        means={"district": "62"},
        steps=(*PREPARATION, "evaluation district", "decision district"),
        who="district",
    ),
    "148: the province recognises four stars": Course(
        begins_on="2024-03-01",
        sheet=13,
        star=4,
        days={
            "submitted": "2024-06-03",
            "district": "2024-07-01",
            "forwarded district": "2024-07-10",
            "province": "2024-09-20",
            "recognised": "2024-10-15",
        },
        means={"district": "73", "province": "76.5"},
        steps=THROUGH_THE_DISTRICT,
        who="province",
    ),
    "26/2026: the commune reviews, the province recognises": Course(
        begins_on="2026-08-03",
        sheet=13,
        star=4,
        days={
            "submitted": "2026-10-05",
            "forwarded commune": "2026-10-22",
            "province": "2026-12-08",
            "recognised": "2026-12-21",
        },
        means={"province": "81.4"},
        steps=(*PREPARATION, "commune_review commune", "evaluation province", "decision province"),
        who="province",
    ),
}  # fmt: skip


class Item(TypedDict):
    """As much of an item as the test looks at."""

    required: bool
    edit: Edit


class Listed(TypedDict):
    """As much of a to-do list as the test looks at."""

    step: str
    role: str
    until: str | None
    items: list[Item]


class Desk:
    """The registry, the command line in front of it, and the answers of those who sit there."""

    def __init__(self, root: Path, course: Course, capsys: pytest.CaptureFixture[str]) -> None:
        self._root, self._course, self._capsys = root, course, capsys
        self.today = course.begins_on
        dated = ("--on", self.today)
        self.run("new", "product", PRODUCT, "--name", "Cà phê Mới Thử Nghiệm", *dated)
        self.run("new", "application", PRODUCT, *dated)
        self._application = f"{self.today[:4]}-1"

    def run(self, *arguments: str) -> str:
        """What a command prints; it must find no error."""
        status = cli.main(("--root", str(self._root), *arguments))
        output = self._capsys.readouterr().out
        assert status == cli.CLEAN, output
        return output

    def todo(self) -> Listed:
        """The list of the one application as of today."""
        asked = f"{PRODUCT}/{self._application}"
        printed = self.run("todo", asked, "--as-of", self.today, "--format", "json")
        (answer,) = cast("list[Listed]", json.loads(printed)["applications"])
        return answer

    def state(self) -> tuple[str, int | None, str]:
        """State, star and stage of the product as of today."""
        printed = json.loads(self.run("status", PRODUCT, "--as-of", self.today, "--format", "json"))
        (product,) = printed["products"]
        return product["state"], product["star"], product["application"]["stage"]

    def carry_out(self, items: list[Item]) -> None:
        """Do what the list asks for, nothing else; the day moves on to what was entered."""
        for item in items:
            carry_out(self._root, item["edit"], self.answer)

    def answer(self, edit: Edit, name: str) -> object:
        """What the people write where the list leaves it open to them."""
        if edit["do"] == "set_key":
            return self._key(name)
        file = edit["file"].rpartition("/")[2]
        return getattr(self, f"_{file.removesuffix('.csv').replace('-', '_')}")(edit, name)

    def _key(self, name: str) -> object:
        if name == "sheet":
            return self._course.sheet
        return date.fromisoformat(self.today) if name.endswith("_on") else KEYS[name]

    @staticmethod
    def _self_assessment(edit: Edit, name: str) -> str:
        """The second best level of each criterion; totals by part where there are no criteria."""
        levels = edit["choices"].get(name, ["38", "20", "25"])
        if not edit["choices"]:
            told = edit["row"] if edit["do"] == "fill_cells" else edit["cells"]
            return {"A": "31", "B": "20", "C": "27.5"}[told["criterion"]]
        return levels[max(-2, -len(levels))] if name == "points" else levels[0]

    @staticmethod
    def _evidence(edit: Edit, name: str) -> str:
        return edit["choices"][name][0] if name in edit["choices"] else "Giấy tờ mẫu"

    def _evaluations(self, edit: Edit, name: str) -> str:
        level = edit["cells"]["level"]
        self.today = self._course.days[level]
        cells = {"round": "1", "seats": "7", "present": "7", "minutes": "01/BB-MAU"}
        cells |= {"mean": self._course.means[level], "met_on": self.today, "minutes_on": self.today}
        return cells[name]

    def _history(self, edit: Edit, name: str) -> str:
        event, level = edit["cells"]["event"], edit["cells"]["level"]
        days = self._course.days
        self.today = days.get(f"{event} {level}") or days[event]
        return {"on": self.today, "decision": "09/QĐ-MAU", "source": "Quyết định mẫu"}[name]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A sound registry; its law is the repository's, read only once."""
    root = tmp_path / "registry"
    shutil.copytree(SOUND, root)
    shutil.copytree(REPOSITORY / "schemas", root / "schemas")
    monkeypatch.setattr(cli.verbs, "load", lambda where, **_others: read(where))
    return root


@pytest.mark.parametrize("name", COURSES)
def test_following_the_list_to_the_letter_leads_to_the_star(
    name: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    course = COURSES[name]
    desk, walked = Desk(root, course, capsys), list[str]()
    for _ in range(ROUNDS):
        listed = desk.todo()
        if listed["step"] in {"done", "ended"}:
            break
        step = f"{listed['step']} {listed['role']}"
        if not walked or walked[-1] != step:
            walked.append(step)
        required = [item for item in listed["items"] if item["required"]]
        assert required, step
        assert desk.state()[2] in STAGES[listed["step"]]
        desk.carry_out(required)
        desk.run("check", "--no-cache")
        assert desk.todo()["items"] != listed["items"]
    assert tuple(walked) == course.steps
    assert desk.todo()["step"] == "done"
    assert desk.state() == ("valid", course.star, "none")
    desk.run("fmt")
    desk.run("check", "--no-cache")
    assert desk.state() == ("valid", course.star, "none")


def test_each_step_shows_in_the_state(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """26/2026/QĐ-TTg, Điều 5 và 7: what `ocop status` says while the list is followed."""
    desk = Desk(root, COURSES["26/2026: the commune reviews, the province recognises"], capsys)
    seen: list[tuple[object, ...]] = []
    for _ in range(ROUNDS):
        listed = desk.todo()
        now = (listed["step"], listed["until"], *desk.state())
        if not seen or seen[-1] != now:
            seen.append(now)
        if listed["step"] == "done":
            break
        desk.carry_out([item for item in listed["items"] if item["required"]])
    assert seen == [
        ("prepare", "2026-10-08", "not_registered", None, "none"),
        ("file", "2026-10-08", "not_registered", None, "none"),
        ("commune_review", "2026-10-26", "under_review", None, "submitted"),
        ("evaluation", "2026-12-29", "under_review", None, "forwarded"),
        ("decision", None, "under_review", None, "evaluated"),
        ("done", "2029-08-23", "valid", 4, "none"),
    ]


def test_a_draft_is_a_list_and_no_error(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = Desk(root, COURSES["26/2026: the commune reviews, the province recognises"], capsys)
    assert desk.run("check", "--no-cache") == "Không có lỗi nào.\n"
    assert len(desk.todo()["items"]) > 10
