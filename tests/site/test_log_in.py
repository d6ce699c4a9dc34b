"""Log-in: password and second factor, lockout, the demo's accounts, sessions that end while somebody types, headers, settings."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth import authenticate
from django.core import signing
from django.test import Client, RequestFactory, override_settings

from tests.personas import PASSWORD, actor
from tests.site.conftest import World
from uitkomst.config.environment import VARIABLES
from uitkomst.flows import invite
from uitkomst.flows.refusals import Refused
from uitkomst.organisations import log_in, operations, queries
from uitkomst.organisations.rights import MayNot
from uitkomst.records.models import AuditEvent
from uitkomst.vocabulary.texts import read_texts

LOG_IN = "/account/login/"
SOON = timedelta(hours=1)


def enter(client: Client, name: str, password: str = PASSWORD) -> int:
    return client.post(LOG_IN, {"login": f"{name}@example.org", "password": password}).status_code


def test_who_needs_the_second_factor_sets_it_up_before_anything_else(world: World, client: Client) -> None:
    assert enter(client, "quirine") == 302
    answer = client.get("/")
    assert (answer.status_code, answer["Location"]) == (302, "/account/2fa/totp/activate/")
    assert client.get("/account/2fa/totp/activate/").status_code in (200, 302)


def test_who_does_not_need_it_is_let_in(world: World, client: Client) -> None:
    assert enter(client, "bianca") == 302
    assert client.get("/").status_code == 200


def test_with_the_second_factor_set_up_the_password_alone_is_not_enough(world: World, client: Client) -> None:
    person = queries.person_by_email("quirine@example.org")
    assert person is not None
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(person, secret)
    answer = client.post(LOG_IN, {"login": "quirine@example.org", "password": PASSWORD})
    assert answer["Location"] == "/account/2fa/authenticate/"
    assert "_auth_user_id" not in client.session
    assert client.post("/account/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert "_auth_user_id" not in client.session
    code = totp.format_hotp_value(totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time()))))
    assert client.post("/account/2fa/authenticate/", {"code": code}).status_code == 302
    assert client.get("/").status_code == 200
    assert AuditEvent.objects.filter(event_type_code="log_in.done", user_name="Quirine").exists()


def test_whoever_keeps_guessing_is_locked_out_even_with_the_right_password(world: World, client: Client) -> None:
    for _ in range(6):
        enter(client, "bianca", "verkeerd")
    enter(client, "bianca")
    assert "_auth_user_id" not in client.session
    lines = AuditEvent.objects.filter(event_type_code="log_in.refused")
    assert lines.exists()
    assert not lines.filter(participant_object_detail__contains="verkeerd").exists()


def test_an_unknown_address_and_a_wrong_password_get_the_same_answer(world: World, client: Client) -> None:
    known = client.post(LOG_IN, {"login": "bianca@example.org", "password": "verkeerd"})
    unknown = client.post(LOG_IN, {"login": "niemand@example.org", "password": "verkeerd"})
    assert known.status_code == unknown.status_code == 200
    assert known.context["form"].errors == unknown.context["form"].errors


def test_nobody_opens_an_account_without_an_invitation(world: World, client: Client) -> None:
    assert client.get("/account/signup/").status_code == 404


def test_demo_accounts_are_impossible_outside_the_demo(world: World, client: Client) -> None:
    person = operations.add_person("demo@demo.invalid", "Demo", password=PASSWORD, demo=True)
    request = RequestFactory().post("/")
    assert authenticate(request, demo_person=person.pk) is None
    assert client.post(LOG_IN, {"login": person.email, "password": PASSWORD}).status_code == 200
    assert "_auth_user_id" not in client.session
    assert queries.demo_people() == []
    client.force_login(person, backend="uitkomst.organisations.backends.DemoBackend")
    assert client.get("/").status_code == 302
    assert client.get("/").wsgi_request.user.is_anonymous
    with override_settings(DEMO=True):
        assert queries.demo_people() == [person]
        assert authenticate(request, demo_person=person.pk) == person
        other = queries.person_by_email("bianca@example.org")
        assert other is not None
        assert authenticate(request, demo_person=other.pk) is None


def test_text_typed_when_the_session_had_ended_comes_back_to_whoever_typed_it(world: World, client: Client) -> None:
    whose = queries.person_by_email("bianca@example.org")
    other = queries.person_by_email("evert@example.org")
    assert whose is not None and other is not None
    form = {"typed_by": signing.dumps(whose.pk, salt="uitkomst.typed_by"), "why": "een lang verhaal", "password": "geheim"}
    for person, expected in ((other, {}), (whose, {"why": ["een lang verhaal"]})):
        visitor = Client()
        answer = visitor.post("/mirrors/x/expectation/", form)
        assert (answer.status_code, answer["Location"]) == (302, "/account/login/?next=%2Fmirrors%2Fx%2Fexpectation%2F")
        visitor.post(LOG_IN, {"login": person.email, "password": PASSWORD})
        request = RequestFactory().get("/mirrors/x/expectation/")
        request.user, request.session = person, visitor.session
        assert log_in.typed(request, "/mirrors/x/expectation/") == expected
        assert log_in.typed(request, "/mirrors/x/expectation/") == {}


def test_a_form_that_says_nothing_of_who_typed_is_not_kept(world: World, client: Client) -> None:
    client.post("/mirrors/x/expectation/", {"typed_by": "vervalst", "why": "tekst"})
    assert "typed" not in client.session


def test_pages_say_what_browsers_may_do(world: World, client: Client) -> None:
    answer = client.get(LOG_IN)
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy and "*" not in policy and "http" not in policy
    assert (answer["X-Frame-Options"], answer["X-Content-Type-Options"], answer["Referrer-Policy"]) == ("DENY", "nosniff", "same-origin")
    enter(client, "bianca")
    assert "no-store" in client.get("/")["Cache-Control"]


def test_a_file_from_nobody_is_not_even_stored_for_a_moment(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    monkeypatch.setattr("django.core.files.uploadhandler.TemporaryUploadedFile", lambda *_: made.append(1))
    answer = Client().post("/deliveries/", {"file": io.BytesIO(b"bsn;...")})
    assert (answer.status_code, answer["Location"]) == (302, "/account/login/?next=/deliveries/")
    assert not made


def test_a_file_that_is_far_too_large_is_cut_off(world: World) -> None:
    client = Client()
    person = queries.person_by_email("bianca@example.org")
    assert person is not None
    client.force_login(person, backend="uitkomst.organisations.backends.PasswordBackend")
    taken = io.BytesIO(b"x" * 3_000_000)
    with override_settings(LARGEST_UPLOAD_BYTES=1000):
        assert client.post("/deliveries/", {"file": taken}).status_code in (400, 403)


def test_health_says_whether_it_works_and_nothing_else(world: World, client: Client) -> None:
    assert client.get("/health/").json() == {"status": "ok", "failing": []}
    with override_settings(DATA_FOLDER=Path("/nowhere")):
        answer = client.get("/health/")
    assert (answer.status_code, answer.json()["failing"]) == (503, ["data folder"])


def test_an_invitation_works_once_for_whom_it_was_meant(world: World, now: datetime) -> None:
    invitation, token = invite.invite(actor=actor("bert"), now=now, email="Nieuw@Example.org", name="Nieuw", role="director")
    assert token not in str(invitation.__dict__)
    with pytest.raises(Refused) as refused:
        invite.accept_invitation(now=now + SOON, token=token, password="kort")
    assert refused.value.code == "weak_password"
    person = invite.accept_invitation(now=now + SOON, token=token, password=PASSWORD)
    assert [(role.kind, role.organisation.name) for role in queries.roles_of(person, (now + SOON).date())] == [("director", "Het Anker")]
    with pytest.raises(Refused) as refused:
        invite.accept_invitation(now=now + SOON, token=token, password=PASSWORD)
    assert refused.value.code == "invitation_over"


def test_an_invitation_expires_and_roles_of_elsewhere_cannot_be_given(world: World, now: datetime) -> None:
    _, token = invite.invite(actor=actor("bert"), now=now, email="later@example.org", name="Later", role="director")
    with pytest.raises(Refused):
        invite.accept_invitation(now=now + timedelta(days=15), token=token, password=PASSWORD)
    for role in ("policy_adviser", "hub_operator", "keizer"):
        with pytest.raises(Refused):
            invite.invite(actor=actor("bert"), now=now, email="x@example.org", name="X", role=role)
    with pytest.raises(MayNot):
        invite.invite(actor=actor("quirine"), now=now, email="x@example.org", name="X", role="director")


def test_a_role_that_has_ended_gives_nothing(world: World, now: datetime) -> None:
    person = queries.person_by_email("quirine@example.org")
    assert person is not None
    for role in queries.roles_of(person, now.date()):
        operations.end_role(role, last_day=now.date() - timedelta(days=1))
    with pytest.raises(queries.NoRole):
        queries.actor_for(person, second_factor=True, now=now)


@pytest.mark.once
@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"UITKOMST_SECRET_KEY": "kort"}, "UITKOMST_SECRET_KEY"),
        ({"UITKOMST_PROVIDER_FIRST_DAYS": "drie"}, "UITKOMST_PROVIDER_FIRST_DAYS"),
        ({"UITKOMST_BSN_FILES": "misschien"}, "UITKOMST_BSN_FILES"),
        ({"UITKOMST_BSN_FILES": "provider"}, "UITKOMST_PSEUDONYM_KEY"),
        ({"UITKOMST_HOST": "typefout"}, "UITKOMST_HOST"),
        ({"UITKOMST_DATA": "/nowhere/at/all"}, "UITKOMST_DATA"),
        ({"UITKOMST_MAIL_URL": "mail.example.org"}, "UITKOMST_MAIL_URL"),
        ({"UITKOMST_MAIL_FROM": "niemand"}, "UITKOMST_MAIL_FROM"),
        ({"UITKOMST_LOOK_FIRST": "on", "UITKOMST_BSN_FILES": "hub", "UITKOMST_PSEUDONYM_KEY": "k3y" * 20}, "UITKOMST_LOOK_FIRST"),
    ],
)
def test_a_wrong_setting_stops_the_start_with_a_line_that_says_which(tmp_path: Path, wrong: dict[str, str], said: str) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("UITKOMST_", "DATABASE", "DJANGO"))}
    right = {"UITKOMST_SECRET_KEY": "a1b2c3d4e5f6g7h8" * 4, "UITKOMST_DATA": str(tmp_path), "UITKOMST_HTTPS": "off"}
    command = [sys.executable, "-c", "from uitkomst.commands import main; main()", "serve", "--prepare-only"]
    done = subprocess.run(command, env={**kept, **right, **wrong}, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


def test_every_setting_that_is_read_is_described_in_both_languages() -> None:
    for language in ("nl", "en"):
        described = read_texts("uitkomst.vocabulary", "settings", language)
        assert set(VARIABLES) - {"DATABASE_URL"} <= set(described)
