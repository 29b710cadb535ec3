"""Where each page of the site stands; these addresses never change."""

from __future__ import annotations

from urllib.parse import urlsplit

from ocop.instruments import Key
from ocop.law import Unit
from ocop.spelling import slug

REGISTRY = "so-dang-ky/"
PRODUCERS = "chu-the/"
PLACES = "dia-ban/"
OLD_NAMES = "dia-ban/ten-cu/"
PLANS = "ke-hoach/"
DEADLINES = "han-nop/"
EXPIRING = "sap-het-han/"
RULE_SETS = "quy-dinh/"
DOCUMENTS = "van-ban/"
NAMELESS = "van-ban/chua-ro-quyet-dinh/"
CATALOGUE = "loi/"
CODES = "v/"
CODE_LIST = "v/codes.json"
CHANGES = "thay-doi/"
CHANGES_ATOM = "thay-doi/atom.xml"
CHANGES_JSON = "thay-doi/feed.json"
CARD = "the-chia-se.png"
STARS = "hang-sao/"
GLOSSARY = "thuat-ngu/"
REPORT = "bao-sai-sot/"
ENGLISH = "en/"
ENGLISH_STARS = "en/stars/"
ENGLISH_GLOSSARY = "en/glossary/"
ENGLISH_REPORT = "en/report/"
ENGLISH_VISITORS = "en/visitors/"


def product_address(product_id: str) -> str:
    """The page of a product, from its `<producer>/<product>` id."""
    return f"san-pham/{product_id}/"


def picture_address(product_id: str, fingerprint: str, width: int) -> str:
    """A product's picture at one of its widths, named for what is to be seen in it."""
    return f"{product_address(product_id)}anh-{fingerprint}-{width}.webp"


def card_address(product_id: str) -> str:
    """The card that stands for a product's page wherever its address is shared."""
    return f"{product_address(product_id)}the-chia-se.png"


def producer_address(producer_id: str) -> str:
    """The page of a producer."""
    return f"{PRODUCERS}{producer_id}/"


def history_address(address: str) -> str:
    """Every change to the record of a product or producer, from the address of its page."""
    return f"{address}{CHANGES}"


def producers_address(page: int) -> str:
    """The `page`-th page of the list of producers, counted from 1.

    A producer's page stands one folder below the list, whatever the producer's folder is called; these
    stand two folders below, so that no producer's name can ever take the place of one.
    """
    return PRODUCERS if page == 1 else f"{PRODUCERS}danh-sach/{page}/"


def unit_address(unit: Unit) -> str:
    """The page of a commune of today, or of a former district."""
    if unit.valid_to is None:
        return f"{PLACES}{unit.code}-{slug(unit.name)}/"
    return f"{PLACES}huyen-cu/{slug(unit.name)}/"


def rule_set_address(rule_set_id: str) -> str:
    """The page of a rule set."""
    return f"{RULE_SETS}{rule_set_id}/"


def document_address(key: Key, page: int = 1) -> str:
    """The page of a document; `page` counts where it decides on many products."""
    return f"{DOCUMENTS}{key}/" + _numbered(page)


def documents_address(page: int) -> str:
    """The `page`-th page of the register of documents; decisions run on over all of them."""
    return DOCUMENTS + _numbered(page)


def nameless_address(page: int) -> str:
    """The `page`-th page of the recognitions that lead to no document."""
    return NAMELESS + _numbered(page)


def _numbered(page: int) -> str:
    return "" if page == 1 else f"trang-{page}/"


def plan_address(year: int) -> str:
    """The page of a year's plan."""
    return f"{PLANS}{year}/"


def plan_calendar(year: int) -> str:
    """The calendar of a year's plan."""
    return f"{PLANS}{year}/ke-hoach-ocop-{year}.ics"


def report_address(year: int, period: str = "", unit: str = "") -> str:
    """The progress reports of a year's plan: their list, or one for a period and perhaps a body or place."""
    return f"{PLANS}{year}/bao-cao/" + "".join(f"{part}/" for part in (period, unit) if part)


def list_address(page: str, target: str, *, aside: bool = False) -> str:
    """All records counted for a target, or set aside, where the page at `page` gives their number only."""
    return f"{page}dem/{target}/{'khong-dem/' if aside else ''}"


def registry_address(page: int) -> str:
    """The `page`-th page of the registry, counted from 1."""
    return REGISTRY if page == 1 else f"{REGISTRY}trang-{page}/"


def code_address(code_id: str) -> str:
    """A code's place in the error catalogue."""
    return f"{CATALOGUE}#{code_id}"


def verification_address(code: str) -> str:
    """Where anybody sees what a code stands for, be it the look-up code or an official one."""
    return f"{CODES}{code}/"


def label_address(code: str) -> str:
    """The label to print for a look-up code, as a picture."""
    return f"{CODES}{code}/tem.svg"


def label_print_address(code: str) -> str:
    """The same label for a printer's shop."""
    return f"{CODES}{code}/tem.pdf"


def label_sheet_address(code: str) -> str:
    """The sheet of labels for a look-up code."""
    return f"{CODES}{code}/tem/"


def spoken(address: str) -> str:
    """An address as people say and type it: no scheme, no slash at the end."""
    parts = urlsplit(address)
    return f"{parts.netloc}{parts.path}".rstrip("/")
