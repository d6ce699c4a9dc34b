"""What a caseload would change: nothing when it was taken in before, and never because something is absent."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uitkomst.intake.caseload import CaseCarer, CaseClient, Caseload, CaseTrajectory, ChangeFound, Held, apart, difference

TRAJECTORY = CaseTrajectory("02", "2025-09-01", {"practitioner": "person:7", "expected_end": "2026-06-01"})
MINA = CaseCarer("Mina", "mina@ouder.example", "", "yes")
CLIENT = CaseClient("C-001", {"first_name": "Noor", "born": "20120512", "no_contact": "yes"}, (MINA,), (TRAJECTORY,))


def caseload(*clients):
    return Caseload(clients, (), len(clients), len(clients))


def held(*clients, by_hand=None):
    return {client.number: Held(client, by_hand or {}) for client in clients}


def test_who_is_not_in_the_register_is_new():
    found = difference(caseload(CLIENT), {})
    assert found.new_clients == (CLIENT,) and not found.is_empty


def test_the_same_file_again_changes_nothing():
    found = difference(caseload(CLIENT), held(CLIENT), running=["C-001"])
    assert found.is_empty and found.same == 1 and found.absent == ()


def test_what_differs_is_told_field_by_field():
    new = replace(
        CLIENT,
        fields={"first_name": "Noortje", "born": "20120512"},
        carers=(CaseCarer("MINA", "mina@nieuw.example"), CaseCarer("Bas")),
        trajectories=(replace(TRAJECTORY, fields={"practitioner": "person:8"}), CaseTrajectory("11", "2026-01-01", {})),
    )
    found = difference(caseload(new), held(CLIENT))
    assert set(found.changes) == {
        ChangeFound("C-001", "client", "first_name", "Noor", "Noortje"),
        ChangeFound("C-001", "parent:Mina", "email", "mina@ouder.example", "mina@nieuw.example"),
        ChangeFound("C-001", "02/2025-09-01", "practitioner", "person:7", "person:8"),
    }
    assert [one.identity for _, one in found.new_trajectories] == [("11", "2026-01-01")]
    assert [carer.name for _, carer in found.new_carers] == ["Bas"]


@pytest.mark.parametrize(("number", "channel"), [("+31612345678", None), ("+31687654321", "sms")])
def test_a_text_message_never_goes_to_a_number_that_the_register_has_of_a_parent(number, channel):
    """Also when the young person has it there as well, from the time when nothing was sent to numbers."""
    mina = replace(MINA, phone="+31612345678")
    before = replace(CLIENT, fields={**CLIENT.fields, "phone": "+31612345678"}, carers=(mina,))
    told = replace(CLIENT, fields={"phone": number, "channel": "sms"}, carers=())
    (found,) = apart(caseload(told), held(before)).clients
    assert (found.fields.get("channel"), found.fields.get("phone")) == (channel, number if channel else None)


def test_who_is_absent_is_told_and_kept():
    found = difference(caseload(), held(CLIENT), running=["C-001"])
    assert found.absent == ("C-001",) and found.is_empty


def test_what_was_put_right_by_hand_stays_until_the_file_says_something_new():
    right = replace(CLIENT, fields={**CLIENT.fields, "first_name": "Noor-Lin"})
    by_hand = {("client", "first_name"): "Noor"}
    found = difference(caseload(CLIENT), held(right, by_hand=by_hand))
    assert found.is_empty and [one.field for one in found.kept_by_hand] == ["first_name"]
    newer = replace(CLIENT, fields={**CLIENT.fields, "first_name": "Lin"})
    assert [one.new for one in difference(caseload(newer), held(right, by_hand=by_hand)).changes] == ["Lin"]


def test_the_end_that_was_settled_here_stays():
    new = replace(CLIENT, trajectories=(replace(TRAJECTORY, fields={**TRAJECTORY.fields, "end_date": "2026-02-01"}),))
    closed = {"C-001": Held(CLIENT, fixed=frozenset({("02/2025-09-01", "end_date")}))}
    found = difference(caseload(new), closed)
    assert found.is_empty and [one.field for one in found.kept_by_hand] == ["end_date"]


def test_of_two_numbers_that_were_merged_the_kept_one_speaks():
    old = replace(CLIENT, number="C-002", fields={"first_name": "Noortje"})
    registered = {**held(CLIENT), "C-002": Held(replace(CLIENT, number="C-002"), merged_into="C-001")}
    assert difference(caseload(CLIENT, old), registered).is_empty
    assert [one.new for one in difference(caseload(old), registered).changes] == ["Noortje"]
    assert difference(caseload(old), registered, running=["C-001"]).absent == ()


@pytest.mark.parametrize("flag", ["no_contact", "unsafe_address"])
def test_a_file_sets_a_flag_and_never_clears_it(flag):
    with_flag = replace(CLIENT, fields={flag: "yes"})
    cleared, silent = replace(CLIENT, fields={flag: "no"}), replace(CLIENT, fields={})
    assert difference(caseload(cleared), held(with_flag)).is_empty
    assert [one.field for one in difference(caseload(cleared), held(with_flag)).flags_kept] == [flag]
    assert difference(caseload(silent), held(with_flag)).is_empty
    assert [one.new for one in difference(caseload(with_flag), held(silent)).changes] == ["yes"]
    assert difference(caseload(cleared), held(silent)).is_empty, "a flag that nobody set is not a difference"


words = st.sampled_from(["", "a", "b", "yes"])
some_fields = st.dictionaries(st.sampled_from(["first_name", "postcode", "no_contact"]), words.filter(bool))
trajectories = st.builds(
    CaseTrajectory, st.sampled_from(["02", "11"]), st.just("2026-01-01"), st.dictionaries(st.just("team"), words.filter(bool))
)
clients = st.builds(
    CaseClient,
    st.sampled_from(["1", "2", "3"]),
    some_fields,
    st.lists(st.builds(CaseCarer, st.sampled_from(["Mina", "Bas"]), words), unique_by=lambda one: one.name, max_size=2).map(tuple),
    st.lists(trajectories, unique_by=lambda one: one.identity, max_size=2).map(tuple),
)
many = st.lists(clients, unique_by=lambda one: one.number, max_size=3)


def taken_in(before, found):
    """The register after the difference was taken in: written out slowly, as an oracle."""
    after = {client.number: client for client in before}
    after |= {client.number: client for client in found.new_clients}
    for number, trajectory in found.new_trajectories:
        after[number] = replace(after[number], trajectories=(*after[number].trajectories, trajectory))
    for number, carer in found.new_carers:
        after[number] = replace(after[number], carers=(*after[number].carers, carer))
    for one in found.changes:
        client = after[one.number]
        if one.about == "client":
            after[one.number] = replace(client, fields={**client.fields, one.field: one.new})
        elif one.about.startswith("parent:"):
            carers = tuple(replace(c, **{one.field: one.new}) if f"parent:{c.name}" == one.about else c for c in client.carers)
            after[one.number] = replace(client, carers=carers)
        else:
            kept = tuple(
                replace(t, fields={**t.fields, one.field: one.new}) if "/".join(t.identity) == one.about else t for t in client.trajectories
            )
            after[one.number] = replace(client, trajectories=kept)
    return list(after.values())


@given(many, many)
def test_after_it_is_taken_in_the_same_file_changes_nothing_more_and_nothing_is_lost(before, new):
    found = difference(caseload(*new), held(*before))
    after = taken_in(before, found)
    assert difference(caseload(*new), held(*after)).is_empty
    by_number = {client.number: client for client in after}
    for client in before:
        assert {name for name, value in client.fields.items() if value} <= {n for n, v in by_number[client.number].fields.items() if v}
        assert {one.identity for one in client.trajectories} <= {one.identity for one in by_number[client.number].trajectories}
        assert {one.name for one in client.carers} <= {one.name for one in by_number[client.number].carers}
