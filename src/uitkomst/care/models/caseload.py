"""The caseload file: how its columns are read, and a file that waits to be taken in."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from uitkomst.care.models.clients import ORGANISATION, PERSON
from uitkomst.care.states import CaseloadState


class CaseloadMapping(models.Model):
    """Which column of the file is which field, and what words in it mean (``intake.caseload.ColumnMap``). One a provider."""

    provider = models.OneToOneField(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    mapping = models.JSONField()
    changed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    changed_at = models.DateTimeField()


class CaseloadFile(models.Model):
    """A caseload that came in. table: headings, rows and early findings, without any BSN; emptied when it is decided or too old.

    result: how many clients, trajectories, carers and fields were new or changed. source: "hand", or "nightly".
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    table = models.JSONField(default=dict)
    rows = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=9, choices=[(one.value, one.value) for one in CaseloadState], default=CaseloadState.WAITING)
    why = models.CharField(max_length=20, blank=True)
    source = models.CharField(max_length=8, default="hand")
    result = models.JSONField(default=dict)
    received_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    received_at = models.DateTimeField()
    decided_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-received_at", "pk"]
