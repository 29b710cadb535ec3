"""A submission with sixty faults, of a producer that does not exist: a guide shows how its comment reads.

`python -m tests.sixty_faults` writes the guide's page anew.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

from ocop.report.changes import Verdict
from ocop.report.markdown import MARKER, review_as_markdown
from ocop.review import review
from tests.cases_of import CASES, REPOSITORY
from tests.repositories import committed, initialised

AS_OF = date(2026, 11, 26)
AUTHOR = "tu-van-vi-du"
PAGE = REPOSITORY / "docs/huong-dan/phan-hoi-mau.md"
_PRODUCER = "dossiers/hop-tac-xa-mau"
_PRODUCT = f"{_PRODUCER}/ca-phe-mau"
_ROLES = f"members:\n  - {{login: {AUTHOR}, role: consultant, producers: [hop-tac-xa-mau]}}\n"
_SAMPLE = CASES / "good/application" / _PRODUCT
# Commits of the sample have ids that every change of a schema would alter.
_BASE, _HEAD = "0123456789ab", "ba9876543210"
_BEGIN, _END = "<!-- mẫu: từ đây -->\n", "<!-- mẫu: đến đây -->\n"


def sixty_faults(folder: Path) -> Verdict:
    """What the review says of the submission, judged in a repository made in `folder`."""
    root = initialised(folder)
    shutil.copytree(REPOSITORY / "schemas", root / "schemas")
    roles = root / "schemas/roles.yml"
    roles.write_text(roles.read_text("utf-8").replace("members: []\n", _ROLES), "utf-8")
    shutil.copytree(CASES / "good/minimal", root, dirs_exist_ok=True)
    base = committed(root)
    for path, text in _submitted().items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    head = committed(root)
    return replace(review(root, base, head, AS_OF, author=AUTHOR), base=_BASE, head=_HEAD)


def _submitted() -> dict[str, str]:
    """The files of the submission: a sound dossier, spoiled as such dossiers arrive."""
    sample = {path.name: path.read_text("utf-8") for path in (_SAMPLE / "2026-1").iterdir()}
    evidence = re.sub(r"(\d{4})-(\d{2})-(\d{2})", r"\3/\2/\1", sample["evidence.csv"])
    for right, wrong in (
        ("test_report", "kiem_nghiem"),
        ("promotion", "quang_ba"),
        ("growth", "tang_truong"),
    ):
        evidence = evidence.replace(f",{right},", f",{wrong},")
    evidence = evidence.replace(",internal,", ",noi_bo,").replace(",commune,", ",xa,")
    for criteria in ("3.1", "9", "1.6|1.7"):
        evidence = evidence.replace(f",,{criteria},,", f",,{criteria},chua-bam,", 1)
    claims = re.sub(r"(?m)^([3-5]\.\d),,(\d),", r'\1,,"\2,5",', sample["self-assessment.csv"])
    claims = claims.replace("1.1,3,", "1.1,9,").replace("1.2,2,", "1.2,hai,").replace("1.3,3,", "1.3,ba,")
    form = (
        sample["application.yml"].replace("kind: first", "kind: lan_dau").replace("2026-02-10", "10/02/2026")
    )
    form = form.replace("samples: 5", "samples: năm").replace("origin: existing", "orgin: existing")
    form = form.replace("target_star: 4", "target_star: bốn").replace("pledge: true", "pledge: có")
    own = sample["self-assessment.yml"].replace("2019-05-06", "6/5/2019").replace("2026-08-01", "01/08/2026")
    history = (CASES / "good/minimal" / _PRODUCT / "history.csv").read_text("utf-8")
    history += "15/09/2026,2026,submitted,commune,,2026-2,,,,,,,,,Phiếu tiếp nhận mẫu,\n"
    recognised = "2026-11-10,2026,upgraded,province,2,,4,02/QĐ-MAU,,,,,,,Quyết định mẫu,\n"
    product = (_SAMPLE / "product.yml").read_text("utf-8")
    return {
        f"{_PRODUCER}/producer.yml": _spoiled_producer(),
        f"{_PRODUCT}/product.yml": product.replace("2020-19435", "2020-19999") + "gia_ban: 120000\n",
        f"{_PRODUCT}/history.csv": history + recognised,
        f"{_PRODUCT}/2026-2/application.yml": form,
        f"{_PRODUCT}/2026-2/evidence.csv": evidence,
        f"{_PRODUCT}/2026-2/self-assessment.csv": claims,
        f"{_PRODUCT}/2026-2/self-assessment.yml": own,
        f"{_PRODUCT}/2026-2/evaluations.csv": sample["evaluations.csv"],
    }


def _spoiled_producer() -> str:
    text = (CASES / "good/minimal" / _PRODUCER / "producer.yml").read_text("utf-8")
    return (
        text.replace("type: cooperative", "type: htx").replace("2020-465", "2020-999")
        + "dien_thoai: 0912 345 678\n"
    )


def page_text(page: str, verdict: Verdict) -> str:
    """The guide's page with the comment between its two marks.

    Folded parts are written so that the site's own Markdown reads them as GitHub does.
    """
    comment = review_as_markdown(verdict, "../loi/index.md").removeprefix(f"{MARKER}\n")
    shown = comment.replace("<details>", "<details markdown>")
    # The catalogue's entries are poured in after the engine has looked for anchors.
    shown = re.sub(r"(index\.md)#OCOP-\d+", r"\1", shown)
    before, _, rest = page.partition(_BEGIN)
    framed = f'<div class="comment" markdown>\n\n{shown}\n</div>\n'
    return f"{before}{_BEGIN}\n{framed}\n{_END}{rest.partition(_END)[2]}"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        PAGE.write_text(page_text(PAGE.read_text("utf-8"), sixty_faults(Path(scratch) / "so")), "utf-8")
