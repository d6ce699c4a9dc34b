"""Messages of iJw and iWmo in the care register: dropped, looked at, taken in once; what they take back stays in the history."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.urls import reverse

from tests.deliveries import bsn
from tests.messages import allocation, message, record
from tests.personas import actor
from tests.site.test_caseload import take as take_caseload
from tests.site.test_rights_matrix import visitor
from uitkomst.care import queries as care
from uitkomst.care.models import CaseloadFile, Change, Client, Goal, Invitation, MessageRecord, Trajectory
from uitkomst.care.operations import asking
from uitkomst.care.operations import clients as by_hand
from uitkomst.care.operations.rights import erase_client
from uitkomst.care.states import Channel, ErasedFor, Moment
from uitkomst.flows.caseload.accept_caseload import accept_caseload, choose_columns
from uitkomst.flows.caseload.receive_messages import receive_messages
from uitkomst.flows.caseload.show_caseload import show_caseload
from uitkomst.flows.refusals import Refused
from uitkomst.intake.from_messages import EVERYBODY
from uitkomst.records.models import AuditEvent

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
    accept_caseload(actor=actor("quirine"), now=now, file_id=file.pk)
    return CaseloadFile.objects.get(pk=file.pk)


def test_a_start_begins_help_of_a_known_client_and_a_stop_ends_it(world, now):
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


def test_what_was_chosen_is_remembered_and_a_number_is_kept_nowhere(world, now):
    file = bring(now, allocation(category="45", code="45A01"), start(category="45", code="45A01"))
    kept = json.dumps(CaseloadFile.objects.get(pk=file.pk).table)
    assert bsn(1) not in kept and "Voorbeeld" not in kept and "ouder@" not in kept
    assert {one.field for one in look(now, file).words} == {"form_of_help"}
    quirine, pim = actor("quirine"), f"person:{actor('pim').person_id}"
    choose_columns(actor=quirine, now=now, file_id=file.pk, columns={}, words={("form_of_help", "ijw 45 45A01"): "14"})
    (word,) = look(now, file).words
    assert (word.field, "Fenna" in word.label, word.chosen) == ("practitioner", True, "")
    choose_columns(actor=quirine, now=now, file_id=file.pk, columns={}, words={("practitioner", word.word): pim})
    accept_caseload(actor=quirine, now=now, file_id=file.pk)
    file.refresh_from_db()
    assert file.result == {"clients": 1, "trajectories": 1, "carers": 0, "changes": 0, "set_aside": 0, "restored": 0}
    assert (Trajectory.objects.get().form_of_help, MessageRecord.objects.count(), file.table) == ("14", 2, {})
    (informant,) = Client.objects.get().informants.all()
    assert (informant.email, informant.channel) == ("", "tablet"), "no address is taken from a message"
    again = look(now, bring(now, start("2024-05-01", category="45", code="45A01", client=bsn(2))))
    assert not [one for one in again.words if one.field == "form_of_help"]


def test_the_same_messages_again_change_nothing(world, now):
    texts = (allocation(), start(), stop(reason="33"))
    take(now, *texts)
    models = (Client, Trajectory, Change, MessageRecord)
    before = [list(model.objects.order_by("pk").values()) for model in models]
    again = take(now + timedelta(days=1), *reversed(texts))
    assert set(again.result.values()) == {0}
    assert [list(model.objects.order_by("pk").values()) for model in models] == before


def test_help_that_is_set_aside_is_shown_and_asked_about_nowhere_and_can_come_back(world, now):
    take(now, start())
    trajectory = Trajectory.objects.get()
    asked = {"questionnaire": "progress_young_person.v1", "moment": Moment.PROGRESS, "channel": Channel.TABLET, "on": now.date()}
    asking.add_invitation(trajectory, trajectory.client.informants.get(), now=now, by=None, **asked)
    file = take(now, start(status="3", dated="2024-02-05", identification="2"))
    assert file.result["set_aside"] == 1 and not list(care.trajectories(actor("pim")))
    assert Invitation.objects.get().stopped_at and not list(care.running(now.date(), 10))
    assert Change.objects.get(field="set_aside").source == "messages"
    assert take(now, start(dated="2024-02-09", identification="3")).result["restored"] == 1
    assert list(care.trajectories(actor("pim"))) == [trajectory]


def test_help_that_was_worked_with_stays_when_its_start_is_taken_back(world, now):
    take(now, start())
    trajectory = Trajectory.objects.get()
    Goal.objects.create(trajectory=trajectory, text="Weer naar school", made_by_id=actor("pim").person_id, made_at=now)
    file = bring(now, start(status="3", dated="2024-02-05", identification="2"))
    shown = look(now, file)
    assert "message_start_in_use" in {one.code for one in shown.found} and not shown.set_aside
    accept_caseload(actor=actor("quirine"), now=now, file_id=file.pk)
    assert list(care.trajectories(actor("pim"))) == [trajectory]


def test_who_was_erased_does_not_come_back_by_a_message(world, now):
    take(now, start())
    erase_client(Client.objects.get(), ErasedFor.REQUEST, today=now.date())
    take(now, start())
    assert not Client.objects.exists() and not MessageRecord.objects.exists()


def test_warnings_stay_and_a_death_stops_what_was_asked(world, now):
    take(now, start())
    client = Client.objects.get()
    client.informants.update(unsafe_address=True)
    by_hand.change(client, client, "client", {"no_contact": True}, by=None, now=now)
    take(now, allocation(), stop(reason="02"))
    client.refresh_from_db()
    assert (client.no_contact, client.died_on) == (True, date(2024, 8, 1)) and client.informants.get().unsafe_address


def test_the_page_takes_several_messages_and_says_where_something_is_wrong(world, now):
    visitor_ = visitor("quirine")
    texts = [start(), start(client="999900005", identification="2"), start()[:400]]
    files = [SimpleUploadedFile(f"JW305_{bsn(1)}_{number}.xml", text.encode()) for number, text in enumerate(texts)]
    page = visitor_.post(reverse("caseloads"), {"file": files}, follow=True).content.decode()
    assert "3 berichten gelezen, 1 te gebruiken" in page and "JW305_•••••••••_1.xml" in page
    assert "elfproef" in page and "geen leesbare XML" in page and "999900005" not in page and bsn(1) not in page
    mixed = [SimpleUploadedFile("a.xml", b"<a/>"), SimpleUploadedFile("b.csv", b"a;b")]
    assert "alleen berichten" in visitor_.post(reverse("caseloads"), {"file": mixed}).content.decode()


def test_without_a_key_no_message_is_read(world, now):
    with override_settings(BSN_FILES="none"), pytest.raises(Refused, match="caseload_messages_need_key"):
        bring(now, start())


def test_a_caseload_gives_who_came_by_messages_the_own_number(world, now):
    take(now, start())
    client = Client.objects.get()
    take_caseload(now, {"BSN": bsn(1), "Geboortedatum": "15-03-2012", "Startdatum": "01-02-2024", "Roepnaam": "Fenna"})
    assert Client.objects.get().pk == client.pk and Client.objects.get().number == "C-001"
    assert Change.objects.get(field="number").old == client.number and Trajectory.objects.count() == 1
    take_caseload(now, {"BSN": bsn(1), "Geboortedatum": "15-03-2012", "Startdatum": "01-02-2024", "Roepnaam": "Fenna"})
    assert Change.objects.filter(field="number").count() == 1
    take(now, stop())
    assert Trajectory.objects.get().end_date == date(2024, 8, 1)


def test_a_stop_that_comes_before_its_start_is_kept_with_a_known_client(world, now):
    take_caseload(now, {"BSN": bsn(1), "Geboortedatum": "15-03-2012"})
    shown = look(now, bring(now, stop(reason="33")))
    assert (shown.may_accept, shown.nothing_new, shown.to_keep) == (True, False, 1)
    accept_caseload(actor=actor("quirine"), now=now, file_id=shown.file.pk)
    line = AuditEvent.objects.filter(event_type_code="caseload.accepted").latest("sequence")
    assert line.clients == [str(Client.objects.get().pk)]
    take(now, start())
    assert Trajectory.objects.get(start_date=date(2024, 2, 1)).end_reason == "04"


def test_a_caseload_that_tells_help_that_was_set_aside_brings_it_back(world, now):
    take(now, start())
    take(now, start(status="3", dated="2024-02-05", identification="2"))
    assert not list(care.trajectories(actor("pim")))
    take_caseload(now, {"BSN": bsn(1), "Geboortedatum": "15-03-2012", "Startdatum": "01-02-2024"})
    assert len(care.trajectories(actor("pim"))) == 1 == Trajectory.objects.count()


def test_a_table_that_is_not_right_is_told_and_nothing_is_lost(world, now, tmp_path, monkeypatch):
    file = bring(now, start())
    (tmp_path / "products.csv").write_text("product_category,product_code,form\n45,,99\n")
    monkeypatch.setenv("UITKOMST_TABLES", str(tmp_path))
    answer = visitor("quirine").get(reverse("caseload", kwargs={"file_id": file.pk}))
    assert answer.status_code == 400 and "products" in answer.content.decode()
    with pytest.raises(Refused, match="caseload_tables"):
        bring(now, stop())
    monkeypatch.delenv("UITKOMST_TABLES")
    assert look(now, file).words
