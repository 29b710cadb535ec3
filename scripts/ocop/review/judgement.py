"""Judge a proposed change from the base: what it breaks, what it does, and whether it may."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from ocop.codes import policy as policy_codes
from ocop.codes import privacy as privacy_codes
from ocop.diagnostics import Diagnostic, Location
from ocop.impact import (
    FactChange,
    FileFacts,
    Impact,
    PlanChange,
    ProductImpact,
    Side,
    fact_changes,
    impact,
    plan_changes,
)
from ocop.load.commits import CommitTree, Listed, Repository
from ocop.load.facts import Titles, file_facts
from ocop.load.registry import Loaded, Reader
from ocop.load.tree import Entry
from ocop.model import Place, Registry
from ocop.policy import ProposedChange, policy_problems, without_waived
from ocop.report import in_order
from ocop.report.changes import Verdict
from ocop.review.names import names_of
from ocop.review.proposal import Proposal
from ocop.rules import Named, name_problems
from ocop.status import Filing

# More files than any dossier, or any list an office imports, brings at once.
MAX_CHANGES = 3_000
# Stands for every value that a comment, once posted, could never take back.
_MASKED = "(đã che)"
_NAMED = ("/product.yml", "/producer.yml")


def review(
    folder: Path,
    base: str,
    head: str,
    as_of: date,
    *,
    author: str | None = None,
    makers: Mapping[str, frozenset[str]] | None = None,
) -> Verdict:
    """Return what the commit `head` would do to `base`, by the law, schemas, roles and waivers of `base`.

    `author` is the login of who proposes it; without one, only what holds for everybody is asked. `makers`
    are the logins of who made an application's files so far, by its folder. GitError when a commit cannot be
    read; LoadError when the base's own schemas cannot be used.
    """
    with Repository(folder) as repository:
        proposal = Proposal.between(repository, base, head)
        if len(proposal.paths) > MAX_CHANGES:
            facts = {"found": str(len(proposal.paths)), "expected": str(MAX_CHANGES)}
            where = Location(min(proposal.paths))
            return _verdict(proposal, (Diagnostic(policy_codes.CHANGE_TOO_LARGE, where, facts),), None)
        return _reviewed(proposal, as_of, author, makers or {})


def _reviewed(
    proposal: Proposal, as_of: date, author: str | None, makers: Mapping[str, frozenset[str]]
) -> Verdict:
    repository = proposal.repository
    judge = CommitTree(repository, repository.listing(proposal.base, ["schemas"]))
    reader = Reader(judge)
    before, after = reader.load(proposal.before), reader.load(proposal.after)
    files = dict(_file_facts(proposal))
    change = ProposedChange(
        author=author,
        on=as_of,
        files=files,
        deleted=frozenset(one.path for one in proposal.changes if one.after is None),
        drafts=frozenset(_drafts(before)),
        places=_places(before, after),
        makers=makers,
    )
    permissions = reader.permissions
    found = in_order(
        (
            *_own(before, after, proposal.paths),
            *_names(proposal),
            *policy_problems(change, permissions.roles, reader.law),
        )
    )
    private = _private(before.diagnostics), _private((*after.diagnostics, *found))
    kept, waived = without_waived(tuple(_masked(found, private[0])), permissions.waivers, as_of)
    was, now = _side(before), _side(after)
    facts = _changed_facts(files, Titles(judge), *(frozenset(one.path for one in side) for side in private))
    outcome = impact(was, now, facts, reader.law, reader.sheets, as_of)
    outcome = replace(
        outcome,
        products=tuple(_nameless(one, private[0] | private[1]) for one in outcome.products),
        plans=tuple(_plans(proposal, reader, was, now, as_of)),
    )
    return replace(_verdict(proposal, kept, outcome), waived=waived)


def _drafts(before: Loaded) -> Iterator[str]:
    """Yield the folders of applications that were never filed: these alone may be deleted."""
    for product in before.registry.products.values():
        for application in product.applications:
            if Filing.of(product, application, before.law).filed_on is None:
                yield application.path


def _places(before: Loaded, after: Loaded) -> Mapping[str, tuple[Place, ...]]:
    """What the base knows of where producers are, and only for new ones what they say themselves."""
    known: dict[str, list[Place]] = {}
    for side in (before, after):
        for key, producer in side.registry.producers.items():
            if side is before or key not in before.registry.producers:
                known.setdefault(key, []).append(producer.place)
        for key, product in side.registry.products.items():
            if side is before or key not in before.registry.products:
                known.setdefault(product.producer_id, []).append(product.place)
    return {key: tuple(places) for key, places in known.items()}


def _verdict(proposal: Proposal, found: tuple[Diagnostic, ...], outcome: Impact | None) -> Verdict:
    return Verdict(
        base=proposal.base,
        head=proposal.head,
        paths=tuple(sorted(proposal.paths)),
        diagnostics=found,
        impact=outcome,
    )


def _side(loaded: Loaded) -> Side:
    return Side(registry=loaded.registry, plans=loaded.plans)


def _own(before: Loaded, after: Loaded, paths: frozenset[str]) -> Iterator[Diagnostic]:
    """Yield the faults of what the change touches, and those it makes elsewhere; never those found there."""
    known = {_fingerprint(one) for one in before.diagnostics}
    for one in after.diagnostics:
        if one.where.path in paths or _fingerprint(one) not in known:
            yield one


def _fingerprint(one: Diagnostic) -> tuple[str, str, str, tuple[tuple[str, str], ...]]:
    return one.code.id, one.where.path, one.where.field, tuple(sorted(one.facts.items()))


def _names(proposal: Proposal) -> Iterator[Diagnostic]:
    """Yield records entered twice; the whole base is looked through only when a name is touched."""
    repository = proposal.repository
    changes = [one for one in proposal.changes if one.path.endswith(_NAMED)]
    now = [one.path for one in changes if one.after is not None]
    if not now:
        return
    old = [one.path for one in changes if one.before is not None]
    known = {_told(one) for one in names_of(repository, proposal.ancestor, old)} if old else set()
    touched = tuple(names_of(repository, proposal.head, now))
    fresh = tuple(one for one in touched if _told(one) not in known)
    if fresh:
        gone = {*old, *now}
        others = (one for one in names_of(repository, proposal.base) if one.where.path not in gone)
        yield from name_problems(fresh, (*others, *touched))


def _told(one: Named) -> tuple[str, str, str | None]:
    return one.id, one.name, one.commune


def _file_facts(proposal: Proposal) -> Iterator[tuple[str, tuple[FileFacts | None, FileFacts | None]]]:
    for change in proposal.changes:
        before = after = None
        if change.path.startswith(("dossiers/", "plan/")):
            before = _side_facts(proposal.before, change.path, change.before)
            after = _side_facts(proposal.after, change.path, change.after)
        yield change.path, (before, after)


def _side_facts(tree: CommitTree, path: str, listed: Listed | None) -> FileFacts | None:
    return file_facts(tree, Entry(path, listed.size, "")) if listed is not None else None


def _private(problems: Iterable[Diagnostic]) -> frozenset[Location]:
    """The places at which personal data were found."""
    return frozenset(one.where for one in problems if one.code in privacy_codes.CODES)


def _masked(found: tuple[Diagnostic, ...], was: frozenset[Location]) -> Iterator[Diagnostic]:
    """Yield the problems with nothing of a personal value that another fault quotes; `was` are the base's."""
    places = {(one.path, one.line, one.field) for one in _private(found)}
    paths = {one.path for one in was}
    for one in found:
        if one.code in privacy_codes.CODES:
            yield one
        elif one.code is policy_codes.PAST_REWRITTEN and one.where.path in paths:
            yield replace(one, facts=dict.fromkeys(one.facts, _MASKED))
        elif "found" in one.facts and (one.where.path, one.where.line, one.where.field) in places:
            yield replace(one, facts={**one.facts, "found": _MASKED})
        else:
            yield one


def _nameless(one: ProductImpact, private: frozenset[Location]) -> ProductImpact:
    """Return what becomes of a product, without its name where that holds personal data."""
    hides = any(at.path == f"dossiers/{one.id}/product.yml" and at.field == "name" for at in private)
    return replace(one, name=_MASKED) if hides else one


def _changed_facts(
    files: Mapping[str, tuple[FileFacts | None, FileFacts | None]],
    titles: Titles,
    was: frozenset[str],
    now: frozenset[str],
) -> Mapping[str, tuple[FactChange, ...]]:
    """Return what differs, by path; `was` and `now` are the paths that hold personal data on each side.

    No value of such a side is told: a key, a column or a text may hold more of it than the place found.
    """
    found = {}
    for path, sides in files.items():
        changes = fact_changes(*sides, titles.of(path))
        found[path] = tuple(_hidden(one, before=path in was, after=path in now) for one in changes)
    return {path: changes for path, changes in found.items() if changes}


def _hidden(one: FactChange, *, before: bool, after: bool) -> FactChange:
    return replace(
        one,
        before=_MASKED if before and one.before else one.before,
        after=_MASKED if after and one.after else one.after,
        record="" if before or after else one.record,
    )


def _plans(
    proposal: Proposal, reader: Reader, before: Side, after: Side, as_of: date
) -> Iterator[PlanChange]:
    """Yield what moves in the plans; the whole base is read only when the touched part moves something."""
    if not any(True for _ in plan_changes(before, after, reader.law, as_of)):
        return
    repository = proposal.repository
    whole = reader.load(CommitTree(repository, repository.listing(proposal.base, ["dossiers"]))).registry
    yield from plan_changes(
        replace(before, registry=whole),
        replace(after, registry=_changed(whole, before.registry, after.registry)),
        reader.law,
        as_of,
    )


def _changed(whole: Registry, before: Registry, after: Registry) -> Registry:
    """Return the whole registry with the touched records as the change leaves them."""
    producers = {key: one for key, one in whole.producers.items() if key not in before.producers}
    products = {key: one for key, one in whole.products.items() if key not in before.products}
    return Registry(
        producers=dict(sorted({**producers, **after.producers}.items())),
        products=dict(sorted({**products, **after.products}.items())),
    )
