"""Answer by a personal link, without an account: one question after another, kept as it goes, resumable anywhere until it is sent.

A link that is wrong, expired, stopped or taken back gives the same nothing. After sending there is only thanks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from uitkomst import questionnaires
from uitkomst.care import queries
from uitkomst.care.operations import asking as operations
from uitkomst.care.operations import informants
from uitkomst.care.rules import age_on
from uitkomst.care.types import Invitation, Response
from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.questionnaires import Answer, AnswerWrong, Questionnaire, Shown
from uitkomst.records import audit

MOST_WRONG, WRONG_SECONDS = 30, 600
"""So many links that lead nowhere, from one network address, before it has to wait."""


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


def open_link(*, token: str, now: datetime, address: str, language: str = "") -> Sheet:
    """The sheet behind a link. Raises NotFound; Refused (too_many_links) for an address that tried many wrong ones."""
    not_too_many(address)
    invitation = queries.by_link(token)
    if invitation is None or not _works(invitation, now):
        count_wrong_link(address)
        raise NotFound
    return _sheet(invitation, now, language)


def begin(*, token: str, now: datetime, address: str, language: str, present: bool = False) -> Sheet:
    """Begin, or go on where one was. The version of the questionnaire stays what it was at the first begin."""
    with transaction.atomic():
        sheet = open_link(token=token, now=now, address=address, language=language)
        if sheet.done:
            return sheet
        operations.begin(
            sheet.invitation, key=sheet.questionnaire.key, version=sheet.questionnaire.version,
            language=sheet.language, wording=sheet.wording, now=now, present=present,
        )  # fmt: skip
        if sheet.response is None:
            _log(sheet.invitation, "answers.begun", "C", now, address)
    return open_link(token=token, now=now, address=address, language=language)


def answer(
    *, token: str, now: datetime, address: str, question_id: str, typed: str, absent: str = "", only_total: bool = False, language: str = ""
) -> Sheet:
    """Keep one answer; again is allowed until it is sent. Raises NotFound, AnswerWrong."""
    with transaction.atomic():
        sheet = open_link(token=token, now=now, address=address, language=language)
        if sheet.done:
            return sheet
        if sheet.response is None:
            raise NotFound
        shown = sheet.shown(question_id)
        said = questionnaires.read_answer(sheet.questionnaire.question(question_id), typed, absent)
        operations.keep_answer(
            sheet.response, question_id, said.as_stored(), shown.as_stored(), is_open=shown.kind == "open", only_total=only_total, now=now
        )
    return open_link(token=token, now=now, address=address, language=language)


def read_by_nobody(*, token: str, now: datetime, address: str, question_id: str, only_total: bool) -> Sheet:
    """From this question on: count the answers in the total only (or not any more); this one's answer too, when there is one."""
    with transaction.atomic():
        sheet = open_link(token=token, now=now, address=address)
        if sheet.response is None:
            raise NotFound
        if not sheet.done:
            operations.set_only_total(sheet.response, question_id, only_total)
    return open_link(token=token, now=now, address=address)


def speak(*, token: str, now: datetime, address: str, language: str) -> Sheet:
    """Go on in another language. Answers keep the words in which they were given."""
    with transaction.atomic():
        sheet = open_link(token=token, now=now, address=address, language=language)
        if sheet.response is not None and not sheet.done:
            operations.set_language(sheet.response, sheet.language)
    return sheet


def send(*, token: str, now: datetime, address: str) -> Sheet:
    """Send: from now on the answers count, and cannot be seen here any more. A second time changes nothing.

    Raises NotFound, Refused (answers_missing).
    """
    with transaction.atomic():
        sheet = open_link(token=token, now=now, address=address)
        if sheet.done:
            return sheet
        if sheet.response is None:
            raise NotFound
        if sheet.missing:
            raise Refused("answers_missing")
        keep = list(questionnaires.answers_that_count(sheet.questionnaire, sheet.answers))
        if operations.send(sheet.response, keep=keep, now=now):
            _log(sheet.invitation, "answers.sent", "U", now, address)
    return open_link(token=token, now=now, address=address)


def tell_me(*, token: str, now: datetime, address: str, wants: bool) -> None:
    """Whether this person wants to hear what happens with the answers. Raises NotFound."""
    with transaction.atomic():
        sheet = open_link(token=token, now=now, address=address)
        informants.set_wants_news(sheet.invitation.informant, wants)
        _log(sheet.invitation, "answers.news", "U", now, address)


def leave_me(*, secret: str, now: datetime, address: str) -> None:
    """Send this person nothing more. A second time changes nothing. Raises NotFound, Refused (too_many_links)."""
    not_too_many(address)
    with transaction.atomic():
        informant = queries.informant_by_secret(secret)
        if informant is None:
            count_wrong_link(address)
            raise NotFound
        if informants.unsubscribe(informant, now=now):
            audit.record(
                None, now=now, action="U", event="client.unsubscribed", object_type="informant", object_id=str(informant.pk),
                clients=[str(informant.client_id)], name=informant.kind, address=address, ground="link",
            )  # fmt: skip


def is_link_to_leave(*, secret: str, address: str) -> bool:
    """Whether this link leads somewhere. Raises Refused (too_many_links)."""
    not_too_many(address)
    found = queries.informant_by_secret(secret) is not None
    if not found:
        count_wrong_link(address)
    return found


def _works(invitation: Invitation, now: datetime) -> bool:
    if invitation.answered_at:
        return True
    return invitation.stopped_at is None and invitation.expires_at is not None and now < invitation.expires_at


def _sheet(invitation: Invitation, now: datetime, language: str) -> Sheet:
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


def _log(invitation: Invitation, event: str, action: audit.Action, now: datetime, address: str) -> None:
    """A line about somebody who has a link: the kind of informant, never a name."""
    audit.record(
        None, now=now, action=action, event=event, object_type="invitation", object_id=str(invitation.pk),
        clients=[str(invitation.trajectory.client_id)], name=invitation.informant.kind, address=address, ground="link",
    )  # fmt: skip


def not_too_many(address: str) -> None:
    """Go on, or raise Refused for an address that tried many links that lead nowhere."""
    if cache.get(f"wrong-links:{address}", 0) >= MOST_WRONG:
        raise Refused("too_many_links", minutes=WRONG_SECONDS // 60)


def count_wrong_link(address: str) -> None:
    """One link more that leads nowhere, from this address."""
    key = f"wrong-links:{address}"
    cache.add(key, 0, WRONG_SECONDS)
    cache.incr(key)


__all__ = [
    "AnswerWrong",
    "Sheet",
    "answer",
    "begin",
    "is_link_to_leave",
    "leave_me",
    "open_link",
    "read_by_nobody",
    "send",
    "speak",
    "tell_me",
]
