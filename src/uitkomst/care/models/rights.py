"""What clients ask about their data, what was erased, and what the retention job did."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from uitkomst.care.models.clients import ORGANISATION, PERSON, Client, Informant
from uitkomst.care.states import ErasedFor, RequestKind, RequestState


class ClientRequest(models.Model):
    """A request about somebody's own data. informant: who asks it, when that is one of those who can be asked about
    this client; asked_by: that name, or in words who else it was. due_on: by when it must be answered.

    said: what should be corrected, or the client's own statement. answer: what was done, or why it was refused.
    """

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="requests")
    kind = models.CharField(max_length=9, choices=[(kind.value, kind.value) for kind in RequestKind])
    informant = models.ForeignKey(Informant, on_delete=models.SET_NULL, related_name="requests", null=True, blank=True)
    asked_by = models.CharField(max_length=100)
    asked_on = models.DateField()
    due_on = models.DateField()
    said = models.TextField(blank=True)
    state = models.CharField(max_length=7, choices=[(state.value, state.value) for state in RequestState], default=RequestState.OPEN)
    answer = models.TextField(blank=True)
    written_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    decided_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]


class Erasure(models.Model):
    """Somebody's data were erased. Of who it was only a hash of the client number is left, so that a caseload file does not bring the
    data back; help that starts after that day is new."""

    provider = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    number_hash = models.CharField(max_length=64)
    why = models.CharField(max_length=9, choices=[(why.value, why.value) for why in ErasedFor])
    erased_on = models.DateField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["provider", "number_hash"], name="erasure_of_number")]


class RetentionRun(models.Model):
    """What the retention job let go of one provider on one day: how many of each. provider: None in rows from before it was told apart."""

    provider = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+", null=True)
    run_on = models.DateField(null=True)
    run_at = models.DateTimeField()
    counts = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["-run_at"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["provider", "run_on"], name="retention_run_once_a_day")]
