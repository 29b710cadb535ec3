"""Where a reader says that a record is wrong, with the record and the version of the data already told."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from ocop.intake.fault_report import CODE, COMMIT, FAULT_REPORT
from ocop.intake.questions import PRODUCT_ID
from ocop.site.page import SiteInput, relative
from ocop.site.render import web_address
from ocop.site.views.addresses import ENGLISH_REPORT, REPORT
from ocop.site.views.world import ProductRow

_UNKNOWN = "chưa ghi vào kho"


def fault_report_link(row: ProductRow, site: SiteInput, address: str, *, english: bool = False) -> str:
    """The link from the page at `address`: to the repository's form, else a letter, else our own page.

    Whichever it is carries the product's id, its look-up code and the commit of the data.
    """
    told = {PRODUCT_ID.id: row.id, CODE.id: row.code, COMMIT.id: site.commit or _UNKNOWN}
    title = f"{FAULT_REPORT.opening}: {row.name} ({row.code})"
    if web_address(site.repo_url):
        asked = {"template": f"{FAULT_REPORT.id}.yml", "title": title, **told}
        return f"{site.repo_url}/issues/new?{urlencode(asked, quote_via=quote)}"
    if site.report_email:
        page = site.base_url + row.address
        labels = ((PRODUCT_ID.label, row.id), (CODE.label, row.code), (COMMIT.label, told[COMMIT.id]))
        lines = [*(f"{label}: {value}" for label, value in labels), page, ""]
        lines += [f"{question.label}: " for question in FAULT_REPORT.questions if question.required][1:]
        letter = {"subject": title, "body": "\r\n".join(lines)}
        return f"mailto:{quote(site.report_email, safe='@')}?{urlencode(letter, quote_via=quote)}"
    page = relative(address, ENGLISH_REPORT if english else REPORT)
    return f"{page}?{urlencode(told, quote_via=quote)}"
