"""Links and codes that lead nowhere: counted for all processes together, closed when it cannot count, open to who has a right one."""

from __future__ import annotations

import multiprocessing
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from tests import personas
from tests.site import care
from tests.site.conftest import NOW
from tests.site.test_at_once import at_once, committed  # noqa: F401  fixture
from uitkomst.care.models import Invitation, OwnLink, Tries
from uitkomst.care.operations import own_links, tries
from uitkomst.flows.care import answering
from uitkomst.flows.care.invite_client import invite_client
from uitkomst.flows.care.own_link import make_own_link, open_own_link
from uitkomst.flows.client_rights.retention import run_retention
from uitkomst.flows.refusals import NotFound, Refused

SCHOOL = "203.0.113.77"


def guess(number: int, address: str = SCHOOL, now=NOW) -> str:
    """Try a link that leads nowhere: what came of it."""
    try:
        answering.open_link(token=f"gok-{number}", now=now, address=address)
    except Refused as refused:
        return refused.code
    except NotFound:
        return "nothing"
    return "open"


def fill(now=NOW, address: str = SCHOOL) -> None:
    assert {guess(number, address, now) for number in range(tries.MOST)} == {"nothing"}
    assert guess(0, address, now) == "too_many_links"


def invited(now, name: str = "young_person") -> str:
    made = care.client(now)
    who = care.young_person(made) if name == "young_person" else care.parent(made)
    actor = personas.actor("pim")
    return care.token(invite_client(actor=actor, now=now, trajectory_id=made.pk, informant_id=who.pk, moment="start", channel="letter"))


def _guess_elsewhere(results: multiprocessing.Queue, number: int) -> None:
    """In another process, with a connection of its own."""
    connection.connection = None
    results.put([guess(number * 1000 + one) for one in range(20)])
    connection.close()


def test_two_processes_count_together(committed):  # noqa: F811
    connection.close()
    context = multiprocessing.get_context("fork")
    results = context.Queue()
    both = [context.Process(target=_guess_elsewhere, args=(results, number)) for number in range(2)]
    try:
        for process in both:
            process.start()
        found = results.get(timeout=60) + results.get(timeout=60)
        for process in both:
            process.join()
        # Two that look at the same moment may both go in; counted by each for itself, all forty would.
        assert tries.MOST <= found.count("nothing") <= tries.MOST + 1
        assert found.count("too_many_links") == 40 - found.count("nothing")
    finally:
        Tries.objects.all().delete()


def test_who_has_a_right_link_waits_seconds_and_who_began_not_at_all(world, now):
    begun, other = invited(now), None
    answering.begin(token=begun, now=now, address=SCHOOL, language="nl")
    actor, made = personas.actor("pim"), care.client(now, number="C-2", bsn="")
    who = care.young_person(made)
    other = care.token(invite_client(actor=actor, now=now, trajectory_id=made.pk, informant_id=who.pk, moment="start", channel="letter"))
    fill(now)
    assert answering.open_link(token=begun, now=now, address=SCHOOL).begun
    with pytest.raises(Refused) as refused:
        answering.open_link(token=other, now=now, address=SCHOOL)
    assert refused.value.details["seconds"] <= tries.EACH
    # What is refused adds nothing: however often somebody tries, the wait is never longer.
    for number in range(50):
        guess(number, now=now)
    later = now + timedelta(seconds=tries.EACH)
    assert answering.open_link(token=other, now=later, address=SCHOOL)
    assert answering.open_link(token=other, now=now, address="203.0.113.78"), "other places are not touched"


def test_one_connection_has_many_addresses_of_the_new_kind(world, now):
    fill(now, "2001:db8:1:2::1")
    assert guess(1, "2001:db8:1:2:ffff::9", now) == "too_many_links"
    assert guess(1, "2001:db8:1:3::1", now) == "nothing"
    fill(now, "::ffff:198.51.100.3")
    assert guess(1, "198.51.100.3", now) == "too_many_links"


def test_a_wrong_link_in_a_form_counts_though_the_act_is_undone(world, now):
    for number in range(tries.MOST):
        with pytest.raises(NotFound):
            answering.begin(token=f"gok-{number}", now=now, address=SCHOOL, language="nl")
    with pytest.raises(Refused):
        answering.send(token="gok", now=now, address=SCHOOL)


def test_nothing_of_who_tried_is_kept_and_soon_nothing_at_all(world, now):
    token = invited(now)
    answering.begin(token=token, now=now, address=SCHOOL, language="nl")
    fill(now)
    assert Tries.objects.count() == 2
    for row in Tries.objects.all():
        assert len(row.place) == 64 and SCHOOL not in row.place and token not in row.place
    run_retention(now=now + timedelta(seconds=tries.MOST * tries.EACH + 1))
    assert Tries.objects.count() == 1, "who began is known for a day"
    run_retention(now=now + timedelta(days=2))
    assert not Tries.objects.exists()


@pytest.mark.parametrize("right", [True, False])
def test_without_a_count_nothing_opens(world, now, right):
    token = invited(now) if right else "gok"

    def broken(execute, sql, parameters, many, context):
        if Tries._meta.db_table in sql:
            raise OperationalError("no such table")
        return execute(sql, parameters, many, context)

    phone = Client(raise_request_exception=False)
    with connection.execute_wrapper(broken):
        answer = phone.get(f"/v/{token}/")
    assert answer.status_code == 500 and "Noor" not in answer.content.decode()
    assert Invitation.objects.filter(opened_at=None).count() == Invitation.objects.count()


def test_the_page_that_asks_to_wait_says_how_long(world):
    phone = Client(REMOTE_ADDR=SCHOOL)
    states = [phone.get(f"/v/gok{number}/").status_code for number in range(tries.MOST + 1)]
    assert states[-1] == 429
    answer = phone.get("/v/gok/")
    assert 0 < int(answer["Retry-After"]) <= tries.EACH and f"{answer['Retry-After']} seconden" in answer.content.decode()


@pytest.fixture
def own(world, now):
    """A link to own goals and its code."""
    made = care.client(now)
    link, secret, code = make_own_link(
        actor=personas.actor("pim"), now=now, trajectory_id=made.pk, informant_id=str(care.young_person(made).pk)
    )
    return link, secret, code


def test_the_last_try_may_be_the_right_one_and_the_sixth_is_none(own, now):
    link, secret, code = own
    wrong = "000000" if code != "000000" else "111111"
    for left in (4, 3, 2, 1):
        with pytest.raises(Refused) as refused:
            open_own_link(token=secret, code=wrong, now=now, address=SCHOOL)
        assert refused.value.details["left"] == left
    assert open_own_link(token=secret, code=code, now=now, address=SCHOOL)
    assert OwnLink.objects.get(pk=link.pk).wrong_codes == 0
    for _ in range(5):
        with pytest.raises((Refused, NotFound)):
            open_own_link(token=secret, code=wrong, now=now, address=SCHOOL)
    with pytest.raises(NotFound):
        open_own_link(token=secret, code=code, now=now, address=SCHOOL)


def test_wrong_codes_count_for_the_place_they_come_from_too(own, now):
    _, secret, code = own
    for number in range(tries.MOST - 1):
        guess(number, now=now)
    wrong = "000000" if code != "000000" else "111111"
    with pytest.raises(Refused, match="code_wrong"):
        open_own_link(token=secret, code=wrong, now=now, address=SCHOOL)
    with pytest.raises(Refused, match="too_many_links"):
        open_own_link(token=secret, code=code, now=now, address=SCHOOL)


def test_ten_who_try_a_code_at_once_have_five_tries_together(committed):  # noqa: F811
    made = care.client(NOW, number="C-at-once", bsn="")
    try:
        link, _, _ = make_own_link(
            actor=personas.actor("pim"), now=NOW, trajectory_id=made.pk, informant_id=str(care.young_person(made).pk)
        )
        results = at_once(*[lambda: own_links.take_try(OwnLink.objects.get(pk=link.pk))] * 10)
        assert sum(result is not None for result in results) == own_links.MOST_WRONG, results
    finally:
        made.client.delete()


def test_the_time_that_is_counted_is_that_of_the_clock(world):
    """The pages pass the moment on: nobody waits for a clock that stands still."""
    before = int(timezone.now().timestamp())
    Client(REMOTE_ADDR=SCHOOL).get("/v/gok/")
    assert Tries.objects.get().until >= before + tries.EACH
