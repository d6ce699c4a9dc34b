"""The rights matrix: every address × method × person has an expected answer. An address without a row fails.

Releases and deliveries in the addresses are those of Het Anker (sealed) unless a row says otherwise; `region` is the open one of West.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.personas import PERSONAS
from tests.site.conftest import World
from uitkomst.organisations import queries
from uitkomst.organisations.kinds import NEEDS_SECOND_FACTOR

EVERYBODY = tuple(PERSONAS)
QUALITY = ("quirine", "bram", "carla")
OWN = ("quirine", "daan")
PLACES = ("bianca", "willem", "evert", "rosa")
FIGURES = (*QUALITY, "daan", *PLACES, "hanna")
AUDITORS = ("arjen", "aisha")
WRITERS = (*QUALITY, "daan", "bianca", "evert", "rosa")
DELIVERIES = (*QUALITY, "daan", "hanna")

Answers = dict[str, int]


def answers(*groups: tuple[int, tuple[str, ...]], otherwise: int = 403) -> Answers:
    """Status per person: the first group that names somebody counts."""
    found = dict.fromkeys(EVERYBODY, otherwise)
    for status, people in reversed(groups):
        found |= dict.fromkeys(people, status)
    return found


NOT_ALLOWED = answers(otherwise=405)


@dataclass(frozen=True)
class Row:
    """What an address answers. visitors: to somebody who is not logged in. about: what the address is about."""

    get: Answers = field(default_factory=lambda: NOT_ALLOWED)
    post: Answers = field(default_factory=lambda: NOT_ALLOWED)
    about: str = ""
    visitors: int = 302
    more: tuple[tuple[str, str], ...] = ()


ALL = answers(otherwise=200)
OF_ANKER = answers((200, (*OWN, "hanna")), (404, ("bram", "carla")))
WRITTEN = answers((302, OWN), (404, WRITERS))
SEALED = answers((302, OWN), (404, FIGURES))
ROWS: dict[str, list[Row]] = {
    "start": [Row(get=ALL)],
    "enter_demo": [Row(post=answers(otherwise=404), visitors=404)],
    "switch_organisation": [Row(post=answers(otherwise=302))],
    "deliveries": [Row(get=answers((200, DELIVERIES)), post=answers((400, QUALITY)))],
    "delivery": [Row(get=OF_ANKER, about="delivery")],
    "delivery_progress": [Row(get=OF_ANKER, about="delivery")],
    "delivery_findings": [Row(get=OF_ANKER, about="delivery")],
    "delivery_findings_file": [Row(get=OF_ANKER, about="delivery")],
    "accept_delivery": [Row(post=answers((409, ("quirine",)), (404, ("bram", "carla"))), about="delivery")],
    "withdraw_delivery": [Row(post=answers((302, ("quirine",)), (404, ("bram", "carla"))), about="delivery")],
    "freeze": [Row(get=answers((200, (*QUALITY, "hanna"))), post=answers((400, (*QUALITY, "hanna"))))],
    "freeze_progress": [Row(get=answers((200, (*QUALITY, "hanna"))))],
    "mirrors": [Row(get=answers((200, FIGURES)))],
    "mirror": [
        Row(get=SEALED, about="release"),
        Row(get=answers((200, ("bianca", "willem", "rosa")), (404, FIGURES)), about="region"),
    ],
    "expectation": [
        Row(get=answers((200, OWN), (404, FIGURES)), post=answers((302, OWN), (404, FIGURES)), about="release")
    ],
    "mirror_file": [
        Row(get=SEALED, about="release", more=(("kind", kind),)) for kind in ("csv", "json", "html", "pdf")
    ] + [Row(get=answers((200, ("bianca", "willem", "rosa")), (404, FIGURES)), about="region", more=(("kind", "csv"),))],
    "indicator": [
        Row(get=SEALED, about="release", more=(("indicator", "dropout"),)),
        Row(get=answers((200, ("bianca", "willem", "rosa")), (404, FIGURES)), about="region", more=(("indicator", "dropout"),)),
    ],
    "story": [Row(get=WRITTEN, post=WRITTEN, about="release", more=(("indicator", "dropout"),))],
    "indicator_file": [Row(get=SEALED, about="release", more=(("indicator", "dropout"), ("kind", "csv")))],
    "log": [Row(get=answers((200, AUDITORS)))],
    "log_verify": [Row(post=answers((200, AUDITORS)))],
    "log_file": [Row(get=answers((200, AUDITORS)), more=(("kind", kind),)) for kind in ("csv", "json")],
    "people": [Row(get=answers((200, ("bert",))), post=answers((400, ("bert",))))],
    "invitation": [Row(get=answers(otherwise=404), post=answers(otherwise=404), visitors=404, more=(("token", "verzonnen"),))],
    "health": [Row(get=ALL, visitors=200)],
}  # fmt: skip
# Of Django and allauth: tested in test_log_in.py as far as we set them up, and by their makers.
OTHERS = {"set_language"}
OTHERS_START = ("account_", "mfa_")


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


def address(name: str, row: Row, world: World) -> str:
    ids = {
        "": {},
        "delivery": {"delivery_id": world.deliveries["quirine"]},
        "release": {"release_id": world.releases["quirine"]},
        "region": {"release_id": world.region_release},
    }[row.about]
    return reverse(name, kwargs={**ids, **dict(row.more)})


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
    client = visitor(name)
    wrong = []
    for url_name, rows in ROWS.items():
        for row in rows:
            if url_name == "withdraw_delivery":
                continue  # changes what the other rows are about; see below
            where = address(url_name, row, world)
            for method, expected in (("get", row.get[name]), ("post", row.post[name]), ("put", 405), ("delete", 405)):
                if (url_name, method) == ("switch_organisation", "post"):
                    continue
                status = getattr(client, method)(where).status_code
                if status != expected:
                    wrong.append((url_name, row.about, row.more, method, f"expected {expected}", f"got {status}"))
    status = client.post(address("withdraw_delivery", ROWS["withdraw_delivery"][0], world)).status_code
    if status != ROWS["withdraw_delivery"][0].post[name]:
        wrong.append(("withdraw_delivery", "post", f"got {status}"))
    assert not wrong, "\n".join(map(str, wrong))


def test_a_visitor_who_is_not_logged_in_is_sent_to_log_in(world: World) -> None:
    client = Client()
    for url_name, rows in ROWS.items():
        for row in rows:
            where = address(url_name, row, world)
            for method, allowed in (("get", row.get is not NOT_ALLOWED), ("post", row.post is not NOT_ALLOWED)):
                answer = getattr(client, method)(where)
                assert answer.status_code == (row.visitors if allowed else 405), (url_name, method)
                if answer.status_code == 302:
                    assert answer["Location"].startswith("/account/login/")


def test_without_the_second_factor_every_page_leads_to_setting_it_up(world: World) -> None:
    for name, (_, role) in PERSONAS.items():
        if role not in NEEDS_SECOND_FACTOR:
            continue
        client = Client()
        person = queries.person_by_email(f"{name}@example.org")
        client.force_login(person, backend="uitkomst.organisations.backends.PasswordBackend")
        for url_name, rows in ROWS.items():
            if url_name == "health":
                continue
            answer = client.get(address(url_name, rows[0], world))
            assert (answer.status_code, answer["Location"]) == (302, "/account/2fa/totp/activate/"), (name, url_name)
