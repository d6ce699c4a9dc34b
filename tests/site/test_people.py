"""Roles of colleagues: given, ended, and what that does to whoever is logged in; invitations withdrawn."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.personas import PASSWORD, actor
from tests.site.conftest import World
from tests.site.test_rights_matrix import visitor
from uitkomst.flows import invite, people
from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.organisations import operations, queries
from uitkomst.organisations.kinds import OrganisationKind, RoleKind
from uitkomst.organisations.types import Person, Role
from uitkomst.records.models import AuditEvent


@pytest.fixture
def now() -> datetime:
    """This moment: sessions know no other."""
    return timezone.now()


def person(name: str) -> Person:
    found = queries.person_by_email(f"{name}@example.org")
    assert found is not None
    return found


def role_of(name: str) -> Role:
    return queries.roles_of(person(name), timezone.localdate())[0]


def test_who_loses_the_last_role_is_logged_out_everywhere_at_once(world: World, now: datetime) -> None:
    phone, desk, other = visitor("daan"), Client(), visitor("quirine")
    desk.force_login(person("daan"), backend="uitkomst.organisations.backends.PasswordBackend")
    assert phone.get("/").status_code == desk.get("/").status_code == 200
    answer = visitor("bert").post(f"/people/roles/{role_of('daan').pk}/", {"when": "now"})
    assert answer.status_code == 302
    for client in (phone, desk):
        assert client.get("/")["Location"].startswith("/account/login/")
    assert other.get("/").status_code == 200
    line = AuditEvent.objects.get(event_type_code="role.ended")
    assert (line.user_name, line.participant_object_id, line.participant_object_detail) == ("Bert", str(person("daan").pk), "director")


def test_who_keeps_a_role_elsewhere_stays_logged_in_there(world: World, now: datetime) -> None:
    brug = queries.organisation(OrganisationKind.PROVIDER, "23456789")
    assert brug is not None
    operations.give_role(person("daan"), brug, RoleKind.DIRECTOR, valid_from=now.date() - timedelta(days=30))
    client = visitor("daan")
    ended = next(role for role in queries.roles_of(person("daan"), now.date()) if role.organisation.name == "Het Anker")
    people.end_role(actor=actor("bert"), now=now, role_id=ended.pk)
    answer = client.get("/")
    assert answer.status_code == 200 and "De Brug" in answer.text and "Het Anker" not in answer.text


def test_a_role_that_ends_later_counts_until_its_last_day(world: World, now: datetime) -> None:
    last = timezone.localdate(now) + timedelta(days=10)
    answer = visitor("bert").post(f"/people/roles/{role_of('daan').pk}/", {"when": "later", "last_day": last.isoformat()})
    assert answer.status_code == 302
    assert queries.roles_of(person("daan"), last).exists() and not queries.roles_of(person("daan"), last + timedelta(days=1)).exists()
    assert "tot en met" in visitor_again("bert").get("/people/").text


def visitor_again(name: str) -> Client:
    client = Client()
    client.force_login(person(name), backend="uitkomst.organisations.backends.PasswordBackend")
    return client


@pytest.mark.parametrize("day", ["", "gisteren", "2020-01-01", "2199-01-01"])
def test_a_day_that_cannot_be_is_said_and_changes_nothing(world: World, now: datetime, day: str) -> None:
    answer = visitor("bert").post(f"/people/roles/{role_of('daan').pk}/", {"when": "later", "last_day": day})
    assert answer.status_code == 400 and "Er is niets veranderd" in answer.text
    assert role_of("daan").valid_until is None


def test_the_last_administrator_stays(world: World, now: datetime) -> None:
    with pytest.raises(Refused) as refused:
        people.end_role(actor=actor("bert"), now=now, role_id=role_of("bert").pk)
    assert refused.value.code == "last_administrator"
    people.give_role(actor=actor("bert"), now=now, person_id=person("daan").pk, role="administrator")
    people.end_role(actor=actor("bert"), now=now, role_id=role_of("bert").pk)
    assert visitor("bert").get("/people/").status_code == 403, "there is no role left"


def test_a_role_given_counts_at_once_and_once(world: World, now: datetime) -> None:
    given = people.give_role(actor=actor("bert"), now=now, person_id=person("pim").pk, role="quality_officer")
    assert RoleKind.QUALITY_OFFICER in actor("pim").roles
    with pytest.raises(Refused) as refused:
        people.give_role(actor=actor("bert"), now=now, person_id=person("pim").pk, role="quality_officer")
    assert refused.value.code == "already_here"
    people.end_role(actor=actor("bert"), now=now, role_id=given.pk)
    assert RoleKind.QUALITY_OFFICER not in actor("pim").roles, "a mistake is undone the same day"


@pytest.mark.parametrize("role", ["alderman", "keizer", ""])
def test_a_role_that_does_not_exist_here_is_not_given(world: World, now: datetime, role: str) -> None:
    with pytest.raises(Refused) as refused:
        people.give_role(actor=actor("bert"), now=now, person_id=person("pim").pk, role=role)
    assert refused.value.code == "not_that_role"


def test_people_and_roles_of_elsewhere_are_not_there(world: World, now: datetime) -> None:
    with pytest.raises(NotFound):
        people.give_role(actor=actor("bert"), now=now, person_id=person("bram").pk, role="director")
    with pytest.raises(NotFound):
        people.end_role(actor=actor("bert"), now=now, role_id=role_of("bram").pk)
    assert "bram@example.org" not in visitor("bert").get("/people/").text


def test_an_invitation_withdrawn_works_no_more(world: World, now: datetime) -> None:
    invitation, token = invite.invite(actor=actor("bert"), now=now, email="nieuw@example.org", name="Nieuw", role="director")
    client = visitor("bert")
    assert "nieuw@example.org" in client.get("/people/").text
    client.post(f"/people/invitations/{invitation.pk}/withdraw/")
    assert "nieuw@example.org" not in client.get("/people/").text
    assert Client().post(f"/invitation/{token}/", {"password": PASSWORD}).status_code == 404
    assert client.post(f"/people/invitations/{invitation.pk}/withdraw/").status_code == 404
