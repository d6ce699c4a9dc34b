"""What a client said in own words and lets be used: the consent with the words of the question, and the sentence that was chosen."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from uitkomst.care.models.answering import Answer
from uitkomst.care.models.clients import PERSON, Informant
from uitkomst.care.states import QuoteState


class QuoteConsent(models.Model):
    """Somebody lets a sentence of one answer be used without the own name. wording: the question as it was shown; never ticked before.

    parent: of a young person under sixteen, the parent with custody who agrees as well; the practitioner wrote that down.
    withdrawn_at: from then on nothing of it is used. withdrawn_by: who wrote it down; None when it was done by the own link.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    answer = models.OneToOneField(Answer, on_delete=models.CASCADE, related_name="quote_consent")
    wording = models.TextField()
    language = models.CharField(max_length=2)
    given_at = models.DateTimeField()
    parent = models.ForeignKey(Informant, on_delete=models.CASCADE, related_name="+", null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-given_at", "pk"]


class QuoteReader(models.Model):
    """Somebody to whom the whole answer was shown to choose a sentence from: never the second person who judges it."""

    consent = models.ForeignKey(QuoteConsent, on_delete=models.CASCADE, related_name="readers")
    person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["consent", "person"], name="quote_reader_once")]


class Quote(models.Model):
    """A sentence chosen from an answer. sentence: as it was written, which never leaves the provider; text: as others may read it.

    Emptied when the consent is withdrawn. version: counts the changes, so that nobody writes over a colleague. remark: why the second
    person gave it back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consent = models.OneToOneField(QuoteConsent, on_delete=models.CASCADE, related_name="quote")
    sentence = models.TextField(blank=True)
    text = models.TextField(blank=True)
    state = models.CharField(max_length=9, choices=[(state.value, state.value) for state in QuoteState], default=QuoteState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    remark = models.TextField(blank=True)
    written_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    decided_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
