"""Pages that allauth and Django make: what each answers to whom. An address without a row fails, as in the rights matrix."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from tests.site.conftest import World
from tests.site.test_rights_matrix import OTHERS, OTHERS_START, names, visitor

pytestmark = pytest.mark.once

AGAIN = "/account/reauthenticate/"
LOG_IN = "/account/login/"
Answer = int | str
"""A status, or where it leads."""
# With the second factor (Quirine), without (Bianca), not logged in: what GET and POST answer.
ROWS: dict[str, tuple[tuple[Answer, Answer], tuple[Answer, Answer], tuple[Answer, Answer]]] = {
    "set_language": (("/", "/"), ("/", "/"), ("/", "/")),
    "account_login": (("/", "/"), ("/", "/"), (200, 200)),
    "account_logout": ((200, "/"), (200, "/"), ("/", "/")),
    "account_inactive": ((200, 405), (200, 405), (200, 405)),
    "account_reauthenticate": ((200, 200), (200, 200), (LOG_IN, LOG_IN)),
    "account_change_password": ((200, 200), (200, 200), (LOG_IN, LOG_IN)),
    "mfa_index": ((200, 405), (200, 405), (LOG_IN, LOG_IN)),
    "mfa_authenticate": (("/", "/"), ("/", "/"), (LOG_IN, LOG_IN)),
    "mfa_reauthenticate": ((200, 200), (AGAIN, AGAIN), (LOG_IN, LOG_IN)),
    "mfa_activate_totp": ((AGAIN, AGAIN), (AGAIN, AGAIN), (LOG_IN, LOG_IN)),
    "mfa_deactivate_totp": ((AGAIN, AGAIN), (404, 404), (LOG_IN, LOG_IN)),
    "mfa_view_recovery_codes": ((404, 405), (404, 405), (LOG_IN, LOG_IN)),
    "mfa_generate_recovery_codes": ((AGAIN, AGAIN), (AGAIN, AGAIN), (LOG_IN, LOG_IN)),
    "mfa_list_webauthn": ((200, 405), (200, 405), (LOG_IN, LOG_IN)),
    "mfa_add_webauthn": ((AGAIN, AGAIN), (AGAIN, AGAIN), (LOG_IN, LOG_IN)),
    "mfa_reauthenticate_webauthn": ((AGAIN, AGAIN), (AGAIN, AGAIN), (LOG_IN, LOG_IN)),
    "mfa_edit_webauthn": ((AGAIN, AGAIN), (AGAIN, AGAIN), (LOG_IN, LOG_IN)),
    "mfa_remove_webauthn": ((AGAIN, AGAIN), (AGAIN, AGAIN), (LOG_IN, LOG_IN)),
    "mfa_download_recovery_codes": ((404, 404), (404, 404), (LOG_IN, LOG_IN)),
    # Without the setting there is no other way in; with it: test_own_provider.py.
    "openid_connect_login": ((404, 404), (404, 404), (404, 404)),
    "openid_connect_callback": ((404, 404), (404, 404), (404, 404)),
    "socialaccount_login_cancelled": ((200, 405), (200, 405), (200, 405)),
    "socialaccount_login_error": ((401, 405), (401, 405), (401, 405)),
}
OF_A_KEY = ("mfa_edit_webauthn", "mfa_remove_webauthn")


def test_every_page_of_others_has_a_row() -> None:
    assert {name for name in names() if name in OTHERS or name.startswith(OTHERS_START)} == set(ROWS)


@pytest.mark.parametrize("url_name", ROWS)
def test_each_page_answers_as_the_row_says(world: World, url_name: str) -> None:
    for who, expected in zip(("quirine", "bianca", ""), ROWS[url_name], strict=True):
        for method, answer in zip(("get", "post"), expected, strict=True):
            Authenticator.objects.all().delete()
            client = visitor(who) if who else Client()
            named = {"provider_id": "own"} if url_name.startswith("openid_connect_") else {"pk": 1} if url_name in OF_A_KEY else {}
            given = getattr(client, method)(reverse(url_name, kwargs=named))
            found = given["Location"].partition("?")[0] if given.status_code == 302 else given.status_code
            assert found == answer, (url_name, who or "a visitor", method)


def test_a_language_leads_to_no_other_site(world: World, client: Client) -> None:
    there = client.post(reverse("set_language"), {"language": "en", "next": "https://elsewhere.example/"})
    assert there["Location"] == "/"
    kept = client.post(reverse("set_language"), {"language": "en", "next": "/account/login/"})
    assert kept["Location"] == "/account/login/" and client.get("/account/login/").text.count('lang="en"') >= 1
