"""Why a state holds, in both languages; slots are filled from an event and a certificate's end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from ocop import calendar
from ocop.diagnostics import Text
from ocop.law import Cause, Extension, Window
from ocop.model import Basis, Event, EventKind

NOT_REGISTERED = Text("Sổ chưa ghi việc nào về sản phẩm.", "The register holds no event for the product yet.")
IDEA = Text("Đã đăng ký ý tưởng sản phẩm{on}.", "The idea was registered{on}.")
PREPARING = Text("Đang chuẩn bị hồ sơ{on}.", "The dossier is being prepared{on}.")
RETURNED = Text("Hồ sơ được trả lại để hoàn thiện{on}.", "The dossier was returned for completion{on}.")
UNDER_REVIEW = Text(
    "Đã nộp hồ sơ{on}, chưa có kết quả.", "An application was filed{on} and has no result yet."
)
UNDER_EVALUATION = Text("Hồ sơ đang được đánh giá.", "The application is under evaluation.")
NOT_SELECTED = Text("Không được lựa chọn{on}.", "Not selected{on}.")
NOT_PASSED = Text("Kết quả đánh giá không đạt{on}.", "The evaluation was not passed{on}.")
WITHDRAWN = Text("Chủ thể rút hồ sơ{on}.", "The producer withdrew the application{on}.")
NO_CERTIFICATE = Text(
    "Kết quả {stars}{on} không được cấp giấy chứng nhận.", "A result of {stars}{on} gives no certificate."
)
VALID = Text(
    "Được công nhận {stars}{on}, có giá trị đến hết ngày {through}.",
    "Recognised with {stars}{on}, valid through {through}.",
)
VALID_BY_YEAR = Text(
    "Được công nhận {stars} trong đợt đánh giá năm {year}. Sổ chưa biết ngày ký, nhưng ký ngày nào trong "
    "thời gian có thể thì đến ngày này cũng còn hiệu lực.",
    "Recognised with {stars} in the evaluation of {year}. The day of signing is not known, but on any day "
    "on which it can have been signed the certificate is still valid now.",
)
RE_EVALUATION_DUE = Text(
    "Giấy chứng nhận {stars} còn giá trị đến hết ngày {through}; đang trong kỳ nộp hồ sơ phân hạng lại.",
    "The certificate of {stars} runs through {through}; re-evaluation may be filed now.",
)
WINDOW_CLOSED = Text(
    "Giấy chứng nhận {stars} còn giá trị đến hết ngày {through}; kỳ nộp hồ sơ phân hạng lại đã qua.",
    "The certificate of {stars} runs through {through}; the filing window for re-evaluation is over.",
)
EXTENDED = Text(
    "Giấy chứng nhận có giá trị đến hết ngày {through}; hồ sơ nộp{on} chưa có kết quả nên tạm còn hiệu lực.",
    "The certificate ran through {through}; the application filed{on} has no result yet, so it still stands.",
)
EXPIRED = Text(
    "Giấy chứng nhận {stars} đã hết giá trị sau ngày {through}.",
    "The certificate of {stars} ended after {through}.",
)
EXTENSION_OVER = Text(
    "Giấy chứng nhận có giá trị đến hết ngày {through}; thời gian chờ kết quả phân hạng lại đã chấm dứt.",
    "The certificate ran through {through}; the time allowed for awaiting the result is over.",
)
VALID_EITHER_WAY = Text(
    "Còn hiệu lực: nguồn chỉ ghi năm, nhưng ký ngày nào trong thời gian có thể thì đến ngày này cũng còn "
    "hiệu lực.",
    "Valid: the source gives only a year, but on any day on which it can have been signed the certificate "
    "is still valid now.",
)
EXPIRED_EITHER_WAY = Text(
    "Đã hết hiệu lực: nguồn chỉ ghi năm, nhưng ký ngày nào trong thời gian có thể thì đến ngày này cũng "
    "đã quá hạn.",
    "Ended: the source gives only a year, but on any day on which it can have been signed the certificate "
    "has run out by now.",
)
REVOKED = Text("Giấy chứng nhận bị thu hồi{on}{decision}.", "The certificate was revoked{on}{decision}.")
NO_RULE_SET = Text(
    "Được công nhận{on}, khi chưa có bộ quy định nào để tính thời hạn.",
    "Recognised{on}, when no rule set was in force to give its term.",
)
ENDS_BEFORE_IT_BEGINS = Text(
    "Ngày hết giá trị ghi trong sổ lại trước ngày quyết định{on}.",
    "The recorded end lies before the decision{on}.",
)
NO_RESULT = Text(
    "Hồ sơ đã nộp{on}; sổ chưa tìm thấy kết quả.",
    "An application was filed{on}; the register has found no result.",
)
IMPRECISE = Text(
    "Nguồn chỉ ghi năm {year}, không ghi ngày, nên chưa thể kết luận cho ngày này.",
    "The source gives only the year {year} and no day, so nothing can be concluded for this day.",
)
UNDATED = Text(
    "Có lần công nhận mà nguồn không nêu ngày, năm, nên chưa thể kết luận cho ngày này.",
    "A recognition has neither date nor year in its source, so nothing can be concluded for this day.",
)
UNDATED_EVENT = Text(
    "Có việc mà nguồn không nêu ngày, năm, nên chưa thể kết luận cho ngày này.",
    "An event has neither date nor year in its source, so nothing can be concluded for this day.",
)
STOPPED = Text(
    "UBND cấp xã xác nhận chủ thể không còn sản xuất{on}; giấy chứng nhận phải được thu hồi.",
    "The commune confirmed that production has stopped{on}; the certificate is to be revoked.",
)
STAR_UNKNOWN = Text(
    "Giấy chứng nhận còn hiệu lực nhưng nguồn chưa đủ để nói chắc là mấy sao.",
    "The certificate is valid, but the sources do not settle how many stars it gives.",
)
MAY_BE_RENEWED = Text(
    "Bản ghi tập hợp từ nguồn công khai: sổ chưa thấy lần công nhận lại nào, không chắc là không có.",
    "Gathered from public sources: no later recognition is on record, which does not prove there was none.",
)
MAY_STAND = Text(
    "Nếu hồ sơ phân hạng lại đã nộp trước khi giấy hết giá trị thì giấy có thể tạm còn hiệu lực đến khi có "
    "kết quả, muộn nhất hết ngày {until} ({citation}); sổ không biết hồ sơ có được nộp hay không.",
    "If re-evaluation was applied for before the certificate ended, it may still stand until the result, "
    "through {until} at the latest ({citation}); the register does not know whether it was.",
)
HAS_UNDATED = Text(
    "Có việc mà nguồn không ghi ngày và năm.", "Some events have neither date nor year in their source."
)
REVOKED_LATE = Text(
    "Có quyết định thu hồi{on}{decision}, khi giấy chứng nhận đã hết giá trị.",
    "A revocation was decided{on}{decision}, when the certificate had already ended.",
)

REVOKE = Text(
    "Ra quyết định thu hồi giấy chứng nhận vì chủ thể không còn sản xuất.",
    "Revoke the certificate, since the producer no longer makes the product.",
)
EVALUATE = Text("Đánh giá, phân hạng hồ sơ.", "Evaluate and classify the dossier.")
DECIDE = Text(
    "Ra quyết định công nhận và cấp giấy chứng nhận.", "Decide on the recognition and issue the certificate."
)
FORWARD = Text(
    "Gửi hồ sơ và kết quả lên cấp trên để đánh giá.",
    "Send the dossier and the result to the level above for evaluation.",
)
ENTER_RESULT = Text(
    "Ghi điểm trung bình hoặc hạng sao theo biên bản của Hội đồng.",
    "Enter the mean or the star from the council's minutes.",
)
GIVE_RESULT = Text("Trả kết quả phân hạng lại.", "Give the result of the re-evaluation.")
FILE = Text("Hoàn thiện hồ sơ và nộp cho UBND cấp xã.", "Complete the dossier and file it with the commune.")
FILE_AGAIN = Text(
    "Hoàn thiện sản phẩm, đăng ký đánh giá lại khi đủ điều kiện.",
    "Improve the product and apply again when it is ready.",
)
FILE_BETWEEN = Text(
    "Nộp hồ sơ phân hạng lại cho UBND cấp xã từ ngày {first} đến hết ngày {last}.",
    "File for re-evaluation with the commune from {first} through {last}.",
)
FILE_LATE = Text(
    "Kỳ nộp hồ sơ phân hạng lại đã qua. Nộp ngay cho UBND cấp xã, muộn nhất hết {through}, và hỏi cơ quan "
    "tham mưu quản lý OCOP cấp tỉnh: giấy chứng nhận có thể được kéo dài tối đa {days} ngày, nhưng quyết "
    "định không nói rõ có áp dụng cho giấy hết hạn sau tháng 9/2026 hay không.",
    "The filing window is over. File with the commune at once, by the end of {through}, and ask the "
    "provincial OCOP body: the certificate may be extended by up to {days} days, but the act does not say "
    "clearly whether this covers certificates that end after September 2026.",
)
ASK_OFFICE = Text(
    "Kỳ nộp hồ sơ phân hạng lại đã qua; hỏi UBND xã, phường nơi sản xuất, hoặc cơ quan tham mưu quản lý "
    "OCOP cấp tỉnh về việc đánh giá tiếp.",
    "The filing window is over; ask the commune where it is made, or the provincial OCOP body, how to be "
    "evaluated again.",
)
RENEW = Text(
    "Đăng ký đánh giá lại trước khi giấy chứng nhận hết hạn.",
    "Apply for re-evaluation before the certificate ends.",
)
RENEW_IN_WINDOW = Text(
    "Xem ngày ký hoặc ngày hết hạn trên giấy chứng nhận của mình, nộp hồ sơ phân hạng lại cho UBND cấp xã "
    "từ {opens} đến {closes} ngày trước ngày cuối; sổ chưa biết ngày này.",
    "Look up the day of signing or the end on your own certificate, and file for re-evaluation with the "
    "commune from {opens} to {closes} days before the last day, which the register does not know.",
)
STOP_USING_STARS = Text(
    "Không dùng nhãn hiệu OCOP cho sản phẩm nữa; muốn có hạng sao thì đăng ký đánh giá.",
    "Stop using the OCOP mark for the product; to have stars again, apply for evaluation.",
)
COMPLETE_RECORD = Text(
    "Bổ sung ngày, số quyết định và kết quả còn thiếu vào sổ.",
    "Add the missing dates, decision numbers and results to the register.",
)
NO_CERTIFICATE_STEP = Text(
    "Hạng sao này không có quyết định công nhận và giấy chứng nhận.",
    "This star gives no decision of recognition and no certificate.",
)

DEEDS: Mapping[EventKind, Text] = MappingProxyType(
    {
        EventKind.IDEA_REGISTERED: Text("Đăng ký ý tưởng sản phẩm", "Idea registered"),
        EventKind.SURVEYED: Text("Khảo sát", "Surveyed"),
        EventKind.SELECTED: Text("Được lựa chọn tham gia", "Selected"),
        EventKind.NOT_SELECTED: Text("Không được lựa chọn", "Not selected"),
        EventKind.SUPPORT_GIVEN: Text("Được hỗ trợ", "Support given"),
        EventKind.DOSSIER_COMPLETED: Text("Hoàn thiện hồ sơ", "Dossier completed"),
        EventKind.SUBMITTED: Text("Nộp hồ sơ", "Application filed"),
        EventKind.RETURNED: Text("Hồ sơ được trả lại để hoàn thiện", "Returned for completion"),
        EventKind.FORWARDED: Text("Chuyển lên cấp trên", "Forwarded to the level above"),
        EventKind.EVALUATED: Text("Hội đồng đánh giá", "Evaluated by the council"),
        EventKind.NOT_PASSED: Text("Đánh giá không đạt", "Not passed"),
        EventKind.RECOGNISED: Text("Công nhận", "Recognised"),
        EventKind.UPGRADED: Text("Nâng hạng", "Upgraded"),
        EventKind.RE_RECOGNISED: Text("Công nhận lại", "Recognised again"),
        EventKind.PRODUCER_CHANGED: Text("Đổi chủ thể", "Producer changed"),
        EventKind.WITHDRAWN: Text("Chủ thể rút hồ sơ", "Application withdrawn"),
        EventKind.REVOKED: Text("Thu hồi giấy chứng nhận", "Certificate revoked"),
        EventKind.PRODUCTION_STOPPED: Text("Xác nhận ngừng sản xuất", "Production confirmed to have stopped"),
    }
)
_LINKS: Mapping[EventKind, Text] = MappingProxyType(
    {
        EventKind.UPGRADED: Text(" lên ", " to "),
        EventKind.FORWARDED: Text(" để xét ", " for "),
        EventKind.EVALUATED: Text(" ở mức ", " at "),
    }
)
BASES: Mapping[Basis, Text] = MappingProxyType(
    {
        Basis.PRINTED: Text("in trên giấy chứng nhận", "printed on the certificate"),
        Basis.COMPUTED: Text("sổ đăng ký tính", "computed by the register"),
        Basis.AUTHORITY: Text("do cơ quan có thẩm quyền nêu", "stated by the authority"),
    }
)


def stars(star: int | None) -> Text:
    """Return `3 sao`, or that it is not known how many."""
    if star is None:
        return Text("(chưa rõ hạng sao)", "an unknown number of stars")
    return Text(f"{star} sao", f"{star} stars" if star != 1 else "1 star")


def when(event: Event | None) -> Text:
    """Return ` ngày 15/01/2020`, ` năm 2020` or nothing, as far as the source says, to follow a verb."""
    if event is None:
        return Text("", "")
    if event.on is not None:
        return Text(f" ngày {calendar.in_table(event.on)}", f" on {calendar.in_english(event.on)}")
    return Text(f" năm {event.year}", f" in {event.year}") if event.year else Text("", "")


def filled(ground: Text, event: Event | None, star: int | None, through: date | None) -> Text:
    """Return `ground` with its slots filled from what happened and the certificate it happened to."""
    day, shown = when(event), stars(star if star is not None or event is None else event.star)
    decision = event.decision if event else None
    year = str(event.year) if event and event.year else "–"
    vi = {
        "on": day.vi,
        "stars": shown.vi,
        "through": calendar.in_table(through) if through else "–",
        "year": year,
        "decision": f" theo Quyết định {decision}" if decision else "",
    }
    en = {
        "on": day.en,
        "stars": shown.en,
        "through": calendar.in_english(through) if through else "–",
        "year": year,
        "decision": f" by decision {decision}" if decision else "",
    }
    return Text(ground.vi.format_map(vi), ground.en.format_map(en))


def file_late(through: date | None, extension: Extension) -> Text:
    """Return what to do once the window is over and the act may let the certificate last longer."""
    vi, en = (calendar.in_table(through), calendar.in_english(through)) if through else ("–", "–")
    days = extension.max_days
    return Text(
        FILE_LATE.vi.format(through=vi, days=days),
        FILE_LATE.en.format(through=en, days=days),
    )


def may_stand(until: date, extension: Extension) -> Text:
    """Return that an ended certificate may stand, for a record of which nobody knows what was filed."""
    citation = extension.grounds.citation
    return Text(
        MAY_STAND.vi.format(until=calendar.in_table(until), citation=citation),
        MAY_STAND.en.format(until=calendar.in_english(until), citation=citation),
    )


def renew_in_window(window: Window) -> Text:
    """Return when to file, counted from an end that only the certificate itself tells."""
    opens, closes = window.opens_days_before, window.closes_days_before
    return Text(
        RENEW_IN_WINDOW.vi.format(opens=opens, closes=closes),
        RENEW_IN_WINDOW.en.format(opens=opens, closes=closes),
    )


def cause_of_revocation(cause: Cause) -> Text:
    """Return why a certificate was revoked, as the act words it."""
    return Text(f"Lý do thu hồi: {cause.text.vi}.", f"Cause of the revocation: {cause.text.en}.")


def deed(event: Event) -> Text:
    """Return what happened in one clause, with its day, star and decision as far as known."""
    done, day, vi, en = DEEDS[event.kind], when(event), "", ""
    if event.star is not None:
        star, link = stars(event.star), _LINKS.get(event.kind, Text(" ", " with "))
        vi, en = link.vi + star.vi, link.en + star.en
    number = event.decision
    return Text(
        f"{done.vi}{vi}{day.vi}{f', số {number}' if number else ''}.",
        f"{done.en}{en}{day.en}{f', no. {number}' if number else ''}.",
    )


def period_facts(period: calendar.Period) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return the `first` and `last` slots in Vietnamese and in English."""
    return (
        {"first": calendar.in_table(period.first), "last": calendar.in_table(period.last)},
        {"first": calendar.in_english(period.first), "last": calendar.in_english(period.last)},
    )
