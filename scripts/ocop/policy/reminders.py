"""Which holders are to be told that their certificate enters its re-evaluation window.

The plan of the province for 2023, section II.2.2, makes telling them a duty of the programme's office.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ocop import calendar
from ocop.diagnostics import Text
from ocop.law import Law
from ocop.model import ApplicationKind, Product
from ocop.status import Filing, Stage, State, Status, status

GONE = Text("Sản phẩm không còn trong sổ.", "The product is no longer in the register.")
REVOKED = Text("Giấy chứng nhận đã bị thu hồi.", "The certificate was revoked.")
RENEWED = Text("Sản phẩm đã có kết quả công nhận mới.", "The product has a newer recognition.")
FILED = Text("Chủ thể đã nộp hồ sơ phân hạng lại.", "The application for re-evaluation was filed.")
OVER = Text("Giấy chứng nhận không còn hiệu lực.", "The certificate is no longer in force.")
CORRECTED = Text("Chưa đến kỳ, theo sổ hiện nay.", "Not due, by the register as it is now.")
_FILED = frozenset({Stage.SUBMITTED, Stage.FORWARDED, Stage.EVALUATED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """One certificate to be renewed: the window for filing, what the law asks of its holder, and why."""

    product: str
    name: str
    valid_through: date
    window: calendar.Period
    who: Text
    action: Text
    citation: str


def reminders(products: Iterable[Product], law: Law, as_of: date) -> tuple[Reminder, ...]:
    """Return a reminder for each certificate whose window has opened and for which nothing was filed yet.

    After the window it stands until the certificate ends: late filing has its own rule.
    """
    found = (_reminder(product, status(product, law, as_of), law) for product in products)
    return tuple(sorted((one for one in found if one is not None), key=_order))


def without_known_end(products: Iterable[Product], law: Law, as_of: date) -> tuple[str, ...]:
    """Return the products whose running certificate has no known last day: none can be reminded of it."""
    held = ((product.id, status(product, law, as_of)) for product in products)
    return tuple(
        sorted(
            key
            for key, now in held
            if now.state.in_force and (now.current is None or now.current.valid_through is None)
        )
    )


def _order(one: Reminder) -> tuple[date, str]:
    return one.valid_through, one.product


def _reminder(product: Product, now: Status, law: Law) -> Reminder | None:
    current, window, step = now.current, now.window, now.next_step
    if current is None or current.valid_through is None or window is None or step is None:
        return None
    if now.as_of < window.first or not now.state.in_force or _is_filed(product, now, law):
        return None
    return Reminder(
        product=product.id,
        name=product.name,
        valid_through=current.valid_through,
        window=window,
        who=step.who,
        action=step.action,
        citation=step.citation,
    )


def _is_filed(product: Product, now: Status, law: Law) -> bool:
    """Whether an application is under way, or one for re-evaluation was filed for the running certificate."""
    if now.stage in _FILED:
        return True
    decided_on = (now.current.decided_on if now.current else None) or date.min
    again = (one for one in product.applications if one.kind is ApplicationKind.RE_EVALUATION)
    filings = (Filing.of(product, one, law) for one in again)
    return any(
        one.is_filed and one.filed_on is not None and decided_on < one.filed_on <= now.as_of
        for one in filings
    )


def no_longer_due(product: Product | None, valid_through: date, law: Law, as_of: date) -> Text | None:
    """Return why the reminder of a certificate ending on `valid_through` is settled; None while it stands."""
    if product is None:
        return GONE
    now = status(product, law, as_of)
    ends = now.current.valid_through if now.current else None
    if now.state is State.REVOKED:
        return REVOKED
    if now.state.in_force and ends is not None and ends > valid_through:
        return RENEWED
    if _is_filed(product, now, law):
        return FILED
    if not now.state.in_force:
        return OVER
    still = _reminder(product, now, law)
    return None if still is not None and still.valid_through == valid_through else CORRECTED
