"""Show figures: the only way to the figures of a release, for page, file, API and job. Obeys the seal; every look is in the log.

Source: product.md principles 1, 3, 4; architecture (``show_figures``).
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Literal
from uuid import UUID

from django.utils import timezone

from uitkomst.engine import Engine, quote
from uitkomst.flows.beside import Discussed, last_discussed
from uitkomst.flows.one_act import one_act
from uitkomst.flows.publish_figures import read_release
from uitkomst.flows.refusals import NotFound, Sealed
from uitkomst.flows.subjects import names_in, subject_of
from uitkomst.flows.teams import shown_names
from uitkomst.measures import Scope
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right
from uitkomst.presentation.agreed import Agreed, with_agreed
from uitkomst.presentation.beside import Claim, Expected, Held, expectations_picture, groups_of, held, shown_denominators
from uitkomst.presentation.build import build_document
from uitkomst.presentation.document import Document, Picture, Section
from uitkomst.presentation.figure_files import write_figures
from uitkomst.presentation.mirror import Mirror
from uitkomst.presentation.present import rendered
from uitkomst.presentation.table_files import table_csv
from uitkomst.presentation.words import Words
from uitkomst.protection.voices import may_stand_beside
from uitkomst.records import files, queries
from uitkomst.records.seals import Seal, Why
from uitkomst.records.types import Expectation, Opening, ReleaseRecord, Story
from uitkomst.vocabulary.verdicts import Audience

Kind = Literal["csv", "json", "html", "pdf", "xlsx"]
Names = tuple[tuple[str, str], ...]
"""Pairs, so that they can be the key of what was made before: a story by indicator, a name by team."""
_TYPES: dict[str, str] = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class Party:
    """One party of a release and whether it can see it. until: as in ``records.seals``."""

    organisation_id: int
    name: str
    open: bool
    until: datetime | None


@dataclass(frozen=True, slots=True)
class ReleaseListed:
    """What may be known of a release before it is open: no figure. asks_expectation: the own expectation can be written now."""

    id: UUID
    subject_id: int
    subject_name: str
    subject_kind: str
    audience: str
    opening_period: str
    indicators: tuple[str, ...]
    published_at: datetime
    sealed: bool
    why: Why
    until: datetime | None
    locked_at: datetime | None
    asks_expectation: bool
    made_by: int = 0
    withdrawn_at: datetime | None = None
    withdrawn_why: str = ""
    made_for: str = ""


@dataclass(frozen=True, slots=True)
class StoryShown:
    """The newest text of a story and its local additions (place name -> story)."""

    story: Story | None
    additions: tuple[Story, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """An open release: its document in one language, with what goes along with every figure.

    Of one indicator in a conversation: ``beside`` what was expected; ``held`` what the breakdown says to explanations about ``groups``.
    """

    release: ReleaseListed
    document: Document
    expectations: Mapping[str, Expectation]
    stories: Mapping[str, StoryShown]
    discussed: Mapping[str, Discussed]
    parties: tuple[Party, ...]
    may_write_story: bool
    beside: Picture | None = None
    groups: tuple[tuple[str, str], ...] = ()
    held: tuple[Held, ...] = ()

    def section(self, indicator: str) -> Section | None:
        """The section of one indicator."""
        return next((section for section in self.document.sections if section.id == indicator), None)


def releases(*, actor: Actor, now: datetime) -> list[ReleaseListed]:
    """The mirrors that the own organisation is a party to, the newest first. Holds no figure, and no release made for a conversation."""
    return [listed(record, actor, now) for record in queries.releases(actor).filter(made_for="")]


def listed(record: ReleaseRecord, actor: Actor, now: datetime) -> ReleaseListed:
    """What a party may know of a release, open or not."""
    seal = queries.seal_of(record, actor.organisation_id, now)
    mine = queries.opening_of(record, actor.organisation_id)
    return ReleaseListed(
        id=record.pk,
        subject_id=record.subject_id,
        subject_name=record.subject.name,
        subject_kind=record.subject.kind,
        audience=record.audience,
        opening_period=record.opening_period,
        indicators=tuple(record.indicators),
        published_at=record.published_at,
        sealed=not seal.is_open,
        why=seal.why,
        until=seal.until,
        locked_at=mine.locked_at if mine else None,
        asks_expectation=bool(mine and mine.own_expectation and not mine.locked_at) and record.withdrawn_at is None,
        made_by=record.snapshot.organisation_id,
        withdrawn_at=record.withdrawn_at,
        withdrawn_why=record.withdrawn_why,
        made_for=record.made_for,
    )


def known(*, actor: Actor, now: datetime, release_id: UUID | str) -> ReleaseListed:
    """What a party may know of one release, open or not; of a conversation as well. Holds no figure. Raises NotFound."""
    record = queries.release(actor, release_id)
    if record is None:
        raise NotFound
    return listed(record, actor, now)


def show_figures(
    *,
    actor: Actor,
    now: datetime,
    release_id: UUID | str,
    language: str = "",
    indicator: str = "",
    expected: tuple[Expected, ...] = (),
    claims: tuple[Claim, ...] = (),
    again: bool = False,
) -> Shown:
    """An open release as a document. indicator: the one looked at, for the log. expected, claims: what a conversation lays beside it.

    again: the same look goes on (a device that refreshes itself), and its line is there already; right and seal are asked anew.

    Raises NotFound, MayNot, Sealed.
    """
    language = language or actor.language
    record = _opened(actor, now, release_id, "R", "figures.shown", indicator, again=again)
    stories = queries.newest_stories(record.subject_id, record.opening_period, named=bool(indicator))
    mine = queries.opening_of(record, actor.organisation_id)
    mirror = _mirror_of(record, language) if record.made_for and indicator else None
    discussed = last_discussed(actor=actor, now=now, subject_id=record.subject_id, agreed=bool(indicator))
    return Shown(
        release=listed(record, actor, now),
        document=_document(record, actor, language, stories, indicator, discussed.get(indicator)),
        expectations=queries.expectations_of(mine) if mine and mine.own_expectation else {},
        stories=_by_indicator(stories),
        discussed=discussed,
        parties=_parties(record, now),
        may_write_story=record.subject_id == actor.organisation_id,
        beside=expectations_picture(mirror, language, indicator, expected) if mirror else None,
        groups=groups_of(mirror, language, indicator) if mirror else (),
        held=tuple(held(mirror, indicator, claim) for claim in claims) if mirror else (),
    )


def story_of(subject_id: int, period: str, indicator: str) -> StoryShown | None:
    """What was written beside an indicator about a period, for who would read it with the figure: asked where there is no release."""
    return _by_indicator(queries.newest_stories(subject_id, period, indicator)).get(indicator)


def figures_file(
    *, actor: Actor, now: datetime, release_id: UUID | str, kind: Kind, language: str = "", indicator: str = "", block: str = ""
) -> tuple[str, str, bytes]:
    """An open release as a file: (name, content type, content). block: the table of one chart, as CSV. Raises NotFound, MayNot, Sealed."""
    language = language or actor.language
    if kind not in _TYPES:
        raise NotFound
    record = _opened(actor, now, release_id, "E", f"figures.exported.{kind}", indicator)
    about = (record.subject.code.replace("/", "-"), record.opening_period.replace("..", "-"), record.audience, indicator, block)
    name = "-".join(("spiegel", *(part for part in about if part)))
    if kind in ("csv", "json") and not block:
        return f"{name}.{kind}", _TYPES[kind], _table(record, kind, indicator)
    stories = queries.newest_stories(record.subject_id, record.opening_period)
    if block == "course":
        discussed = last_discussed(actor=actor, now=now, subject_id=record.subject_id)
        document = _document(record, actor, language, stories, indicator, discussed.get(indicator))
    else:
        document = _document(record, actor, language, stories)
    if block:
        return f"{name}.csv", _TYPES["csv"], _block_csv(document, indicator, block)
    if indicator:
        document = replace(document, sections=tuple(one for one in document.sections if one.id == indicator), context=None)
    return f"{name}.{kind}", _TYPES[kind], rendered(document, f".{kind}")


def _block_csv(document: Document, indicator: str, block: str) -> bytes:
    section = next((one for one in document.sections if one.id == indicator), None)
    found = next((one for one in section.blocks if one.key == block and one.table), None) if section else None
    if section is None or found is None:
        raise NotFound
    return table_csv(document, section, found).encode()


def _opened(
    actor: Actor, now: datetime, release_id: UUID | str, action: str, event: str, indicator: str, *, again: bool = False
) -> ReleaseRecord:
    """The release, once its seal has let this party through. The one place that decides so."""
    about = {"now": now, "action": action, "event": event, "about": "release", "object_id": release_id}
    with one_act(actor, Right.SEE_FIGURES, **about) as act:  # type: ignore[arg-type]
        record = queries.release(actor, release_id)
        if record is None or (indicator and indicator not in record.indicators):
            raise NotFound
        act.detail = f"{record.scope} {record.audience} {record.opening_period} {indicator}".strip()
        seal = queries.seal_of(record, actor.organisation_id, now)
        if not seal.is_open:
            raise Sealed(record.pk, seal.why.value, seal.until)
        act.unlogged = again
        return record


def _by_indicator(stories: list[Story]) -> dict[str, StoryShown]:
    found: dict[str, StoryShown] = {}
    for indicator in dict.fromkeys(story.indicator for story in stories):
        mine = [story for story in stories if story.indicator == indicator]
        own = next((story for story in mine if story.place_id is None and story.text), None)
        found[indicator] = StoryShown(own, tuple(story for story in mine if story.place_id is not None and story.text))
    return found


def _parties(record: ReleaseRecord, now: datetime) -> tuple[Party, ...]:
    seals = queries.seals_of(record, now)
    return tuple(_party(opening, seals[opening.party_id]) for opening in record.openings.all())


def _party(opening: Opening, seal: Seal) -> Party:
    party = opening.party
    return Party(party.pk, party.name, seal.is_open, seal.until)


def _document(
    record: ReleaseRecord, actor: Actor, language: str, stories: list[Story], indicator: str = "", discussed: Discussed | None = None
) -> Document:
    """The document; with what was agreed in talks that the reader had a part in as marks on the course of one indicator."""
    told = tuple((story.indicator, story.text) for story in stories if story.place_id is None and story.text)
    # In a conversation all parties see the same; in a mirror a municipality finds its own place.
    focus = actor.organisation_code if actor.organisation_kind == "municipality" and not record.made_for else ""
    place = actor.organisation_name if focus else ""
    key = (record.file, str(record.pk), record.subject.name, focus, place, language, told, _teams(record))
    return _marked(key, indicator, discussed.actions) if discussed and discussed.actions else _built(*key)


def _mirror_of(record: ReleaseRecord, language: str) -> Mirror:
    """A release of a conversation for what is laid beside its figures."""
    return _mirror(record.file, str(record.pk), record.subject.name, "", "", language, (), _teams(record))


def _teams(record: ReleaseRecord) -> Names:
    """What the teams in a release are called today, where that is not what figures call them."""
    return shown_names(record.subject_id, record.subject.code) if "team" in record.dims else ()


def bears_a_voice(record: ReleaseRecord, indicator: str, informant: str) -> bool:
    """Whether words of such an informant may stand beside this indicator of a release of a conversation. Shows no figure to anybody."""
    if record.withdrawn_at is not None or record.audience != Audience.PARTNER or indicator not in record.indicators:
        return False
    return may_stand_beside(shown_denominators(_mirror_of(record, "nl"), indicator, informant), "partner")


@lru_cache(maxsize=64)
def _built(
    file: str, release_id: str, subject_name: str, focus: str, focus_name: str, language: str, told: Names, teams: Names
) -> Document:
    """The document of a release; a release never changes, so it is built once for each reader's place, language, stories and teams."""
    return build_document(_mirror(file, release_id, subject_name, focus, focus_name, language, told, teams), language)


@lru_cache(maxsize=64)
def _marked(key: tuple[str, str, str, str, str, str, Names, Names], indicator: str, actions: tuple[Agreed, ...]) -> Document:
    """The same with actions on the course of one indicator, built once for each set of them."""
    return with_agreed(_built(*key), _mirror(*key), indicator, actions)


@lru_cache(maxsize=64)
def _mirror(file: str, release_id: str, subject_name: str, focus: str, focus_name: str, language: str, told: Names, teams: Names) -> Mirror:
    record = queries.release_for_document(release_id)
    subject = subject_of(Scope.parse(record.scope), Audience(record.audience), None)
    dims, about, figures = tuple(record.dims), record.about, read_release(record)
    return Mirror(
        scope_kind="municipality" if focus else subject.scope.kind,  # type: ignore[arg-type]
        scope_name=focus_name or subject_name,
        opening_kind=subject.opening.kind,  # type: ignore[arg-type]
        opening_name=subject_name,
        period=record.opening_period,
        audience=record.audience,  # type: ignore[arg-type]
        snapshot=about["snapshot"],
        definitions_version=about["definitions_version"],
        made_on=Words(language).day(timezone.localdate(record.published_at)),
        dims=dims,
        figures=figures,
        opening_group=("*",) * len(dims),
        focus_group=tuple(focus if dim == "municipality" else "*" for dim in dims) if focus and "municipality" in dims else None,
        group_names={dim: names_in(dim, {figure.group[at] for figure in figures}, language, dict(teams)) for at, dim in enumerate(dims)},
        left_out=tuple(about.get("left_out", ())),
        stories=dict(told),
        delivered_next=tuple(about["delivered_next"]) if about["delivered_next"][1] else None,  # type: ignore[arg-type]
        files_read=about["files_read"],
        rows_read=about["rows_read"],
        rows_refused=about["rows_refused"],
        fictitious=about["fictitious"],
    )


def _table(record: ReleaseRecord, kind: Literal["csv", "json"], indicator: str) -> bytes:
    """The figures with exactly the agreed columns."""
    path = files.kept("releases", record.file)
    with tempfile.TemporaryDirectory() as work:
        out = Path(work) / f"figures.{kind}"
        with Engine([path.parent, out.parent], threads=1) as engine:
            only = f" WHERE indicator = {quote(indicator)}" if indicator else ""
            shown = _by_name(record)
            engine.run(f"CREATE VIEW compared AS SELECT *{shown} FROM read_parquet({quote(str(path.resolve()))}){only}")
            snapshot = record.about["snapshot"]
            write_figures(engine, tuple(record.dims), audience=record.audience, snapshot=snapshot, out=out, kind=kind, distributions=True)
        return out.read_bytes()


def _by_name(record: ReleaseRecord) -> str:
    """Teams by name in a file of figures; still with the number of their provider (definitions 5)."""
    names = _teams(record)
    cases = " ".join(f"WHEN {quote(code)} THEN {quote(code.partition('/')[0] + '/' + name)}" for code, name in names)
    return f" REPLACE (CASE team {cases} ELSE team END AS team)" if names else ""
