"""From what somebody typed or pressed to an answer, or to the reason why it is none."""

from __future__ import annotations

from typing import Any

from uitkomst.questionnaires.questionnaire import ABSENT, SKIPPED, Answer, Question
from uitkomst.vocabulary.texts import read_texts
from uitkomst.vocabulary.typed import clean


class AnswerWrong(ValueError):
    """What was typed is not an answer. ``code``: needed, not_a_grade, out_of_range, not_an_option, too_long, not_allowed."""

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.details = details

    def text(self, language: str) -> str:
        """What is wrong and what to do, for the reader."""
        return str(read_texts("uitkomst.questionnaires", "messages", language)[self.code]).format(**self.details)


def read_answer(question: Question, typed: str = "", absent: str = "") -> Answer:
    """The answer in a form: ``typed`` is the grade, the code or the text; ``absent`` one of ABSENT, when such a button was pressed.

    Nothing typed at a question that may be skipped is ``skipped``. Raises AnswerWrong.
    """
    if absent:
        return _absent(question, absent)
    typed = clean(typed)
    if not typed:
        return _absent(question, SKIPPED)
    if question.kind == "grade":
        return Answer(_grade(question, typed))
    if question.kind == "choice":
        return Answer(_code(question, typed))
    if len(typed) > question.longest:
        raise AnswerWrong("too_long", length=len(typed), longest=question.longest)
    return Answer(typed)


def check_answer(question: Question, answer: Answer) -> None:
    """Raises AnswerWrong when a kept or imported answer is none of this question."""
    read_answer(question, "" if answer.value is None else str(answer.value), answer.absent)


def _absent(question: Question, why: str) -> Answer:
    if why == SKIPPED:
        if question.required:
            raise AnswerWrong("needed")
        return Answer(absent=SKIPPED)
    if why not in ABSENT or why not in question.allowed_absent:
        raise AnswerWrong("not_allowed")
    return Answer(absent=why)


def _grade(question: Question, typed: str) -> int:
    bounds = {"lowest": question.lowest, "highest": question.highest}
    if not (typed.isascii() and typed.removeprefix("-").isdigit() and len(typed) <= 4):
        raise AnswerWrong("not_a_grade", **bounds)
    grade = int(typed)
    if not question.lowest <= grade <= question.highest:
        raise AnswerWrong("out_of_range", **bounds)
    return grade


def _code(question: Question, typed: str) -> str:
    if typed not in {option.code for option in question.options}:
        raise AnswerWrong("not_an_option")
    return typed
