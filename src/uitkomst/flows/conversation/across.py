"""Across conversations: subjects and agreements of a region, and lessons for everybody; only what all parties let be read.

No figure, no name, no number of anything, and no order that says something: by subject, and then by the words themselves. A region reads
nothing until the conversations that are shared are about enough different organisations to be nobody's in particular.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from uitkomst.care.traces import Known, Trace, find_traces
from uitkomst.conversation import across, queries
from uitkomst.conversation.kinds import Part
from uitkomst.conversation.states import ENDED
from uitkomst.conversation.types import Conversation, ImprovementAction, Shared
from uitkomst.flows.conversation.inside import Inside, look_inside, write_inside
from uitkomst.flows.conversation.naming import party_name
from uitkomst.flows.conversation.show import ConversationShown, shown, subjects
from uitkomst.flows.one_act import one_act
from uitkomst.flows.refusals import Refused
from uitkomst.organisations import queries as organisations
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.kinds import OrganisationKind
from uitkomst.organisations.rights import Right
from uitkomst.vocabulary.shares import tells_share
from uitkomst.vocabulary.typed import one_line

FEWEST = 3
"""So many different organisations that the shared conversations are about, before a region reads anything of them."""
LONGEST_LESSON = 600
LEVELS = ("region", "nation")
_NAMES = frozenset({Trace.OWN_NAME, Trace.MUNICIPALITY, Trace.PROVIDER, Trace.ADDRESS})


@dataclass(frozen=True, slots=True)
class LevelShown:
    """What may be read at one level, as the parties stand. agreed: the names of those that agree; by_mine, by_all: as it says."""

    level: str
    indicator: str
    text: str
    version: int
    agreed: tuple[str, ...]
    by_mine: bool
    by_all: bool


@dataclass(frozen=True, slots=True)
class SharingShown:
    """The page on which parties decide. levels: region first. actions: what the region would read, as (subject, (part, what))."""

    conversation: ConversationShown
    levels: tuple[LevelShown, ...]
    actions: tuple[tuple[str, tuple[Part, str]], ...]
    open: bool


@dataclass(frozen=True, slots=True)
class Theme:
    """A subject with what was agreed about it (the part of who does it, and what). title: "" for a talk as a whole."""

    title: str
    agreed: tuple[tuple[Part, str], ...]


@dataclass(frozen=True, slots=True)
class Lesson:
    """What parties learned that may help others. title: of the subject, "" for a talk as a whole."""

    title: str
    text: str


def show_sharing(*, actor: Actor, now: datetime, conversation_id: UUID | str, language: str = "") -> SharingShown:
    """What the parties of a closed conversation let be read. Raises NotFound, MayNot."""
    with look_inside(actor, conversation_id, now=now, event="sharing_shown") as inside:
        talk = shown(inside, actor, now, language or actor.language)
        found = across.of(inside.record)
        levels = tuple(_level(inside, level, found.get(level), language or actor.language) for level in LEVELS)
        return SharingShown(
            talk, levels, tuple(_nameless(inside.record, queries.actions(inside.record))), inside.phase in ENDED and talk.may_write
        )


def share(*, actor: Actor, now: datetime, conversation_id: UUID | str, level: str, agrees: bool) -> None:
    """The own party lets it be read at a level, or not any more. Raises NotFound, MayNot, Refused (wrong_phase, lesson_empty)."""
    with _writing(actor, conversation_id, now, "shared") as inside:
        inside.act.detail = f"{level} {'yes' if agrees else 'no'}"
        found = across.of(inside.record).get(level)
        if found is None and level == "region":
            found = across.write(inside.record, level, indicator="", text="", version=0, actor=actor, now=now)
        if found is None:
            raise Refused("lesson_empty")
        across.agree(found, inside.party.pk, agrees, actor=actor, now=now)


def write_lesson(*, actor: Actor, now: datetime, conversation_id: UUID | str, text: str, indicator: str = "", version: int = 0) -> None:
    """What the parties learned, in words that name nobody; who writes it agrees with it, the others agree anew.

    Raises NotFound, MayNot, Refused (wrong_phase, lesson_empty, lesson_names, lesson_figure, lesson_changed, text_too_long).
    """
    with _writing(actor, conversation_id, now, "lesson_written") as inside:
        said = one_line(text)
        if not said:
            raise Refused("lesson_empty")
        if len(said) > LONGEST_LESSON:
            raise Refused("text_too_long", most=LONGEST_LESSON)
        if named := [one.words for one in find_traces(said, _known(inside.record)) if one.trace in _NAMES]:
            raise Refused("lesson_names", words=", ".join(f"‘{word}’" for word in dict.fromkeys(named)))
        if tells_share(said):
            raise Refused("lesson_figure")
        about = indicator if indicator in inside.record.indicators else ""
        written = across.write(inside.record, "nation", indicator=about, text=said, version=version, actor=actor, now=now)
        if written is None:
            raise Refused("lesson_changed")
        across.agree(written, inside.party.pk, True, actor=actor, now=now)


def show_region(*, actor: Actor, now: datetime, language: str = "") -> tuple[Theme, ...]:
    """The subjects and agreements of the own region, by subject; empty as long as they would be somebody's. Raises MayNot."""
    with one_act(
        actor, Right.SEE_ACROSS, now=now, action="R", event="across.region", about="organisation", object_id=actor.organisation_id
    ):
        region = organisations.organisation(OrganisationKind.REGION, actor.organisation_code)
        inside = organisations.beneath(region, timezone.localdate(now)) | {region.pk} if region else frozenset()
        found = across.agreed_by_all("region", inside)
        if len({one.conversation.about_id for one in found}) < FEWEST:
            return ()
        return _themes(found, language or actor.language)


def show_lessons(*, actor: Actor, now: datetime, language: str = "") -> tuple[Lesson, ...]:
    """The lessons that all parties of a conversation let everybody read, by subject. Raises MayNot."""
    with one_act(actor, Right.SEE_CONVERSATIONS, now=now, action="R", event="across.lessons", about="organisation"):
        found = across.agreed_by_all("nation")
        titles = _titles({one.indicator for one in found}, language or actor.language)
        return tuple(sorted((Lesson(titles.get(one.indicator, ""), one.text) for one in found), key=lambda one: (one.title, one.text)))


@contextmanager
def _writing(actor: Actor, conversation_id: UUID | str, now: datetime, event: str) -> Iterator[Inside]:
    """Write about a conversation that is closed. Raises Refused (wrong_phase) before that."""
    with write_inside(actor, conversation_id, None, now=now, event=event) as inside:
        if inside.phase not in ENDED:
            raise Refused("wrong_phase")
        yield inside


def _level(inside: Inside, level: str, found: Shared | None, language: str) -> LevelShown:
    parties = {party.pk: party_name(party, language) for party in inside.record.parties.all()}
    agreed = across.agreed_by(found) if found else set()
    return LevelShown(
        level=level,
        indicator=found.indicator if found else "",
        text=found.text if found else "",
        version=found.version if found else 0,
        agreed=tuple(name for pk, name in parties.items() if pk in agreed),
        by_mine=inside.party.pk in agreed,
        by_all=set(parties) <= agreed,
    )


def _themes(found: list[Shared], language: str) -> tuple[Theme, ...]:
    """By the order of the set; within a subject by the words, so that no order tells who or when."""
    told: dict[str, set[tuple[Part, str]]] = {}
    actions = across.actions_of([one.conversation_id for one in found])
    for one in found:
        for indicator in one.conversation.indicators:
            told.setdefault(indicator, set())
        for about, agreed in _nameless(one.conversation, actions[one.conversation_id]):
            told.setdefault(about, set()).add(agreed)
    titles = _titles(set(told), language)
    order = [*titles, *([""] if told.get("") else [])]
    return tuple(Theme(titles.get(key, ""), tuple(sorted(told[key], key=lambda one: one[1].casefold()))) for key in order)


def _nameless(record: Conversation, actions: Iterable[ImprovementAction]) -> Iterator[tuple[str, tuple[Part, str]]]:
    """What was agreed, by subject, without who; not what names somebody or holds a share."""
    known = _known(record)
    for action in actions:
        if not _NAMES & {one.trace for one in find_traces(action.what, known)} and not tells_share(action.what):
            yield action.indicator, (Part(action.party.part), action.what)


def _titles(indicators: set[str], language: str) -> dict[str, str]:
    return {subject.id: subject.title for subject in subjects(sorted(indicators), language)}


def _known(record: Conversation) -> Known:
    """Who may not be named: the parties, whom it is about, and everybody who takes part."""
    people = tuple(person.name for party in record.parties.all() for person in party.participants.all())
    names = {record.about.name, *(party.organisation.name for party in record.parties.all())}
    plain = {name.split(" (")[0] for name in names}
    places = {name.removeprefix("Gemeente ") for name in plain}
    return Known(people=people, providers=tuple(sorted(plain | places)))
