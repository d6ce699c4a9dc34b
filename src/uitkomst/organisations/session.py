"""Who comes with a session: the person, all roles and whether the second factor is set up, in one query for every page.

Kept on the person for the length of one request only: the next request asks again, so that a role taken back counts at once.
"""

from __future__ import annotations

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef

from uitkomst.organisations.models import Person, Role


@dataclass(frozen=True, slots=True)
class Known:
    """What came along with a person: roles of any day, with their organisations; whether a second factor is set up."""

    roles: tuple[Role, ...]
    second_factor: bool


def person_of_session(user_id: object) -> Person | None:
    """The person with this number, with ``known`` filled in, or None."""
    second_factor = Exists(Authenticator.objects.filter(user_id=OuterRef("person_id"), type__in=_FACTORS))
    roles = tuple(
        Role.objects.filter(person_id=user_id).select_related("person", "organisation").annotate(second_factor=second_factor).order_by("pk")
    )
    if not roles:
        return Person.objects.filter(pk=user_id).first()
    person = roles[0].person
    person.known = Known(roles, bool(roles[0].second_factor))
    return person


_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""What counts as a second factor; recovery codes alone do not."""
