"""Publish figures: one release of a snapshot, for one audience about one subject, with the rule by which it opens to each party.

Source: definitions 6 (each audience its own release; earlier releases are attacked together with a new one); product.md 3 and 4.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from uitkomst import DEFINITIONS_VERSION
from uitkomst.engine import Engine, quote
from uitkomst.flows.breakdowns import each_alone, measure_all
from uitkomst.flows.subjects import course_periods, opening_period, subject_of
from uitkomst.flows.teams import call_by_code, join_small_teams, units_of
from uitkomst.measures import Scope
from uitkomst.measures.definitions import load_definitions
from uitkomst.organisations import queries as organisations
from uitkomst.organisations.kinds import OrganisationKind
from uitkomst.organisations.team_keeping import code_of
from uitkomst.protection import CannotProtect, Published, audit
from uitkomst.protection.figure import Figure
from uitkomst.protection.publish import read_figures
from uitkomst.records import audit as log
from uitkomst.records import files, operations, queries
from uitkomst.records.seals import Rule
from uitkomst.records.types import ReleaseRecord, SnapshotRecord
from uitkomst.snapshots import Snapshot, link, load_reference, open_snapshot, read_reference
from uitkomst.vocabulary.periods import Period
from uitkomst.vocabulary.problems import Problem
from uitkomst.vocabulary.verdicts import Audience


@dataclass(frozen=True, slots=True)
class Asked:
    """How much is asked of a release. period: whether a period of the course, given those that the same readers have."""

    breakdowns: bool
    period: Callable[[str, frozenset[str]], bool]


_WHOLE = Asked(True, lambda period, known: True)
_LESS_AND_LESS = (
    _WHOLE,
    Asked(False, lambda period, known: True),
    Asked(False, lambda period, known: period not in known),
    Asked(False, lambda period, known: False),
)


@dataclass(frozen=True, slots=True)
class PublishedFor:
    """A subject of a snapshot: an organisation, its audience and scope, and the rules of its parties. made_for: a conversation, or "".

    optional: left out without a word when there is nothing about it in the snapshot.
    """

    organisation_id: int
    audience: Audience
    scope: Scope
    rules: tuple[Rule, ...]
    made_for: str = ""
    indicators: tuple[str, ...] = ()
    optional: bool = False


def subjects_of(organisation_id: int, on: date, period: str = "") -> list[PublishedFor]:
    """What is published when an organisation freezes: the own mirror of a provider and of its teams; the mirror of each region beneath
    a hub, and of the nation for the hub itself.

    A provider's or team's own release is sealed until its own expectation is in. A region's release shows the region as a whole to the
    region and its municipalities; no provider can be told apart in it, so it is not sealed (product.md 3, last line).
    """
    owner = organisations.organisation_by_id(organisation_id)
    if owner.kind == OrganisationKind.PROVIDER:
        teams = [_own(team.pk, Scope("team", f"{owner.code}/{code_of(team)}"), optional=True) for team in units_of(owner.pk, on, period)]
        return [_own(owner.pk, Scope("provider", owner.code)), *teams]
    regions = [owner] if owner.kind == OrganisationKind.REGION else organisations.children_of(owner.pk, on, OrganisationKind.REGION)
    found = []
    if owner.kind == OrganisationKind.NATION:
        rule = Rule(owner.pk, own_expectation=False, first=False, waits_for_first=False)
        found.append(PublishedFor(owner.pk, Audience.OWN, Scope("nation"), (rule,), optional=True))
    for region in regions:
        parties = [region, *organisations.children_of(region.pk, on, OrganisationKind.MUNICIPALITY)]
        rules = tuple(Rule(party.pk, own_expectation=False, first=False, waits_for_first=False) for party in parties)
        # A region that has nothing yet keeps no other from its mirror.
        several = owner.kind == OrganisationKind.NATION
        found.append(PublishedFor(region.pk, Audience.PARTNER, Scope("region", region.code), rules, optional=several))
    return found


def _own(organisation_id: int, scope: Scope, *, optional: bool = False) -> PublishedFor:
    rule = Rule(organisation_id, own_expectation=True, first=True, waits_for_first=False, days_alone=settings.PROVIDER_FIRST_DAYS)
    return PublishedFor(organisation_id, Audience.OWN, scope, (rule,), optional=optional)


def publish_figures(*, now: datetime, snapshot_id: str, subject: PublishedFor) -> ReleaseRecord | None:
    """Measure, protect, compare and keep. None when it was published before, or is not there and optional.

    Raises Problem when there is nothing to publish, CannotProtect when it cannot be protected.
    """
    record = queries.snapshot_for_job(snapshot_id)
    if queries.is_published(record, subject.organisation_id, subject.audience, str(subject.scope), subject.made_for):
        return None
    made = queries.made_before(record, subject.organisation_id, subject.audience.value, str(subject.scope), subject.indicators)
    try:
        name, about = _from(made, subject.indicators) if made else _make(record, subject)
    except Problem as problem:
        if subject.optional and problem.code == "mirror_empty":
            return None
        raise
    with transaction.atomic():
        release = operations.add_release(
            now=now,
            snapshot=record,
            subject_id=subject.organisation_id,
            rules=subject.rules,
            audience=subject.audience.value,
            scope=str(subject.scope),
            made_for=subject.made_for,
            file=name,
            **about,
        )
        if release:
            log.record(
                None, now=now, action="C", event="release.published", object_type="release", object_id=str(release.pk),
                detail=f"{subject.scope} {subject.audience.value} {record.name}",
            )  # fmt: skip
        return release


def _from(made: ReleaseRecord, asked: Sequence[str]) -> tuple[str, dict[str, object]]:
    """The same figures for other readers, as far as they asked for them; the release says the same about itself.

    What is left of protected figures is as protected: leaving some out tells nothing more. Raises Problem when nothing is left.
    """
    about = {name: getattr(made, name) for name in ("dims", "opening_period", "periods", "about")}
    held = sorted(set(made.indicators) & set(asked)) if asked else made.indicators
    if held == made.indicators:
        return made.file, {**about, "indicators": held}
    if not held:
        raise Problem("mirror_empty", scope=made.scope, period=made.opening_period)
    whole = files.kept("releases", made.file)
    with files.working() as work:
        with Engine([whole.parent, work]) as engine:
            only = ", ".join(quote(one) for one in held)
            engine.write(f"SELECT * FROM read_parquet({quote(str(whole.resolve()))}) WHERE indicator IN ({only})", work / "figures.parquet")
        return files.keep("releases", work / "figures.parquet"), {**about, "indicators": held}


def _make(record: SnapshotRecord, subject: PublishedFor) -> tuple[str, dict[str, object]]:
    """The file of the figures and what the release says about itself. Raises CannotProtect, Problem when it cannot be protected.

    In a conversation the figure itself comes before its breakdowns: when these would hide it, or when not everything can be protected
    beside what the parties were given before, less is asked: no breakdown, then no half-years that they have, then no course.
    Of what was tried only what is published is kept.
    """
    with files.working() as work:
        made, about = _tried(record, subject, work) if subject.made_for else _make_once(record, subject, _WHOLE, work / "whole")[:2]
        return files.keep("releases", made), about


def _tried(record: SnapshotRecord, subject: PublishedFor, work: Path) -> tuple[Path, dict[str, object]]:
    """The first of what can be asked that hides no figure of the whole; else the first that can be protected."""
    kept: tuple[Path, dict[str, object]] | None = None
    for number, asked in enumerate(_LESS_AND_LESS):
        try:
            made, about, hides = _make_once(record, subject, asked, work / str(number))
        except CannotProtect:
            continue
        except Problem as problem:
            if problem.code != "wrong_request":
                raise
            continue
        if not hides:
            return made, about
        kept = kept or (made, about)
    if kept is None:
        raise CannotProtect("not even the figures of the whole can be protected beside what these readers have")
    return kept


def _make_once(record: SnapshotRecord, subject: PublishedFor, asked: Asked, work: Path) -> tuple[Path, dict[str, object], bool]:
    """Measure, protect and compare, in a folder of its own. The last: whether a figure of the whole is hidden to keep others hidden."""
    work.mkdir()
    with Engine([files.kept("snapshots", record.folder), work], database=work / "work.duckdb") as engine:
        load_reference(engine, read_reference())
        about, hides = _measure(engine, record, subject, asked)
        engine.write("SELECT * FROM compared", work / "figures.parquet")
    return work / "figures.parquet", about, hides


def _measure(engine: Engine, record: SnapshotRecord, subject: PublishedFor, asked: Asked) -> tuple[dict[str, object], bool]:
    """Make the table ``compared``; what the release says about itself."""
    place = subject_of(subject.scope, subject.audience, None)
    opened = open_snapshot(engine, files.kept("snapshots", record.folder))
    if subject.scope.provider and subject.audience is Audience.OWN:
        _call_teams_by_code(engine, subject.scope.provider)
    snapshot = link(opened, subject.scope.provider, subject.scope.team)
    opening = opening_period(Period.parse(record.opening_period), subject.audience)
    earlier = _earlier(subject)
    known = frozenset(figure.period for one in earlier for figure in one.figures)
    course = (Period.parse(record.opening_period), *course_periods(snapshot.periods, opening))
    periods = tuple(dict.fromkeys((opening, *(period for period in course if asked.period(period.name, known)))))
    if subject.scope.kind == "provider" and subject.audience is Audience.OWN:
        join_small_teams(engine, subject.organisation_id, opening)
    made = measure_all(snapshot, place, subject.audience, opening, periods, earlier, subject.indicators, alone=not asked.breakdowns)
    figures = read_figures(engine, made.dims)
    if not figures:
        raise Problem("mirror_empty", scope=place.scope, period=opening)
    _audit(each_alone("new", subject.audience.value, made.dims, figures), earlier)
    about: dict[str, object] = {
        "dims": list(made.dims),
        "opening_period": opening.name,
        "periods": [period.name for period in periods],
        "indicators": sorted({figure.indicator for figure in figures}),
        "about": {**_about(snapshot, record, opening), "left_out": list(made.left_out)},
    }
    return about, _hides(figures, opening)


def _call_teams_by_code(engine: Engine, provider: str) -> None:
    """Files may hold the code or the name of a team; figures know it by its code."""
    owner = organisations.organisation(OrganisationKind.PROVIDER, provider)
    if owner is not None:
        call_by_code(engine, owner.pk, owner.code)


def _hides(figures: Sequence[Figure], opening: Period) -> bool:
    """Whether a figure that a page opens on is hidden only so that others cannot be computed."""
    headlines = {(one.id, variant) for one in load_definitions().values() for variant in one.headline}
    return any(
        figure.period == opening.name
        and figure.reason == "secondary"
        and set(figure.group) <= {"*"}
        and (figure.indicator, figure.variant) in headlines
        for figure in figures
    )


def _earlier(subject: PublishedFor) -> list[Published]:
    """What the same readers have already; nothing is hidden from the holder of the records."""
    if subject.audience is Audience.OWN:
        return []
    found = queries.earlier_releases(subject.organisation_id, subject.audience.value, str(subject.scope))
    return [one for record in found for one in each_alone(str(record.pk), record.audience, tuple(record.dims), read_release(record))]


def _audit(new: Sequence[Published], earlier: Sequence[Published]) -> None:
    """Attack the new release together with each that the same readers have (definitions 6). Raises Problem when a number comes out."""
    for old in earlier:
        if any(audit([one, old]).exposed for one in new):
            raise Problem("wrong_request", what="together with an earlier release it would give a hidden figure away")


def _about(snapshot: Snapshot, record: SnapshotRecord, opening: Period) -> dict[str, object]:
    deliveries = queries.deliveries_in(record)
    return {
        "snapshot": snapshot.name,
        "definitions_version": DEFINITIONS_VERSION,
        "delivered_next": snapshot.follow_up(opening.half_years[-1].index),
        "files_read": len(deliveries),
        "rows_read": sum(delivery.rows_read for delivery in deliveries),
        "rows_refused": sum(delivery.rows_refused for delivery in deliveries),
        "fictitious": settings.DEMO,
    }


def read_release(record: ReleaseRecord) -> tuple[Figure, ...]:
    """The figures of a release from its file. For this package alone: readers come through ``show_figures``."""
    path = files.kept("releases", record.file)
    with Engine([path.parent], threads=1) as engine:
        engine.run(f"CREATE VIEW compared AS SELECT * FROM read_parquet({quote(str(path.resolve()))})")
        return tuple(read_figures(engine, tuple(record.dims)))
