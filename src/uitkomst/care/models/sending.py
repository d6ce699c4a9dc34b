"""What is handed over at most once, to a mail server or a gateway: the fields that the state of a letter needs."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from uitkomst.care.states import MessageState


class Sendable(models.Model):
    """A letter that the program sends. key: so that it is made once; it is handed over at most once (see ``MessageState``)."""

    key = models.CharField(max_length=80, unique=True)
    due_at = models.DateTimeField()
    state = models.CharField(max_length=7, choices=[(state.value, state.value) for state in MessageState], default=MessageState.WAITING)
    tried_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
        ordering: ClassVar = ["due_at", "pk"]
