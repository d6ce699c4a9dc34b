"""Wrong links and codes, counted for all processes together."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Tries(models.Model):
    """How far a place has filled its room for wrong links (``operations.tries``), or that a link was opened from it before.

    place: a keyed hash of a network address (and a link): the address itself is kept nowhere. until: seconds since 1970; after that
    moment the row says nothing any more, and goes.
    """

    place = models.CharField(max_length=64, primary_key=True)
    until = models.PositiveBigIntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["until"], name="tries_over")]
