"""Messages of iJw and iWmo in the care register: dropped, looked at, taken in once; what they take back stays in the history."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.deliveries import bsn
from tests.messages import message, record
from tests.personas import actor
from uitkomst.care import queries as care
from uitkomst.care.models import Change, Client, Trajectory
from uitkomst.flows.caseload.accept_caseload import accept_caseload, choose_columns
from uitkomst.flows.caseload.receive_messages import receive_messages
from uitkomst.flows.caseload.show_caseload import show_caseload
from uitkomst.intake.from_messages import EVERYBODY

pytestmark = pytest.mark.once


def start(begin="2024-02-01", **more):
    head = {name: more.pop(name) for name in ("identification", "client", "standard", "dated", "birth", "receiver") if name in more}
    return message("305", [record(begin, **more)], **({"dated": begin} | head))


def stop(begin="2024-02-01", end="2024-08-01", reason="31", **more):
    head = {name: more.pop(name) for name in ("identification", "client", "standard", "dated", "birth", "receiver") if name in more}
    return message("307", [record(begin, end=end, reason=reason, **more)], **({"dated": end} | head))


def bring(now, *texts):
    brought = [(f"bericht{number}.xml", [text.encode()]) for number, text in enumerate(texts, start=1)]
    return receive_messages(actor=actor("quirine"), now=now, brought=brought)


def look(now, file):
    return show_caseload(actor=actor("quirine"), now=now, file_id=file.pk)


def take(now, *texts):
    """Bring messages, choose pim for all new help, and take them in."""
    file = bring(now, *texts)
    words = {("practitioner", EVERYBODY): f"person:{actor('pim').person_id}"}
    choose_columns(actor=actor("quirine"), now=now, file_id=file.pk, columns={}, words=words)
    return accept_caseload(actor=actor("quirine"), now=now, file_id=file.pk)


def test_a_start_begins_help_of_a_known_client_and_a_stop_ends_it(world, now):
    from tests.site.test_caseload import take as take_caseload

    take_caseload(now, {"BSN": bsn(1), "Geboortedatum": "15-03-2012"})
    take(now, start())
    client = Client.objects.get()
    new = Trajectory.objects.get(start_date=date(2024, 2, 1))
    assert (new.client, new.form_of_help, new.practitioner_id, new.end_date) == (client, "02", actor("pim").person_id, None)
    take(now + timedelta(days=1), stop(reason="32"))
    new.refresh_from_db()
    assert (new.end_date, new.end_reason) == (date(2024, 8, 1), "03")
    said = Change.objects.filter(about_id=str(new.pk)).values_list("field", "old", "new", "source")
    assert set(said) == {("end_date", "", "2024-08-01", "messages"), ("end_reason", "", "03", "messages")}
    assert new in care.trajectories(actor("pim"))
