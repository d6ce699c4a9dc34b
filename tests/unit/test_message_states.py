"""The state machine of messages: every transition, corrections, and the same result in any order of arrival (OP080)."""

from __future__ import annotations

from datetime import date, timedelta
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from uitkomst.intake.messages.course import Episode, course
from uitkomst.intake.messages.message import Product, Record, Sent
from uitkomst.intake.messages.states import TRANSITIONS, Event, State

DAY = date(2024, 1, 1)


def day(number: int) -> date:
    return DAY + timedelta(days=number)


def start(begin: int, *, dated: int | None = None, deletes: bool = False, name: str = "") -> Sent:
    """A start on a day (counted from 1 January 2024), reported the same day unless said otherwise."""
    return _sent(begin, None, "", begin if dated is None else dated, deletes, name or f"s{begin}-{dated}{deletes}")


def stop(begin: int, end: int, reason: str = "31", *, dated: int | None = None, deletes: bool = False, name: str = "") -> Sent:
    """A stop of the start on day ``begin``."""
    return _sent(begin, end, reason, end if dated is None else dated, deletes, name or f"e{begin}-{end}-{reason}-{dated}{deletes}")


def _sent(begin: int, end: int | None, reason: str, dated: int, deletes: bool, name: str) -> Sent:
    product = Product("32", "32A01")
    record = Record(1, 1, "7", product, None, day(begin), None if end is None else day(end), reason, "3" if deletes else "1")
    return Sent(day(dated), name, crc32(name.encode()), record)


def run(*sents: Sent) -> tuple[list[Episode], list[str]]:
    ran = course([s for s in sents if s.record.end is None], [s for s in sents if s.record.end is not None])
    return ran.episodes, sorted(fault.code for fault in ran.faults)


def care(begin: int, end: int | None = None, reason: str = "31") -> Episode:
    return Episode(day(begin)) if end is None else Episode(day(begin), day(end), reason)


STORIES: dict[tuple[State, Event], tuple[list[Sent], list[Episode]]] = {
    (State.NONE, Event.START): ([start(1)], [care(1)]),
    (State.NONE, Event.PAUSE): ([stop(1, 5, "20")], []),
    (State.NONE, Event.STOP): ([stop(1, 5)], []),
    (State.RUNNING, Event.START): ([start(1), start(3)], [care(1)]),
    (State.RUNNING, Event.PAUSE): ([start(1), stop(1, 5, "20")], [care(1)]),
    (State.RUNNING, Event.STOP): ([start(1), stop(1, 5)], [care(1, 5)]),
    (State.PAUSED, Event.START): ([start(1), stop(1, 5, "20"), start(9)], [care(1)]),
    (State.PAUSED, Event.PAUSE): ([start(1), stop(1, 5, "20"), stop(1, 7, "20")], [care(1)]),
    (State.PAUSED, Event.STOP): ([start(1), stop(1, 5, "20"), stop(1, 9, "32")], [care(1, 9, "32")]),
    (State.ENDED, Event.START): ([start(1), stop(1, 5), start(9)], [care(1, 5), care(9)]),
    (State.ENDED, Event.PAUSE): ([start(1), stop(1, 5), stop(1, 9, "20")], [care(1, 5)]),
    (State.ENDED, Event.STOP): ([start(1), stop(1, 5), stop(1, 9)], [care(1, 5)]),
}


@pytest.mark.parametrize(("state", "event"), list(STORIES))
def test_each_transition(state: State, event: Event) -> None:
    sents, expected = STORIES[state, event]
    fault = TRANSITIONS[state, event].fault
    assert run(*sents) == (expected, [fault] if fault else [])


def test_no_transition_is_left_out() -> None:
    assert set(STORIES) == set(TRANSITIONS) == {(state, event) for state in State for event in Event}


def test_a_start_after_a_pause_goes_on_and_its_stop_names_the_new_start() -> None:
    assert run(start(1), stop(1, 5, "20"), start(9), stop(9, 20, "33")) == ([care(1, 20, "33")], [])


def test_a_stop_that_names_another_start_day_is_refused() -> None:
    assert run(start(1), stop(2, 20)) == ([care(1)], ["message_stop_without_start"])


def test_a_definitive_stop_before_the_temporary_one_is_refused() -> None:
    assert run(start(1), stop(1, 9, "20"), stop(1, 5, dated=12)) == ([care(1)], ["message_stop_before_stop"])


def test_of_two_open_starts_the_one_dated_last_is_refused_whichever_begins_first() -> None:
    assert run(start(5, dated=6), start(3, dated=9), stop(5, 20)) == ([care(5, 20)], ["message_start_while_open"])


def test_a_late_start_message_changes_nothing() -> None:
    assert run(start(1, dated=30), stop(1, 5)) == ([care(1, 5)], [])


@pytest.mark.parametrize(
    ("sents", "expected", "faults"),
    [
        ([start(1), start(1, dated=4, deletes=True)], [], []),
        ([start(1), start(1, dated=4, deletes=True), start(1, dated=6)], [care(1)], []),
        ([start(1), start(1, dated=4, deletes=True), start(1, dated=4, name="again")], [care(1)], []),
        ([start(1), start(1, dated=4, deletes=True), start(2, dated=4)], [care(2)], []),
        ([start(1, deletes=True)], [], ["message_delete_without_target"]),
        ([start(1), start(1, dated=4)], [care(1)], ["message_already_received"]),
        ([start(1), start(1, dated=2), start(1, dated=4, deletes=True)], [], ["message_already_received"]),
        ([start(1), stop(1, 5), stop(1, 5, dated=8, deletes=True)], [care(1)], []),
        ([start(1), stop(1, 5), stop(1, 5, dated=8, deletes=True), stop(1, 7, "32", dated=8)], [care(1, 7, "32")], []),
        ([start(1), stop(1, 5), start(1, dated=8, deletes=True)], [care(1, 5)], ["message_delete_before_stop"]),
        ([start(1), stop(1, 5), stop(1, 5, dated=8, deletes=True), start(1, dated=8, deletes=True)], [], []),
        ([start(1), start(1, dated=3, deletes=True), stop(1, 5)], [], ["message_stop_without_start"]),
        ([start(1), stop(1, 5, "20"), stop(1, 5, "20", dated=8, deletes=True), stop(1, 20)], [care(1, 20)], []),
    ],
)  # fmt: skip
def test_corrections(sents: list[Sent], expected: list[Episode], faults: list[str]) -> None:
    assert run(*sents) == (expected, faults)


days = st.integers(0, 6)
sent_starts = st.builds(lambda b, late, d: (b, None, "", b + late, d), days, st.integers(0, 6), st.booleans())
sent_stops = st.builds(
    lambda b, e, r, late, d: (b, b + e, r, b + e + late, d),
    days, st.integers(0, 6), st.sampled_from(["20", "20", "31", "32"]), st.integers(0, 6), st.sampled_from([False, False, True]),
)  # fmt: skip
histories = st.lists(st.one_of(sent_starts, sent_stops), max_size=9).map(
    lambda parts: [_sent(*part, name=f"n{number}") for number, part in enumerate(parts)]
)


@settings(max_examples=300, deadline=None)
@given(histories, st.randoms(use_true_random=False))
def test_any_order_of_arrival_gives_the_same(sents: list[Sent], random: object) -> None:
    shuffled = list(sents)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert run(*shuffled) == run(*sents)


@settings(max_examples=300, deadline=None)
@given(histories)
def test_what_comes_out_was_sent_and_never_runs_twice_at_once(sents: list[Sent]) -> None:
    episodes, _ = run(*sents)
    begun = {s.record.begin for s in sents if s.record.end is None and not s.record.deletes}
    stopped = {(s.record.end, s.record.reason) for s in sents if s.record.end and not s.record.deletes and s.record.reason != "20"}
    assert {e.start for e in episodes} <= begun
    assert {(e.end, e.reason) for e in episodes if e.end} <= stopped
    assert all(e.start <= e.end for e in episodes if e.end)
    assert [e for e in episodes if e.end is None] == ([episodes[-1]] if episodes and episodes[-1].end is None else [])
