"""Goals made together, and how each side sees them at a moment."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from uitkomst.care.models.clients import PERSON, Informant, Trajectory
from uitkomst.care.states import Scale, Side


class Goal(models.Model):
    """A goal in the client's own words. levels: for a scale of five what each score would look like, by score ("-2" … "2").

    dropped_at: both let it go; it was agreed all the same (``questionnaires.goals``).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="goals")
    text = models.CharField(max_length=400)
    begin = models.CharField(max_length=400, blank=True)
    steps = models.TextField(blank=True)
    scale = models.CharField(max_length=5, choices=[(scale.value, scale.value) for scale in Scale], default=Scale.THREE)
    levels = models.JSONField(default=dict, blank=True)
    position = models.PositiveSmallIntegerField(default=1)
    made_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_why = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["position", "made_at", "pk"]


class GoalView(models.Model):
    """How one side saw a goal on a day. A later view is a new row. informant: which parent, or the young person."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="views")
    side = models.CharField(max_length=12, choices=[(side.value, side.value) for side in Side])
    informant = models.ForeignKey(Informant, on_delete=models.CASCADE, related_name="+", null=True, blank=True)
    score = models.SmallIntegerField()
    note = models.CharField(max_length=400, blank=True)
    seen_on = models.DateField()
    entered_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    entered_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["seen_on", "entered_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["goal", "side", "informant", "seen_on"], condition=Q(informant__isnull=False), name="goal_view_once_a_day"
            ),
            models.UniqueConstraint(fields=["goal", "side", "seen_on"], condition=Q(informant=None), name="goal_view_own_once_a_day"),
        ]
