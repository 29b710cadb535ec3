"""The one Jinja environment: everything is escaped, and a name nobody gave is an error, not a blank."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import jinja2
from markupsafe import Markup

from ocop.calendar import in_citation
from ocop.site.page import relative
from ocop.site.views.state_names import ENGLISH_STATE_LABELS, STATE_LABELS

_TEMPLATES = Path(__file__).parent / "templates"
_SCHEMES = frozenset({"http", "https"})


@cache
def day(when: date) -> str:
    """A day as tables write it: dd/mm/yyyy, zeros always there."""
    return f"{when:%d/%m/%Y}"


def number(amount: int | Decimal) -> str:
    """A number with dots between thousands and a decimal comma, trailing zeros dropped."""
    text = f"{amount:,f}" if isinstance(amount, Decimal) else f"{amount:,}"
    whole, _, rest = text.partition(".")
    rest = rest.rstrip("0")
    return whole.replace(",", ".") + (f",{rest}" if rest else "")


def english_number(amount: int | Decimal) -> str:
    """A number with commas between thousands and a decimal point, trailing zeros dropped."""
    return number(amount).translate(str.maketrans(".,", ",."))


def web_address(text: str | None) -> str | None:
    """`text` when it is an http(s) address that may stand in a link, else None: no other scheme is let in."""
    if not text:
        return None
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        return None
    return text.strip() if parts.scheme in _SCHEMES and parts.hostname else None


def host(address: str) -> str:
    """The site an address leads to, for readers: `baoquangtri.vn`."""
    return (urlsplit(address).hostname or address).removeprefix("www.")


def sentence(text: str) -> str:
    """`text` with its first letter large and the rest as it stands."""
    return text[:1].upper() + text[1:]


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        day=day, cited=in_citation, number=number, web_address=web_address, host=host, sentence=sentence
    )
    for name, labels in (("state_labels", STATE_LABELS), ("english_state_labels", ENGLISH_STATE_LABELS)):
        environment.globals[name] = json.dumps(labels, ensure_ascii=False, separators=(",", ":"))
    return environment


@cache
def _template(name: str) -> jinja2.Template:
    return _environment().get_template(name)


def rendered(template: str, address: str, /, **values: object) -> str:
    """The HTML of `templates/<template>.html` for the page at `address`, whose links become relative.

    A `template` with a suffix of its own is taken as it is; a page shown at any address brings its `link`.
    Every value is escaped unless it is `trusted`. UndefinedError when the template asks for more than it got.
    """
    link: Callable[[str], str] = lambda target: relative(address, target)  # noqa: E731 - one line, one use
    name = template if "." in template else f"{template}.html"
    return _template(name).render({"link": link} | values)


def trusted(html: str) -> Markup:
    """Mark `html` as already safe; only for what the sanitiser or our own code wrote."""
    return Markup(html)  # noqa: S704 - callers are listed by a test
