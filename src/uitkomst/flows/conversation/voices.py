"""A client's words on the table: one voice, no proof. Approved at the provider, beside figures of enough people, never beside a breakdown.

Words lie only in a talk about the figures of the provider whose client said them, in the period that is talked about. Whether the figures
still bear it, and whether the client still lets it, is asked again at every look: what was withdrawn is gone from every table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from uitkomst.care import quotes
from uitkomst.care.states import InformantKind
from uitkomst.care.types import Quote
from uitkomst.conversation import voices as table
from uitkomst.conversation.kinds import FORMS, Part, Template
from uitkomst.conversation.permissions import may_do, sees_answers
from uitkomst.conversation.states import Act
from uitkomst.conversation.types import Conversation, Voice
from uitkomst.flows.conversation.inside import Inside, look_inside, write_inside
from uitkomst.flows.conversation.naming import party_name
from uitkomst.flows.conversation.told import texts
from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.flows.show_figures import bears_a_voice
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.kinds import OrganisationKind
from uitkomst.organisations.rights import Right, may
from uitkomst.presentation.papers import Block
from uitkomst.records import queries as released
from uitkomst.vocabulary.periods import Period

VOICE = "voice"
"""The kind of a block of minutes that names a sentence by its number, instead of holding it."""


@dataclass(frozen=True, slots=True)
class VoiceShown:
    """One voice. text: "" when it was withdrawn. agreed: the parties that let it into the minutes; by_mine: the reader's is one."""

    id: UUID
    text: str
    party: str
    mine: bool
    agreed: tuple[str, ...]
    by_mine: bool


@dataclass(frozen=True, slots=True)
class VoicesShown:
    """What lies beside one indicator. enough: the figures are of enough people. to_lay: what the reader's party can lay, (number, text)."""

    enough: bool
    voices: tuple[VoiceShown, ...]
    to_lay: tuple[tuple[UUID, str], ...]
    may_agree: bool


def show_voices(*, actor: Actor, now: datetime, conversation_id: UUID | str, indicator: str) -> VoicesShown:
    """Raises NotFound, MayNot; empty for a party that has not locked its own expectation, and before interpreting."""
    with look_inside(actor, conversation_id, now=now, event="voices_shown") as inside:
        inside.act.detail = indicator
        if indicator not in inside.record.indicators:
            raise NotFound
        if not sees_answers(inside.standings, inside.party.pk, inside.phase):
            return VoicesShown(False, (), (), False)
        bearing = _bearing(inside.record, indicator)
        open_ = may(actor, Right.CONVERSE) and may_do(Act.ANSWER, inside.phase, inside.mine)
        to_lay = _to_lay(inside, actor, indicator, bearing) if open_ else ()
        return VoicesShown(bool(bearing), _voices(inside, indicator, bearing, actor.language), to_lay, open_)


def lay_voice(*, actor: Actor, now: datetime, conversation_id: UUID | str, indicator: str, quote_id: str) -> None:
    """Lay an approved sentence beside an indicator. Raises NotFound, MayNot, Refused (quote_not_beside, wrong_phase, own_expectation)."""
    with write_inside(actor, conversation_id, Act.ANSWER, now=now, event="voice_laid") as inside:
        inside.act.detail = indicator
        if indicator not in inside.record.indicators or not _own_figures(inside, actor):
            raise NotFound
        fitting = {str(quote.pk): quote for quote in _fitting(inside.record, _bearing(inside.record, indicator))}
        if quote_id not in fitting:
            raise Refused("quote_not_beside")
        quote = fitting[quote_id]
        inside.act.clients = [str(quote.consent.answer.response.invitation.trajectory.client_id)]
        inside.act.unlogged = not table.lay(inside.party.pk, indicator, quote.pk, actor=actor, now=now)


def take_voice(*, actor: Actor, now: datetime, conversation_id: UUID | str, voice_id: str) -> None:
    """Take what the own party laid off the table. Raises NotFound, MayNot."""
    with write_inside(actor, conversation_id, Act.ANSWER, now=now, event="voice_taken") as inside:
        voice = table.one(inside.record, voice_id)
        if voice is None or voice.party_id != inside.party.pk:
            raise NotFound
        table.take(voice, now=now)


def agree_voice(*, actor: Actor, now: datetime, conversation_id: UUID | str, voice_id: str, agrees: bool) -> None:
    """The own party lets it into part B of the next version of the minutes, or not any more. Raises NotFound, MayNot."""
    with write_inside(actor, conversation_id, Act.ANSWER, now=now, event="voice_agreed") as inside:
        voice = table.one(inside.record, voice_id)
        if voice is None:
            raise NotFound
        inside.act.detail = "yes" if agrees else "no"
        inside.act.unlogged = not table.agree(voice, inside.party.pk, agrees, actor=actor, now=now)


def agreed_blocks(record: Conversation) -> Mapping[str, Sequence[Block]]:
    """For part B of the minutes: the voices to which all parties agreed, by indicator, named by number and not by their words."""
    parties = {party.pk for party in record.parties.all()}
    found: dict[str, list[Block]] = {}
    for indicator in record.indicators:
        for voice, text in _readable(record, indicator, _bearing(record, indicator)):
            if text and parties <= {agreed.party_id for agreed in voice.agreements.all()}:
                found.setdefault(indicator, []).append(Block(VOICE, str(voice.quote), voice.party.organisation.name))
    return found


def with_words(blocks: Sequence[Block], language: str) -> tuple[Block, ...]:
    """The blocks of minutes with the words of clients filled in, as far as they still may be read; else that they were withdrawn."""
    numbers = [UUID(block.text) for block in blocks if block.kind == VOICE]
    words, said = (quotes.approved(numbers) if numbers else {}), texts(language)
    return tuple(_filled(block, words, said) for block in blocks)


def _filled(block: Block, words: Mapping[UUID, tuple[str, str]], said: Mapping[str, str]) -> Block:
    if block.kind != VOICE:
        return block
    _, text = words.get(UUID(block.text), ("", ""))
    if not text:
        return Block("p", said["voice_withdrawn"])
    return replace(block, kind="quote", text=text, who=said["voice_of"].format(name=block.who))


def _bearing(record: Conversation, indicator: str) -> frozenset[str]:
    """The kinds of informants whose words the newest figures of the talk bear; a talk over a whole region bears none."""
    if FORMS[Template(record.template)].about is not OrganisationKind.PROVIDER:
        return frozenset()
    about = [release for release in released.releases_made_for(record.pk) if release.subject_id == record.about_id]
    newest = max((one for one in about if one.audience == "partner"), key=lambda one: one.published_at, default=None)
    return frozenset(kind.value for kind in InformantKind if newest is not None and bears_a_voice(newest, indicator, kind))


def _own_figures(inside: Inside, actor: Actor) -> bool:
    return inside.party.part == Part.PROVIDER and inside.record.about_id == actor.organisation_id


def _fitting(record: Conversation, bearing: frozenset[str]) -> list[Quote]:
    """Approved sentences of the provider's clients, of answers given in the period that is talked about."""
    if not record.period or not bearing:
        return []
    halves = Period.parse(record.period).half_years
    found = quotes.approved_of(record.about_id, halves[0].first_day, halves[-1].last_day)
    return [quote for quote in found if quote.consent.answer.response.invitation.informant.kind in bearing]


def _to_lay(inside: Inside, actor: Actor, indicator: str, bearing: frozenset[str]) -> tuple[tuple[UUID, str], ...]:
    if not _own_figures(inside, actor):
        return ()
    lying = {voice.quote for voice in table.on_the_table(inside.record, indicator)}
    return tuple((quote.pk, quote.text) for quote in _fitting(inside.record, bearing) if quote.pk not in lying)


def _readable(record: Conversation, indicator: str, bearing: frozenset[str]) -> list[tuple[Voice, str]]:
    """What lies beside an indicator, each with its words; without them when they were withdrawn. What no figure bears is not there."""
    lying = table.on_the_table(record, indicator) if bearing else []
    words = quotes.approved(voice.quote for voice in lying)
    told = [(voice, *words.get(voice.quote, ("", ""))) for voice in lying]
    return [(voice, text) for voice, who, text in told if not text or who in bearing]


def _voices(inside: Inside, indicator: str, bearing: frozenset[str], language: str) -> tuple[VoiceShown, ...]:
    names = {party.pk: party_name(party, language) for party in inside.record.parties.all()}
    shown = []
    for voice, text in _readable(inside.record, indicator, bearing):
        agreed = [one.party_id for one in voice.agreements.all()]
        shown.append(
            VoiceShown(
                id=voice.pk,
                text=text,
                party=voice.party.organisation.name,
                mine=voice.party_id == inside.party.pk,
                agreed=tuple(names[pk] for pk in agreed if pk in names),
                by_mine=inside.party.pk in agreed,
            )
        )
    return tuple(shown)
