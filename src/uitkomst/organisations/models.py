"""Organisations, people, and what binds them. Imported only inside this package; others use queries and operations."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from uitkomst.organisations.kinds import OrganisationKind, RoleKind

if TYPE_CHECKING:
    from uitkomst.organisations.session import Known

_KINDS = [(kind.value, kind.value) for kind in OrganisationKind]
_ROLES = [(role.value, role.value) for role in RoleKind]


def _ends_after_start(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")), name=name)


class PersonManager(BaseUserManager["Person"]):
    """People are found by their e-mail address, whatever its capitals."""

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """Somebody with an account. ``demo``: made for the demo; can never log in outside it."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=2, default="nl")
    is_active = models.BooleanField(default=True)
    demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    known: Known | None = None
    """What came along with the session of this request (``session``)."""

    objects: ClassVar[PersonManager] = PersonManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name


class Organisation(models.Model):
    """One organisation of any kind. code: KvK number, municipality code, or the name of a region; unique within its kind."""

    kind = models.CharField(max_length=20, choices=_KINDS)
    code = models.CharField(max_length=100)
    name = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["kind", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "code"], name="organisation_code_once"),
            _ends_after_start("organisation_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A child lies in a parent from a day until a day (both included): municipality in region, team in provider."""

    child = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="parents")
    parent = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="children")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(child=F("parent")), name="membership_not_of_itself"),
            models.UniqueConstraint(fields=["child", "parent", "valid_from"], name="membership_once"),
            _ends_after_start("membership_ends_after_start"),
        ]


class Contract(models.Model):
    """A provider works for a municipality or region from a day until a day: these share the clients of that contract."""

    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="contracts_given")
    buyer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="contracts_held")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["provider", "buyer", "valid_from"], name="contract_once"),
            _ends_after_start("contract_ends_after_start"),
        ]


class Role(models.Model):
    """What a person does for one organisation, from a day until a day."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="roles")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="roles")
    kind = models.CharField(max_length=30, choices=_ROLES)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "organisation", "kind", "valid_from"], name="role_once"),
            _ends_after_start("role_ends_after_start"),
        ]

    @property
    def until(self) -> date | None:
        """The last day: its own, or that of the organisation when that is sooner."""
        return min((day for day in (self.valid_until, self.organisation.valid_until) if day), default=None)


class Invitation(models.Model):
    """Somebody is asked to take a role. Only a hash of the link is kept; the link works once, until it expires.

    invited_by: None for who is invited from the command line: the first person of an organisation.
    """

    email = models.EmailField()
    name = models.CharField(max_length=200)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=30, choices=_ROLES)
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
