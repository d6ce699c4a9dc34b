"""Asking and answering: invitations, their letters, answers with the words that were shown, links, and help lines."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from uitkomst.care.models.clients import ORGANISATION, PERSON, Informant, Trajectory
from uitkomst.care.models.sending import Sendable
from uitkomst.care.states import Channel, MessageKind, Moment, StopReason


class Invitation(models.Model):
    """One person is asked one questionnaire at one moment. The link is made anew from ``id`` and ``nonce``; only its hash is kept.

    due_on: from this day on it may be sent. stopped_at: it will not be answered, for ``stop_reason``.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="invitations")
    informant = models.ForeignKey(Informant, on_delete=models.CASCADE, related_name="invitations")
    questionnaire = models.CharField(max_length=40)
    moment = models.CharField(max_length=9, choices=[(moment.value, moment.value) for moment in Moment])
    channel = models.CharField(max_length=6, choices=[(one.value, one.value) for one in Channel])
    due_on = models.DateField()
    nonce = models.CharField(max_length=32)
    token_hash = models.CharField(max_length=64, unique=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    stop_reason = models.CharField(max_length=14, choices=[(reason.value, reason.value) for reason in StopReason], blank=True)
    made_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["due_on", "made_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["trajectory", "informant", "moment", "due_on"], name="invitation_moment_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_on"], condition=Q(answered_at=None, stopped_at=None), name="invitation_open"),
        ]


class Response(models.Model):
    """What somebody fills in. questionnaire and version are fixed when it begins, so a newer one does not come in between.

    present: the practitioner was there (tablet). on_paper: the day on which it was filled in on paper, entered by ``entered_by``.
    """

    invitation = models.OneToOneField(Invitation, on_delete=models.CASCADE, related_name="response")
    questionnaire = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    language = models.CharField(max_length=2)
    wording = models.CharField(max_length=8, default="standard")
    present = models.BooleanField(default=False)
    on_paper = models.DateField(null=True, blank=True)
    entered_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    only_total = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)


class Answer(models.Model):
    """One answer with the words that were shown. said: the value, or why there is none (``questionnaires.Answer``).

    only_total: counted, and not shown to the practitioner. read_at: when an answer in own words was first read.
    """

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="answers")
    question = models.CharField(max_length=40)
    said = models.JSONField()
    shown = models.JSONField(default=dict)
    is_open = models.BooleanField(default=False)
    only_total = models.BooleanField(default=False)
    saved_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    read_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["response", "question"], name="answer_once")]


class Message(Sendable):
    """The invitation that the program sends, or a reminder of it; by the channel that the invitation has at that moment."""

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in MessageKind])

    class Meta(Sendable.Meta):
        indexes: ClassVar = [models.Index(fields=["state", "due_at"], name="message_next")]


class OwnLink(models.Model):
    """A link by which somebody sees the own goals and progress, with a code that is told apart from it. Can be taken back."""

    informant = models.ForeignKey(Informant, on_delete=models.CASCADE, related_name="own_links")
    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="own_links")
    token_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=128)
    wrong_codes = models.PositiveSmallIntegerField(default=0)
    made_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)


class HelpLine(models.Model):
    """Where help is to be had at once. verified_on: the provider looked whether it is right."""

    provider = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(max_length=80)
    phone = models.CharField(max_length=30)
    when = models.CharField(max_length=120, blank=True)
    verified_on = models.DateField(null=True, blank=True)
    verified_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["position", "pk"]
