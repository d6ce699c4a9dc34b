"""Answer by a personal link, without an account: one question after another, kept as it goes, resumable anywhere until it is sent.

A link that is wrong, expired, stopped or taken back gives the same nothing. After sending there is only thanks.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from uitkomst import questionnaires
from uitkomst.care import queries
from uitkomst.care.operations import asking as operations
from uitkomst.care.operations import informants, tries
from uitkomst.care.types import Invitation
from uitkomst.flows.care.behind_link import NoSuchLink, behind_link
from uitkomst.flows.care.sheet import Sheet, sheet_behind, works
from uitkomst.flows.quotes import asking
from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.questionnaires import AnswerWrong
from uitkomst.records import audit


def open_link(*, token: str, now: datetime, address: str, language: str = "") -> Sheet:
    """The sheet behind a link. Raises NotFound; Refused (too_many_links) for an address that tried many wrong ones."""
    with behind_link(token, now=now, address=address):
        return _sheet(token, now, language)


def _sheet(token: str, now: datetime, language: str = "") -> Sheet:
    invitation = queries.by_link(token)
    if invitation is None or not works(invitation, now):
        raise NoSuchLink
    return sheet_behind(invitation, now, language)


def begin(*, token: str, now: datetime, address: str, language: str, present: bool = False) -> Sheet:
    """Begin, or go on where one was. The version of the questionnaire stays what it was at the first begin."""
    with behind_link(token, now=now, address=address), transaction.atomic():
        sheet = _sheet(token, now, language)
        if sheet.done:
            return sheet
        operations.begin(
            sheet.invitation, key=sheet.questionnaire.key, version=sheet.questionnaire.version,
            language=sheet.language, wording=sheet.wording, now=now, present=present,
        )  # fmt: skip
        tries.know(address, token, now)
        if sheet.response is None:
            _log(sheet.invitation, "answers.begun", "C", now, address)
    return _sheet(token, now, language)


def answer(
    *,
    token: str,
    now: datetime,
    address: str,
    question_id: str,
    typed: str,
    absent: str = "",
    only_total: bool = False,
    let: bool = False,
    language: str = "",
) -> Sheet:
    """Keep one answer; again is allowed until it is sent. let: a sentence of it may be used. Raises NotFound, AnswerWrong."""
    with behind_link(token, now=now, address=address), transaction.atomic():
        sheet = _sheet(token, now, language)
        if sheet.done:
            return sheet
        if sheet.response is None:
            raise NotFound
        shown = sheet.shown(question_id)
        said = questionnaires.read_answer(sheet.questionnaire.question(question_id), typed, absent)
        operations.keep_answer(
            sheet.response, question_id, said.as_stored(), shown.as_stored(), is_open=shown.kind == "open", only_total=only_total, now=now
        )
        if shown.kind == "open":
            asking.keep(sheet, question_id, let=let, now=now)
    return _sheet(token, now, language)


def read_by_nobody(*, token: str, now: datetime, address: str, question_id: str, only_total: bool) -> Sheet:
    """From this question on: count the answers in the total only (or not any more); this one's answer too, when there is one."""
    with behind_link(token, now=now, address=address), transaction.atomic():
        sheet = _sheet(token, now)
        if sheet.response is None:
            raise NotFound
        if not sheet.done:
            operations.set_only_total(sheet.response, question_id, only_total)
            if only_total:
                asking.keep(sheet, question_id, let=False, now=now)
    return _sheet(token, now)


def speak(*, token: str, now: datetime, address: str, language: str) -> Sheet:
    """Go on in another language. Answers keep the words in which they were given."""
    with behind_link(token, now=now, address=address), transaction.atomic():
        sheet = _sheet(token, now, language)
        if sheet.response is not None and not sheet.done:
            operations.set_language(sheet.response, sheet.language)
    return sheet


def send(*, token: str, now: datetime, address: str) -> Sheet:
    """Send: from now on the answers count, and cannot be seen here any more. A second time changes nothing.

    Raises NotFound, Refused (answers_missing).
    """
    with behind_link(token, now=now, address=address), transaction.atomic():
        sheet = _sheet(token, now)
        if sheet.done:
            return sheet
        if sheet.response is None:
            raise NotFound
        if sheet.missing:
            raise Refused("answers_missing")
        keep = list(questionnaires.answers_that_count(sheet.questionnaire, sheet.answers))
        if operations.send(sheet.response, keep=keep, now=now):
            _log(sheet.invitation, "answers.sent", "U", now, address)
    return _sheet(token, now)


def tell_me(*, token: str, now: datetime, address: str, wants: bool) -> None:
    """Whether this person wants to hear what happens with the answers. Raises NotFound."""
    with behind_link(token, now=now, address=address), transaction.atomic():
        sheet = _sheet(token, now)
        informants.set_wants_news(sheet.invitation.informant, wants)
        _log(sheet.invitation, "answers.news", "U", now, address)


def leave_me(*, secret: str, now: datetime, address: str) -> None:
    """Send this person nothing more. A second time changes nothing. Raises NotFound, Refused (too_many_links)."""
    with behind_link(secret, now=now, address=address), transaction.atomic():
        informant = queries.informant_by_secret(secret)
        if informant is None:
            raise NoSuchLink
        if informants.unsubscribe(informant, now=now):
            audit.record(
                None, now=now, action="U", event="client.unsubscribed", object_type="informant", object_id=str(informant.pk),
                clients=[str(informant.client_id)], name=informant.kind, address=address, ground="link",
            )  # fmt: skip


def look_to_leave(*, secret: str, now: datetime, address: str) -> None:
    """Whether this link leads somewhere; changes nothing. Raises NotFound, Refused (too_many_links)."""
    with behind_link(secret, now=now, address=address):
        if queries.informant_by_secret(secret) is None:
            raise NoSuchLink


def _log(invitation: Invitation, event: str, action: audit.Action, now: datetime, address: str) -> None:
    """A line about somebody who has a link: the kind of informant, never a name."""
    audit.record(
        None, now=now, action=action, event=event, object_type="invitation", object_id=str(invitation.pk),
        clients=[str(invitation.trajectory.client_id)], name=invitation.informant.kind, address=address, ground="link",
    )  # fmt: skip


__all__ = [
    "AnswerWrong",
    "Sheet",
    "answer",
    "begin",
    "leave_me",
    "look_to_leave",
    "open_link",
    "read_by_nobody",
    "send",
    "speak",
    "tell_me",
]
