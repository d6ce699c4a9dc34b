"""What the minutes say, as blocks in reading order: part A that may leave, part B that stays. Texts are in papers.*.toml."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from uitkomst.conversation.kinds import CLOSING, INTERPRETATION, Question
from uitkomst.conversation.types import Answer
from uitkomst.flows.conversation.expect import ExpectedShown
from uitkomst.flows.conversation.look import IndicatorShown
from uitkomst.flows.conversation.naming import party_name
from uitkomst.flows.conversation.show import ConversationShown
from uitkomst.presentation.papers import Block
from uitkomst.presentation.words import Words
from uitkomst.vocabulary.texts import read_texts


def texts(language: str) -> dict[str, Any]:
    """The texts of the papers."""
    return dict(read_texts("uitkomst.flows.conversation", "papers", language))


def part_a(conversation: ConversationShown, summary: str, answers: Sequence[Answer], language: str) -> list[Block]:
    """Nothing of figures, expectations, participants and stories; what people typed for everybody."""
    said = texts(language)
    found = [Block("h", said["purpose"]), Block("p", conversation.purpose)]
    if conversation.goals:
        found += [Block("h", said["goals"]), Block("p", conversation.goals)]
    found += [Block("h", said["subjects"]), *(Block("li", subject.title) for subject in conversation.subjects)]
    if summary:
        found += [Block("h", said["summary"]), *(Block("p", line) for line in summary.split("\n") if line.strip())]
    found += [Block("h", said["actions"]), *action_blocks(conversation, language)]
    for question in CLOSING[:2]:
        told = newest_texts(answers, question)
        if told:
            found += [Block("h", said[f"question_{question}"]), *(Block("p", one.text, party_name(one.party, language)) for one in told)]
    return found


def action_blocks(conversation: ConversationShown, language: str) -> list[Block]:
    """What was agreed, a sentence each."""
    said = texts(language)
    if not conversation.actions:
        return [Block("p", said["no_actions"])]
    return [Block("li", action_sentence(action, language), party_name(action.party, language)) for action in conversation.actions]


def action_sentence(action: Any, language: str) -> str:
    """'De teams gaan ouders bellen vóór 1 maart 2027. We merken het aan …'."""
    said = texts(language)
    day = Words(language).day(action.before)
    return str(said["action"]).format(who=action.who, what=action.what.rstrip("."), before=day, notice=action.notice.rstrip("."))


def part_b(
    conversation: ConversationShown,
    indicators: Sequence[IndicatorShown],
    language: str,
    voices: Mapping[str, Sequence[Block]] | None = None,
) -> list[Block]:
    """Exact figures, expectations, answers, and who took part. voices: what clients said, to which all parties agreed, by indicator."""
    said = texts(language)
    found = [Block("h", said["who"])]
    for party in conversation.parties:
        names = ", ".join(one.name for one in party.participants if one.left_at is None)
        found.append(Block("li", names or said["nobody"], party.name))
    for one in indicators:
        found += [
            Block("h", one.title),
            *_figures(one, said, language),
            *_expected(one, language),
            *(voices or {}).get(one.indicator, ()),
            *_answers(one, said),
            *_explanations(one, said),
        ]
    return found


def _figures(one: IndicatorShown, said: dict[str, Any], language: str) -> list[Block]:
    """The newest figure of each, and after it those that were looked at before it was revised: with their day, and why there are two."""
    if not one.figures:
        return [Block("p", said["no_figure"])]
    found, newest = list[Block](), set[str]()
    for figure in one.figures:
        name, release = figure.name, str(figure.release_id)
        if name in newest:
            day = Words(language).day(timezone.localdate(figure.published_at))
            found.append(Block("p", said["revised"].format(day=day), name, release))
        newest.add(name)
        found += [Block("p", " ".join((*statement.missing, *statement.found)), name, release) for statement in figure.section.statements]
    return found


def _expected(one: IndicatorShown, language: str) -> list[Block]:
    said = texts(language)
    told = [Block("li", expected_sentence(expected, language), expected.party) for expected in one.expected]
    told += [Block("li", said["no_expectation"], name) for name in one.silent]
    return [Block("h3", said["expected"]), *told] if told else []


def expected_sentence(expected: ExpectedShown, language: str) -> str:
    """'ongeveer 25 tot 30 van de 100, omdat …'."""
    said, words = texts(language), Words(language)
    numbers = sorted({number for number in (expected.low, expected.high) if number is not None})
    if not numbers:
        return str(said["expected_why"]).format(why=expected.why)
    written = [words.decimal(float(n), 0 if n == n.to_integral_value() else 1) for n in numbers]
    between = str(said["expected_range"]).format(low=written[0], high=written[-1]) if len(written) > 1 else written[0]
    told = str(said[f"expected_{expected.unit}"]).format(number=between)
    return str(said["expected_because"]).format(expected=told, why=expected.why.rstrip(".")) if expected.why else f"{told}."


def _answers(one: IndicatorShown, said: dict[str, Any]) -> list[Block]:
    found: list[Block] = []
    for question in INTERPRETATION:
        told = [Block("quote", text.text, party.party) for party in one.answers[question] for text in party.together if text.text]
        if told:
            found += [Block("h3", said[f"question_{question}"]), *told]
    return found


def _explanations(one: IndicatorShown, said: dict[str, Any]) -> list[Block]:
    """What was held against a breakdown, and what that said. The outcome is of a figure: it goes when that is withdrawn."""
    main = next((str(figure.release_id) for figure in one.figures if not figure.beside), "")
    found: list[Block] = []
    for told in one.explanations:
        claim = said["explained_higher" if told.higher else "explained_lower"].format(text=told.text.rstrip("."), group=told.group)
        found.append(Block("quote", claim, told.party))
        held = said[f"held_{told.held}"]
        found.append(Block("p", held, told.party, main) if main else Block("p", held))
    return [Block("h3", said["explained"]), *found] if found else []


def newest_texts(answers: Sequence[Answer], question: Question) -> list[Answer]:
    """The newest text of each party to one question."""
    newest = {one.party_id: one for one in answers if one.question == question}
    return [one for one in newest.values() if one.text]
