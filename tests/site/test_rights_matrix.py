"""The rights matrix: every address × method × person has an expected answer. An address without a row fails.

Releases and deliveries in the addresses are those of Het Anker (sealed) unless a row says otherwise; `region` is the open one of West.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.personas import PERSONAS
from tests.site import rights
from tests.site.conftest import World
from tests.site.rights import EVERYBODY, NOT_ALLOWED, Row
from uitkomst.organisations import queries
from uitkomst.organisations.kinds import NEEDS_SECOND_FACTOR

pytestmark = pytest.mark.once
_ROOMS = [import_module(f"{rights.__name__}.{found.name}") for found in iter_modules(rights.__path__)]
ROWS: dict[str, list[Row]] = {name: rows for room in _ROOMS for name, rows in room.ROWS.items()}
# Of Django and allauth: in test_account_pages.py.
OTHERS = {"set_language"}
OTHERS_START = ("account_", "mfa_", "openid_connect_", "socialaccount_")


def names(patterns: list[URLPattern | URLResolver] | None = None) -> Iterator[str]:
    """The name of every address of the site."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns)
        else:
            assert pattern.name, f"{pattern.pattern} has no name"
            yield pattern.name


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    ours = {name for name in names() if name not in OTHERS and not name.startswith(OTHERS_START)}
    assert ours == set(ROWS)


Ids = dict[str, dict[str, object]]


def ids_of(world: World) -> Ids:
    """What addresses can be about, by the word in ``Row.about``: of the world, and what a room makes for its own rows."""
    found: Ids = {
        "": {},
        "delivery": {"delivery_id": world.deliveries["quirine"]},
        "release": {"release_id": world.releases["quirine"]},
        "region": {"release_id": world.region_release},
    }
    for room in _ROOMS:
        found |= room.ids(world) if hasattr(room, "ids") else {}
    return found


def address(name: str, row: Row, ids: Ids) -> str:
    return reverse(name, kwargs={**ids[row.about], **dict(row.more)})


def visitor(name: str) -> Client:
    """Somebody who is logged in, with the second factor where that is needed."""
    person = queries.person_by_email(f"{name}@example.org")
    assert person is not None
    if PERSONAS[name][1] in NEEDS_SECOND_FACTOR:
        totp.TOTP.activate(person, totp.generate_totp_secret())
    client = Client()
    client.force_login(person, backend="uitkomst.organisations.backends.PasswordBackend")
    return client


@pytest.mark.parametrize("name", EVERYBODY)
def test_every_address_answers_this_person_as_the_matrix_says(world: World, name: str) -> None:
    client, ids = visitor(name), ids_of(world)
    every = [(url_name, row) for url_name, rows in ROWS.items() for row in rows]
    wrong = []
    for url_name, row in sorted(every, key=lambda one: one[1].changes):
        where = address(url_name, row, ids)
        for method, expected in (("get", row.get[name]), ("post", row.post[name]), ("put", 405), ("delete", 405)):
            status = getattr(client, method)(where).status_code
            if status != expected:
                wrong.append((url_name, row.about, row.more, method, f"expected {expected}", f"got {status}"))
    assert not wrong, "\n".join(map(str, wrong))


def test_a_visitor_who_is_not_logged_in_is_sent_to_log_in(world: World) -> None:
    client, ids = Client(), ids_of(world)
    for url_name, rows in ROWS.items():
        for row in rows:
            where = address(url_name, row, ids)
            for method, allowed in (("get", row.get is not NOT_ALLOWED), ("post", row.post is not NOT_ALLOWED)):
                answer = getattr(client, method)(where)
                assert answer.status_code == (row.visitors if allowed else 405), (url_name, method)
                if answer.status_code == 302:
                    assert answer["Location"].startswith("/account/login/")


def test_without_the_second_factor_every_page_leads_to_setting_it_up(world: World) -> None:
    ids = ids_of(world)
    for name, (_, role) in PERSONAS.items():
        if role not in NEEDS_SECOND_FACTOR:
            continue
        client = Client()
        person = queries.person_by_email(f"{name}@example.org")
        client.force_login(person, backend="uitkomst.organisations.backends.PasswordBackend")
        for url_name, rows in ROWS.items():
            if url_name in ("health", "theme"):  # of nobody: the second has colours alone
                continue
            answer = client.get(address(url_name, rows[0], ids))
            assert (answer.status_code, answer["Location"]) == (302, "/account/2fa/totp/activate/"), (name, url_name)
