"""The night's duties on the double: each stands alone, and twice equals once."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from ocop.cli import main
from ocop.github import GitHub
from ocop.github.nightly import MAIN_MARKER, MAIN_TITLE, MOST_NEW_ISSUES, Night, nightly
from ocop.load.registry import Loaded, LoadError, load
from tests.github.conftest import settings_of
from tests.github.double import Fault, GitHubDouble
from tests.github.registries import PRODUCT, TEAMS, proposed, registry_in

AS_OF = date(2029, 6, 20)
ROW = "{on},{year},{kind},{level},,{application},{star},,,,,,,,Văn bản mẫu,\n"
OWN = "github-actions[bot]"


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    """A registry with one certificate, which runs through 10 November 2029."""
    return registry_in(tmp_path / "registry")


def add(
    registry: Path, kind: str, on: str, *, level: str = "province", application: str = "", star: str = ""
) -> None:
    """Add a row to the product's history."""
    with (registry / PRODUCT / "history.csv").open("a", encoding="utf-8") as stream:
        stream.write(
            ROW.format(on=on, year=on[:4], kind=kind, level=level, application=application, star=star)
        )


def night(github: GitHub, registry: Path, as_of: date = AS_OF, output: Path | None = None) -> Night:
    """Do the night's duties on the folder as it is."""
    return nightly(github, lambda: load(registry), as_of, clone=registry, output=output)


def test_a_certificate_in_its_window_has_one_reminder(
    hub: GitHubDouble, github: GitHub, registry: Path
) -> None:
    assert night(github, registry).failed == ()
    assert hub.events == [
        "new label nhac-phan-hang-lai",
        "open issue 1: Nhắc phân hạng lại trước 10/11/2029: Cà phê Mẫu Thử Nghiệm",
    ]
    assert hub.threads[1].labels == ["nhac-phan-hang-lai"]
    events = [*hub.events]
    told = night(github, registry)
    assert (hub.events, told.failed, told.is_clean) == (events, (), True)


def test_before_the_window_nobody_is_reminded(hub: GitHubDouble, github: GitHub, registry: Path) -> None:
    night(github, registry, date(2029, 5, 13))
    assert hub.events == []


def test_a_reminder_is_renewed_when_its_words_change(
    hub: GitHubDouble, github: GitHub, registry: Path
) -> None:
    night(github, registry)
    night(github, registry, date(2029, 8, 1))
    assert hub.events[2:] == ["edit issue 1"]
    assert "Kỳ nộp hồ sơ phân hạng lại đã qua" in hub.threads[1].body


def test_a_reminder_is_closed_when_the_application_arrives_and_opened_when_it_is_sent_back(
    hub: GitHubDouble, github: GitHub, registry: Path
) -> None:
    night(github, registry)
    add(registry, "submitted", "2029-06-15", level="commune", application="2029-1")
    for _ in range(2):
        night(github, registry)
    assert hub.events[2:] == ["comment 1", "close issue 1"]
    assert "Chủ thể đã nộp hồ sơ phân hạng lại." in hub.said[0].body
    add(registry, "returned", "2029-06-18", level="commune", application="2029-1")
    for _ in range(2):
        night(github, registry)
    assert hub.events[4:] == ["reopen issue 1", "edit comment 1001"]


def test_what_a_person_closed_stays_closed(hub: GitHubDouble, github: GitHub, registry: Path) -> None:
    night(github, registry)
    hub.threads[1].state = "closed"
    night(github, registry)
    assert (len(hub.events), hub.threads[1].state) == (2, "closed")


@pytest.mark.parametrize(
    ("kind", "star", "why"),
    [("re_recognised", "4", "kết quả công nhận mới"), ("revoked", "", "bị thu hồi")],
)
def test_a_reminder_is_closed_by_renewal_and_revocation(
    hub: GitHubDouble, github: GitHub, registry: Path, kind: str, star: str, why: str
) -> None:
    night(github, registry)
    add(registry, kind, "2029-06-15", star=star)
    night(github, registry)
    assert hub.threads[1].state == "closed"
    assert why in hub.said[0].body


def test_a_record_that_cannot_be_read_today_settles_nothing(
    hub: GitHubDouble, github: GitHub, registry: Path
) -> None:
    night(github, registry)
    file = registry / PRODUCT / "product.yml"
    file.write_text("a: [", "utf-8")
    night(github, registry)
    assert hub.threads[1].state == "open"
    shutil.rmtree(registry / PRODUCT)
    night(github, registry)
    assert hub.threads[1].state == "closed"
    assert "không còn trong sổ" in hub.comments_of(1)[0].body


def test_a_close_that_failed_is_made_good_without_saying_it_twice(
    hub: GitHubDouble, github: GitHub, registry: Path
) -> None:
    night(github, registry)
    add(registry, "revoked", "2029-06-15")
    hub.planned.append(Fault("PATCH", ".*/issues/1", 422))
    assert night(github, registry).failed
    assert hub.threads[1].state == "open"
    assert night(github, registry).failed == ()
    assert [one for one in hub.events if one.endswith(" 1")] == ["comment 1", "close issue 1"]


def test_a_reminder_whose_answer_was_lost_is_not_opened_twice(
    hub: GitHubDouble, github: GitHub, registry: Path
) -> None:
    hub.planned.append(Fault("POST", ".*/issues", after=True, cut=True))
    assert night(github, registry).failed == ()
    assert len(hub.threads) == 1


def test_a_reminder_forged_by_somebody_else_is_not_heard(
    hub: GitHubDouble, github: GitHub, registry: Path
) -> None:
    marker = "<!-- ocop:reminder product=hop-tac-xa-mau/ca-phe-mau valid_through=2029-11-10 -->"
    hub.issue("ke-la", "Nhắc", f"{marker}\n", labels=["nhac-phan-hang-lai"], state="closed")
    night(github, registry)
    assert [one.author for one in hub.threads.values()] == ["ke-la", OWN]


def test_more_than_a_night_takes_is_left_for_the_next(
    hub: GitHubDouble, github: GitHub, registry: Path
) -> None:
    source = registry / PRODUCT
    history = (source / "history.csv").read_text("utf-8").splitlines()
    row = history[-1].replace("2026-1,4", ",4")
    for number in range(MOST_NEW_ISSUES + 4):
        folder = source.parent / f"mau-{number}"
        folder.mkdir()
        name = (source / "product.yml").read_text("utf-8").replace("Cà phê", f"Cà phê {number}")
        (folder / "product.yml").write_text(name, "utf-8")
        (folder / "history.csv").write_text(f"{history[0]}\n{row}\n", "utf-8")
    night(github, registry)
    assert len(hub.threads) == MOST_NEW_ISSUES
    night(github, registry)
    assert len(hub.threads) == MOST_NEW_ISSUES + 5


def test_a_broken_main_has_one_issue_until_it_is_clean(
    hub: GitHubDouble, github: GitHub, registry: Path
) -> None:
    as_of, file = date(2026, 11, 26), registry / PRODUCT / "product.yml"
    good = file.read_text("utf-8")
    file.write_text(good.replace("name: ", "ten: "), "utf-8")
    told = night(github, registry, as_of)
    assert (told.failed, told.is_clean) == ((), False)
    night(github, registry, as_of)
    assert hub.events == ["new label nhanh-chinh-loi", f"open issue 1: {MAIN_TITLE}"]
    assert hub.threads[1].body.startswith(f"{MAIN_MARKER}\n")
    assert "`dossiers/hop-tac-xa-mau/ca-phe-mau/product.yml`" in hub.threads[1].body

    file.write_text("a: 1\n", "utf-8")
    night(github, registry, as_of)
    assert hub.events[2:] == ["edit issue 1"]

    file.write_text(good, "utf-8")
    for _ in range(2):
        assert night(github, registry, as_of).is_clean
    assert hub.events[3:] == ["comment 1", "close issue 1"]


def test_a_main_that_cannot_be_read_is_told_of(hub: GitHubDouble, github: GitHub, registry: Path) -> None:
    def read() -> Loaded:
        raise LoadError("schemas/: hỏng @everyone")

    told = nightly(github, read, AS_OF, clone=registry)
    assert told.is_clean is None
    assert told.failed == ("đọc nhánh chính: schemas/: hỏng @everyone",)
    assert "`schemas/: hỏng @everyone`" in hub.threads[1].body


@pytest.mark.parametrize(
    ("path", "failed", "done"),
    [
        (
            ".*/labels/nhac-phan-hang-lai",
            ["nhắc phân hạng lại"],
            ["nhánh chính", "hàng chờ", "yêu cầu đang mở"],
        ),
        (".*/issues", ["nhánh chính", "nhắc phân hạng lại"], ["hàng chờ", "yêu cầu đang mở"]),
        (".*/pulls", ["yêu cầu đang mở"], ["nhánh chính", "nhắc phân hạng lại", "hàng chờ"]),
    ],
)
def test_a_step_that_fails_keeps_no_other_from_being_done(
    hub: GitHubDouble,
    github: GitHub,
    registry: Path,
    tmp_path: Path,
    path: str,
    failed: list[str],
    done: list[str],
) -> None:
    hub.planned.append(Fault("GET", path, 500, times=99))
    told = night(github, registry, output=tmp_path / "out")
    assert [one.partition(":")[0] for one in told.failed] == failed
    assert [one.partition(":")[0] for one in told.done] == done


def test_a_queue_that_cannot_be_written_is_told_of(github: GitHub, registry: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", "utf-8")
    told = night(github, registry, output=tmp_path / "taken")
    assert [one.partition(":")[0] for one in told.failed] == ["hàng chờ"]
    assert len(told.done) == 3


def test_the_verb_writes_the_queue_and_says_how_it_went(
    hub: GitHubDouble,
    registry: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    settings = settings_of(hub)
    monkeypatch.setenv("GITHUB_TOKEN", settings.token)
    monkeypatch.setenv("GITHUB_API_URL", settings.api_url)
    words = ["--root", str(registry), "nightly", "--repository", settings.repository]
    words += ["--output", str(tmp_path / "out"), "--as-of", "2026-08-20"]
    assert main(words) == 0
    assert capsys.readouterr().out.splitlines() == [
        "nhánh chính: không có lỗi.",
        "nhắc phân hạng lại: mở 0, sửa hoặc đóng 0, đang nhắc 0.",
        "hàng chờ: 1 hồ sơ đang chờ.",
        "yêu cầu đang mở: đã xét lại, 0 chỗ đổi.",
    ]
    assert "ca-phe-mau" in (tmp_path / "out" / "queue.json").read_text("utf-8")
    before = (tmp_path / "out" / "queue.md").read_bytes()
    assert main(words) == 0
    assert (tmp_path / "out" / "queue.md").read_bytes() == before
    (registry / PRODUCT / "product.yml").write_text("a: 1\n", "utf-8")
    assert main(words) == 1
    hub.planned.append(Fault("GET", ".*/issues", 403, times=99))
    assert main(words) == 2
    assert "Lỗi hệ thống: nhánh chính: Khi đọc /issues" in capsys.readouterr().err


def test_open_requests_are_looked_at_anew_every_night(
    hub: GitHubDouble, github: GitHub, registry: Path
) -> None:
    hub.teams = set(TEAMS)
    story = {f"{PRODUCT}/story.md": "Chuyện của vườn cà phê.\n"}
    pull = hub.pull("tu-van", proposed(registry, "ho-so", story), "ho-so")
    away = hub.pull("tu-van", "c" * 40, "xa")
    night(github, registry, date(2026, 11, 26))
    assert pull.labels == ["cho-tham-dinh"]
    pull.reviews = [("van-phong", "APPROVED", pull.head or "")]
    told = night(github, registry, date(2026, 11, 26))
    assert (pull.labels, told.failed) == (["san-sang-nhan"], ())
    assert (away.labels, hub.comments_of(away.number)) == ([], [])
