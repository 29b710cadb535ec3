"""An address that was public once stays, whatever happens to the product behind it."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

import pytest
from lxml import html

from ocop.load.registry import load
from ocop.lookup import lookup_code
from ocop.site.build import build
from tests.site.every_state import AS_OF, every_state, surroundings
from tests.site.mini import tree

_PRODUCER = "htx-moi-trang-thai"
# A star taken away, a star more, and another owner: the three things that make people move a folder.
_DEEDS = {
    "con-hieu-luc": "2026-11-24,,revoked,province,,,,17/QĐ-UBND,,,,mark_misused,,,https://example.vn/b,",
    "den-ky-nop": "2026-11-24,2026,upgraded,province,2,,4,18/QĐ-UBND,,,,,,,https://example.vn/b,",
    "cho-ket-qua": (
        "2026-11-24,,producer_changed,,,,,,,,,,,Công ty TNHH Mọi trạng thái,https://example.vn/b,"
    ),
}
_RENAMED = {
    "name: HTX Mọi trạng thái\n": (
        "name: Công ty TNHH Mọi trạng thái\nformer_names:\n"
        "  - name: HTX Mọi trạng thái\n    type: cooperative\n    until: '2026'\n"
    ),
    "\ntype: cooperative\n": "\ntype: enterprise\n",
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = surroundings(tmp_path_factory.mktemp("addresses"))
    every_state(root)
    return root


def _built(root: Path, on: date) -> Path:
    return build(root, as_of=on, read=partial(load, root), workers=1).output


def test_no_address_is_lost_when_stars_go_or_come_and_producers_change(root: Path) -> None:
    """The folder is the address, so nothing but a folder that goes can take an address away.

    A change that deletes or moves the folder of a record is refused with OCOP-817: "a product deleted" and
    "a product moved" in `tests/test_hostile_changes.py`.
    """
    before = set(tree(_built(root, AS_OF)))
    folder = root / "dossiers" / _PRODUCER
    for name, row in _DEEDS.items():
        with (folder / name / "history.csv").open("a", encoding="utf-8") as history:
            history.write(f"{row}\n")
    text = (folder / "producer.yml").read_text("utf-8")
    for old, new in _RENAMED.items():
        assert old in text
        text = text.replace(old, new)
    (folder / "producer.yml").write_text(text, "utf-8")
    assert before - set(tree(_built(root, date(2029, 6, 1)))) == set(), "years later"
    site = _built(root, date(2026, 11, 25))
    assert before - set(tree(site)) == set()
    assert f"san-pham/{_PRODUCER}/con-hieu-luc/index.html" in before
    assert f"v/{lookup_code(f'{_PRODUCER}/con-hieu-luc')}/tem/index.html" in before
    page = html.fromstring((site / "san-pham" / _PRODUCER / "con-hieu-luc/index.html").read_text("utf-8"))
    assert "Bị thu hồi" in page.xpath("string(//section[@class='verdict'])")
    maker = html.fromstring((site / "chu-the" / _PRODUCER / "index.html").read_text("utf-8"))
    assert maker.xpath("string(//h1)").strip() == "Công ty TNHH Mọi trạng thái"
