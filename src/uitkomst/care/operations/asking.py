"""Invite, remind, and keep answers. A link is never kept, only its hash; a letter is handed over at most once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db.models import Q, QuerySet

from uitkomst.care.links import hash_of, new_nonce, token_of
from uitkomst.care.models import Answer, Informant, Invitation, Message, Response, Trajectory
from uitkomst.care.rules import REMINDER_DAYS, VALID_DAYS
from uitkomst.care.states import TOLD_REASONS, Channel, MessageKind, MessageState, Moment, StopReason
from uitkomst.vocabulary.channels import way

_AT_ONCE = 1000
"""Rows in one statement, where the database takes so many (``config.sqlite``)."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Somebody to be asked a questionnaire at a moment, from a day on."""

    trajectory: Trajectory
    informant: Informant
    questionnaire: str
    moment: Moment
    channel: Channel
    on: date


def add_invitations(wanted: Sequence[Wanted], *, now: datetime) -> list[Invitation]:
    """Ask many at once, in a few queries: the invitations that are new. What was asked before stays as it is, and gets no second letter."""
    asked = [_invitation(one, now=now, by=None) for one in wanted]
    Invitation.objects.bulk_create(asked, ignore_conflicts=True, batch_size=_AT_ONCE)
    there = set(Invitation.objects.filter(pk__in=[one.pk for one in asked]).values_list("pk", flat=True))
    new = [one for one in asked if one.pk in there]
    letters = [letter for one in new if way(one.channel).by_itself for letter in _letters(one, now=now)]
    Message.objects.bulk_create(letters, ignore_conflicts=True, batch_size=_AT_ONCE)
    return new


def _invitation(one: Wanted, *, now: datetime, by: int | None) -> Invitation:
    pk, nonce = uuid4(), new_nonce()
    return Invitation(
        id=pk, nonce=nonce, token_hash=hash_of(token_of("invitation", pk, nonce)), trajectory=one.trajectory, informant=one.informant,
        questionnaire=one.questionnaire, moment=one.moment, channel=one.channel, due_on=one.on, made_by_id=by, made_at=now,
        expires_at=now + timedelta(days=VALID_DAYS),
    )  # fmt: skip


def add_invitation(
    trajectory: Trajectory, informant: Informant, *, questionnaire: str, moment: Moment, channel: Channel, on: date, now: datetime,
    by: int | None,
) -> tuple[Invitation, bool]:  # fmt: skip
    """Ask one person one questionnaire: (invitation, whether it is new). What the program sends is made with it."""
    pk, nonce = uuid4(), new_nonce()
    invitation, made = Invitation.objects.get_or_create(
        trajectory=trajectory, informant=informant, moment=moment, due_on=on,
        defaults={
            "id": pk, "nonce": nonce, "token_hash": hash_of(token_of("invitation", pk, nonce)), "questionnaire": questionnaire,
            "channel": channel, "expires_at": now + timedelta(days=VALID_DAYS), "made_by_id": by, "made_at": now,
        },
    )  # fmt: skip
    if made and way(channel).by_itself:
        add_letters(invitation, now=now)
    return invitation, made


def add_letters(invitation: Invitation, *, now: datetime) -> None:
    """The invitation and its reminders, each once."""
    Message.objects.bulk_create(_letters(invitation, now=now), ignore_conflicts=True)


def _letters(invitation: Invitation, *, now: datetime) -> list[Message]:
    dues = [(MessageKind.INVITATION, 0)]
    if way(invitation.channel).reminds:
        dues += [(MessageKind.REMINDER, days) for days in REMINDER_DAYS]
    return [
        Message(key=f"{invitation.pk}:{number}", invitation=invitation, kind=kind, due_at=now + timedelta(days=days))
        for number, (kind, days) in enumerate(dues)
    ]


def link_of(invitation: Invitation) -> str:
    """The secret part of the link of an invitation."""
    return token_of("invitation", invitation.pk, invitation.nonce)


def renew_link(invitation: Invitation, *, now: datetime) -> str:
    """A new link that works again for a while; the old one is worth nothing from now on."""
    invitation.nonce = new_nonce()
    invitation.token_hash, invitation.expires_at = hash_of(link_of(invitation)), now + timedelta(days=VALID_DAYS)
    invitation.save(update_fields=["nonce", "token_hash", "expires_at"])
    return link_of(invitation)


def renew_links(found: QuerySet[Invitation], *, now: datetime) -> None:
    """Open invitations of which a message went out: the link in it works no more, the next message has another."""
    went = (MessageState.SENDING, MessageState.SENT, MessageState.UNSURE)
    for invitation in found.filter(answered_at=None, stopped_at=None, messages__state__in=went).distinct():
        renew_link(invitation, now=now)


def stop(invitation: Invitation, reason: StopReason, *, now: datetime) -> bool:
    """This one will not be answered. False when it was answered or stopped before; that its link expired can still be explained."""
    open_ = Q(stopped_at=None) | (Q(stop_reason=StopReason.EXPIRED) if reason in TOLD_REASONS else Q(pk=None))
    stopped = Invitation.objects.filter(open_, pk=invitation.pk, answered_at=None).update(stopped_at=now, stop_reason=reason)
    Message.objects.filter(invitation=invitation, state=MessageState.WAITING).update(state=MessageState.STOPPED)
    return bool(stopped)


def begin(invitation: Invitation, *, key: str, version: int, language: str, wording: str, now: datetime, **more: Any) -> Response:
    """Begin to answer; a second time (another device, the back button) goes on with the first. present: the practitioner is there now."""
    response, made = Response.objects.get_or_create(
        invitation=invitation,
        defaults={"questionnaire": key, "version": version, "language": language, "wording": wording, "started_at": now, **more},
    )
    if made:
        Invitation.objects.filter(pk=invitation.pk, opened_at=None).update(opened_at=now)
    elif more.get("present"):
        # Not when answers were given elsewhere in the meantime: those were not given with the practitioner there.
        Response.objects.filter(pk=response.pk, sent_at=None, answers=None).update(present=True)
    return response


def begun_elsewhere(invitation: Invitation) -> bool:
    """Whether there are answers that were not sent, and not given with the practitioner there."""
    return Answer.objects.filter(response__invitation=invitation, response__sent_at=None, response__present=False).exists()


def drop_unsent(invitation: Invitation, *, now: datetime) -> bool:
    """What was not sent goes, and the link it was given by works no more. False when there was nothing."""
    gone, _ = Response.objects.filter(invitation=invitation, sent_at=None, invitation__answered_at=None).delete()
    if gone:
        Invitation.objects.filter(pk=invitation.pk).update(opened_at=None)
        renew_link(invitation, now=now)
    return bool(gone)


def keep_answer(
    response: Response, question: str, said: Mapping[str, Any], shown: Mapping[str, Any], *, is_open: bool, only_total: bool, now: datetime
) -> bool:
    """Keep one answer with the words that were shown; a later one takes its place. False when it was sent in the meantime."""
    if not Response.objects.select_for_update(of=("self",)).filter(pk=response.pk, sent_at=None).exists():
        return False
    Answer.objects.update_or_create(
        response=response, question=question,
        defaults={"said": dict(said), "shown": dict(shown), "is_open": is_open, "only_total": only_total, "saved_at": now},
    )  # fmt: skip
    if response.only_total != only_total:
        Response.objects.filter(pk=response.pk).update(only_total=only_total)
    return True


def send(response: Response, *, keep: list[str], now: datetime) -> bool:
    """These answers are final; what was answered on a way not taken goes. Reminders stop. False when it was sent before."""
    if not Response.objects.filter(pk=response.pk, sent_at=None).update(sent_at=now):
        return False
    Answer.objects.filter(response=response).exclude(question__in=keep).delete()
    Invitation.objects.filter(pk=response.invitation_id).update(answered_at=now)
    waiting = Message.objects.filter(invitation_id=response.invitation_id, state=MessageState.WAITING)
    waiting.update(state=MessageState.STOPPED)
    return True


def mark_read(answers: list[Answer], *, by: int, now: datetime) -> None:
    """Answers in own words were read."""
    Answer.objects.filter(pk__in=[answer.pk for answer in answers], read_at=None).update(read_at=now, read_by_id=by)


def mark_entered(response: Response, *, present: bool, on_paper: date | None, by: int | None) -> None:
    """How it was filled in, also when it was begun on a phone."""
    Response.objects.filter(pk=response.pk, sent_at=None).update(present=present, on_paper=on_paper, entered_by_id=by)


def open_again(invitation: Invitation, channel: Channel, *, now: datetime) -> None:
    """It was stopped, or asked in another way, and is asked in this way now: a letter goes when the program sends it, else none does."""
    invitation.stopped_at, invitation.stop_reason, invitation.channel = None, "", channel
    invitation.expires_at = now + timedelta(days=VALID_DAYS)
    invitation.save(update_fields=["stopped_at", "stop_reason", "channel", "expires_at"])
    letters = Message.objects.filter(invitation=invitation)
    if not way(channel).by_itself:
        letters.filter(state=MessageState.WAITING).update(state=MessageState.STOPPED)
    elif letters.exists():
        send_again(invitation, now=now)
    else:
        add_letters(invitation, now=now)


def set_only_total(response: Response, question: str, only_total: bool) -> None:
    """From here on answers are for the total alone (or not); so is the one given to this question."""
    Response.objects.filter(pk=response.pk, sent_at=None).update(only_total=only_total)
    Answer.objects.filter(response=response, question=question).update(only_total=only_total)


def set_language(response: Response, language: str) -> None:
    """Go on in this language."""
    Response.objects.filter(pk=response.pk, sent_at=None).update(language=language)


def send_again(invitation: Invitation, *, now: datetime) -> bool:
    """Somebody asks for the message once more: a new letter, unless one waits already. Letters that nobody is sure of are done with."""
    if Message.objects.filter(invitation=invitation, state=MessageState.WAITING, due_at__lte=now).exists():
        return False
    Message.objects.filter(invitation=invitation, state__in=(MessageState.UNSURE, MessageState.FAILED)).update(state=MessageState.STOPPED)
    number = Message.objects.filter(invitation=invitation).count()
    Message.objects.create(key=f"{invitation.pk}:again-{number}", invitation=invitation, kind=MessageKind.REMINDER, due_at=now)
    return True


def stop_expired(now: datetime) -> int:
    """Invitations whose link works no more were not answered. Returns how many."""
    over = Invitation.objects.filter(answered_at=None, stopped_at=None, expires_at__lte=now)
    return over.update(stopped_at=now, stop_reason=StopReason.EXPIRED)
