"""A registry of one producer whose products stand in every state there is, and one that means harm."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
AS_OF = date(2026, 11, 23)
HEADER = (
    "on,year,event,level,round,application,star,decision,issuer,valid_through,valid_through_basis,cause,"
    "product_name,producer_name,source,note"
)
_SURROUNDINGS = ("docs", "schemas", "plan", "mkdocs.yml", "scripts/mkdocs_hook.py")
# A longer one is refused, and its whole row with it.
_LONGEST_DECISION = 60
CANARY = "KHONG-DE-LO-RA-NGOAI"

# Product folder: the rows of its history, and the state they lead to on AS_OF.
STATES: Mapping[str, tuple[str, str]] = {
    "con-hieu-luc": (
        (
            "2025-11-01,2025,recognised,province,1,2025-1,4,12/QĐ-UBND,quang_tri_people_committee,"
            "2028-11-01,printed,,,,https://example.vn/a,"
        ),
        "valid",
    ),
    "den-ky-nop": (
        "2024-05-01,2024,recognised,province,1,,3,13/QĐ-UBND,,,,,,,https://example.vn/a,",
        "re_evaluation_due",
    ),
    "cho-ket-qua": (
        (
            "2023-09-01,2023,recognised,province,1,,3,14/QĐ-UBND,,,,,,,https://example.vn/a,\n"
            "2026-08-01,,submitted,commune,,,,,,,,,,,https://example.vn/a,"
        ),
        "extended",
    ),
    "het-han": ("2020-01-15,2019,recognised,province,,,3,136/QĐ-UBND,,,,,,,https://example.vn/a,", "expired"),
    "thu-hoi": (
        (
            "2024-05-01,2024,recognised,province,1,,3,15/QĐ-UBND,,,,,,,https://example.vn/a,\n"
            "2026-08-01,,revoked,province,,,,16/QĐ-UBND,,,,mark_misused,,,https://example.vn/a,"
        ),
        "revoked",
    ),
    "chua-ro": (",,recognised,province,,,4,,,,,,,,https://example.vn/a,", "undetermined"),
    "dang-xet": ("2026-10-01,,submitted,commune,,,,,,,,,,,https://example.vn/a,", "under_review"),
    "dang-lam": ("2026-10-01,,idea_registered,commune,,,,,,,,,,,https://example.vn/a,", "preparing"),
    "khong-dat": (
        (
            "2026-08-01,,submitted,commune,,,,,,,,,,,https://example.vn/a,\n"
            f"2026-09-01,,not_passed,province,,,2,,,,,,,,https://example.vn/{CANARY},{CANARY}"
        ),
        "not_recognised",
    ),
}

# Codes, packs, English and what others certify are recorded for one of them.
ENGLISH = ("Every State Sample", "Made up, to show what a record's own English looks like.")
OFFICIAL = ("44-19429-007-2026", "45-465-19429-7-2022")
TRACE_LINK = "https://truy-xuat.example.vn/01/08930000000015"
# All that the form of an address lets through; a page may show none of it as anything but text.
SLY_LINK = "https://example.vn/?a='onerror='window.harm=1'&b={{7*7}}&c=javascript:alert(1)"
_MORE = {
    "con-hieu-luc": (
        f"name_en: {ENGLISH[0]}\nsummary_en: {ENGLISH[1]}\n"
        f"codes:\n  - scheme: two_level\n    code: {OFFICIAL[0]}\n"
        f"  - scheme: three_level\n    code: {OFFICIAL[1]}\n"
        "packs: [túi 500 g, hộp 12 gói]\n"
        f"trace_links: [{TRACE_LINK}]\n"
        "certificates:\n"
        "  - name: VietGAP\n    number: 12-MAU/2025\n    issuer: Tổ chức Chứng nhận Mẫu\n"
        "    valid_through: 2026-03-31\n    source: https://example.vn/vietgap\n"
        "  - name: HACCP\n    source: http://example.org/haccp\n"
    )
}


def surroundings(root: Path) -> Path:
    """Copy everything but the dossiers into `root`; returns it."""
    for name in _SURROUNDINGS:
        source, target = REPOSITORY / name, root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copy(source, target)
    return root


def every_state(root: Path) -> None:
    """Add a producer with a product in each state."""
    folder = root / "dossiers" / "htx-moi-trang-thai"
    _write(
        folder / "producer.yml",
        "schema: producer/1\nname: HTX Mọi trạng thái\nname_en: Every State Cooperative\n"
        "type: cooperative\nplace:\n  commune: 2025-19429\n"
        "record:\n  standing: confirmed\n  confirmed_on: 2026-11-01\n"
        "  confirmed_by: quang_tri_people_committee\n",
    )
    for name, (rows, _) in STATES.items():
        _write(
            folder / name / "product.yml",
            f"schema: product/1\nname: Sản phẩm {name}\nproduct_set: 2026-26/13\n"
            f"{_MORE.get(name, '')}"
            "record:\n  standing: gathered\n",
        )
        _write(folder / name / "history.csv", f"{HEADER}\n{rows}\n")
    _write(folder / "con-hieu-luc" / "story.md", "# Chuyện kể\n\nỞ **Khe Sanh**.\n")


def hostile(root: Path, text: str) -> None:
    """Add a producer with `text` wherever the schemas take free text, and in links."""
    quoted = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    cell, decision = ('"' + one.replace('"', '""') + '"' for one in (text, text[:_LONGEST_DECISION]))
    folder = root / "dossiers" / "ke-xau"
    _write(
        folder / "producer.yml",
        f"schema: producer/1\nname: {quoted}\nname_en: {quoted}\ntype: cooperative\nstated_type: {quoted}\n"
        f"former_names:\n  - name: {quoted}\n    until: '2022'\n"
        f"record:\n  standing: gathered\n  note: {quoted}\n",
    )
    _write(
        folder / "san-pham-xau" / "product.yml",
        f"schema: product/1\nname: {quoted}\nname_en: {quoted}\nother_names: [{quoted}]\npacks: [{quoted}]\n"
        f"summary: {quoted}\nsummary_en: {quoted}\n"
        f'trace_links: ["{SLY_LINK}"]\n'
        f"certificates:\n  - name: {quoted}\n    number: {quoted}\n    issuer: {quoted}\n"
        f'    source: "{SLY_LINK}"\n'
        f"record:\n  standing: gathered\n  note: {quoted}\n",
    )
    row = f"2024-05-01,2024,recognised,province,1,,3,{decision},,,,,{cell},{cell},{cell},{cell}"
    _write(folder / "san-pham-xau" / "history.csv", f"{HEADER}\n{row}\n")
    _write(folder / "san-pham-xau" / "story.md", f"{text}\n\n[x](javascript:alert(1)) ![y](x.png)\n")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
