"""Fill in for somebody at once: together at the table, or from paper. The same questions, wording and checks as on the phone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.utils import timezone

from uitkomst import questionnaires
from uitkomst.care.operations import asking as operations
from uitkomst.care.rules import age_on
from uitkomst.care.types import Invitation
from uitkomst.flows.quotes import asking
from uitkomst.flows.refusals import Refused
from uitkomst.questionnaires import Answer, AnswerWrong, Questionnaire, Shown
from uitkomst.questionnaires.questionnaire import ABSENT


def sheet_of(invitation: Invitation, today: date) -> tuple[Questionnaire, str, str]:
    """The questionnaire, language and wording with which this person answers: those begun with, else those of today."""
    response = getattr(invitation, "response", None)
    if response is not None:
        return questionnaires.by_key(response.questionnaire), response.language, response.wording
    client = invitation.trajectory.client
    return sheet_for(invitation.questionnaire, invitation.informant.kind, client.born, client.language, today)


def sheet_for(name: str, kind: str, born: str, language: str, today: date) -> tuple[Questionnaire, str, str]:
    """The newest version of a questionnaire, in the language and wording proposed for this person."""
    found = questionnaires.current(name)
    wording = found.wording_for(age_on(born, today) if kind == "young_person" else None)
    return found, found.language_for(language), wording


def all_shown(found: Questionnaire, language: str, wording: str) -> list[Shown]:
    """Every question as it stands on the screen, for paper and for one page."""
    return [questionnaires.shown(found, question, language, wording) for question in found.questions]


def fill_in(
    invitation: Invitation,
    typed: Mapping[str, str],
    *,
    prefix: str,
    now: datetime,
    by: int | None,
    present: bool,
    on_paper: date | None = None,
) -> bool:
    """Keep and send what was filled in: fields ``<prefix><question>`` and ``<prefix><question>:absent``. False when it was sent before.

    Beside own words: whether a sentence may be used (``flows.quotes.asking``).
    Raises Refused (answer_wrong with ``field`` and what is wrong; answers_missing; quote_parent_needed).
    """
    found, language, wording = sheet_of(invitation, timezone.localdate(now))
    answers = _read(found, typed, prefix, language)
    if questionnaires.still_missing(found, answers):
        raise Refused("answers_missing")
    response = operations.begin(
        invitation, key=found.key, version=found.version, language=language, wording=wording, now=now, present=present,
        on_paper=on_paper, entered_by_id=by,
    )  # fmt: skip
    operations.mark_entered(response, present=present, on_paper=on_paper, by=by)
    counted = questionnaires.answers_that_count(found, answers)
    for question_id, said in counted.items():
        shown = questionnaires.shown(found, found.question(question_id), language, wording)
        operations.keep_answer(
            response, question_id, said.as_stored(), shown.as_stored(), is_open=shown.kind == "open",
            only_total=typed.get(f"{prefix}only_total") == "on", now=now,
        )  # fmt: skip
        if shown.kind == "open":
            asking.keep_together(
                response, invitation, question_id, typed, f"{prefix}{question_id}", day=on_paper or timezone.localdate(now), now=now
            )
    if by is not None:
        # Who entered it has read it.
        operations.mark_read(list(response.answers.filter(is_open=True)), by=by, now=now)
    return operations.send(response, keep=list(counted), now=now)


def given(typed: Mapping[str, str], prefix: str) -> bool:
    """Whether anything was filled in for this person."""
    told = (name for name, value in typed.items() if name.startswith(prefix) and value.strip())
    return any(not name.endswith((":none", ":let", ":parent")) for name in told)


def _read(found: Questionnaire, typed: Mapping[str, str], prefix: str, language: str) -> dict[str, Answer]:
    """The answers in the order of the questions; on one page all questions stand, so those not asked are left out afterwards."""
    answers: dict[str, Answer] = {}
    for question in found.questions:
        value, absent = typed.get(f"{prefix}{question.id}", ""), typed.get(f"{prefix}{question.id}:absent", "")
        # On one page "rather not say" stands among the answers.
        if value in ABSENT and question.kind != "open":
            value, absent = "", value
        if not value.strip() and not absent and question.required:
            continue
        try:
            answers[question.id] = questionnaires.read_answer(question, value, absent)
        except AnswerWrong as wrong:
            raise Refused("answer_wrong", field=f"{prefix}{question.id}", why=wrong.text(language)) from None
    return answers
