"""A delivery that was accepted, beside the register: what it fills in is proposed, what a person typed stays, history is kept."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client as Browser
from lxml import html

from tests import deliveries, personas
from tests.caseloads import row as case_row
from tests.caseloads import text_of
from tests.personas import actor
from tests.site import care
from tests.site.conftest import deliver, work_all
from tests.site.test_rights_matrix import visitor
from uitkomst.care.models import Change, Client, FromDelivery, Trajectory
from uitkomst.flows import regular
from uitkomst.flows.accept_delivery import withdraw_delivery
from uitkomst.flows.care.closing import close_trajectory
from uitkomst.flows.caseload.accept_caseload import accept_caseload
from uitkomst.flows.caseload.receive_caseload import receive_caseload
from uitkomst.flows.from_deliveries.decide import show_proposal, take
from uitkomst.flows.from_deliveries.differences import Kind
from uitkomst.flows.keep_teams.keep import add_team
from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.flows.show_start import show_start
from uitkomst.records.models import AuditEvent

NOOR = {"bsn": deliveries.bsn(8000), "geboortedatum": "20090315", "hulpvorm": "02", "datum_aanvang": "20240201", "verwijzer": "02"}


def came(tmp_path, *rows: dict[str, str], period: str = "2025-1") -> str:
    """A delivery of Het Anker that was accepted, and what comes back by itself after it."""
    path = deliveries.write_delivery(tmp_path, personas.ANKER, period, [deliveries.row(**one) for one in rows])
    return deliver("quirine", path)


@pytest.fixture
def compare(now):
    def do():
        regular.ask_for_work(now)
        work_all()

    return do


def lines(now, delivery: str) -> dict[tuple[str, str], tuple[str, str, str]]:
    """By kind and field: number, old, new."""
    shown = show_proposal(actor=actor("quirine"), now=now, delivery_id=delivery)
    return {(kind.value, line.field): (line.number, line.old, line.new) for kind, of in shown.lines.items() for line in of}


def keys(now, delivery: str, *kinds: Kind) -> list[str]:
    shown = show_proposal(actor=actor("quirine"), now=now, delivery_id=delivery)
    return [line.key for kind in kinds for line in shown.lines.get(kind, ())]


def test_what_is_empty_is_proposed_what_was_typed_only_shown(world, now, tmp_path, compare):
    noor = care.client(now)
    delivery = came(
        tmp_path,
        {
            **NOOR,
            "postcode": "3442AB",
            "verwijzer": "01",
            "interventie": "Nieuwe Start",
            "datum_einde": "20250210",
            "reden_beeindiging": "01",
        },
        {**NOOR, "bsn": deliveries.bsn(8777)},
    )
    compare()
    assert lines(now, delivery) == {
        ("fill", "postcode"): ("C-1", "", "3442AB"),
        ("fill", "intervention"): ("C-1", "", "Nieuwe Start"),
        ("fill", "end_date"): ("C-1", "", "2025-02-10"),
        ("fill", "end_reason"): ("C-1", "", "01"),
        ("differs", "referrer"): ("C-1", "02", "01"),
    }
    assert Trajectory.objects.get(pk=noor.pk).intervention == "", "nothing changes by itself"

    take(actor=actor("quirine"), now=now, delivery_id=delivery, chosen=keys(now, delivery, Kind.FILL))
    kept = Trajectory.objects.get(pk=noor.pk)
    assert (kept.intervention, kept.end_date, kept.end_reason, kept.referrer) == ("Nieuwe Start", date(2025, 2, 10), "01", "02")
    assert kept.client.postcode == "3442AB" and kept.closed_at is None
    history = set(Change.objects.filter(client=noor.client).exclude(about="informant").values_list("field", "old", "new", "source"))
    assert history == {
        ("postcode", "", "3442AB", "delivery"), ("intervention", "", "Nieuwe Start", "delivery"),
        ("end_date", "", "2025-02-10", "delivery"), ("end_reason", "", "01", "delivery"),
    }  # fmt: skip
    line = AuditEvent.objects.filter(event_type_code="from_delivery.taken").latest("sequence")
    assert line.clients == [str(noor.client_id)] and line.participant_object_detail == "fill 4"
    with pytest.raises(Refused, match="from_delivery_decided"):
        take(actor=actor("quirine"), now=now, delivery_id=delivery, chosen=[])


def test_a_team_is_known_by_the_code_of_the_files_as_well_as_by_its_name(world, now, tmp_path, compare):
    noor = care.client(now)
    team = add_team(actor=actor("bert"), now=now, typed={"name": "Jeugdteam Zuid", "code": "JT-Z", "valid_from": "01-01-2020"})
    delivery = came(tmp_path, {**NOOR, "team": "jt-z"})
    compare()
    assert lines(now, delivery)["fill", "team_id"] == ("C-1", "", str(team.pk))
    take(actor=actor("quirine"), now=now, delivery_id=delivery, chosen=keys(now, delivery, Kind.FILL))
    assert Trajectory.objects.get(pk=noor.pk).team_id == team.pk


def test_a_team_that_is_over_is_still_called_by_its_name(world, now, tmp_path, compare):
    noor = care.client(now)
    over = {"name": "Jeugdteam Noord", "code": "JT-N", "valid_from": "01-01-2020", "valid_until": "31-12-2024"}
    team = add_team(actor=actor("bert"), now=now, typed=over)
    Trajectory.objects.filter(pk=noor.pk).update(team_id=team.pk)
    add_team(actor=actor("bert"), now=now, typed={"name": "Jeugdteam Zuid", "code": "JT-Z", "valid_from": "01-01-2020"})
    delivery = came(tmp_path, {**NOOR, "team": "JT-Z"})
    compare()
    page = visitor("quirine").get(f"/register/deliveries/{delivery}/").content.decode()
    assert "Jeugdteam Noord" in page and "Jeugdteam Zuid" in page


def test_what_was_typed_changes_only_when_somebody_says_so(world, now, tmp_path, compare):
    noor = care.client(now)
    delivery = came(tmp_path, {**NOOR, "verwijzer": "01", "geslacht": "O"})
    compare()
    chosen = keys(now, delivery, Kind.DIFFERS)
    assert len(chosen) == 2
    (referrer,) = [
        line.key
        for line in show_proposal(actor=actor("quirine"), now=now, delivery_id=delivery).lines[Kind.DIFFERS]
        if line.field == "referrer"
    ]
    take(actor=actor("quirine"), now=now, delivery_id=delivery, chosen=[referrer])
    kept = Trajectory.objects.get(pk=noor.pk)
    assert (kept.referrer, kept.client.sex) == ("01", "V")
    (change,) = Change.objects.filter(client=noor.client).exclude(about="informant")
    assert (change.old, change.new, change.source, change.changed_by.email) == ("02", "01", "delivery", "quirine@example.org")


def test_what_came_from_a_file_before_is_proposed_to_change_again(world, now, tmp_path, compare):
    def read(target: str) -> None:
        told = {
            **case_row(Hulpverlener="pim@example.org", Team="", BSN=NOOR["bsn"], Startdatum="01-09-2024", Verwachte_einddatum="31-12-2025"),
            "Doelgroep": target,
        }
        file = receive_caseload(actor=actor("quirine"), now=now, name="x.csv", chunks=[text_of([told], headings=tuple(told)).encode()])
        accept_caseload(actor=actor("quirine"), now=now, file_id=file.pk)

    read("")
    read("Jonge kinderen")
    one = Trajectory.objects.get(client__pseudonym__gt="")
    assert one.target_group == "Jonge kinderen"
    told = {"hulpvorm": one.form_of_help, "datum_aanvang": f"{one.start_date:%Y%m%d}", "doelgroep": "Pubers"}
    delivery = came(tmp_path, {**NOOR, **told})
    compare()
    assert lines(now, delivery)["newer", "target_group"][1:] == ("Jonge kinderen", "Pubers")
    take(actor=actor("quirine"), now=now, delivery_id=delivery, chosen=[], rest=["newer"])
    assert Trajectory.objects.get(pk=one.pk).target_group == "Pubers"


def test_the_end_of_what_was_closed_here_is_shown_and_never_changed(world, now, tmp_path, compare):
    noor = care.client(now)
    close_trajectory(actor=actor("pim"), now=now, trajectory_id=noor.pk, typed={"end_date": "20-02-2025", "end_reason": "01"})
    delivery = came(tmp_path, {**NOOR, "datum_einde": "20250210", "reden_beeindiging": "03"})
    compare()
    assert lines(now, delivery)["closed", "end_date"] == ("C-1", "2025-02-20", "2025-02-10")
    take(actor=actor("quirine"), now=now, delivery_id=delivery, chosen=keys(now, delivery, Kind.CLOSED))
    kept = Trajectory.objects.get(pk=noor.pk)
    assert (kept.end_date, kept.end_reason) == (date(2025, 2, 20), "01")
    assert FromDelivery.objects.get().state == "left"


def test_help_that_the_register_does_not_have_comes_with_the_same_practitioner_when_it_is_ticked(world, now, tmp_path, compare):
    noor = care.client(now)
    delivery = came(tmp_path, NOOR, {**NOOR, "hulpvorm": "03", "datum_aanvang": "20240601", "interventie": "Logeren"})
    compare()
    chosen = keys(now, delivery, Kind.TRAJECTORY)
    assert len(chosen) == 1 and Trajectory.objects.count() == 1
    take(actor=actor("quirine"), now=now, delivery_id=delivery, chosen=chosen)
    added = Trajectory.objects.exclude(pk=noor.pk).get()
    assert (added.form_of_help, added.start_date, added.intervention) == ("03", date(2024, 6, 1), "Logeren")
    assert added.practitioner_id == noor.practitioner_id


def test_the_same_again_changes_nothing_and_says_nothing(world, now, tmp_path, compare):
    care.client(now)
    delivery = came(tmp_path, NOOR)
    compare()
    compare()
    assert FromDelivery.objects.get().state == "nothing"
    codes = [one.code for one in show_start(actor=actor("quirine"), now=now).waiting]
    assert "see_from_delivery" not in codes
    assert show_proposal(actor=actor("quirine"), now=now, delivery_id=delivery).lines == {}


def test_a_delivery_made_from_the_register_and_that_of_another_provider_are_not_compared(world, now, tmp_path, compare):
    care.client(now)
    path = deliveries.write_delivery(tmp_path, personas.BRUG, "2025-1", [deliveries.row(**NOOR, postcode="3442AB")])
    deliver("bram", path)
    compare()
    assert set(FromDelivery.objects.values_list("provider__code", "state")) == {(personas.ANKER, "nothing")}, "that of the world alone"


def test_what_changed_meanwhile_is_left_and_a_withdrawn_delivery_says_nothing(world, now, tmp_path, compare):
    noor = care.client(now)
    delivery = came(tmp_path, {**NOOR, "interventie": "Nieuwe Start"})
    compare()
    chosen = keys(now, delivery, Kind.FILL)
    Trajectory.objects.filter(pk=noor.pk).update(intervention="Iets anders")
    take(actor=actor("quirine"), now=now, delivery_id=delivery, chosen=chosen)
    assert Trajectory.objects.get(pk=noor.pk).intervention == "Iets anders"


def test_a_withdrawn_delivery_says_nothing_any_more(world, now, tmp_path, compare):
    care.client(now)
    delivery = came(tmp_path, {**NOOR, "interventie": "Nieuwe Start"})
    compare()
    chosen = keys(now, delivery, Kind.FILL)
    withdraw_delivery(actor=actor("quirine"), now=now, delivery_id=delivery)
    assert show_proposal(actor=actor("quirine"), now=now, delivery_id=delivery).gone
    with pytest.raises(Refused, match="from_delivery_gone"):
        take(actor=actor("quirine"), now=now, delivery_id=delivery, chosen=chosen)
    with pytest.raises(Refused, match="from_delivery_gone"):
        take(actor=actor("quirine"), now=now, delivery_id=delivery, chosen=[], rest=["fill"])
    take(actor=actor("quirine"), now=now, delivery_id=delivery, chosen=[])
    assert FromDelivery.objects.get().state == "left"


def test_nobody_else_sees_it(world, now, tmp_path, compare):
    care.client(now)
    delivery = came(tmp_path, {**NOOR, "interventie": "Nieuwe Start"})
    compare()
    with pytest.raises(NotFound):
        show_proposal(actor=actor("bram"), now=now, delivery_id=delivery)


def test_the_page_ticks_what_is_proposed_and_takes_what_is_ticked(world, now, tmp_path, compare):
    noor = care.client(now)
    delivery = came(tmp_path, {**NOOR, "verwijzer": "01", "interventie": "Nieuwe Start", "postcode": "3442AB"})
    compare()
    browser: Browser = visitor("quirine")
    start = browser.get("/").content.decode()
    assert f"/register/deliveries/{delivery}/" in start
    page = html.document_fromstring(browser.get(f"/register/deliveries/{delivery}/").content.decode())
    (form,) = (one for one in page.forms if "from-delivery" in (one.get("class") or ""))
    boxes = form.xpath(".//input[@type='checkbox']")
    assert [box.get("checked") is not None for box in boxes] == [True, True, False]
    assert "8000" not in page.text_content() and noor.client.pseudonym not in html.tostring(page, encoding="unicode")
    given = form.form_values()
    left = next(value for name, value in given if name == "line")
    data = {"line": [value for name, value in given if name == "line" and value != left], "shown": [v for n, v in given if n == "shown"]}
    answer = browser.post(f"/register/deliveries/{delivery}/", data, follow=True)
    assert "Eén regel overgenomen." in answer.content.decode()
    kept = Trajectory.objects.get(pk=noor.pk)
    assert sum((bool(kept.intervention), bool(Client.objects.get(number="C-1").postcode))) == 1 and kept.referrer == "02"


def test_a_newer_delivery_takes_the_place_of_one_that_waited(world, now, tmp_path, compare):
    care.client(now)
    first = came(tmp_path, {**NOOR, "interventie": "Nieuwe Start"}, period="2024-2")
    compare()
    second = came(tmp_path, {**NOOR, "interventie": "Andere Start"}, period="2025-1")
    regular.ask_for_work(now + timedelta(hours=1))
    work_all()
    assert dict(FromDelivery.objects.values_list("pk", "state")).keys() == {*map(_uuid, (first, second))}
    assert FromDelivery.objects.get(pk=first).state == "left" and FromDelivery.objects.get(pk=second).state == "waiting"


def _uuid(text: str):
    from uuid import UUID

    return UUID(text)
