"""What an application must satisfy: its forms, evidence, own scores and the results of its councils."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ocop.diagnostics import Diagnostic
from ocop.law import FormField, Law
from ocop.model import Application, Form
from ocop.rules import claims, evaluations, evidence, kinds, lacking, meetings, recognitions
from ocop.rules.hearing import Hearing
from ocop.rules.personal_data import Typed, no_personal_data

# What a form may say of how to reach a business; its schema asks for the consent behind it.
_CONTACTS = frozenset({"contact.business_phone", "contact.business_email", "contact.business_address"})


def texts_hold_no_personal_data(hearing: Hearing) -> Iterator[Diagnostic]:
    """Nothing that people typed may lead to a person (Luật 91/2025/QH15)."""
    yield from no_personal_data(_texts(hearing.application, hearing.law))


RULES: tuple[Callable[[Hearing], Iterator[Diagnostic]], ...] = (
    texts_hold_no_personal_data,
    evidence.papers_are_of_a_listed_type,
    evidence.papers_end_after_they_begin,
    evidence.papers_are_in_force_when_relied_on,
    evidence.papers_keep_to_their_visibility,
    evidence.papers_are_of_a_level_with_a_part,
    evidence.papers_serve_criteria_of_the_sheet,
    claims.sheet_is_one_of_the_act,
    claims.sheet_is_that_of_the_product,
    claims.claims_fit_the_sheet,
    claims.claims_cite_known_papers,
    claims.claims_are_proven,
    lacking.filed_application_is_complete,
    evaluations.council_rows_fit_the_sheet,
    evaluations.sheets_have_their_meeting,
    evaluations.meetings_are_recorded_once,
    evaluations.results_have_minutes,
    evaluations.attendance_agrees,
    evaluations.means_agree_with_the_sheets,
    evaluations.stars_are_those_of_the_points,
    meetings.councils_are_of_a_level_that_scores,
    meetings.meetings_follow_filing_and_proposal,
    meetings.meetings_keep_to_their_round,
    meetings.communes_answer_within_their_term,
    recognitions.recognitions_rest_on_a_result,
    recognitions.forwarded_products_have_the_points,
    kinds.first_means_without_certificate,
    kinds.later_kinds_follow_a_recognition,
    kinds.re_evaluations_are_filed_in_their_window,
    kinds.recognitions_are_of_the_kind_applied_for,
)


def application_problems(hearing: Hearing) -> Iterator[Diagnostic]:
    """Yield what in one application contradicts the law, the product's history or itself."""
    for rule in RULES:
        yield from rule(hearing)


def _texts(application: Application, law: Law) -> Iterator[Typed]:
    titles = {(one.file, one.key): one for form in law.forms.values() for one in form}
    for name, form in application.forms.items():
        yield from _form_texts(name, form, titles)
    for claim in application.claims:
        yield ("Căn cứ tự chấm", "grounds", claim.grounds, claim.origin.at)
    for paper in application.evidence:
        for title, key, text in (
            ("Tên giấy tờ", "title", paper.title),
            ("Số", "number", paper.number),
            ("Nơi cấp", "issuer", paper.issuer),
            ("Nơi giữ", "kept_at", paper.kept_at),
            ("Ghi chú", "note", paper.note),
        ):
            yield (title, key, text, paper.origin.at)
    for evaluation in application.evaluations:
        yield ("Số biên bản", "minutes", evaluation.minutes, evaluation.origin.at)
        yield ("Ghi chú", "note", evaluation.note, evaluation.origin.at)


def _form_texts(name: str, form: Form, titles: dict[tuple[str, str], FormField]) -> Iterator[Typed]:
    for key, text in form.values.items():
        if key not in _CONTACTS:
            known = titles.get((name, key))
            yield (known.title if known else key, key, text, form.origin.at)
