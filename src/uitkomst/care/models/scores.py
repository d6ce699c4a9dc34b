"""Scores of licensed instruments, and the norms that the provider loaded for them. No items: those belong to who publishes them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from uitkomst.care.models.clients import ORGANISATION, PERSON, Informant, Trajectory


class NormTable(models.Model):
    """The norms of one instrument, as loaded from a file (``questionnaires.norms``). A newer file takes the place of an older one."""

    provider = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    instrument = models.CharField(max_length=40)
    version = models.CharField(max_length=40)
    source = models.CharField(max_length=300)
    lines = models.JSONField()
    loaded_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    loaded_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["instrument", "-loaded_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["provider", "instrument"], condition=Q(replaced_at=None), name="norms_one_an_instrument"),
        ]


class Score(models.Model):
    """One score of one scale on a day, as it stands on the form of the instrument. source: "hand", or "file"."""

    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="scores")
    informant = models.ForeignKey(Informant, on_delete=models.CASCADE, related_name="scores")
    instrument = models.CharField(max_length=40)
    scale = models.CharField(max_length=40)
    taken_on = models.DateField()
    value = models.DecimalField(max_digits=6, decimal_places=1)
    source = models.CharField(max_length=4, default="hand")
    entered_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["instrument", "scale", "taken_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["trajectory", "informant", "instrument", "scale", "taken_on"], name="score_once_a_day"),
        ]
