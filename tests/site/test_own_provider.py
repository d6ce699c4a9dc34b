"""Log-in with the organisation's own identity provider: a real one, on this machine."""

from __future__ import annotations

import re
import urllib.request
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal import auth as totp
from allauth.socialaccount.models import SocialAccount
from django.http import HttpResponse
from django.test import Client, override_settings

from tests.site.conftest import World
from tests.site.identity_provider import CLIENT, SECRET, Provider, identity_provider
from uitkomst.config.oidc import oidc_fault, oidc_settings, origin
from uitkomst.organisations import operations, queries
from uitkomst.records.models import AuditEvent

pytestmark = pytest.mark.once

LOG_IN = "/account/oidc/own/login/"


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """The browser of the test goes on by itself."""


@pytest.fixture
def provider(world: World) -> Iterator[Provider]:
    with identity_provider() as made:
        providers = oidc_settings(made.address, CLIENT, SECRET, "Het Anker")
        with override_settings(OIDC_URL=made.address, OIDC_NAME="Het Anker", SOCIALACCOUNT_PROVIDERS=providers):
            yield made


def log_in(client: Client) -> HttpResponse:
    """As a browser does it: to the provider, and back with what it said."""
    there = client.post(LOG_IN)
    assert there.status_code == 302, there.content
    try:
        urllib.request.build_opener(_Stay).open(there["Location"])
    except urllib.error.HTTPError as answer:
        back = urlsplit(answer.headers["Location"])
    return client.get(f"{back.path}?{back.query}")


def test_who_has_an_account_comes_in_and_it_is_in_the_log(provider: Provider, client: Client) -> None:
    assert "Inloggen via Het Anker" in client.get("/account/login/").text
    provider.who = {"sub": "b1", "email": "Bianca@example.org", "email_verified": True, "name": "B. Smit"}
    answer = log_in(client)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/").status_code == 200
    assert AuditEvent.objects.filter(event_type_code="log_in.done", user_name="Bianca").exists()
    again = Client()
    log_in(again)
    assert again.get("/").status_code == 200 and SocialAccount.objects.count() == 1


def test_the_button_on_the_log_in_page_is_a_form_that_leads_on_to_the_page_that_was_asked_for(provider: Provider, client: Client) -> None:
    page = client.get("/mirrors/", follow=True)
    (form,) = re.findall(r'<form method="post" action="(/account/oidc/own/login/[^"]*)" class="part">(.*?)</form>', page.text, re.DOTALL)
    assert form[0] == f"{LOG_IN}?next=/mirrors/" and "csrfmiddlewaretoken" in form[1] and "Inloggen via Het Anker</button>" in form[1]
    # A link, or a form of another site, starts no log-in.
    assert client.get(form[0]).status_code == 200 and "_auth_user_id" not in client.session
    assert Client(enforce_csrf_checks=True).post(form[0]).status_code == 403


def test_the_second_factor_stays(provider: Provider, client: Client) -> None:
    person = queries.person_by_email("quirine@example.org")
    assert person is not None
    totp.TOTP.activate(person, totp.generate_totp_secret())
    provider.who = {"sub": "q1", "email": "quirine@example.org", "email_verified": True}
    answer = log_in(client)
    assert answer["Location"].startswith("/account/2fa/authenticate/")
    assert "_auth_user_id" not in client.session


def test_who_must_have_it_and_has_not_sets_it_up_first(provider: Provider, client: Client) -> None:
    provider.who = {"sub": "q2", "email": "quirine@example.org", "email_verified": True}
    log_in(client)
    assert client.get("/")["Location"] == "/account/2fa/totp/activate/"


@pytest.mark.parametrize(
    "who",
    [
        {"sub": "x", "email": "niemand@example.org", "email_verified": True},
        {"sub": "x", "email": "bianca@example.org", "email_verified": False},
        {"sub": "x", "email": "bianca@example.org"},
        {"sub": "x"},
        {"sub": "x", "email": "demo@demo.invalid", "email_verified": True},
    ],
)
def test_nobody_gets_an_account_or_that_of_another(provider: Provider, client: Client, who: dict[str, Any]) -> None:
    operations.add_person("demo@demo.invalid", "Demo", demo=True)
    provider.who = who
    answer = log_in(client)
    assert answer["Location"] == "/account/oidc/error/"
    assert "Inloggen lukte zo niet" in client.get("/account/oidc/error/").text
    assert "_auth_user_id" not in client.session and SocialAccount.objects.count() == 0
    assert queries.person_by_email("niemand@example.org") is None


def test_who_left_does_not_come_in_again(provider: Provider, client: Client) -> None:
    provider.who = {"sub": "b1", "email": "bianca@example.org", "email_verified": True}
    log_in(client)
    person = queries.person_by_email("bianca@example.org")
    assert person is not None
    person.is_active = False
    person.save()
    answer = log_in(Client())
    assert answer["Location"] == "/account/oidc/error/"


def test_breaking_off_is_said(provider: Provider, client: Client) -> None:
    provider.refuses = True
    answer = log_in(client)
    page = client.get(answer["Location"]) if answer.status_code == 302 else answer
    assert "afgebroken" in page.text and "_auth_user_id" not in client.session


def test_an_answer_that_was_not_asked_for_lets_nobody_in(provider: Provider, client: Client) -> None:
    provider.who = {"sub": "b1", "email": "bianca@example.org", "email_verified": True}
    client.get(f"{LOG_IN}callback/?code=verzonnen&state=verzonnen")
    assert "_auth_user_id" not in client.session


def test_without_the_setting_it_is_not_there(world: World, client: Client) -> None:
    assert "Inloggen via" not in client.get("/account/login/").text
    assert client.post(LOG_IN).status_code == 404


@pytest.mark.parametrize(
    ("url", "client_id", "secret", "fault"),
    [
        ("", "", "", ""),
        ("https://login.example.org/realms/own", "a", "b", ""),
        ("http://localhost:8080", "a", "b", ""),
        ("http://login.example.org", "a", "b", "address"),
        ("login.example.org", "a", "b", "address"),
        ("https://login.example.org", "", "b", "client"),
        ("https://login.example.org", "a", "", "secret"),
    ],
)
def test_settings_that_are_not_complete_are_named(url: str, client_id: str, secret: str, fault: str) -> None:
    assert oidc_fault(url, client_id, secret) == fault
    assert origin("https://login.example.org/realms/own") == "https://login.example.org" and origin("") == ""
