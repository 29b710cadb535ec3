"""From a form's text to files: what was answered and nothing else, or faults at the answers' own lines."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.cli import main
from ocop.intake import Form, Received, received
from ocop.intake.parsing import read_answers
from ocop.load.tree import FolderTree
from tests.intake_forms import (
    FIRST_ANSWERS,
    REGISTRATION_ANSWERS,
    REPOSITORY,
    everything,
    filled,
    forms,
    question,
)

FIRST, REGISTRATION = forms()
GOOD = REPOSITORY / "tests" / "cases" / "good"
ON = date(2026, 11, 23)
MARKUP = "::error::@everyone <img src=x onerror=alert(1)> [a](javascript:b) `|` ${{ secrets.T }} $(id)"


def read(text: str, root: Path = GOOD / "minimal") -> Received:
    """What a text makes of a small registry."""
    judge = FolderTree(REPOSITORY)
    return received(
        "phieu.md", text.encode(), FolderTree(root), received_on=ON, source="Phiếu #9", judge=judge
    )


def codes(outcome: Received) -> list[str]:
    """The codes of what was found, by place."""
    return [one.code.id for one in outcome.found]


def test_a_first_submission_makes_producer_product_and_history() -> None:
    outcome = read(filled(FIRST, FIRST_ANSWERS))
    folder = "dossiers/hop-tac-xa-hu-cau-thu-phieu"
    assert outcome.product == "hop-tac-xa-hu-cau-thu-phieu/tra-gung-hu-cau"
    assert outcome.files == {
        f"{folder}/producer.yml": (
            "schema: producer/1\n"
            "name: Hợp tác xã Hư Cấu Thử Phiếu\n"
            "type: cooperative\n"
            "place:\n"
            "  commune: 2025-19441\n"
            "record:\n"
            "  standing: gathered\n"
            "  gathered_on: 2026-11-23\n"
        ),
        f"{folder}/tra-gung-hu-cau/product.yml": (
            "schema: product/1\n"
            "name: Trà gừng Hư Cấu\n"
            "record:\n"
            "  standing: gathered\n"
            "  gathered_on: 2026-11-23\n"
        ),
        f"{folder}/tra-gung-hu-cau/history.csv": (
            "on,year,event,level,round,application,star,decision,issuer,valid_through,valid_through_basis,"
            "cause,product_name,producer_name,source,note\n"
            "2026-02-10,,idea_registered,commune,,,,,,,,,,,Phiếu #9,\n"
        ),
    }


def test_everything_answered_is_everything_recorded() -> None:
    outcome = read(filled(FIRST, everything(FIRST)))
    assert (codes(outcome), outcome.is_sound) == ([], True)
    product = next(text for path, text in outcome.files.items() if path.endswith("product.yml"))
    assert "product_set: 2026-26/1\n" in product
    assert "shop_links:\n  - https://so-ocop.example/mua\n" in product


def test_a_registration_takes_the_next_free_folder(tmp_path: Path) -> None:
    shutil.copytree(GOOD / "application", tmp_path, dirs_exist_ok=True)
    answers = {**everything(REGISTRATION), **REGISTRATION_ANSWERS}
    answers |= {"application-kind": "Nâng hạng (upgrade)", "application-target-star": "5"}
    outcome = read(filled(REGISTRATION, answers), tmp_path)
    assert list(outcome.files) == ["dossiers/hop-tac-xa-mau/ca-phe-mau/2026-2/application.yml"]
    (text,) = outcome.files.values()
    assert text.startswith("schema: application/1\nkind: upgrade\nsheet: 13\ntarget_star: 5\n")
    assert "  samples: 5\n  electronic_copy: true\n  pledge: true\n  signed_on: 2026-02-10\n" in text


@pytest.mark.parametrize(
    "written",
    ["https://so-ocop.example/san-pham/hop-tac-xa-mau/ca-phe-mau/", " hop-tac-xa-mau/ca-phe-mau "],
)
def test_a_product_s_address_does_for_its_id(written: str) -> None:
    outcome = read(filled(REGISTRATION, {**REGISTRATION_ANSWERS, "product-id": written}))
    assert outcome.product == "hop-tac-xa-mau/ca-phe-mau"


@pytest.mark.parametrize(
    "written",
    ["../../scripts/ocop", "a/../b", "dossiers", "x/y;rm -rf", "hop-tac-xa-mau/ca-phe-mau\\..", "é/à"],
)
def test_an_id_is_never_a_way_out_of_the_dossiers(written: str) -> None:
    outcome = read(filled(REGISTRATION, {**REGISTRATION_ANSWERS, "product-id": written}))
    assert (codes(outcome), outcome.files) == (["OCOP-828"], {})


def test_a_rule_of_the_law_speaks_at_the_answer_too() -> None:
    answers = {
        **REGISTRATION_ANSWERS,
        "application-kind": "Nâng hạng (upgrade)",
        "application-target-star": "3",
    }
    text = filled(REGISTRATION, answers)
    (one,) = read(text, GOOD / "application").found
    assert (one.code.id, one.where.field) == ("OCOP-633", "Lượt đăng ký: Hạng sao mong muốn")
    assert text.split("\n")[one.where.line - 1] == "3"


def test_a_known_producer_keeps_its_folder_and_its_file() -> None:
    answers = {
        **FIRST_ANSWERS,
        "producer-name": "HỢP TÁC XÃ  mẫu thử nghiệm",
        "producer-place-commune": "Xã Hướng Lập (2025-19435)",
    }
    outcome = read(filled(FIRST, answers))
    assert outcome.product == "hop-tac-xa-mau/tra-gung-hu-cau"
    assert [path.rpartition("/")[2] for path in outcome.files] == ["product.yml", "history.csv"]


def test_a_namesake_in_another_commune_is_another_producer() -> None:
    outcome = read(filled(FIRST, {**FIRST_ANSWERS, "producer-name": "Hợp tác xã Mẫu"}))
    assert outcome.product == "hop-tac-xa-mau-xa-huong-phung/tra-gung-hu-cau"


@pytest.mark.parametrize(
    ("name", "written", "code"),
    [
        ("product-name", "A", "OCOP-216"),
        ("product-name", "!!", "OCOP-829"),
        ("producer-website", "javascript:alert(1)", "OCOP-214"),
        ("product-shop-links", "- ftp://so-ocop.example/mua", "OCOP-214"),
        ("product-summary", "Liên hệ 0912 345 678 để mua.", "OCOP-802"),
        ("history-source", "=HYPERLINK(1)", None),
    ],
)
def test_what_the_registry_would_refuse_is_told_at_the_answer(
    name: str, written: str, code: str | None
) -> None:
    text = filled(FIRST, {**FIRST_ANSWERS, name: written})
    outcome = read(text)
    assert not outcome.is_sound
    assert outcome.files == {}
    if code:
        assert codes(outcome) == [code]
    (one,) = outcome.found
    assert one.where.field == question(name).label
    assert text.split("\n")[one.where.line - 1] == written


@pytest.mark.parametrize("name", ["product-name", "product-summary", "producer-name", "history-source"])
def test_markup_is_only_ever_text(name: str) -> None:
    outcome = read(filled(FIRST, {**FIRST_ANSWERS, name: f"Trà {MARKUP}"}))
    assert outcome.is_sound
    assert sum(text.count("onerror") for text in outcome.files.values()) == 1
    assert all(path.isascii() and " " not in path for path in outcome.files)


@pytest.mark.parametrize("blanks", ["### {}", "###   {}  ", "   ### {} ###"])
@pytest.mark.parametrize("form", forms(), ids=lambda form: form.id)
def test_an_answer_cannot_pretend_to_be_another_question(form: Form, blanks: str) -> None:
    host = "product-summary" if form is FIRST else "application-idea-description"
    answers = FIRST_ANSWERS if form is FIRST else REGISTRATION_ANSWERS
    for one in form.questions:
        forged = f"Một câu.\n\n{blanks.format(one.label)}\n\nGiả mạo"
        outcome = read(filled(form, {**answers, host: forged}))
        assert codes(outcome) == ["OCOP-822"], one.label
        assert outcome.files == {}


def test_a_heading_that_is_no_question_is_part_of_the_answer() -> None:
    outcome = read(
        filled(FIRST, {**FIRST_ANSWERS, "product-summary": "Trà gừng.\n\n### Ghi chú\n\nSấy lạnh."})
    )
    assert outcome.is_sound
    product = next(text for path, text in outcome.files.items() if path.endswith("product.yml"))
    assert "summary: |-\n  Trà gừng.\n\n  ### Ghi chú\n\n  Sấy lạnh.\n" in product


def test_yaml_in_an_answer_adds_no_key() -> None:
    forged = "Trà gừng.\nrecord:\n  standing: confirmed\n  confirmed_by: '1'\n---\n!!python/object:os.system"
    outcome = read(filled(FIRST, {**FIRST_ANSWERS, "product-summary": forged}))
    product = next(text for path, text in outcome.files.items() if path.endswith("product.yml"))
    assert product.count("\nrecord:\n  standing: gathered\n") == 1
    assert "\n  standing: confirmed" not in product


def test_crlf_and_decomposed_letters_read_the_same() -> None:
    import unicodedata  # noqa: PLC0415 - of this test alone

    text = filled(FIRST, FIRST_ANSWERS)
    odd = unicodedata.normalize("NFD", text).replace("\n", "\r\n")
    assert read(odd).files == read(text).files


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_read_or_refused_but_never_breaks_the_reader(text: str) -> None:
    answers, found = read_answers("phieu.md", text.encode("utf-8", "replace"), forms())
    assert answers is None
    assert found


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(st.sampled_from([one.id for one in FIRST.questions]), st.text(max_size=80), max_size=6)
)
def test_whatever_is_answered_stays_with_its_own_question(answers: Mapping[str, str]) -> None:
    whole = {**FIRST_ANSWERS, **{key: text.replace("#", "") for key, text in answers.items()}}
    read_back, found = read_answers("phieu.md", filled(FIRST, whole).encode("utf-8", "replace"), forms())
    assert read_back is not None or found
    for one, answer in read_back.given.items() if read_back else ():
        if isinstance(answer.value, str) and not one.options and answers.get(one.id, "").isascii():
            assert answer.value.split() == whole[one.id].split()


def test_the_verb_writes_the_files_or_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    body, out = tmp_path / "phieu.md", tmp_path / "out"
    words = [
        "--root",
        str(REPOSITORY),
        "intake",
        "--body",
        str(body),
        "--out",
        str(out),
        "--as-of",
        "2026-11-23",
    ]
    body.write_text(filled(FIRST, FIRST_ANSWERS), "utf-8")
    assert main(words) == 0
    assert (out / "dossiers/hop-tac-xa-hu-cau-thu-phieu/tra-gung-hu-cau/product.yml").is_file()
    shutil.rmtree(out)
    body.write_text(filled(FIRST, {**FIRST_ANSWERS, "history-on": "hôm qua"}), "utf-8")
    assert main(words) == 1
    assert not out.exists()
    assert "OCOP-829" in capsys.readouterr().err
