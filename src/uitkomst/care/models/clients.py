"""Clients, who speaks for them, and their trajectories of help."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from uitkomst.care.states import Channel, InformantKind

PERSON, ORGANISATION = "organisations.Person", "organisations.Organisation"


class Client(models.Model):
    """Somebody who is helped, in the register of one provider.

    number: of the case file system. pseudonym: of the BSN, "" when there is none (the BSN itself is kept nowhere). born: JJJJMMDD as
    in a delivery. died_on, withdrawn_at, no_contact: each stops everything. merged_into: the record that this one turned out to be.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=40)
    pseudonym = models.CharField(max_length=32, blank=True)
    first_name = models.CharField(max_length=60, blank=True)
    born = models.CharField(max_length=8)
    sex = models.CharField(max_length=1, default="O")
    postcode = models.CharField(max_length=6, blank=True)
    municipality = models.CharField(max_length=4, blank=True)
    language = models.CharField(max_length=2, default="nl")
    no_contact = models.BooleanField(default=False)
    died_on = models.DateField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.CASCADE, related_name="merged", null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["provider", "number"], name="client_number_once"),
            models.UniqueConstraint(
                fields=["provider", "pseudonym"],
                condition=~Q(pseudonym="") & Q(merged_into=None),
                name="client_pseudonym_once",
            ),
        ]

    @property
    def name(self) -> str:
        """What the practitioner calls this client: the first name, else the number."""
        return self.first_name or self.number


class Informant(models.Model):
    """Who can be asked about a client: the young person, or a parent or carer. position: order among parents (1 = asked first).

    phone: as ``vocabulary.phones`` writes it. no_contact, unsafe_address, unsubscribed_at: nothing is sent to this person. The link by
    which somebody asks for that is made anew from leave_nonce; only its hash is kept.
    """

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="informants")
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in InformantKind])
    name = models.CharField(max_length=100, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    channel = models.CharField(max_length=6, choices=[(one.value, one.value) for one in Channel], default=Channel.EMAIL)
    custody = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=1)
    no_contact = models.BooleanField(default=False)
    unsafe_address = models.BooleanField(default=False)
    unsubscribed_at = models.DateTimeField(null=True, blank=True)
    wants_news = models.BooleanField(default=False)
    leave_nonce = models.CharField(max_length=32)
    leave_hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering: ClassVar = ["-kind", "position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["client"], condition=Q(kind="young_person"), name="informant_one_young_person")
        ]


class Trajectory(models.Model):
    """A trajectory of help. practitioner: who gives it; stand_in: who reads along when that person is away.

    every_months: how often is asked in between (0 = not); follow_up_months: how long after the end (0 = not).
    together_with: other providers that help with the same, by name; outcome_asked_by: the one of them that asks the client the
    questions at the end, "" when that is done here.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="trajectories")
    practitioner = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    stand_in = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    team = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    target_group = models.CharField(max_length=80, blank=True)
    intervention = models.CharField(max_length=80, blank=True)
    form_of_help = models.CharField(max_length=2)
    referrer = models.CharField(max_length=2)
    crisis = models.CharField(max_length=2, default="02")
    request_for_help = models.TextField(blank=True)
    start_date = models.DateField()
    expected_end = models.DateField(null=True, blank=True)
    together_with = models.CharField(max_length=200, blank=True)
    outcome_asked_by = models.CharField(max_length=100, blank=True)
    every_months = models.PositiveSmallIntegerField(default=3)
    follow_up_months = models.PositiveSmallIntegerField(default=0)
    end_date = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=2, blank=True)
    what_next = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["start_date", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["practitioner", "closed_at"], name="trajectory_practitioner"),
            models.Index(fields=["team", "closed_at"], name="trajectory_team"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["client", "form_of_help", "start_date"], name="trajectory_identity_once"),
            models.CheckConstraint(
                condition=Q(end_date__isnull=True) | Q(end_date__gte=F("start_date")), name="trajectory_ends_after_start"
            ),
        ]


class Change(models.Model):
    """What a field said before and after: the history of a client's record. Goes when the client's data goes.

    trajectory: of a score, whose help it belongs to; who does not reach that does not read it.
    """

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="changes")
    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="changes", null=True, blank=True)
    about = models.CharField(max_length=12)
    about_id = models.CharField(max_length=36)
    field = models.CharField(max_length=30)
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)
    source = models.CharField(max_length=10, default="hand")
    changed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["changed_at", "pk"]
