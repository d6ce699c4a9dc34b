"""Where help is to be had now: at every open question and nowhere else, kept by the provider, verified line by line."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.personas import actor
from tests.site import care
from uitkomst.flows.care.help_lines import keep_help_lines, lines_of, shipped, show_help_lines
from uitkomst.flows.care.invite_client import invite_client
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.rights import MayNot

OWN = {
    "name_1": "Bereikbare dienst",
    "phone_1": "0800-1234",
    "when_1": "dag en nacht",
    "name_2": "Huisarts",
    "phone_2": "112",
    "when_2": "",
}


def keep(now, **more: str):
    return keep_help_lines(actor=actor("quirine"), now=now, typed=OWN | more)


def test_an_open_question_says_that_nobody_reads_it_now_and_whom_to_call(world):
    now = timezone.now()
    keep(now)
    one = care.client(now)
    asked = invite_client(
        actor=actor("pim"), now=now, trajectory_id=one.pk, informant_id=care.young_person(one).pk, moment="end", channel="tablet"
    )
    phone, link = Client(), f"/v/{care.token(asked)}/"
    phone.post(link)
    assert "niet meteen gelezen" not in phone.get(f"{link}q/usefulness/").text
    phone.post(f"{link}q/usefulness/", {"value": "8"})
    phone.post(f"{link}q/able_to_continue/", {"value": "03"})
    for question in ("what_helped", "what_could_be_better"):
        page = phone.get(f"{link}q/{question}/").text
        assert "niet meteen gelezen" in page and 'href="tel:08001234"' in page and "Bereikbare dienst" in page
        phone.post(f"{link}q/{question}/", {"absent": "skipped"})


def test_each_line_is_verified_by_itself_and_one_that_changes_is_not_verified_any_more(world, now):
    assert lines_of(actor("quirine").organisation_id) == list(shipped()) and all(not one.verified_on for one in shipped())
    first, second = keep(now, verified_1="on")
    assert (first.verified_on, first.verified_by, second.verified_on) == (timezone.localdate(now), "Quirine", None)
    later = now + timedelta(days=40)
    first, second = keep(later, verified_2="on")
    assert (first.verified_on, second.verified_on) == (timezone.localdate(now), timezone.localdate(later))
    first, second = keep(later, phone_1="0800-4321")
    assert (first.verified_on, second.verified_on) == (None, timezone.localdate(later))


def test_who_keeps_no_register_keeps_no_lines_and_half_a_line_is_refused(world, now):
    with pytest.raises(Refused, match="typed_needed"):
        keep(now, phone_2="bel ons")
    for name in ("pim", "bianca"):
        with pytest.raises(MayNot):
            show_help_lines(actor=actor(name), now=now)
    assert lines_of(actor("quirine").organisation_id) == list(shipped())
