"""How often a page asks the database. Beginning and ending a transaction is no question."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.personas import actor
from tests.site.conftest import World, expect
from tests.site.test_rights_matrix import visitor
from uitkomst.conversation.kinds import Template
from uitkomst.flows.conversation.start import start_conversation

_NO_QUESTION = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
MOST = 8


def asked(client: Client, where: str) -> list[str]:
    """What a page asks the second time: the first time after a start the file of the release is read as well."""
    client.get(where)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(where).status_code == 200
    return [query["sql"] for query in seen if not query["sql"].startswith(_NO_QUESTION)]


@pytest.mark.parametrize("name", ["quirine", "bianca", "rosa"])
def test_a_mirror_is_shown_in_at_most_eight_queries(world: World, now: datetime, name: str) -> None:
    release = world.releases["quirine"] if name == "quirine" else world.region_release
    if name == "quirine":
        expect(name, release, now)
    client = visitor(name)
    for page in (
        reverse("mirror", kwargs={"release_id": release}),
        reverse("indicator", kwargs={"release_id": release, "indicator": "dropout"}),
    ):
        found = asked(client, page)
        assert len(found) <= MOST, "\n".join(found)
        # The seal and the log are asked at every look, however often the figures were shown before.
        assert sum("records_opening" in sql for sql in found) == 1
        assert sum(sql.startswith('INSERT INTO "records_auditevent"') for sql in found) == 1


@pytest.mark.parametrize("name", ["quirine", "bianca", "arjen", "pim"])
def test_the_start_page_asks_little(world: World, name: str) -> None:
    found = asked(visitor(name), reverse("start"))
    assert len(found) <= 16, "\n".join(found)


def test_a_session_is_written_once_a_minute_and_then_lasts_longer(world: World, client: Client) -> None:
    client = visitor("bianca")
    client.get("/")
    session = client.session
    before = session.get_expiry_date()
    session["seen"] -= 61
    session.save()
    with CaptureQueriesContext(connection) as seen:
        client.get("/")
        client.get("/")
    assert sum("UPDATE" in query["sql"] and "django_session" in query["sql"] for query in seen) == 1
    assert client.session["seen"] > session["seen"]
    assert client.session.get_expiry_date() >= before


def test_the_list_of_conversations_asks_as_much_for_many_as_for_one(world: World, now: datetime) -> None:
    client, who = visitor("quirine"), actor("quirine")

    def begin() -> None:
        with_ids = [actor("bianca").organisation_id]
        start_conversation(actor=who, now=now, template=Template.BILATERAL, with_ids=with_ids)

    begin()
    one = asked(client, reverse("conversations"))
    for _ in range(4):
        begin()
    many = asked(client, reverse("conversations"))
    assert len(many) == len(one) <= 12, "\n".join(many)
    assert not any("part_b" in sql for sql in many)
