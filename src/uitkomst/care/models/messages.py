"""What messages of iJw and iWmo told about clients, and help that was set aside because a message took it back."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from uitkomst.care.models.clients import ORGANISATION, PERSON, Client, Trajectory


class MessageRecord(models.Model):
    """One record of one message (``intake.from_messages.Told``), kept with its client, so that a later message can be read beside it.

    kind: 301 (allocation), 305 (start), 307 (stop). agb: the code of the provider. status 3 takes an earlier record back; both stay.
    """

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="message_records")
    fingerprint = models.CharField(max_length=64)
    standard = models.CharField(max_length=4)
    kind = models.CharField(max_length=3)
    agb = models.CharField(max_length=8)
    municipality = models.CharField(max_length=4)
    identification = models.CharField(max_length=12)
    dated = models.DateField()
    assignment = models.CharField(max_length=9, blank=True)
    category = models.CharField(max_length=2, blank=True)
    code = models.CharField(max_length=5, blank=True)
    assigned = models.DateField(null=True, blank=True)
    begin = models.DateField()
    end = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=2, blank=True)
    status = models.CharField(max_length=1)
    time = models.CharField(max_length=20, blank=True)
    taken_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["dated", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["client", "fingerprint"], name="message_record_once")]


class MessageMeanings(models.Model):
    """Which form of help a product is, as a provider chose it (product -> code). One a provider."""

    provider = models.OneToOneField(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    forms = models.JSONField(default=dict)
    changed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    changed_at = models.DateTimeField()


class SetAside(models.Model):
    """A trajectory that never was: a message took its start back, and nothing had been done with it. It is shown and counted nowhere."""

    trajectory = models.OneToOneField(Trajectory, on_delete=models.CASCADE, related_name="set_aside")
    set_aside_at = models.DateTimeField()
