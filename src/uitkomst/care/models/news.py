"""What became of what clients said: told once to those who asked to hear."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from uitkomst.care.models.clients import ORGANISATION, PERSON, Informant
from uitkomst.care.models.sending import Sendable
from uitkomst.care.states import Channel


class News(models.Model):
    """One message of a provider. about: the conversation that it comes from. lines: pairs of what was said and what is done.

    sent_at: None while it is being written. expires_at: from then on its links lead nowhere.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=36)
    opening = models.TextField(blank=True)
    lines = models.JSONField(default=list)
    sent_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["provider", "about"], name="news_once")]


class NewsMessage(Sendable):
    """The message for one person who asked for it: by e-mail or text message, or as a letter that the practitioner hands over.

    The link is made anew from ``id`` and ``nonce``; only its hash is kept. Whether it was opened is not kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    news = models.ForeignKey(News, on_delete=models.CASCADE, related_name="messages")
    informant = models.ForeignKey(Informant, on_delete=models.CASCADE, related_name="news")
    channel = models.CharField(max_length=6, choices=[(one.value, one.value) for one in Channel])
    nonce = models.CharField(max_length=32)
    token_hash = models.CharField(max_length=64, unique=True)

    class Meta(Sendable.Meta):
        indexes: ClassVar = [models.Index(fields=["state", "due_at"], name="news_message_next")]
