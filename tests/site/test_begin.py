"""Begin: an empty installation gets its organisations and its first person from the command line, who then logs in."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from django.test import Client

from tests.personas import PASSWORD
from tests.site.conftest import World
from tests.site.mail import Mailbox
from uitkomst.flows import begin
from uitkomst.organisations import queries
from uitkomst.organisations.kinds import OrganisationKind as K
from uitkomst.records.models import AuditEvent
from uitkomst.vocabulary.problems import Problem

LIST = [
    {"kind": "provider", "code": "87654321", "name": "De Haven", "lies_in": "", "works_for": "region:Nieuw|municipality:0999", "since": ""},
    {"kind": "municipality", "code": "0999", "name": "Gemeente Nieuw", "lies_in": "region:Nieuw", "works_for": "", "since": "2020-01-01"},
    {"kind": "region", "code": "Nieuw", "name": "Nieuw", "lies_in": "nation:NL", "works_for": "", "since": "2020-01-01"},
]


def test_a_list_of_organisations_can_be_loaded_again_and_again(world: World, now: datetime) -> None:
    assert begin.load_organisations(now=now, lines=LIST) == begin.Loaded(3, 3)
    assert begin.load_organisations(now=now, lines=LIST) == begin.Loaded(3, 0)
    region, haven = queries.organisation(K.REGION, "Nieuw"), queries.organisation(K.PROVIDER, "87654321")
    assert region is not None and haven is not None
    assert [found.name for found in queries.children_of(region.pk, now.date(), K.MUNICIPALITY)] == ["Gemeente Nieuw"]
    assert {found.name for found in queries.buyers_of(haven.pk, now.date())} == {"Nieuw", "Gemeente Nieuw"}


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"kind": "bedrijf"}, "kind"),
        ({"code": ""}, "code"),
        ({"code": "123"}, "code"),
        ({"since": "gisteren"}, "since"),
        ({"lies_in": "region:Nergens"}, "lies_in"),
        ({"lies_in": "provider:87654321"}, "lies_in"),
        ({"works_for": "zomaar"}, "works_for"),
    ],
)
def test_one_wrong_line_and_nothing_has_changed(world: World, now: datetime, change: dict[str, str], column: str) -> None:
    with pytest.raises(Problem) as wrong:
        begin.load_organisations(now=now, lines=[LIST[2], LIST[1], {**LIST[0], **change}])
    assert wrong.value.details == {"line": 4, "column": column}
    assert queries.organisation(K.REGION, "Nieuw") is None


def test_other_columns_are_named(world: World, now: datetime) -> None:
    with pytest.raises(Problem) as wrong:
        begin.load_organisations(now=now, lines=[{"soort": "provider"}])
    assert "kind;code;name" in wrong.value.text("nl")


def test_the_first_person_takes_the_invitation_and_invites_the_others(world: World, now: datetime, mailbox: Mailbox) -> None:
    begin.load_organisations(now=now, lines=LIST)
    link_of = "http://testserver/invitation/{}/".format
    begin.invite_first(
        now=now, organisation="provider:87654321", email="Eerste@example.org", name="Eerste", role="administrator", link_of=link_of
    )
    (link,) = re.findall(r"http://testserver(\S+)", mailbox.text())
    assert "De Haven" in mailbox.text()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("django.utils.timezone.now", lambda: now)
        assert Client().post(link, {"password": PASSWORD}).status_code == 302
    person = queries.person_by_email("eerste@example.org")
    assert person is not None
    who = queries.actor_for(person, second_factor=True, now=now)
    assert (who.organisation_name, sorted(who.roles)) == ("De Haven", ["administrator"])
    assert AuditEvent.objects.filter(event_type_code="person.invited", authorisation_protocol="command line, provider:87654321").exists()


@pytest.mark.parametrize(
    ("organisation", "email", "role", "code"),
    [
        ("provider:00000000", "a@example.org", "administrator", "no_such_organisation"),
        ("Het Anker", "a@example.org", "administrator", "no_such_organisation"),
        ("provider:12345678", "geen adres", "administrator", "invitation_wrong"),
        ("provider:12345678", "a@example.org", "keizer", "invitation_wrong"),
        ("provider:12345678", "a@example.org", "alderman", "invitation_wrong"),
    ],
)
def test_who_cannot_be_invited_is_said(world: World, now: datetime, organisation: str, email: str, role: str, code: str) -> None:
    with pytest.raises(Problem) as wrong:
        begin.invite_first(now=now, organisation=organisation, email=email, name="", role=role, link_of=str)
    assert wrong.value.code == code
