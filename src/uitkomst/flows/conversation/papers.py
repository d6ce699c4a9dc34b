"""The papers of a conversation: the letter before the talk, minutes part A, council text, team page, and the poster.

Only the letter holds figures of the conversation, and only for a party whose seal is open; it says on every page for whom it is.
The council text quotes the region from a release for everybody (``open``: rounded), never a provider. Source: product.md; screens 8.
"""

from __future__ import annotations

import hashlib
import json
import textwrap
from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from uitkomst.conversation import operations, queries
from uitkomst.conversation.kinds import CLOSING, Part, Question
from uitkomst.conversation.states import ENDED, Act
from uitkomst.flows.conversation.inside import Inside, look_inside, write_inside
from uitkomst.flows.conversation.look import FigureShown, IndicatorShown, indicators_of, open_region
from uitkomst.flows.conversation.naming import party_name
from uitkomst.flows.conversation.prepare import read_text
from uitkomst.flows.conversation.show import ConversationShown, shown
from uitkomst.flows.conversation.told import action_blocks, action_sentence, newest_texts, texts
from uitkomst.flows.conversation.withdrawn import told_blocks
from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.organisations.actor import Actor
from uitkomst.presentation.papers import Block, Paper, Poster, render_paper_docx, render_paper_pdf, render_poster_pdf
from uitkomst.presentation.words import Words

PAPERS = ("letter", "minutes", "council", "team", "poster")
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MOST_PAIRS = 3
_LONGEST_LINE = 240
# Of what people typed, as much in the letter as leaves it two pages with four subjects; the rest stands in the conversation.
_MOST_OF_PURPOSE, _MOST_ACTIONS, _MOST_OF_ACTION, _MOST_OF_NOTE = 250, 3, 160, 80


def write_poster(
    *, actor: Actor, now: datetime, conversation_id: UUID | str, pairs: Sequence[tuple[str, str]], version: str | None = None
) -> None:
    """Keep what the poster says: (what clients said, what we do). version: of the poster that was read (``poster_version``).

    Raises NotFound, MayNot, Refused (wrong_phase, own_expectation, text_too_long, poster_changed when somebody else wrote in between).
    """
    with write_inside(actor, conversation_id, Act.FOLLOW, now=now, event="poster_written") as inside:
        kept = [(read_text(said), read_text(done)) for said, done in pairs]
        if any(len(text) > _LONGEST_LINE for pair in kept for text in pair):
            raise Refused("text_too_long", most=_LONGEST_LINE)
        new = [pair for pair in kept if all(pair)][:_MOST_PAIRS]
        if version is not None and version != poster_version(inside.record.poster) != poster_version(new):
            raise Refused("poster_changed")
        operations.write_poster(inside.record, new)


def poster_version(pairs: Sequence[Sequence[str]]) -> str:
    """A mark of what stands on a poster, by which a form tells what was read."""
    return hashlib.sha256(json.dumps([list(pair) for pair in pairs]).encode()).hexdigest()[:16]


def make_paper(
    *, actor: Actor, now: datetime, conversation_id: UUID | str, name: str, kind: str = "pdf", language: str = ""
) -> tuple[str, str, bytes]:
    """A paper as a file: (name, content type, content). kind: pdf, or docx (not of the poster).

    None before the own expectation. Raises NotFound, MayNot, Refused (own_expectation, not_confirmed, poster_empty).
    """
    language = language or actor.language
    if name not in PAPERS or kind not in ("pdf", "docx") or (name, kind) == ("poster", "docx"):
        raise NotFound
    with look_inside(actor, conversation_id, now=now, event=f"exported.{name}", action="E") as inside:
        if inside.mine.locked_at is None:
            raise Refused("own_expectation")
        talk = shown(inside, actor, now, language)
        file = f"{texts(language)[f'file_{name}']}-{timezone.localdate(now).isoformat()}.{kind}"
        if name == "poster":
            return file, "application/pdf", render_poster_pdf(_poster(talk, now, language))
        paper = _MAKE[name](inside, actor, now, talk, language)
        return (file, "application/pdf", render_paper_pdf(paper)) if kind == "pdf" else (file, _DOCX, render_paper_docx(paper))


def _paper(talk: ConversationShown, now: datetime, language: str, name: str, mark: str, blocks: Sequence[Block]) -> Paper:
    said, words = texts(language), Words(language)
    period = f", {words.period(talk.period)}" if talk.period else ""
    about = said["about"].format(names=talk.names, period=period)
    footer = said["footer"].format(day=_day(now, language))
    mark = f"{said['fictitious']} {mark}" if settings.DEMO else mark
    blocks = [*told_blocks(talk.withdrawn, language), *blocks]
    return Paper(language, said[f"title_{name}"], about, mark, footer, said["page"], tuple(blocks))


def _day(moment: datetime, language: str) -> str:
    return Words(language).day(timezone.localdate(moment))


def _letter(inside: Inside, actor: Actor, now: datetime, talk: ConversationShown, language: str) -> Paper:
    """Two pages: what changed, what cannot be said, three questions, last time's agreements."""
    said = texts(language)
    purpose = _short(talk.purpose, _MOST_OF_PURPOSE)
    blocks = [Block("lead", purpose)]
    blocks += [Block("p", said["purpose_elsewhere"])] if purpose != " ".join(talk.purpose.split()) else []
    for one in indicators_of(inside, talk, actor, now, language):
        blocks += [Block("h", one.title), *_letter_figures(one, said)]
    blocks += [Block("h", said["three_questions"]), *(Block("li", question) for question in said["questions"])]
    blocks += [Block("h", said["last_time"]), *_last_time(inside, language)]
    return _paper(talk, now, language, "letter", said["mark_letter"], blocks)


def _letter_figures(one: IndicatorShown, said: dict[str, object]) -> list[Block]:
    """The newest figure, the region beside it, what changed, and what cannot be said. Without an own figure the region stands there."""
    main = next((figure for figure in one.figures if not figure.beside), None)
    region = next((figure for figure in one.figures if figure.beside), None)
    if main is None:
        found = [Block("p", str(said["no_figure"]))]
    else:
        # Of how many it is known goes along with the figure, as it does on every page.
        found = [Block("p", " ".join((*statement.missing, *statement.found))) for statement in main.section.statements if statement.found]
    if region:
        found += [Block("p", " ".join(s.found), region.name) for s in region.section.statements[:1] if s.found]
    there = [figure for figure in (main, region) if figure]
    found += _course(there, said) if there else []
    if cannot := [item for figure in there[:1] for part in figure.section.reading_aid[-1:] for item in part.items]:
        found += [Block("h3", str(said["cannot_say"])), *(Block("li", text) for text in cannot[:2])]
    return found


def _course(figures: Sequence[FigureShown], said: dict[str, object]) -> list[Block]:
    """What changed: the course of the own figure, else that of the region, else that it cannot be shown."""
    for figure in figures:
        for block in figure.section.blocks:
            if block.key == "course" and block.table:
                rows = [f"{row.cells[0]}: {row.cells[1]}" for row in block.table.rows[-4:]]
                whose = figure.name if figure.beside else ""
                return [Block("h3", f"{said['course']} ({block.table.columns[1].lower()})"), Block("p", "; ".join(rows) + ".", whose)]
    return [Block("h3", str(said["course"])), Block("p", str(said["no_course"]))]


def _last_time(inside: Inside, language: str) -> list[Block]:
    said = texts(language)
    if inside.record.earlier_id is None:
        return [Block("p", said["first_time"])]
    agreed, found, shorter = queries.actions(queries.conversation_by_id(inside.record.earlier_id)), [], False
    for action in agreed[:_MOST_ACTIONS]:
        notes = list(action.notes.all())
        went = f"{said[f'note_{notes[-1].state}']} {notes[-1].text}" if notes else str(said["no_note"])
        told = [(action_sentence(action, language), _MOST_OF_ACTION), (went, _MOST_OF_NOTE)]
        kept = [_short(text, most) for text, most in told]
        shorter = shorter or any(len(" ".join(text.split())) > most for text, most in told)
        found.append(Block("li", " ".join(kept), party_name(action.party, language)))
    if shorter or len(agreed) > _MOST_ACTIONS:
        found.append(Block("p", said["agreed_elsewhere"].format(shown=len(found), all=len(agreed))))
    return found or [Block("p", said["no_actions"])]


def _short(text: str, most: int) -> str:
    """A text on one line, ended at a word and with an ellipsis when it is longer than this."""
    return textwrap.shorten(text, most, placeholder=" …")


def _minutes(inside: Inside, actor: Actor, now: datetime, talk: ConversationShown, language: str) -> Paper:
    """Part A. As long as not all have confirmed it, every page says so."""
    said = texts(language)
    if talk.minutes is None:
        raise NotFound
    confirmed = all(party.confirmed for party in talk.parties)
    mark = said["mark_minutes"] if confirmed else said["mark_draft"].format(version=talk.minutes.version)
    return _paper(talk, now, language, "minutes", mark, [Block.of(data) for data in talk.minutes.part_a])


def _council(inside: Inside, actor: Actor, now: datetime, talk: ConversationShown, language: str) -> Paper:
    """Half a page for everybody: what we see, what we do not know, what it does not say, what we do, what the municipality does itself."""
    said = texts(language)
    _confirmed(talk)
    region = open_region(inside, actor, now, language)
    summary = talk.minutes.summary if talk.minutes else ""
    blocks = [Block("h", said["we_see"]), *(Block("p", line) for line in summary.split("\n") if line.strip())]
    found = [" ".join(s.found) for section in region for s in section.statements[:1] if s.found]
    blocks += [Block("p", text) for text in found]
    missing = [line for section in region for s in section.statements[:1] for line in s.missing]
    blocks += [Block("h", said["we_do_not_know"]), *(Block("p", text) for text in (missing or [said["not_known"]]))]
    cannot = [item for section in region for part in section.reading_aid[-1:] for item in part.items]
    blocks += [Block("h", said["does_not_say"]), *(Block("li", text) for text in (*said["never_says"], *cannot[:2]))]
    blocks += [Block("h", said["actions"]), *action_blocks(talk, language)]
    own = [one for one in newest_texts(queries.answers(inside.record, CLOSING, ""), Question.OWN_CHANGE) if one.party.part in _PLACES]
    if own:
        blocks += [Block("h", said["municipality_does"]), *(Block("p", one.text, party_name(one.party, language)) for one in own)]
    return _paper(talk, now, language, "council", said["mark_council"], blocks)


_PLACES = (Part.MUNICIPALITY, Part.REGION)


def _team(inside: Inside, actor: Actor, now: datetime, talk: ConversationShown, language: str) -> Paper:
    """One page for a team meeting: what was seen, what our organisation promised, one question."""
    said = texts(language)
    _confirmed(talk)
    own = [a for a in talk.actions if a.party_id == talk.mine.id]
    others = [a for a in talk.actions if a.party_id != talk.mine.id]
    blocks = [Block("lead", talk.minutes.summary if talk.minutes and talk.minutes.summary else talk.purpose)]
    blocks += [Block("h", said["we_promised"]), *(Block("li", action_sentence(a, language)) for a in own)]
    blocks += [] if own else [Block("p", said["no_actions"])]
    if others:
        blocks += [Block("h", said["others_promised"])]
        blocks += [Block("li", action_sentence(a, language), party_name(a.party, language)) for a in others]
    blocks += [Block("h", said["team_question"]), Block("p", said["team_question_text"])]
    return _paper(talk, now, language, "team", said["mark_team"], blocks)


def _poster(talk: ConversationShown, now: datetime, language: str) -> Poster:
    said = texts(language)
    _confirmed(talk)
    if not talk.poster:
        raise Refused("poster_empty")
    footer = said["poster_footer"].format(names=talk.names, day=_day(now, language))
    footer = f"{said['fictitious']} {footer}" if settings.DEMO else footer
    return Poster(language, said["you_said"], said["we_do"], talk.poster, footer)


def _confirmed(talk: ConversationShown) -> None:
    """What leaves the platform was confirmed by all."""
    if talk.phase not in ENDED:
        raise Refused("not_confirmed")


_MAKE: dict[str, Callable[[Inside, Actor, datetime, ConversationShown, str], Paper]] = {
    "letter": _letter,
    "minutes": _minutes,
    "council": _council,
    "team": _team,
}
