"""What somebody fills in behind a link: the questions that are asked, what was answered, and who reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from uitkomst import questionnaires
from uitkomst.care import queries
from uitkomst.care.rules import age_on
from uitkomst.care.types import Invitation, Response
from uitkomst.flows.refusals import NotFound
from uitkomst.questionnaires import Answer, Questionnaire, Shown


@dataclass(frozen=True, slots=True)
class Sheet:
    """What somebody fills in. done: it was sent. readers: who reads it, by first name, and whether a team lead does too."""

    invitation: Invitation
    response: Response | None
    questionnaire: Questionnaire
    language: str
    wording: str
    answers: Mapping[str, Answer]
    only_total: Mapping[str, bool]
    total_by_default: bool
    done: bool
    readers: tuple[str, ...]
    team_reads: bool

    @property
    def begun(self) -> bool:
        return self.response is not None

    def shown(self, question_id: str) -> Shown:
        """A question as it stands on the screen. Raises NotFound when it is not asked."""
        asked = {question.id: question for question in questionnaires.questions_asked(self.questionnaire, self.answers)}
        if question_id not in asked:
            raise NotFound
        return questionnaires.shown(self.questionnaire, asked[question_id], self.language, self.wording)

    def for_total(self, question_id: str) -> bool:
        """Whether the answer to this question is counted only, and read by nobody."""
        return self.only_total.get(question_id, self.total_by_default)

    @property
    def next_id(self) -> str:
        """The first question without an answer; "" when there is none."""
        found = questionnaires.next_question(self.questionnaire, self.answers)
        return found.id if found else ""

    @property
    def missing(self) -> tuple[str, ...]:
        """The required questions that have no answer yet."""
        return tuple(question.id for question in questionnaires.still_missing(self.questionnaire, self.answers))


def works(invitation: Invitation, now: datetime) -> bool:
    """Whether a link leads somewhere: to thanks when it was answered, to nothing when it expired or was stopped."""
    if invitation.answered_at:
        return True
    return invitation.stopped_at is None and invitation.expires_at is not None and now < invitation.expires_at


def sheet_behind(invitation: Invitation, now: datetime, language: str) -> Sheet:
    """The sheet of an invitation, in the language asked for, else that begun with, else the client's."""
    response = getattr(invitation, "response", None)
    trajectory = invitation.trajectory
    if response is None:
        found = questionnaires.current(invitation.questionnaire)
        wording = found.wording_for(age_on(trajectory.client.born, timezone.localdate(now)) if found.informant == "young_person" else None)
    else:
        found, wording = questionnaires.by_key(response.questionnaire), response.wording
    kept = queries.answers_of(response) if response else {}
    return Sheet(
        invitation=invitation,
        response=response,
        questionnaire=found,
        language=found.language_for(language or (response.language if response else trajectory.client.language)),
        wording=wording,
        answers={name: Answer(**one["said"]) for name, one in kept.items()},
        only_total={name: one["only_total"] for name, one in kept.items()},
        total_by_default=response.only_total if response else False,
        done=invitation.answered_at is not None,
        readers=tuple(person.name.split()[0] for person in trajectory.readers),
        team_reads=trajectory.team_id is not None,
    )
