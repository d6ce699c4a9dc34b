"""What a delivery says about clients of the register: found by the worker, decided by who keeps the register."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from uitkomst.care.models.clients import ORGANISATION, PERSON
from uitkomst.care.states import FromDeliveryState


class FromDelivery(models.Model):
    """One accepted delivery laid beside the register. delivery: its number in the records. found, taken: how many lines of each kind.

    What differs is found again from the delivery at every look; no rows are kept here.
    """

    delivery = models.UUIDField(primary_key=True)
    provider = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=6)
    state = models.CharField(max_length=7, choices=[(one.value, one.value) for one in FromDeliveryState])
    found = models.JSONField(default=dict)
    taken = models.JSONField(default=dict)
    found_at = models.DateTimeField()
    decided_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-found_at"]
