"""The nightly plan over many trajectories: a few queries for as many as are looked at in one go, and the same invitations as one by one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.site import care
from uitkomst.care.links import new_leave_link
from uitkomst.care.models import Client, Informant, Invitation, Message, Trajectory
from uitkomst.care.operations import asking
from uitkomst.care.states import Channel, Moment
from uitkomst.flows.care import plan


@pytest.fixture
def many(world, now):
    """Sixty more clients like Noor, who began today."""
    noor = care.client(now, start_date=f"{now:%d-%m-%Y}")
    clients = [Client(provider=noor.client.provider, number=f"M-{n}", born="20090315", created_at=now) for n in range(60)]
    Client.objects.bulk_create(clients)
    Informant.objects.bulk_create(
        Informant(client=one, kind="young_person", email=f"{one.number}@example.org", **new_leave_link()) for one in clients
    )
    Trajectory.objects.bulk_create(
        Trajectory(client=one, practitioner=noor.practitioner, form_of_help="02", referrer="02", start_date=now.date(), created_at=now)
        for one in clients
    )
    return noor


def night(now) -> tuple[int, int]:
    """How many invitations a night makes, and with how many queries."""
    with CaptureQueriesContext(connection) as queries:
        return plan.run_plan(now=now), len(queries)


def test_many_that_are_due_cost_as_many_queries_as_a_few(many, now):
    made, queries = night(now)
    assert made == 62 and Message.objects.count() == 62 * 3
    Invitation.objects.exclude(trajectory=many).delete()
    Invitation.objects.filter(trajectory=many, informant__kind="parent").delete()
    Trajectory.objects.exclude(pk=many.pk).update(start_date=now.date() + timedelta(days=1))
    few, fewer = night(now)
    assert few == 1 and queries == fewer, "what is written goes in as many at once as the database takes"
    assert night(now)[0] == 0


def test_what_is_looked_at_in_parts_is_whole(many, now, monkeypatch):
    monkeypatch.setattr(plan, "AT_ONCE", 7)
    assert night(now)[0] == 62 and night(now)[0] == 0
    assert Invitation.objects.values("trajectory", "informant", "moment").distinct().count() == 62


def test_two_nights_at_once_ask_nobody_twice(many, now):
    young = care.young_person(many)
    one = asking.Wanted(many, young, "start_young_person", Moment.START, Channel.EMAIL, now.date())
    assert len(asking.add_invitations([one], now=now)) == 1
    assert asking.add_invitations([one], now=now) == [] and Message.objects.count() == 3
    assert asking.add_invitations([], now=now) == []
