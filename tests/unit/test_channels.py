"""What a channel can do, what a telephone number is, and which settings of a gateway are wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uitkomst.config.sms import sms_fault
from uitkomst.vocabulary.channels import ADDRESSES, Channel, needs, reached_at, same_place, way, without_address
from uitkomst.vocabulary.phones import mobile, read_phone
from uitkomst.web.words import texts

pytestmark = pytest.mark.once


@pytest.mark.parametrize(("typed", "number", "can_get_texts"), [
    ("0612345678", "+31612345678", True),
    ("06-12 34 56 78", "+31612345678", True),
    ("+31 (0)6 1234 5678", "+31612345678", True),
    ("0031612345678", "+31612345678", True),
    ("31612345678", "+31612345678", True),
    ("612345678", "+31612345678", True),
    ("06–1234–5678", "+31612345678", True),
    ("020 123 45 67", "+31201234567", False),
    ("0880012345", "+31880012345", False),
    ("06 6012 3456", "+31660123456", False),
    ("+32 470 12 34 56", "+32470123456", False),
    ("061234567", "", False),
    ("06123456789", "", False),
    ("+31612345", "", False),
    ("٠٦١٢٣٤٥٦٧٨", "", False),
    ("bellen na vijf", "", False),
    ("", "", False),
])  # fmt: skip
def test_a_number_is_kept_in_one_way(typed: str, number: str, can_get_texts: bool) -> None:
    assert read_phone(typed) == number
    assert mobile(typed) == (number if can_get_texts else "")


@given(st.one_of(st.text(max_size=30), st.from_regex(r"(\+|00|0)?[0-9 ()-]{6,18}", fullmatch=True)))
def test_what_is_kept_reads_as_itself(typed: str) -> None:
    number = read_phone(typed)
    assert read_phone(number) == number and len(number) <= 16
    assert mobile(typed) in ("", number)


def test_what_is_sent_needs_an_address_and_can_be_stopped() -> None:
    for channel in Channel:
        found = way(channel)
        assert bool(found.address) == found.by_itself and found.reaches_out >= found.by_itself >= found.reminds
        assert needs(channel, {}) == found.address
        assert way(without_address(channel, {})).address == ""


def test_a_number_is_one_place_however_it_is_written_and_a_telephone_at_home_is_none() -> None:
    assert same_place("phone", "06 12345678") == same_place("phone", "+31612345678") != ""
    assert same_place("email", "A@example.org") == same_place("email", "a@EXAMPLE.org")
    assert same_place("phone", "0201234567") == reached_at("phone", "0201234567") == ""
    assert set(ADDRESSES) == {"email", "phone"}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_channel_has_its_words(language: str) -> None:
    found = texts(language)
    for channel in Channel:
        assert channel in found["channel_short"]
        assert not way(channel).asks or (channel in found["channel"] and channel in found["asked_ready"])


WELL = ("json", "https://sms.example.org/messages", "a token", "Vragen")


@pytest.mark.parametrize(("at", "value", "fault"), [
    (0, "json", ""),
    (3, "+31612345678", ""),
    (1, "http://localhost:8080/", ""),
    (0, "pigeon", "gateway"),
    (0, "", "alone"),
    (1, "http://sms.example.org/", "address"),
    (1, "https://user:secret@sms.example.org/", "address"),
    (1, "https://sms.example.org:port/", "address"),
    (1, "", "address"),
    (2, "", "token"),
    (2, "a\ntoken", "token"),
    (3, "", "sender"),
    (3, "Jeugdhulp Noord", "sender"),
])  # fmt: skip
def test_a_gateway_that_is_half_set_up_is_told(at: int, value: str, fault: str) -> None:
    said = [*WELL]
    said[at] = value
    assert sms_fault(*said, gateways=["json"]) == fault
    assert sms_fault("", "", "", "", gateways=["json"]) == ""
