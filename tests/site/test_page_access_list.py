"""A client's access list: who saw this client, found by number or BSN, without a BSN in any address, line or page."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from tests import deliveries, personas
from tests.site.conftest import KEY, World, deliver, rows
from tests.site.test_rights_matrix import visitor
from uitkomst.flows import show_delivery
from uitkomst.flows.access_list import show_access_list
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.rights import MayNot
from uitkomst.records.models import AuditEvent
from uitkomst.vocabulary.client_keys import pseudonym

BSN = deliveries.bsn(901)
WHERE = "/log/client/"


@pytest.fixture
def seen(world: World, now: datetime, tmp_path: Path) -> str:
    """A delivery of Het Anker in which one client has a finding; Quirine looks at the findings, Daan takes them along."""
    told = [*rows(0, 10), {**rows(0, 1)[0], "bsn": BSN, "nut_jeugdige": "07"}]
    delivery = deliver("quirine", deliveries.write_delivery(tmp_path, personas.ANKER, "2024-1", told, version=3), accept=False)
    show_delivery.show_delivery(actor=personas.actor("quirine"), now=now, delivery_id=delivery, code="repaired_number")
    show_delivery.findings_file(actor=personas.actor("daan"), now=now, delivery_id=delivery)
    return delivery


def names(found: Any) -> list[str]:
    return [f"{event.user_name} {event.event_type_code}" for event in found.events]


def test_findings_of_a_client_that_were_shown_are_in_the_clients_list(seen: str, now: datetime) -> None:
    found = show_access_list(actor=personas.actor("aisha"), now=now, asked=BSN)
    assert names(found) == ["Daan delivery.findings_exported", "Quirine delivery.shown"]
    assert (found.people, found.known) == (2, True)
    spaced = show_access_list(actor=personas.actor("aisha"), now=now, asked=f"{BSN[:4]} {BSN[4:6]}.{BSN[6:]}")
    assert (spaced.people, spaced.known) == (3, True), "the same number, written in groups; Aisha herself asked for it meanwhile"
    # Who asks, is in the list the next time.
    again = show_access_list(actor=personas.actor("aisha"), now=now, asked=BSN)
    assert names(again)[0] == "Aisha access_list.shown"


def test_a_client_without_a_finding_was_not_seen(seen: str, now: datetime) -> None:
    found = show_access_list(actor=personas.actor("aisha"), now=now, asked=deliveries.bsn(1))
    assert (found.events, found.known) == ((), False)


def test_the_page_asks_finds_and_hands_over(seen: str, now: datetime) -> None:
    client = visitor("aisha")
    assert "Cliëntnummer of BSN" in client.get(WHERE).content.decode()
    page = client.post(WHERE, {"client": BSN, "do": "show"}).content.decode()
    assert "Bevindingen gedownload" in page and "van 2 mensen" in page
    answer = client.post(WHERE, {"client": BSN, "do": "file"})
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("sequence;event_date_time;user_name")
    assert [line.split(";")[2] for line in lines[1:]] == ["Quirine", "Daan", "Aisha"]
    assert BSN not in answer["Content-Disposition"] + "".join(lines)


def test_the_bsn_is_nowhere_in_the_log(seen: str, now: datetime) -> None:
    visitor("aisha").post(WHERE, {"client": BSN, "do": "show"})
    said = [f"{e.clients} {e.participant_object_id} {e.participant_object_detail}" for e in AuditEvent.objects.all()]
    assert not [line for line in said if BSN in line]
    assert any(pseudonym(KEY.encode(), BSN) in line for line in said)


@pytest.mark.parametrize(("asked", "code"), [("", "client_not_named"), ("   ", "client_not_named")])
def test_nothing_asked_is_said(seen: str, now: datetime, asked: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        show_access_list(actor=personas.actor("aisha"), now=now, asked=asked)
    assert refused.value.code == code
    assert visitor("aisha").post(WHERE, {"client": asked}).status_code == 400


def test_without_the_key_a_bsn_cannot_be_looked_up(seen: str, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("UITKOMST_PSEUDONYM_KEY")
    with pytest.raises(Refused) as refused:
        show_access_list(actor=personas.actor("aisha"), now=now, asked=BSN)
    assert refused.value.code == "no_key_here"


def test_another_provider_with_the_same_client_is_not_in_the_list(seen: str, now: datetime, tmp_path: Path) -> None:
    told = [*rows(1, 10), {**rows(1, 1)[0], "bsn": BSN, "nut_jeugdige": "07"}]
    delivery = deliver("bram", deliveries.write_delivery(tmp_path, personas.BRUG, "2024-1", told, version=3), accept=False)
    show_delivery.show_delivery(actor=personas.actor("bram"), now=now, delivery_id=delivery, code="repaired_number")
    assert AuditEvent.objects.filter(user_name="Bram", clients__icontains=pseudonym(KEY.encode(), BSN)).exists()
    assert not [one for one in names(show_access_list(actor=personas.actor("aisha"), now=now, asked=BSN)) if "Bram" in one]


def test_a_client_of_the_register_is_found_by_number_with_what_the_client_did_by_link(world: World, now: datetime) -> None:
    from tests.site import care
    from uitkomst.flows.care.show_client import show_client

    one = care.client(now, number="C-4711")
    show_client(actor=personas.actor("pim"), now=now, trajectory_id=one.pk)
    found = show_access_list(actor=personas.actor("aisha"), now=now, asked="C-4711")
    assert any(line.startswith("Pim ") for line in names(found))
    assert show_access_list(actor=personas.actor("arjen"), now=now, asked="C-4711").events == ()


def test_only_an_auditor_asks(seen: str, now: datetime) -> None:
    for name in ("quirine", "pim", "hanna", "bianca"):
        with pytest.raises(MayNot):
            show_access_list(actor=personas.actor(name), now=now, asked=BSN)
    assert visitor("quirine").get(reverse("access_list")).status_code == 403
