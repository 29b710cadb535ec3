"""The rule sets: an overview, and a page for each act."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from ocop.law import RoundRule, RuleSet, Setting
from ocop.model import Level
from ocop.site.page import Fragment, Page
from ocop.site.pages.poured import Head, poured_page
from ocop.site.render import number, rendered
from ocop.site.views.addresses import RULE_SETS, rule_set_address
from ocop.site.views.documents import FORCE_LABELS, document_row
from ocop.site.views.labels import GroundsView
from ocop.site.views.world import World

_STARS = (3, 4, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActRow:
    """One act in the overview, with the level that recognises each star."""

    rule_set: RuleSet
    address: str
    recognisers: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundView:
    """One yearly round with its limits as `dd/mm`."""

    name: str
    stars: str
    proposals: str
    results: str
    grounds: GroundsView


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingView:
    """One council setting; its value in words."""

    label: str
    value: str
    grounds: GroundsView


def law_pages(world: World) -> Iterator[Page | Fragment]:
    """The overview of rule sets and one page each."""
    law, key = world.site.law, world.key("law")
    changes = world.site.changes
    yield Fragment(
        name="rule-sets",
        key=key,
        content=lambda: _overview(world),
        changed_on=changes.under("schemas/rules/", "schemas/criteria/"),
    )
    for act in law.rule_sets:
        yield poured_page(
            "rule-set",
            rule_set_address(act.id),
            Head(title=f"Quyết định {act.number}", description=act.summary.vi),
            key,
            partial(_act, world, act),
            changed_on=changes.under(f"schemas/rules/{act.id}.yml", f"schemas/criteria/{act.id}/"),
        )


def _overview(world: World) -> str:
    law = world.site.law
    current = law.rule_set_on(world.site.as_of)
    return rendered(
        "rule_sets",
        RULE_SETS,
        as_of=world.site.as_of,
        rows=[_row(act, world) for act in law.rule_sets],
        current=_row(current, world) if current else None,
    )


def _row(act: RuleSet, world: World) -> ActRow:
    return ActRow(
        rule_set=act,
        address=rule_set_address(act.id),
        recognisers=tuple((star, world.labels.level(act.recognising_level(star))) for star in _STARS),
    )


def _act(world: World, act: RuleSet) -> str:
    document = world.site.instruments.of_rule_set(act.id)
    row = document_row(document, world) if document else None
    return rendered(
        "rule_set",
        rule_set_address(act.id),
        act=act,
        document=row.address if row else "",
        force=row.force if row else None,
        since=row.since if row else (),
        force_labels=FORCE_LABELS,
        labels=world.labels,
        as_of=world.site.as_of,
        rounds=[round_view(rule, world) for rule in act.rounds],
        document_notes=_notes(act),
        council=[
            _setting(
                "Chênh lệch điểm tối đa giữa các thành viên", act.council.max_spread_points, " điểm", world
            ),
            _setting("Tỷ lệ thành viên phải có mặt", act.council.quorum_share, "", world, share=True),
            _setting("Số chữ số thập phân khi làm tròn", act.council.decimals, "", world),
        ],
    )


def _notes(act: RuleSet) -> list[str]:
    """What is said of the documents' grounds, each thing once."""
    notes = [document.grounds.note for document in act.documents if document.grounds.note]
    return list(dict.fromkeys(notes))


def _setting(label: str, setting: Setting, unit: str, world: World, *, share: bool = False) -> SettingView:
    value = setting.value
    if value is None:
        words = "chưa tìm thấy"
    else:
        words = f"{number(value * 100)} %" if share else f"{number(value)}{unit}"
    return SettingView(label=label, value=words, grounds=world.labels.grounds(setting.grounds))


def round_view(rule: RoundRule, world: World) -> RoundView:
    """A yearly round, its limits written `dd/mm` and marked when they fall in the next year."""
    level = "cấp trung ương" if rule.level is Level.MINISTRY else world.labels.level(rule.level).lower()
    results = _day_of_year(rule.results_before)
    return RoundView(
        name=f"Đợt {rule.number}, {level}",
        stars=f"{', '.join(str(star) for star in rule.stars)} sao" if rule.stars else "mọi hạng",
        proposals=_day_of_year(rule.proposals_before),
        results=f"{results} năm sau" if rule.results_next_year and rule.results_before else results,
        grounds=world.labels.grounds(rule.grounds),
    )


def _day_of_year(month_day: str | None) -> str:
    if month_day is None:
        return "không nêu"
    month, _, day = month_day.partition("-")
    return f"{day}/{month}"
