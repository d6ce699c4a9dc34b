"""The caseload file in the register: looked at, columns chosen once, taken in once; the nightly file; nothing lost, nobody told twice."""

import errno
import io
import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings
from django.urls import reverse

from tests import caseloads
from tests.caseloads import HEADINGS, row, text_of
from tests.personas import ANKER, actor
from tests.site.test_rights_matrix import visitor
from uitkomst.care import queries as care
from uitkomst.care.models import CaseloadFile, CaseloadMapping, Change, Client, Informant, Invitation, Trajectory
from uitkomst.care.operations import asking, merging
from uitkomst.care.operations import clients as by_hand
from uitkomst.care.states import Channel, Moment, StopReason
from uitkomst.flows.care.worklist import show_worklist
from uitkomst.flows.caseload.accept_caseload import accept_caseload, choose_columns, withdraw_caseload
from uitkomst.flows.caseload.read_nightly import read_nightly
from uitkomst.flows.caseload.receive_caseload import CaseloadUnreadable, receive_caseload
from uitkomst.flows.caseload.show_caseload import list_caseloads, show_caseload
from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.intake.caseload import suggest
from uitkomst.organisations.rights import MayNot
from uitkomst.records import files
from uitkomst.records.audit import verify
from uitkomst.records.models import AuditEvent

PIM = {"Hulpverlener": "pim@example.org", "Team": ""}


def rows_of(*changes):
    return [row(**{**PIM, **one}) for one in changes]


def send(now, *changes, name="quirine", text=None):
    content = text if text is not None else text_of(rows_of(*changes))
    return receive_caseload(actor=actor(name), now=now, name="caseload.csv", chunks=[content.encode()])


def take(now, *changes):
    file = send(now, *changes)
    accept_caseload(actor=actor("quirine"), now=now, file_id=file.pk)
    return CaseloadFile.objects.get(pk=file.pk)


def other(number, **more):
    return {"Cliëntnummer": number, "BSN": "", "Roepnaam": f"Kind {number}", **more}


def test_a_client_from_the_file_is_there_for_the_practitioner(world, now):
    file = take(now, {})
    assert file.state == "accepted" and file.table == {}
    assert file.result == {"clients": 1, "trajectories": 1, "carers": 2, "changes": 0}
    (trajectory,) = care.trajectories(actor("pim"))
    client = trajectory.client
    assert (client.number, client.first_name, client.born, len(client.pseudonym)) == ("C-001", "Noor", "20120512", 32)
    told = {(one.kind, one.name): (one.email, one.channel, one.custody) for one in client.informants.all()}
    assert told == {
        ("young_person", "Noor"): ("noor@client.example", "email", False),
        ("parent", "Mina"): ("mina@ouder.example", "email", True),
        ("parent", "Bas"): ("bas@ouder.example", "email", True),
    }
    assert trajectory.request_for_help == "Ik wil weer naar school."


def test_the_same_file_again_changes_nothing(world, now):
    take(now, {}, other("C-002"))
    before = [list(model.objects.order_by("pk").values()) for model in (Client, Informant, Trajectory, Change)]
    again = take(now + timedelta(days=1), {}, other("C-002"))
    assert again.result == {"clients": 0, "trajectories": 0, "carers": 0, "changes": 0}
    assert [list(model.objects.order_by("pk").values()) for model in (Client, Informant, Trajectory, Change)] == before


def test_what_is_kept_of_a_file_that_waits_holds_no_bsn(world, now):
    file = send(now, {"Hulpvraag": f"bsn {caseloads.BSN[1]}"})
    kept = json.dumps(CaseloadFile.objects.get(pk=file.pk).table)
    assert all(number not in kept for number in caseloads.BSN)


def test_who_is_absent_stays_and_is_told(world, now):
    take(now, {}, other("C-002"))
    file = send(now, {})
    shown = show_caseload(actor=actor("quirine"), now=now, file_id=file.pk)
    assert shown.compared.difference.absent == ("C-002",)
    accept_caseload(actor=actor("quirine"), now=now, file_id=file.pk)
    assert Client.objects.count() == 2 and Trajectory.objects.filter(end_date=None).count() == 2


def test_a_change_keeps_its_history_and_what_was_put_right_by_hand_stays(world, now):
    take(now, {})
    client = Client.objects.get()
    by_hand.change(client, client, "client", {"first_name": "Noor-Lin"}, by=actor("pim").person_id, now=now)
    take(now, {"Geboortedatum": "13-05-2012"})
    client.refresh_from_db()
    assert client.first_name == "Noor-Lin" and client.born == "20120513"
    assert list(Change.objects.filter(field="born").values_list("old", "new", "source")) == [("20120512", "20120513", "caseload")]
    take(now, {"Geboortedatum": "13-05-2012", "Roepnaam": "Lin"})
    client.refresh_from_db()
    assert client.first_name == "Lin", "the file says something new"


@pytest.mark.parametrize(
    ("change", "reason", "who_stops"),
    [
        ({"Niet_benaderen": "ja"}, StopReason.NO_CONTACT, 2),
        ({"Overlijdensdatum": "01-02-2025"}, StopReason.DIED, 2),
        ({"Geheim_adres": "ja"}, StopReason.UNSAFE_ADDRESS, 1),
    ],
)
def test_a_flag_in_the_file_stops_what_was_asked(world, now, change, reason, who_stops):
    take(now, {})
    (trajectory,) = Trajectory.objects.all()
    for informant in trajectory.client.informants.exclude(name="Bas"):
        told = {"questionnaire": "progress_young_person.v1", "moment": Moment.PROGRESS, "channel": Channel.EMAIL, "on": now.date()}
        asking.add_invitation(trajectory, informant, now=now, by=None, **told)
    headings = (*HEADINGS, "Overlijdensdatum", "Geheim adres")
    text = text_of([{**row(**PIM), **{name.replace("_", " "): value for name, value in change.items()}}], headings=headings)
    accept_caseload(actor=actor("quirine"), now=now, file_id=send(now, text=text).pk)
    stopped = Invitation.objects.exclude(stopped_at=None)
    assert [one.stop_reason for one in stopped] == [reason] * who_stops
    assert not any(message.state == "waiting" for one in stopped for message in one.messages.all())
    # an empty or other cell does not clear it
    text = text_of([{**row(**PIM), "Niet benaderen": "nee", "Geheim adres": "nee"}], headings=headings)
    accept_caseload(actor=actor("quirine"), now=now, file_id=send(now, text=text).pk)
    client = Client.objects.get()
    assert client.no_contact == (reason is StopReason.NO_CONTACT) and (client.died_on is not None) == (reason is StopReason.DIED)


def test_columns_are_chosen_once_and_words_are_remembered(world, now):
    headings = ("Nr", "Geb", "Wie", "Soort", "Vanaf")
    line = {"Nr": "C-9", "Geb": "12-05-2012", "Wie": "P. de Vries", "Soort": "Ambulant", "Vanaf": "01-09-2024"}
    file = send(now, text=text_of([line], headings=headings))
    quirine = actor("quirine")
    shown = show_caseload(actor=quirine, now=now, file_id=file.pk)
    assert shown.compared.faults and not shown.may_accept
    columns = {"client_number": "Nr", "born": "Geb", "practitioner": "Wie", "form_of_help": "Soort"}
    with pytest.raises(Refused, match="caseload_columns"):
        choose_columns(actor=quirine, now=now, file_id=file.pk, columns=columns)
    assert not CaseloadMapping.objects.exists(), "a choice that is not right is not kept, on the page it stays"
    shown = show_caseload(actor=quirine, now=now, file_id=file.pk, columns=columns)
    assert {one.name: one.heading for one in shown.columns if one.heading} == columns
    assert [one.name for one in shown.columns if one.fault] == ["start_date"]
    choose_columns(actor=quirine, now=now, file_id=file.pk, columns={**columns, "start_date": "Vanaf"})
    shown = show_caseload(actor=quirine, now=now, file_id=file.pk)
    assert {(one.field, one.word) for one in shown.words} == {("form_of_help", "Ambulant")} and not shown.may_accept
    pim = f"person:{actor('pim').person_id}"
    words = {("form_of_help", "Ambulant"): "02", ("practitioner", "P. de Vries"): pim, ("practitioner", "x"): "person:999999"}
    choose_columns(actor=quirine, now=now, file_id=file.pk, columns={}, words=words)
    accept_caseload(actor=quirine, now=now, file_id=file.pk)
    assert Trajectory.objects.get().form_of_help == "02"
    later = send(now, text=text_of([{**line, "Nr": "C-10"}], headings=headings))
    assert show_caseload(actor=quirine, now=now, file_id=later.pk).may_accept


def test_a_second_click_takes_nothing_in_twice(world, now):
    file = send(now, {})
    accept_caseload(actor=actor("quirine"), now=now, file_id=file.pk)
    for again in (accept_caseload, withdraw_caseload):
        with pytest.raises(Refused, match="caseload_decided"):
            again(actor=actor("quirine"), now=now, file_id=file.pk)
    assert Client.objects.count() == 1


def test_a_newer_file_takes_the_place_of_one_that_waits(world, now):
    first, second = send(now, {}), send(now, {}, other("C-002"))
    assert send(now, {}, other("C-002")).pk == second.pk
    assert [one.state for one in list_caseloads(actor=actor("quirine"), now=now)].count("waiting") == 1
    assert CaseloadFile.objects.get(pk=first.pk).table == {}


def test_nobody_else_comes_near_it(world, now):
    file = send(now, {})
    with pytest.raises(NotFound):
        show_caseload(actor=actor("bram"), now=now, file_id=file.pk)
    for name in ("pim", "daan", "bianca", "hanna", "arjen"):
        with pytest.raises(MayNot):
            show_caseload(actor=actor(name), now=now, file_id=file.pk)
        with pytest.raises(MayNot):
            send(now, {}, name=name)
    with pytest.raises(NotFound):
        show_caseload(actor=actor("quirine"), now=now, file_id="nonsense")


@pytest.mark.parametrize(("name", "content"), [("x.pdf", b"%PDF"), ("x.csv", b""), ("x.xlsx", b"PK\x03\x04"), ("x.csv", b"PK\x03\x04 zip")])
def test_what_is_no_table_is_refused_with_a_text(world, now, name, content):
    with pytest.raises(Refused) as refused:
        receive_caseload(actor=actor("quirine"), now=now, name=name, chunks=[content])
    assert isinstance(refused.value, CaseloadUnreadable) or refused.value.code == "caseload_wrong_type"
    assert len(refused.value.text("nl")) > 20 and len(refused.value.text("en")) > 20
    assert not CaseloadFile.objects.exists()


def test_nothing_of_a_file_without_headings_is_kept_or_shown(world, now):
    line = f"C-1;Noor;{caseloads.BSN[0]};Ambulant;Vrouw"
    with pytest.raises(CaseloadUnreadable) as refused:
        send(now, text=f"{line}\n{line}\n")
    assert refused.value.fault == "no_header" and "Noor" not in refused.value.text("nl")
    assert not CaseloadFile.objects.exists() and not CaseloadMapping.objects.exists()


def test_no_bsn_in_a_heading_reaches_the_page_or_the_columns_that_are_kept(world, now):
    text = text_of(rows_of({}), headings=(*HEADINGS, f"nummer {caseloads.BSN[1]}"))
    file = send(now, text=text)
    page = visitor("quirine").get(reverse("caseload", kwargs={"file_id": file.pk})).text
    accept_caseload(actor=actor("quirine"), now=now, file_id=file.pk)
    kept = json.dumps(CaseloadMapping.objects.get().mapping)
    assert caseloads.BSN[1] not in page and caseloads.BSN[1] not in kept and "nummer •••••••••" in page


def test_a_file_that_comes_in_lies_where_what_a_dead_process_left_is_swept(world, now):
    seen = []

    def chunks():
        yield text_of(rows_of({})).encode()
        seen.extend(path.relative_to(settings.DATA_FOLDER).parts[0] for path in Path(settings.DATA_FOLDER).rglob("caseload"))

    receive_caseload(actor=actor("quirine"), now=now, name="x.csv", chunks=chunks())
    assert seen == ["work"] and not list(files.folder("work").iterdir())


def test_a_full_disk_is_said_and_nothing_is_kept(world, now):
    def chunks():
        yield b"Clientnummer;"
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(Refused) as refused:
        receive_caseload(actor=actor("quirine"), now=now, name="x.csv", chunks=chunks())
    assert refused.value.code == "disk_full"
    assert not CaseloadFile.objects.exists() and not list(files.folder("work").iterdir())


def test_a_file_that_is_too_large_is_said_on_the_page(world):
    with override_settings(LARGEST_UPLOAD_BYTES=1_000_000):
        large = io.BytesIO(b"x" * 2_500_000)
        large.name = "groot.csv"
        answer = visitor("quirine").post(reverse("caseloads"), {"file": large})
    assert answer.status_code == 400 and "groter dan 1 MB" in answer.text


def test_the_line_of_a_fault_is_said_in_the_language_of_the_reader():
    fault = CaseloadUnreadable("open_quote", 7)
    assert " Regel 7. " in fault.text("nl") and " Line 7. " in fault.text("en")
    assert "7" not in CaseloadUnreadable("empty_file").text("nl")


def test_every_act_is_a_line_in_the_log_that_names_no_person(world, now):
    take(now, {})
    lines = AuditEvent.objects.filter(event_type_code__startswith="caseload.")
    assert {one.event_type_code for one in lines} == {"caseload.received", "caseload.accepted"}
    accepted = lines.get(event_type_code="caseload.accepted")
    assert accepted.clients == [str(Client.objects.get().pk)]
    assert not any("Noor" in str(one.__dict__) for one in lines) and verify().ok


def test_an_end_that_the_file_tells_of_waits_to_be_closed_together(world, now):
    take(now, {"Startdatum": "01-09-2024", "Verwachte_einddatum": "", "Einddatum": "28-02-2025", "Reden_einde": "01"})
    (waits,) = [one for one in show_worklist(actor=actor("pim"), now=now).waiting if one.code == "close"]
    assert waits.day.isoformat() == "2025-02-28" and waits.trajectory.end_reason == "01"


def test_an_address_that_is_somebody_elses_in_the_register_is_not_taken_over(world, now):
    take(now, {"E_mail_cliënt": ""})
    file = take(now, {"E_mail_cliënt": "MINA@ouder.example", "E_mail_ouder_1": "", "E_mail_ouder_2": ""})
    assert Informant.objects.get(kind="young_person").email == "" and file.result["changes"] == 0
    take(now, {"E_mail_cliënt": "", "E_mail_ouder_1": "bas@ouder.example", "E_mail_ouder_2": ""})
    assert sorted(Informant.objects.filter(kind="parent").values_list("email", flat=True)) == ["bas@ouder.example", "mina@ouder.example"]


# The nightly file


def night(tmp_path, now, *changes, kvk=ANKER):
    return read_nightly(kvk=kvk, path=caseloads.write(tmp_path, rows_of(*changes)), now=now)


def test_the_nightly_file_is_taken_in_by_itself_once_the_columns_are_known(world, now, tmp_path):
    with pytest.raises(Refused, match="caseload_no_mapping"):
        night(tmp_path, now, {})
    take(now, {})
    report = night(tmp_path, now, {}, other("C-002"))
    assert report.counts["clients"] == 1 and not report.held_back
    number = CaseloadFile.objects.count()
    again = night(tmp_path, now, {}, other("C-002"))
    assert again.counts == {} and CaseloadFile.objects.count() == number
    line = AuditEvent.objects.filter(event_type_code="caseload.nightly").latest("sequence")
    assert (line.user_name, line.participant_object_detail) == ("uitkomst", "nothing new")


def test_a_night_in_which_many_are_gone_waits_for_somebody(world, now, tmp_path):
    file = send(now, *(other(f"C-{n:03}") for n in range(20)))
    choose_columns(actor=actor("quirine"), now=now, file_id=file.pk, columns=suggest(HEADINGS))
    accept_caseload(actor=actor("quirine"), now=now, file_id=file.pk)
    report = night(tmp_path, now, other("C-001", Roepnaam="Anders"))
    assert report.held_back == "many_gone" and not Client.objects.filter(first_name="Anders").exists()
    waiting = CaseloadFile.objects.get(state="waiting")
    assert (waiting.why, waiting.source) == ("many_gone", "nightly")
    accept_caseload(actor=actor("quirine"), now=now, file_id=waiting.pk)
    assert Client.objects.filter(first_name="Anders").exists() and Client.objects.count() == 20


@pytest.mark.parametrize(("kvk", "code"), [("99999999", "caseload_no_provider"), (ANKER, "caseload_no_mapping")])
def test_a_nightly_file_that_cannot_be_placed_says_so(world, now, tmp_path, kvk, code):
    with pytest.raises(Refused) as refused:
        night(tmp_path, now, {}, kvk=kvk)
    assert refused.value.code == code and refused.value.text("nl") and refused.value.text("en")


def test_two_numbers_of_one_person_that_were_merged_stay_one(world, now):
    take(now, {}, other("C-002", Hulpvorm="11"))
    keep, gone = Client.objects.get(number="C-001"), Client.objects.get(number="C-002")
    merging.merge_clients(keep, gone, by=actor("quirine").person_id, now=now)
    again = take(now, {}, other("C-002", Hulpvorm="11"))
    assert again.result == {"clients": 0, "trajectories": 0, "carers": 0, "changes": 0}
    assert {one.client.number for one in care.trajectories(actor("pim"))} == {"C-001"}


def test_two_parents_of_one_name_do_not_stop_the_file(world, now):
    """Such are left when records are joined; the first of them is the one that the file is about."""
    take(now, {})
    client = Client.objects.get()
    Informant.objects.filter(name="Bas").update(name="Mina", email="andere.mina@ouder.example")
    changed = {"E_mail_ouder_1": "mina@nieuw.example", "Naam_ouder_2": "", "E_mail_ouder_2": ""}
    assert take(now, changed).result["changes"] == 1
    assert take(now, changed).result["changes"] == 0
    assert list(client.informants.filter(name="Mina").values_list("email", flat=True)) == [
        "mina@nieuw.example",
        "andere.mina@ouder.example",
    ]
