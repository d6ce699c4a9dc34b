"""What a questionnaire is: questions with their wordings per language, and when each is asked.

A questionnaire is data (``library/<id>.v<version>.toml``, read by load.py). A version never changes: whoever is half-way finishes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

INFORMANTS = ("young_person", "parent")
"""Who may answer. Source: Informatieprotocol Beleidsinformatie Jeugd, version 7, 4.5 (type informant)."""

MOMENTS = ("start", "progress", "end", "follow_up")
"""When a questionnaire is asked in a trajectory."""

STANDARD = "standard"
CHILD = "child"
WORDINGS = (STANDARD, CHILD)
"""A questionnaire has the standard wording, and may have one for children. The question and its scale are the same."""

CHILD_UNTIL = 12
"""Below this age (in years) the wording for children is proposed."""

RATHER_NOT_SAY = "rather_not_say"
DOES_NOT_APPLY = "does_not_apply"
SKIPPED = "skipped"
ABSENT = (RATHER_NOT_SAY, DOES_NOT_APPLY, SKIPPED)
"""Why there is no value: each is an answer of its own and never counts as a value."""

Kind = Literal["grade", "choice", "open"]
KINDS: tuple[Kind, ...] = ("grade", "choice", "open")

Value = int | str


@dataclass(frozen=True, slots=True)
class Text:
    """One text in every wording and language. ``official``: the languages in which the standard wording is the source's own, word
    for word; all other text is ours."""

    by_wording: Mapping[str, Mapping[str, str]]
    official: tuple[str, ...] = ()

    def say(self, language: str, wording: str = STANDARD) -> str:
        """The text; the standard wording where this text has no other."""
        return self.by_wording.get(wording, self.by_wording[STANDARD])[language]

    def is_official(self, language: str, wording: str = STANDARD) -> bool:
        return language in self.official and (wording == STANDARD or wording not in self.by_wording)


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice. ``explain`` is said under it, in smaller type."""

    code: str
    text: Text
    explain: Text | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """True when the answer to ``question`` is one of ``values`` (grades as numbers, choices as codes, or rather_not_say …)."""

    question: str
    values: frozenset[Value]


@dataclass(frozen=True, slots=True)
class Question:
    """One question, one screen.

    required: no going on without an answer ("rather not say" and "does not apply" are answers where they are allowed).
    when: asked if all conditions hold; each names an earlier question. delivery: ``nut`` or ``zonder_hulp`` of the law's record.
    lowest, highest: bounds of a grade. longest: the most characters of an open answer.
    """

    id: str
    kind: Kind
    text: Text
    required: bool
    source: str
    explain: Text | None = None
    options: tuple[Option, ...] = ()
    lowest: int = 0
    highest: int = 0
    lowest_text: Text | None = None
    highest_text: Text | None = None
    longest: int = 0
    allowed_absent: frozenset[str] = frozenset()
    when: tuple[Condition, ...] = ()
    delivery: str = ""

    @property
    def values(self) -> frozenset[Value]:
        """What a condition may ask of the answer: the grades or codes, and the absences that are allowed."""
        given: frozenset[Value] = frozenset(range(self.lowest, self.highest + 1)) if self.kind == "grade" else frozenset()
        if self.kind == "choice":
            given = frozenset(option.code for option in self.options)
        return given | frozenset(self.allowed_absent - {SKIPPED})

    @property
    def may_skip(self) -> bool:
        return not self.required


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """One version of one questionnaire."""

    id: str
    version: int
    informant: str
    moments: tuple[str, ...]
    languages: tuple[str, ...]
    wordings: tuple[str, ...]
    title: Text
    questions: tuple[Question, ...]
    includes: tuple[str, ...] = ()
    intro: Text | None = None

    @property
    def key(self) -> str:
        """``outcome_parent.v1``: as it is kept with an invitation."""
        return f"{self.id}.v{self.version}"

    def question(self, question_id: str) -> Question:
        """Raises KeyError."""
        for question in self.questions:
            if question.id == question_id:
                return question
        raise KeyError(f"{self.key} has no question '{question_id}'")

    def wording_for(self, age: int | None) -> str:
        """The wording proposed for somebody of this age in years (None: not known)."""
        return CHILD if CHILD in self.wordings and age is not None and age < CHILD_UNTIL else STANDARD

    def language_for(self, asked: str) -> str:
        """The language asked for if this questionnaire has it, else its first."""
        return asked if asked in self.languages else self.languages[0]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: a value (grade: int, choice: code, open: text), or why there is none (one of ABSENT)."""

    value: Value | None = None
    absent: str = ""

    @property
    def key(self) -> Value | None:
        """What conditions look at."""
        return self.absent or self.value

    def as_stored(self) -> dict[str, Any]:
        """Plain data to keep, read back with ``Answer(**kept)``."""
        return {"value": self.value, "absent": self.absent}


@dataclass(frozen=True, slots=True)
class ShownOption:
    """One option as it stood on the screen."""

    code: str
    text: str
    explain: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """One question as it stood on the screen: what is kept with the answer, because words decide what an answer means.

    official: the question's text is the source's own, word for word; otherwise it is ours.
    """

    questionnaire: str
    question: str
    kind: Kind
    language: str
    wording: str
    text: str
    official: bool
    source: str
    explain: str = ""
    lowest: int = 0
    highest: int = 0
    lowest_text: str = ""
    highest_text: str = ""
    longest: int = 0
    options: tuple[ShownOption, ...] = ()
    may_skip: bool = False
    allowed_absent: tuple[str, ...] = field(default=())

    def as_stored(self) -> dict[str, Any]:
        """Plain data (JSON) to keep with the answer."""
        kept: dict[str, Any] = {
            "questionnaire": self.questionnaire,
            "question": self.question,
            "language": self.language,
            "wording": self.wording,
            "text": self.text,
            "official": self.official,
        }
        if self.explain:
            kept["explain"] = self.explain
        if self.kind == "grade":
            kept |= {"lowest_text": self.lowest_text, "highest_text": self.highest_text}
        if self.options:
            kept["options"] = {option.code: option.text for option in self.options}
        return kept

    def option_text(self, code: str) -> str:
        """Raises KeyError."""
        return {option.code: option.text for option in self.options}[code]


def shown(questionnaire: Questionnaire, question: Question, language: str, wording: str = STANDARD) -> Shown:
    """The question in this language and wording, as the screen shows it. Raises KeyError for a language it does not have."""

    def say(text: Text | None) -> str:
        return text.say(language, wording) if text else ""

    return Shown(
        questionnaire=questionnaire.key,
        question=question.id,
        kind=question.kind,
        language=language,
        wording=wording,
        text=question.text.say(language, wording),
        official=question.text.is_official(language, wording),
        source=question.source,
        explain=say(question.explain),
        lowest=question.lowest,
        highest=question.highest,
        lowest_text=say(question.lowest_text),
        highest_text=say(question.highest_text),
        longest=question.longest,
        options=tuple(ShownOption(o.code, o.text.say(language, wording), say(o.explain)) for o in question.options),
        may_skip=question.may_skip,
        allowed_absent=tuple(why for why in ABSENT if why in question.allowed_absent),
    )
