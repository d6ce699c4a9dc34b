"""The tables of what is kept. Imported only inside this package; others use queries and operations.

Figures and rows of clients are in files, named by their content; here is what is known about them.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from uitkomst.records.states import DeliveryState, JobState, SnapshotState

_PERSON, _ORGANISATION = "organisations.Person", "organisations.Organisation"


def _choices(states: type[DeliveryState] | type[SnapshotState] | type[JobState]) -> list[tuple[str, str]]:
    return [(state.value, state.value) for state in states]


class Delivery(models.Model):
    """One received file. sha256: of the file as it came. rows_file: its pseudonymised rows, named by content ("" until read).

    source: ``file`` that came in, or made from the care ``register``.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(_ORGANISATION, on_delete=models.PROTECT, related_name="+")
    received_for = models.ForeignKey(_ORGANISATION, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    period = models.CharField(max_length=6)
    version = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    source = models.CharField(max_length=8, default="file")
    state = models.CharField(max_length=10, choices=_choices(DeliveryState), default=DeliveryState.RECEIVED)
    reason = models.CharField(max_length=40, blank=True)
    rows_read = models.PositiveIntegerField(default=0)
    rows_usable = models.PositiveIntegerField(default=0)
    rows_refused = models.PositiveIntegerField(default=0)
    signals = models.PositiveIntegerField(default=0)
    repairs = models.PositiveIntegerField(default=0)
    report = models.JSONField(default=dict, blank=True)
    rows_file = models.CharField(max_length=80, blank=True)
    findings_file = models.CharField(max_length=80, blank=True)
    received_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-received_at"]
        constraints: ClassVar = [
            # A second click, or the same file again: one delivery as long as the first is not withdrawn or refused.
            models.UniqueConstraint(
                fields=["provider", "period", "version", "sha256"],
                condition=models.Q(state__in=["received", "checked", "accepted"]),
                name="delivery_content_once",
            ),
            models.UniqueConstraint(
                fields=["provider", "period", "version"], condition=models.Q(state="accepted"), name="delivery_accepted_once"
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class SnapshotRecord(models.Model):
    """A frozen set of accepted deliveries. name: of its content; folder: where its files stand, under the data folder."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(_ORGANISATION, on_delete=models.PROTECT, related_name="+")
    deliveries = models.ManyToManyField(Delivery, related_name="snapshots")
    request_key = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=12, blank=True)
    folder = models.CharField(max_length=200, blank=True)
    periods = models.JSONField(default=list)
    opening_period = models.CharField(max_length=12)
    state = models.CharField(max_length=10, choices=_choices(SnapshotState), default=SnapshotState.FREEZING)
    reason = models.CharField(max_length=40, blank=True)
    frozen_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-asked_at"]


class ReleaseRecord(models.Model):
    """Figures fit for one audience about one subject. file: their Parquet, named by content; it never changes.

    made_for: the conversation for whose parties it was made ("" for a mirror). withdrawn_at: from then on nobody can open it; why is in
    ``withdrawn_why``.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    snapshot = models.ForeignKey(SnapshotRecord, on_delete=models.PROTECT, related_name="releases")
    subject = models.ForeignKey(_ORGANISATION, on_delete=models.PROTECT, related_name="+")
    audience = models.CharField(max_length=8)
    scope = models.CharField(max_length=120)
    dims = models.JSONField(default=list)
    opening_period = models.CharField(max_length=12)
    periods = models.JSONField(default=list)
    indicators = models.JSONField(default=list)
    about = models.JSONField(default=dict)
    file = models.CharField(max_length=80)
    made_for = models.CharField(max_length=36, blank=True, default="")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=400, blank=True, default="")
    published_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-published_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["snapshot", "subject", "audience", "scope", "made_for"], name="release_once_a_snapshot"),
        ]


class Opening(models.Model):
    """One party of a release and the rule by which it opens to that party (``seals``).

    own_expectation: sealed until the party has locked its own. first: this party sees it before the others do.
    waits_for_first: sealed until every first party has locked and had ``days_alone`` days. agreed_at: from then on counterparts
    need not wait for the others any more.
    """

    release = models.ForeignKey(ReleaseRecord, on_delete=models.PROTECT, related_name="openings")
    party = models.ForeignKey(_ORGANISATION, on_delete=models.PROTECT, related_name="+")
    own_expectation = models.BooleanField()
    first = models.BooleanField()
    waits_for_first = models.BooleanField()
    days_alone = models.PositiveIntegerField(default=0)
    agreed_at = models.DateTimeField(null=True, blank=True)
    locked_at = models.DateTimeField(null=True, blank=True)
    locked_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["release", "party"], name="opening_once_a_party")]


class Expectation(models.Model):
    """What a party expects of one indicator, before it has seen the figures: about ``value`` (or low to high), because ``why``."""

    opening = models.ForeignKey(Opening, on_delete=models.PROTECT, related_name="expectations")
    indicator = models.CharField(max_length=40)
    low = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    high = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    why = models.TextField(blank=True)
    written_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["opening", "indicator"], name="expectation_once")]


class Story(models.Model):
    """The story beside one indicator and period, of the organisation it is about. A new text is a new row: nothing is overwritten.

    place: the organisation (municipality, region) that a local addition is for; None: the story itself.
    """

    organisation = models.ForeignKey(_ORGANISATION, on_delete=models.PROTECT, related_name="+")
    indicator = models.CharField(max_length=40)
    period = models.CharField(max_length=12)
    place = models.ForeignKey(_ORGANISATION, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField()
    written_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "indicator", "period", "version"], condition=models.Q(place=None), name="story_version_once"
            ),
            models.UniqueConstraint(
                fields=["organisation", "indicator", "period", "place", "version"],
                condition=models.Q(place__isnull=False),
                name="story_place_version_once",
            ),
        ]


class Job(models.Model):
    """Work that takes long. key: the same work is never asked twice. A worker holds it under a lease that it renews."""

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=40)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=_choices(JobState), default=JobState.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)
    lease = models.CharField(max_length=32, blank=True)
    stage = models.CharField(max_length=40, blank=True)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    error = models.CharField(max_length=60, blank=True)
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["state", "asked_at"], name="job_next")]


class AuditEvent(models.Model):
    """One line of the audit log, in the words of NEN 7513; see ``audit``. Never changed, never removed (a trigger sees to that)."""

    sequence = models.PositiveBigIntegerField(primary_key=True)
    event_date_time = models.DateTimeField()
    event_action_code = models.CharField(max_length=1)
    event_type_code = models.CharField(max_length=40)
    event_outcome_indicator = models.CharField(max_length=1)
    user_id = models.CharField(max_length=40)
    user_name = models.CharField(max_length=200)
    role_id_code = models.CharField(max_length=200)
    organisation_id = models.CharField(max_length=40)
    organisation_name = models.CharField(max_length=200)
    network_access_point_id = models.CharField(max_length=45)
    participant_object_type = models.CharField(max_length=40)
    participant_object_id = models.CharField(max_length=120)
    participant_object_detail = models.CharField(max_length=400)
    clients = models.JSONField(default=list)
    authorisation_protocol = models.CharField(max_length=120)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["sequence"]
        indexes: ClassVar = [
            models.Index(fields=["organisation_id", "sequence"], name="audit_organisation"),
            models.Index(fields=["participant_object_id", "sequence"], name="audit_object"),
        ]


class AuditHead(models.Model):
    """The last line of the audit log: one row, locked by whoever adds a line."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="")
