"""What messages come to beside a register: what begins, ends, is taken back, and what is told about a message that cannot be used."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.deliveries import KEY, bsn
from tests.messages import SENDER, allocation, in_envelope, message, record
from uitkomst.intake.caseload import CaseClient, CaseTrajectory, Held
from uitkomst.intake.caseload.clients import CLIENT_FIELDS, TRAJECTORY_FIELDS
from uitkomst.intake.from_messages import EVERYBODY, Batch, Meanings, Proposed, Register, made_number, message_text, propose, read_batch
from uitkomst.intake.from_messages.mapping import elements, taken
from uitkomst.intake.messages.reference import Tables, read_tables
from uitkomst.intake.messages.standard import standards
from uitkomst.vocabulary.client_keys import pseudonym

pytestmark = pytest.mark.once

TODAY, KVK = date(2026, 1, 1), "12345678"
WHO = pseudonym(KEY.encode(), bsn(1))
NUMBER = made_number(WHO)
FROM_FEBRUARY = ("02", "2024-02-01")


def tables() -> Tables:
    return replace(read_tables(), providers={SENDER: KVK, "65650002": "87654321"})


def start(begin: str = "2024-02-01", **more: str) -> str:
    return message("305", [record(begin, **_of(more))], **({"dated": begin} | more))  # type: ignore[arg-type]


def stop(end: str = "2024-08-01", begin: str = "2024-02-01", reason: str = "31", **more: str) -> str:
    return message("307", [record(begin, end=end, reason=reason, **_of(more))], **({"dated": end} | more))  # type: ignore[arg-type]


def _of(more: dict[str, str]) -> dict[str, str]:
    return {name: more.pop(name) for name in ("assignment", "category", "code", "status", "assigned") if name in more}


def read(folder: Path, *texts: str) -> Batch:
    files = []
    for number, text in enumerate(texts):
        path = folder / f"{number}.xml"
        path.write_bytes(text.encode())
        files.append((path.name, path))
    return read_batch(files, key=KEY.encode(), today=TODAY, tables=tables(), provider=KVK)


def known(*help: tuple[str, str], told: Batch | None = None, fields: dict[str, str] | None = None, **more: object) -> Register:
    """A register with one client, the one of the messages, and this help; ``told`` before by messages."""
    trajectories = tuple(CaseTrajectory(form, begin, more.get("of", {})) for form, begin in help)  # type: ignore[arg-type]
    client = CaseClient("C-1", fields or {"born": "20120315", "municipality": "0344"}, (), trajectories)
    before = {WHO: [replace(one, file=0, at=0, place=0) for one in told.told]} if told else {}
    return Register({WHO: "C-1"}, {"C-1": Held(client, fixed=frozenset(more.get("fixed", ())))}, before)  # type: ignore[call-overload]


def beside(batch: Batch, register: Register | None = None, **more: dict[str, str]) -> Proposed:
    meanings = Meanings(tables(), more.get("forms", {}))
    return propose(batch, register or Register(), meanings, more.get("chosen", {EVERYBODY: "person:1"}))


def codes(proposed: Proposed) -> list[str]:
    return sorted({one.code for one in proposed.caseload.findings})


def help_of(proposed: Proposed) -> dict[tuple[str, str], dict[str, str]]:
    return {one.identity: dict(one.fields) for client in proposed.caseload.clients for one in client.trajectories}


# --- What begins and ends ---


def test_a_client_who_is_not_known_gets_a_number_of_the_pseudonym_and_no_bsn_is_left(tmp_path: Path) -> None:
    batch = read(tmp_path, allocation(), start())
    (client,) = beside(batch).caseload.clients
    told = {"bsn": WHO, "born": "20120315", "sex": "V", "municipality": "0632", "first_name": "Fenna", "postcode": "3511AB"}
    assert (client.number, client.fields) == (NUMBER, told)
    assert help_of(beside(batch)) == {FROM_FEBRUARY: {"practitioner": "person:1", "expected_end": "2024-12-31"}}
    assert bsn(1) not in repr(batch) and Batch.stored(batch.as_stored()) == batch
    assert made_number(WHO) != made_number(WHO[::-1]) and WHO[:8] not in NUMBER.lower()


def test_an_allocation_alone_begins_nothing_and_is_remembered_of_a_known_client_alone(tmp_path: Path) -> None:
    batch = read(tmp_path, allocation())
    unknown, of_known = beside(batch), beside(batch, known())
    assert (codes(unknown), unknown.caseload.clients, unknown.to_keep) == (["allocation_without_start"], (), ())
    assert (codes(of_known), help_of(of_known), len(of_known.to_keep)) == (["allocation_kept"], {}, 1)


def test_the_last_allocation_says_until_when_and_one_that_was_never_sent_says_nothing(tmp_path: Path) -> None:
    longer = allocation(end="2025-06-30", decided="2024-06-01", identification="2")
    later_that_day = allocation(end="2025-03-31", decided="2024-06-01", time="16:00:00", identification="3")
    gone = allocation(number="1002", end="2030-01-01", reason="13", identification="4")
    for order in itertools.permutations([allocation(), longer, later_that_day, gone, start()]):
        assert help_of(beside(read(tmp_path, *order)))[FROM_FEBRUARY]["expected_end"] == "2025-03-31"


def test_an_allocation_of_the_form_speaks_of_help_that_came_with_a_caseload(tmp_path: Path) -> None:
    assert help_of(beside(read(tmp_path, allocation()), known(FROM_FEBRUARY))) == {FROM_FEBRUARY: {"expected_end": "2024-12-31"}}


@pytest.mark.parametrize(("reason", "law"), [("31", "01"), ("34", "02"), ("32", "03"), ("33", "04"), ("35", "05"), ("36", ""), ("38", "")])
def test_a_stop_ends_help_with_the_reason_of_the_law(tmp_path: Path, reason: str, law: str) -> None:
    found = help_of(beside(read(tmp_path, stop(reason=reason)), known(FROM_FEBRUARY)))[FROM_FEBRUARY]
    assert found == {"end_date": "2024-08-01"} | ({"end_reason": law} if law else {})


def test_a_temporary_stop_is_no_end_and_a_death_stops_everything(tmp_path: Path) -> None:
    assert help_of(beside(read(tmp_path, start(), stop(reason="20")))) == {FROM_FEBRUARY: {"practitioner": "person:1"}}
    died = beside(read(tmp_path, stop(reason="02")), known(FROM_FEBRUARY))
    assert died.caseload.clients[0].fields == {"died_on": "2024-08-01"}


def test_products_and_allocations_of_one_form_are_one_help_that_ends_with_the_last(tmp_path: Path) -> None:
    both = message("305", [record("2024-02-01"), record("2024-02-01", assignment="1002", code="32B02")], dated="2024-02-01")
    one, other = stop(), stop("2024-10-01", assignment="1002", code="32B02", reason="33", identification="2")
    assert help_of(beside(read(tmp_path, both, one))) == {FROM_FEBRUARY: {"practitioner": "person:1"}}
    assert help_of(beside(read(tmp_path, both, one, other)))[FROM_FEBRUARY]["end_date"] == "2024-10-01"
    two_forms = read(tmp_path, start(), start("2024-03-01", assignment="1003", category="35", code="35A01", identification="2"))
    assert set(help_of(beside(two_forms))) == {FROM_FEBRUARY, ("11", "2024-03-01")}


def test_help_goes_on_after_a_stop_because_of_a_request_for_change(tmp_path: Path) -> None:
    first = read(tmp_path, start(), stop(reason="37"))
    again = read(tmp_path, start("2024-08-02", assignment="1002", identification="2"))
    assert help_of(beside(first))[FROM_FEBRUARY]["end_date"] == "2024-08-01"
    went_on = beside(again, known(FROM_FEBRUARY, told=first, of={"end_date": "2024-08-01"}))
    assert [(one.about, one.field, one.old, one.new) for one in went_on.also] == [("02/2024-02-01", "end_date", "2024-08-01", "")]
    assert not went_on.new_help
    much_later = read(tmp_path, start("2024-10-02", assignment="1002", identification="2"))
    assert set(beside(much_later, known(FROM_FEBRUARY, told=first)).new_help) == {"C-1/02/2024-10-02"}


def test_any_order_and_any_number_of_times_comes_to_the_same(tmp_path: Path) -> None:
    texts = [allocation(), start(), stop(reason="20", end="2024-03-01"), start("2024-04-01", identification="2"),
             stop("2024-09-01", "2024-04-01", "33", identification="2")]  # fmt: skip
    all_at_once = {tuple(sorted(help_of(beside(read(tmp_path, *order))).items().__repr__())) for order in itertools.permutations(texts)}
    assert len(all_at_once) == 1
    assert help_of(beside(read(tmp_path, *texts, *texts))) == help_of(beside(read(tmp_path, *texts)))


def test_what_was_told_before_changes_nothing_and_never_undoes_what_came_later_from_elsewhere(tmp_path: Path) -> None:
    batch = read(tmp_path, start(), stop())
    held = known(FROM_FEBRUARY, told=batch, of={"end_date": "2024-09-30"})
    again = beside(batch, held)
    assert (help_of(again), again.also, again.to_keep) == ({}, (), ())
    assert help_of(beside(read(tmp_path, start("2024-03-01", category="35", code="", assignment="7")), held)).keys() == {
        ("11", "2024-03-01")
    }


# --- What is taken back ---


def test_a_start_that_is_taken_back_sets_its_help_aside_and_told_anew_it_is_there_again(tmp_path: Path) -> None:
    first, gone = read(tmp_path, start()), read(tmp_path, start(status="3", dated="2024-02-05", identification="2"))
    held = known(FROM_FEBRUARY, told=first)
    assert beside(gone, held).set_aside == (("C-1", "02/2024-02-01"),)
    both = replace(gone, told=(*first.told, *gone.told))
    after = replace(known(FROM_FEBRUARY, told=both), aside={"C-1": frozenset({"02/2024-02-01"})})
    anew = read(tmp_path, start(dated="2024-02-09", identification="3"))
    assert beside(anew, after).restored == (("C-1", "02/2024-02-01"),)


def test_a_first_day_that_is_put_right_keeps_the_help(tmp_path: Path) -> None:
    first = read(tmp_path, start())
    both = [record("2024-02-01", status="3"), record("2024-02-05")]
    right = beside(read(tmp_path, message("305", both, dated="2024-02-09", identification="2")), known(FROM_FEBRUARY, told=first))
    assert [(one.field, one.old, one.new) for one in right.also] == [("start_date", "2024-02-01", "2024-02-05")]
    assert not right.set_aside and not right.new_help


def test_a_stop_that_is_taken_back_takes_its_end_back_unless_it_was_closed_here(tmp_path: Path) -> None:
    told = read(tmp_path, start(), stop())
    gone = read(tmp_path, stop(status="3", dated="2024-09-01", identification="2"))
    ended = {"end_date": "2024-08-01", "end_reason": "01"}
    found = beside(gone, known(FROM_FEBRUARY, told=told, of=ended)).also
    assert [(one.field, one.old, one.new) for one in found] == [("end_date", "2024-08-01", ""), ("end_reason", "01", "")]
    by_hand = {("02/2024-02-01", name) for name in ended}
    assert not beside(gone, known(FROM_FEBRUARY, told=told, of=ended, fixed=by_hand)).also
    assert not beside(gone, known(FROM_FEBRUARY, told=told, of={"end_date": "2024-08-15"})).also, "somebody else said another day"


# --- Who somebody is ---


def test_a_message_fills_what_the_register_lacks_and_changes_nothing_about_who_somebody_is(tmp_path: Path) -> None:
    batch = read(tmp_path, allocation(), start())
    held = known(fields={"born": "20120000", "first_name": "Noor", "sex": "O", "municipality": "0344", "unsafe_address": "yes"})
    assert dict(beside(batch, held).caseload.clients[0].fields) == {"postcode": "3511AB"}


def test_another_day_of_birth_is_another_person(tmp_path: Path) -> None:
    found = beside(read(tmp_path, start()), known(fields={"born": "20110315"}))
    assert (codes(found), found.caseload.clients, found.to_keep, found.caseload.used) == (["message_born_differs"], (), (), 0)


def test_new_help_waits_for_somebody_who_gives_it_and_a_product_for_its_form(tmp_path: Path) -> None:
    nobody = beside(read(tmp_path, start()), chosen={})
    assert (codes(nobody), nobody.caseload.clients) == (["practitioner_to_choose"], ())
    batch = read(tmp_path, start(category="45", code="45A01"))
    assert codes(beside(batch)) == ["product_unknown"]
    assert set(help_of(beside(batch, forms={"ijw 45": "02"}))) == {FROM_FEBRUARY}
    assert set(help_of(beside(batch, forms={"ijw 45": "02", "ijw 45 45A01": "14"}))) == {("14", "2024-02-01")}


# --- What cannot be used ---

REFUSED = {
    "message_bsn": start(client="999900005"),
    "message_other_release": start(release="3_1"),
    "message_other_type": start().replace("jw305", "jw315"),
    "message_value": start(category="39"),
    "message_unreadable": start()[:700],
    "message_entities": start().replace("\n", '\n<!DOCTYPE x [<!ENTITY a "b">]>\n', 1),
    "message_in_envelope": in_envelope(start()).replace("xmlBestand", "bestand"),
    "message_municipality": start(receiver="9999"),
    "message_in_future": start(dated="2026-01-02"),
    "message_status": start(status="2"),
    "message_of_another": start(sender="65650002"),
    "message_missing": allocation().replace("jw301:Ingangsdatum", "jw301:Begindatum"),
}


def test_messages_of_the_wmo_are_checked_and_not_taken_over(tmp_path: Path) -> None:
    of_wmo = {"standard": "iwmo", "category": "02", "code": "02A01"}
    right = read(tmp_path, allocation(**of_wmo), start(**of_wmo), stop(**of_wmo, reason="19"))
    wrong = read(tmp_path, stop(**of_wmo, reason="33"), start(standard="iwmo", category="45"))
    assert {one.code for one in right.findings if one.level == "error"} == {"message_wmo_not_yet"} and not right.told
    assert [one.code for one in wrong.findings] == ["message_value", "message_value"], "33 and 45 are of iJw alone"


@pytest.mark.parametrize("code", REFUSED)
def test_a_message_that_cannot_be_used_is_told_with_its_place_and_the_others_go_on(tmp_path: Path, code: str) -> None:
    batch = read(tmp_path, REFUSED[code], start(identification="9"))
    (finding, *more) = [one for one in batch.findings if one.level == "error"]
    assert (finding.line, finding.code) == (1, code)
    assert {one.file for one in batch.told} == {2} and all(one.code.startswith("message_") for one in more)
    proposed = beside(batch)
    assert (proposed.caseload.rows, proposed.caseload.used) == (2, 1)
    assert not any(bsn(1) in str(one) or "999900005" in str(one) for one in proposed.caseload.findings)


def test_a_broken_bomb_or_a_far_file_is_never_opened(tmp_path: Path) -> None:
    packed = in_envelope(start().replace("\n", '\n<!DOCTYPE x SYSTEM "file:///etc/passwd">\n', 1))
    assert [one.code for one in read(tmp_path, packed).findings] == ["message_entities"]
    assert [one.code for one in read(tmp_path, in_envelope(in_envelope(start()))).findings] == ["message_in_envelope"]


def test_a_stop_that_fits_nothing_is_told_and_kept_for_when_its_start_comes(tmp_path: Path) -> None:
    found = beside(read(tmp_path, stop()), known())
    assert (codes(found), len(found.to_keep)) == (["message_stop_without_start"], 1)


def test_every_message_may_come_in_its_envelope(tmp_path: Path) -> None:
    plain, packed = (read(tmp_path, *(wrap(text) for text in (allocation(), start(), stop()))) for wrap in (str, in_envelope))
    assert [one.said for one in packed.told] == [one.said for one in plain.told]


def test_the_reference_names_elements_and_fields_that_are_there() -> None:
    there = {kind: {path for path, looked in elements(standards()["ijw"], kind) if looked} for kind in ("301", "305", "307")}
    assert [(one.element, kind) for one in taken() for kind in one.messages if one.element not in there[kind]] == []
    known = {*CLIENT_FIELDS, *TRAJECTORY_FIELDS, "form_of_help", "start_date", ""}
    assert {one.becomes for one in taken()} <= known


def test_texts_are_there_in_both_languages() -> None:
    assert all(message_text(code, language) for code in ("message_of_another", "product_unknown") for language in ("nl", "en"))
    assert message_text("message_bsn") is None, "told with the messages themselves"
