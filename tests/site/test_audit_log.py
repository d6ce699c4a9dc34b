"""The audit log: it can only grow, every act and every refusal is in it, and whatever is changed in it is found."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.personas import actor
from tests.site.conftest import World, expect
from uitkomst.flows import show_audit_log
from uitkomst.organisations.rights import MayNot
from uitkomst.records import audit
from uitkomst.records.models import AuditEvent, AuditHead

TRIGGERS = {
    "sqlite": (["DROP TRIGGER audit_no_update", "DROP TRIGGER audit_no_delete"]),
    "postgresql": (["DROP TRIGGER audit_no_change ON records_auditevent"]),
}


@pytest.mark.parametrize("statement", ["UPDATE records_auditevent SET user_name = 'x'", "DELETE FROM records_auditevent"])
def test_the_database_refuses_to_change_the_log(world: World, statement: str) -> None:
    with pytest.raises(DatabaseError, match="only grow"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert audit.verify().ok


def open_the_database() -> None:
    """As somebody would who has the database itself in hand."""
    with connection.cursor() as cursor:
        for statement in TRIGGERS[connection.vendor]:
            cursor.execute(statement)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_changed_in_the_log_is_found(world: World, data: st.DataObject) -> None:
    with transaction.atomic():
        open_the_database()
        number = AuditEvent.objects.count()
        at = data.draw(st.integers(1, number), label="line")
        field = data.draw(st.sampled_from([*audit.FIELDS[1:], "hash", "previous_hash", "removed"]), label="field")
        line = AuditEvent.objects.get(pk=at)
        if field == "removed":
            AuditEvent.objects.filter(pk=at).delete()
        else:
            value = getattr(line, field)
            changed = (
                ["x"] if field == "clients" else line.event_date_time.replace(year=1999) if field == "event_date_time" else f"{value}~"[-1:]
            )
            if changed == value:
                changed = "#"
            AuditEvent.objects.filter(pk=at).update(**{field: changed})
        chain = audit.verify()
        transaction.set_rollback(True)
    assert not chain.ok
    assert chain.broken_at is not None and chain.broken_at <= at + 1


def test_lines_cut_from_the_end_are_missed(world: World) -> None:
    noted = audit.verify().head
    with transaction.atomic():
        open_the_database()
        last = AuditEvent.objects.latest("sequence")
        before = AuditEvent.objects.get(pk=last.sequence - 1)
        last.delete()
        assert not audit.verify().ok
        # Somebody who sets the head right as well is found by a head that was noted elsewhere.
        AuditHead.objects.update(sequence=before.sequence, hash=before.hash)
        assert audit.verify().ok
        assert not audit.verify(noted).ok
        transaction.set_rollback(True)


def test_a_noted_head_stays_in_the_chain(world: World, now: datetime) -> None:
    noted = audit.verify().head
    expect("bram", world.releases["bram"], now)
    assert audit.verify(noted).ok


def test_looking_at_the_log_is_in_the_log_and_so_is_being_refused(world: World, now: datetime) -> None:
    before = AuditEvent.objects.count()
    with pytest.raises(MayNot):
        show_audit_log.show_audit_log(actor=actor("quirine"), now=now)
    show_audit_log.show_audit_log(actor=actor("aisha"), now=now, search=show_audit_log.Search(person="bram"))
    refused, looked = AuditEvent.objects.order_by("sequence")[before:]
    assert (refused.user_name, refused.event_outcome_indicator, refused.participant_object_detail) == ("Quirine", "4", "MayNot")
    assert (looked.user_name, looked.event_type_code, looked.participant_object_detail) == ("Aisha", "audit_log.searched", "person=bram")


def test_an_export_holds_every_line_that_the_auditor_may_see_and_its_hashes(world: World, now: datetime) -> None:
    number = AuditEvent.objects.count()
    name, kind, content = show_audit_log.audit_log_file(actor=actor("arjen"), now=now, kind="csv")
    assert (name, kind) == ("logboek-2025-03-04.csv", "text/csv; charset=utf-8")
    text = content.decode("utf-8-sig")
    assert len(text.splitlines()) == number + 1  # and the heading
    assert text.splitlines()[0].endswith("previous_hash;hash")


def test_an_act_that_fails_leaves_no_line_that_says_it_was_done(world: World, now: datetime) -> None:
    from uitkomst.flows.one_act import one_act
    from uitkomst.organisations.rights import Right

    before = AuditEvent.objects.count()
    with (
        pytest.raises(ZeroDivisionError),
        one_act(actor("quirine"), Right.DELIVER, now=now, action="C", event="delivery.received", about="x"),
    ):
        raise ZeroDivisionError
    assert AuditEvent.objects.count() == before
