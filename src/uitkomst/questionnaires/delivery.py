"""From answers to the outcome fields of the law's record, and which answers those are.

The rule (also for readers who do not program; source: Informatieprotocol Beleidsinformatie Jeugd, version 7, 4.3-4.5: at most two
measurements per record, one of the young person and one of a parent):

1. Only answers to the national questions count, asked at the end of this trajectory, sent, and not withdrawn.
2. Of the young person one response counts, of all parents together one. The whole response counts: never the grade of one and
   the going-on answer of another.
3. A response with at least one of the two answers comes before one with none; also of one person who was asked more than once.
4. Of one person who was asked more than once then the response that was asked last (decision D100).
5. Of two parents one with custody comes before one without.
6. Then the parent who was written down as first contact of this trajectory, before there was any answer.
7. Then the parent whose response was sent first; at the same moment the one that was kept first.

What was answered plays no part in it, only that it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from uitkomst.questionnaires.questionnaire import INFORMANTS, Answer, Questionnaire
from uitkomst.questionnaires.routing import Answers, answers_that_count

FIELDS = ("nut", "zonder_hulp")
COLUMN_OF = {"young_person": "jeugdige", "parent": "ouder"}
"""The second half of the column's name, by informant."""


@dataclass(frozen=True, slots=True)
class SentResponse:
    """One response to the questions at the end of one trajectory: sent, not withdrawn.

    number: the order in which they were asked. person: who answered, the same number for the same person.
    """

    number: int
    questionnaire: Questionnaire
    answers: Answers
    sent_at: datetime
    person: int
    has_custody: bool = True
    first_contact: bool = False


def outcome_answers(questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> dict[str, str]:
    """The outcome fields of one response as the record writes them: ``{"nut_ouder": "8", "zonder_hulp_ouder": "04"}``.

    A question without a value ("rather not say", not answered, not asked) is an empty field.
    """
    counted = answers_that_count(questionnaire, answers)
    fields = {f"{field}_{COLUMN_OF[questionnaire.informant]}": "" for field in FIELDS}
    for question in questionnaire.questions:
        answer = counted.get(question.id)
        if question.delivery and answer is not None and answer.value is not None:
            fields[f"{question.delivery}_{COLUMN_OF[questionnaire.informant]}"] = str(answer.value)
    return fields


def response_that_counts(responses: Iterable[SentResponse], informant: str) -> SentResponse | None:
    """The one response of this informant (``young_person`` or ``parent``) that goes into the record, by the rule above."""
    of = [response for response in responses if response.questionnaire.informant == informant and _asks_outcome(response.questionnaire)]
    last = {one.person: one for one in sorted(of, key=lambda one: (_is_answered(one), one.number))}
    return min(last.values(), key=_order, default=None)


def delivery_fields(responses: Iterable[SentResponse]) -> dict[str, str]:
    """The four outcome fields of one record: nut_jeugdige, zonder_hulp_jeugdige, nut_ouder, zonder_hulp_ouder ("" = no answer)."""
    kept = list(responses)
    fields = {f"{field}_{COLUMN_OF[informant]}": "" for informant in INFORMANTS for field in FIELDS}
    for informant in INFORMANTS:
        chosen = response_that_counts(kept, informant)
        if chosen:
            fields |= outcome_answers(chosen.questionnaire, chosen.answers)
    return fields


def _order(response: SentResponse) -> tuple[bool, bool, bool, datetime, int]:
    return (not _is_answered(response), not response.has_custody, not response.first_contact, response.sent_at, response.number)


def _is_answered(response: SentResponse) -> bool:
    return any(outcome_answers(response.questionnaire, response.answers).values())


def _asks_outcome(questionnaire: Questionnaire) -> bool:
    return any(question.delivery for question in questionnaire.questions)
