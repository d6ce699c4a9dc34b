"""Which questions are asked, in which order. A condition names an earlier question only, so there is no way back and no dead end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from uitkomst.questionnaires.questionnaire import Answer, Condition, Question, Questionnaire, Value

Answers = Mapping[str, Answer]
"""Answers by question id."""


def questions_asked(questionnaire: Questionnaire, answers: Answers) -> tuple[Question, ...]:
    """The questions that are asked with these answers, in order. Answers to questions that are not asked do not count."""
    asked: list[Question] = []
    counted: dict[str, Answer] = {}
    for question in questionnaire.questions:
        if all(_holds(condition, counted) for condition in question.when):
            asked.append(question)
            if question.id in answers:
                counted[question.id] = answers[question.id]
    return tuple(asked)


def answers_that_count(questionnaire: Questionnaire, answers: Answers) -> dict[str, Answer]:
    """The answers to the questions that are asked; one given before its question fell away is left out."""
    return {question.id: answers[question.id] for question in questions_asked(questionnaire, answers) if question.id in answers}


def next_question(questionnaire: Questionnaire, answers: Answers, after: str = "") -> Question | None:
    """The question after this one; without ``after`` the first without an answer. None: that was the last."""
    asked = questions_asked(questionnaire, answers)
    if not after:
        return next((question for question in asked if question.id not in answers), None)
    return _beside(asked, after, 1)


def previous_question(questionnaire: Questionnaire, answers: Answers, before: str) -> Question | None:
    """The question before this one; None: this is the first."""
    return _beside(questions_asked(questionnaire, answers), before, -1)


def place(questionnaire: Questionnaire, answers: Answers, question_id: str) -> tuple[int, int]:
    """(2, 5) for "question 2 of 5". Raises KeyError when the question is not asked."""
    asked = [question.id for question in questions_asked(questionnaire, answers)]
    if question_id not in asked:
        raise KeyError(question_id)
    return asked.index(question_id) + 1, len(asked)


def still_missing(questionnaire: Questionnaire, answers: Answers) -> tuple[Question, ...]:
    """The required questions that are asked and have no answer yet: empty means that it can be sent."""
    return tuple(q for q in questions_asked(questionnaire, answers) if q.required and q.id not in answers)


def unreachable(questions: Sequence[Question]) -> tuple[str, ...]:
    """The questions that no answers lead to.

    All conditions of a question, with those of the questions they name, are one conjunction of "this answer is one of these", so
    a question can be reached exactly when for each question named something is left.
    """
    by_id = {question.id: question for question in questions}
    return tuple(question.id for question in questions if any(not left for left in _needed(question, by_id).values()))


def _needed(question: Question, by_id: Mapping[str, Question]) -> dict[str, frozenset[Value]]:
    needed: dict[str, frozenset[Value]] = {}
    for condition in question.when:
        named = by_id[condition.question]
        parts = {**_needed(named, by_id)}
        parts[named.id] = condition.values & named.values
        for name, values in parts.items():
            needed[name] = needed.get(name, values) & values
    return needed


def _holds(condition: Condition, answers: Answers) -> bool:
    answer = answers.get(condition.question)
    return answer is not None and answer.key in condition.values


def _beside(asked: Sequence[Question], question_id: str, step: int) -> Question | None:
    ids = [question.id for question in asked]
    if question_id not in ids:
        return asked[0] if asked else None
    position = ids.index(question_id) + step
    return asked[position] if 0 <= position < len(asked) else None
