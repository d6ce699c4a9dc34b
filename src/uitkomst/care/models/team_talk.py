"""The team talk: cases that a practitioner brings, explanations, and one change. Nothing is counted per colleague."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from uitkomst.care.models.clients import ORGANISATION, PERSON, Trajectory
from uitkomst.care.states import CaseKind


class TeamTalk(models.Model):
    """One talk of a team. change: what the team will do differently; notice_by: how it will be noticed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField()
    change = models.CharField(max_length=400, blank=True)
    notice_by = models.CharField(max_length=400, blank=True)
    made_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-held_on", "-made_at"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["team", "held_on"], name="team_talk_once_a_day")]


class BroughtCase(models.Model):
    """A case in a talk. called: the name that the team sees. opened: what the practitioner opens (``flows.team_talk.PARTS``).

    why: what the practitioner wants to talk about, in words that name nobody.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    talk = models.ForeignKey(TeamTalk, on_delete=models.CASCADE, related_name="cases")
    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=5, choices=[(kind.value, kind.value) for kind in CaseKind])
    called = models.CharField(max_length=30)
    why = models.CharField(max_length=600)
    opened = models.JSONField(default=list)
    brought_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["brought_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["talk", "trajectory"], name="brought_once"),
            models.UniqueConstraint(fields=["talk", "called"], name="called_once"),
        ]


class Explanation(models.Model):
    """What the team thinks may explain a case. It belongs to the team: nobody's name stands with it."""

    case = models.ForeignKey(BroughtCase, on_delete=models.CASCADE, related_name="explanations")
    text = models.CharField(max_length=600)
    written_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["written_at", "pk"]
