"""What helps readers along: what the stars mean, the words of the programme, whom to tell of a fault."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from ocop.calendar import in_english
from ocop.site.page import Fragment, Page
from ocop.site.render import rendered
from ocop.site.views.addresses import (
    ENGLISH_GLOSSARY,
    ENGLISH_REPORT,
    ENGLISH_STARS,
    GLOSSARY,
    REPORT,
    STARS,
)
from ocop.site.views.stars import cited, star_rules
from ocop.site.views.world import World
from ocop.spelling import slug, syllable_key


@dataclass(frozen=True, slots=True, kw_only=True)
class TermView:
    """A term with its meaning in one language, and what it is called in the other.

    `anchor` is its place on the page of this language, `other_anchor` on that of the other.
    """

    anchor: str
    name: str
    other: str
    other_anchor: str
    meaning: str
    source: str


def help_pages(world: World) -> Iterator[Page | Fragment]:
    """The fragments of the pages on stars, words and reports, in Vietnamese and in English."""
    made: tuple[tuple[str, Callable[[], str]], ...] = (
        ("stars", partial(_stars, "stars", STARS, world)),
        ("stars-english", partial(_stars, "stars_english", ENGLISH_STARS, world)),
        ("glossary", partial(_glossary, "glossary", GLOSSARY, world)),
        ("glossary-english", partial(_glossary, "glossary_english", ENGLISH_GLOSSARY, world)),
        ("report", partial(_report, "report_fault", REPORT, world)),
        ("report-english", partial(_report, "report_fault_english", ENGLISH_REPORT, world)),
    )
    for name, content in made:
        yield Fragment(
            name=name,
            key=world.record_key(name),
            content=content,
            changed_on=world.site.changes.under("schemas/rules/", "schemas/lists/"),
        )


def _stars(template: str, address: str, world: World) -> str:
    as_of = world.site.as_of
    return rendered(template, address, rules=star_rules(world), as_of=as_of, english_day=in_english(as_of))


def _glossary(template: str, address: str, world: World) -> str:
    return rendered(template, address, terms=glossary(world, english=template.endswith("english")))


def _report(template: str, address: str, world: World) -> str:
    site = world.site
    return rendered(
        template,
        address,
        contact=site.contact,
        contact_phone=site.contact_phone,
        repository=site.repo_url,
        report_email=site.report_email,
    )


def glossary(world: World, *, english: bool) -> tuple[TermView, ...]:
    """The terms of `schemas/lists/glossary.csv` in the order of one language's dictionary."""
    found = []
    for term in world.site.law.lists["glossary"].values():
        own, other = slug(term.label.vi), term.id.replace("_", "-")
        source = cited(term.attributes["source"])
        found.append(
            TermView(
                anchor=other if english else own,
                name=term.label.en if english else term.label.vi,
                other=term.label.vi if english else term.label.en,
                other_anchor=own if english else other,
                meaning=term.attributes["description_en" if english else "description_vi"],
                source=source.en if english else source.vi,
            )
        )
    if english:
        return tuple(sorted(found, key=lambda one: one.name.lower()))
    return tuple(sorted(found, key=lambda one: (syllable_key(one.name), one.anchor)))
