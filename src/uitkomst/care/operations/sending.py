"""Hand letters to the mail server, each at most once: invitations, reminders, and what became of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from uitkomst.care.models import Message, NewsMessage
from uitkomst.care.states import Channel, MessageState

Letter = Message | NewsMessage
_KINDS = (Message, NewsMessage)


def take_letter(letter: Letter, *, now: datetime) -> bool:
    """This letter is handed over now. False when somebody else has it, or it is not needed any more."""
    ready = _all(letter).filter(pk=letter.pk, state=MessageState.WAITING)
    return bool(ready.update(state=MessageState.SENDING, tried_at=now, attempts=letter.attempts + 1))


def letter_done(letter: Letter, state: MessageState) -> None:
    """What became of a letter that was handed over."""
    _all(letter).filter(pk=letter.pk, state=MessageState.SENDING).update(state=state)


def letter_later(letter: Letter, moment: datetime) -> None:
    """The mail server certainly did not take it: try again later."""
    _all(letter).filter(pk=letter.pk, state=MessageState.SENDING).update(state=MessageState.WAITING, due_at=moment)


def letters_due(now: datetime, most: int) -> list[Letter]:
    """Letters by e-mail that wait and whose moment has come; invitations first."""
    asked = Message.objects.filter(state=MessageState.WAITING, due_at__lte=now).select_related(
        "invitation__informant__client", "invitation__trajectory__client"
    )
    told = NewsMessage.objects.filter(state=MessageState.WAITING, due_at__lte=now, channel=Channel.EMAIL)
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
