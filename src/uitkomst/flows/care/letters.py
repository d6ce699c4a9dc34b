"""Send the letters that are due: invitations and reminders, each at most once, never in quiet hours, never to whom it may not go.

By e-mail or as a text message, as the person is asked. A letter is marked as handed over before it is handed over. When a worker dies
in between, nobody knows whether it went, and it is not sent again: better one reminder too few than one too many. It then stands on the
practitioner's list.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from uitkomst.care.operations import asking, sending
from uitkomst.care.operations.news import stop_message
from uitkomst.care.operations.sending import Letter
from uitkomst.care.reaching import lacks
from uitkomst.care.rules import next_allowed
from uitkomst.care.states import Channel, MessageKind, MessageState, Moment, StopReason
from uitkomst.care.stops import why_not
from uitkomst.care.types import Invitation, Message
from uitkomst.flows import mail, sms
from uitkomst.flows.care import news_letter, text_message, ways
from uitkomst.flows.care.addresses import answer_address, leave_address
from uitkomst.flows.care.together import asked_elsewhere
from uitkomst.records import audit
from uitkomst.vocabulary.channels import way
from uitkomst.vocabulary.texts import read_texts

_AT_ONCE = 500
_SURELY_DEAD = timedelta(minutes=10)
_AGAIN = timedelta(hours=1)
_MOST_ATTEMPTS = 8


@dataclass(slots=True)
class Round:
    """What one round did. unsure: letters of a worker that died."""

    sent: int = 0
    stopped: int = 0
    failed: int = 0
    later: int = 0
    unsure: int = 0


def letters_wait(*, now: datetime) -> bool:
    """Whether a round would do something: letters are due and may go, or a worker left some behind."""
    local = timezone.localtime(now)
    if sending.letters_left(now - _SURELY_DEAD):
        return True
    ready = ways.sending()
    return bool(ready) and next_allowed(local) <= local and bool(sending.letters_due(now, 1, ready))


def send_letters(*, now: datetime) -> Round:
    """One round. Without what sends them and a sender of their own, or in quiet hours, nothing happens: the letters wait."""
    done = Round(unsure=sending.give_up_letters(now - _SURELY_DEAD))
    local = timezone.localtime(now)
    ready = ways.sending()
    if not ready or next_allowed(local) > local:
        return done
    for message in sending.letters_due(now, _AT_ONCE, ready):
        _one(message, now, done)
    return done


def _one(message: Letter, now: datetime, done: Round) -> None:
    if _stopped(message, now):
        done.stopped += 1
        return
    if not sending.take_letter(message, now=now):
        return
    try:
        _hand_over(message)
    except mail.NotSent as not_sent:
        _not_sent(message, not_sent, now, done)
        return
    kind, about, of, client_id = _about(message)
    with transaction.atomic():
        sending.letter_done(message, MessageState.SENT)
        audit.record(
            None, now=now, action="E", event=f"letter.{kind}", object_type=about, object_id=of, clients=[client_id],
        )  # fmt: skip
    done.sent += 1


def _stopped(message: Letter, now: datetime) -> bool:
    """Looked at again at the last moment: what was true when the letter was made may not be true now."""
    if isinstance(message, Message):
        why = _not_any_more(message.invitation, now)
        if why:
            asking.stop(message.invitation, why, now=now)
        return why is not None
    if over := news_letter.not_any_more(message, now):
        stop_message(message)
    return over


def _hand_over(message: Letter) -> None:
    """Raises NotSent."""
    if _channel(message) == Channel.SMS:
        to, text = text_message.of(message)
        sms.send(to=to, text=text, key=message.key)
    else:
        mail.send(**_written(message), more={"Message-ID": _message_id(message)})


def _channel(message: Letter) -> str:
    return message.invitation.channel if isinstance(message, Message) else message.channel


def _written(message: Letter) -> dict[str, str]:
    return letter(message.invitation, MessageKind(message.kind)) if isinstance(message, Message) else news_letter.mail_of(message)


def _about(message: Letter) -> tuple[str, str, str, str]:
    """For the log: what kind of letter, about what, and the client."""
    if isinstance(message, Message):
        return message.kind, "invitation", str(message.invitation_id), str(message.invitation.trajectory.client_id)
    return "news", "news", str(message.news_id), str(message.informant.client_id)


def _not_sent(message: Letter, why: mail.NotSent, now: datetime, done: Round) -> None:
    if not why.certain:
        sending.letter_done(message, MessageState.UNSURE)
        done.unsure += 1
    elif why.final or message.attempts + 1 >= _MOST_ATTEMPTS:
        sending.letter_done(message, MessageState.FAILED)
        done.failed += 1
    else:
        sending.letter_later(message, now + _AGAIN)
        done.later += 1


def _not_any_more(invitation: Invitation, now: datetime) -> StopReason | None:
    if invitation.answered_at or invitation.stopped_at:
        return StopReason(invitation.stop_reason or StopReason.REPLACED)
    if invitation.expires_at and invitation.expires_at <= now:
        return StopReason.EXPIRED
    if asked_elsewhere(invitation.trajectory, Moment(invitation.moment)):
        return StopReason.ELSEWHERE
    channel = Channel(invitation.channel)
    if not way(channel).by_itself or lacks(invitation.informant, channel):
        return StopReason.REPLACED
    return StopReason(why) if (why := why_not(invitation.informant, channel)) else None


def letter(invitation: Invitation, kind: MessageKind) -> dict[str, str]:
    """The letter: no name, no organisation, no word of help or care; only that there are questions, and the links."""
    texts = read_texts("uitkomst.flows.care", "letters", invitation.trajectory.client.language)
    informant = invitation.informant
    until = timezone.localtime(invitation.expires_at).strftime("%d-%m-%Y") if invitation.expires_at else ""
    form = "child" if informant.kind == "young_person" else "adult"
    text = texts[kind][form].format(link=answer_address(asking.link_of(invitation)), stop=leave_address(informant), until=until)
    return {"to": informant.email, "subject": texts[kind][f"{form}_subject"], "text": text, "sender": settings.CLIENT_FROM_EMAIL}


def _message_id(message: Letter) -> str:
    """The same letter always has the same number, so that a mail server can see that it has it already."""
    host = settings.CLIENT_FROM_EMAIL.rpartition("@")[2].strip(" >") or "localhost"
    return f"<{message.key.replace(':', '.')}@{host}>"
