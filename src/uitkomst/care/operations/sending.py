"""Letters that the program hands over, each at most once: invitations, reminders, and what became of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from uitkomst.care.models import Message, NewsMessage
from uitkomst.care.rules import LETTERS_APART_DAYS
from uitkomst.care.states import Channel, MessageState
from uitkomst.vocabulary.channels import BY_ITSELF

Letter = Message | NewsMessage
_KINDS = (Message, NewsMessage)


def take_letter(letter: Letter, *, now: datetime) -> bool:
    """This letter is handed over now. False when somebody else has it, it is not needed any more, or another went just before it."""
    ready = _all(letter).filter(pk=letter.pk, state=MessageState.WAITING, due_at__lte=now)
    if not ready.update(state=MessageState.SENDING, tried_at=now, attempts=letter.attempts + 1):
        return False
    if isinstance(letter, Message):
        # Letters that waited long are due together: the next one comes some days after this one.
        next_ = now + timedelta(days=LETTERS_APART_DAYS)
        Message.objects.filter(invitation=letter.invitation_id, state=MessageState.WAITING, due_at__lt=next_).update(due_at=next_)
    return True


def letter_done(letter: Letter, state: MessageState) -> None:
    """What became of a letter that was handed over."""
    _all(letter).filter(pk=letter.pk, state=MessageState.SENDING).update(state=state)


def letter_later(letter: Letter, moment: datetime) -> None:
    """It was certainly not taken: try again later."""
    _all(letter).filter(pk=letter.pk, state=MessageState.SENDING).update(state=MessageState.WAITING, due_at=moment)


def letters_due(now: datetime, most: int, channels: Collection[Channel]) -> list[Letter]:
    """Letters that wait and whose moment has come, by the channels that can send now; invitations first."""
    cannot = [channel for channel in BY_ITSELF if channel not in channels]
    waiting = Message.objects.filter(state=MessageState.WAITING, due_at__lte=now).exclude(invitation__channel__in=cannot)
    asked = waiting.select_related("invitation__informant__client", "invitation__trajectory__client")
    told = NewsMessage.objects.filter(state=MessageState.WAITING, due_at__lte=now, channel__in=channels)
    found: list[Letter] = list(asked[:most])
    return found + list(told.select_related("news", "informant__client")[: most - len(found)])


def letters_left(before: datetime) -> bool:
    """Whether a worker died while it handed letters over."""
    return any(kind._default_manager.filter(state=MessageState.SENDING, tried_at__lt=before).exists() for kind in _KINDS)


def give_up_letters(before: datetime) -> int:
    """Letters whose worker died while it handed them over: nobody knows whether they went. They are never sent again."""
    left = [kind._default_manager.filter(state=MessageState.SENDING, tried_at__lt=before) for kind in _KINDS]
    return sum(found.update(state=MessageState.UNSURE) for found in left)


def _all(letter: Letter) -> Any:
    return type(letter)._default_manager
