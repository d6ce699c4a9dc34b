"""Two providers help one client: the questions at the end are asked once, and nothing about the client passes between them."""

from __future__ import annotations

import csv
import io

import pytest
from django.urls import reverse

from tests.caseloads import row, text_of
from tests.personas import actor
from tests.site import care
from tests.site.conftest import work_all
from tests.site.test_rights_matrix import visitor
from uitkomst.care.models import Change, Invitation, Message, Trajectory
from uitkomst.flows.accept_delivery import accept_delivery
from uitkomst.flows.care.closing import close_trajectory, show_closing
from uitkomst.flows.care.deliver_from_register import deliver_from_register, show_register
from uitkomst.flows.care.invite_client import invite_client
from uitkomst.flows.care.letters import send_letters
from uitkomst.flows.care.plan import run_plan
from uitkomst.flows.care.show_client import show_client
from uitkomst.flows.care.together import keep_together
from uitkomst.flows.caseload.accept_caseload import accept_caseload
from uitkomst.flows.caseload.receive_caseload import receive_caseload
from uitkomst.flows.refusals import Refused
from uitkomst.records import files
from uitkomst.records.models import AuditEvent, Delivery

pytestmark = pytest.mark.once
END = {"end_date": "20-12-2024", "end_reason": "01", "what_next": ""}


@pytest.fixture
def day(now):
    return now.replace(hour=10)


@pytest.fixture
def noor(world, day):
    return care.client(day, start_date="15-10-2024", expected_end="10-03-2025")


def agreed(noor, day, asked_by: str = "De Brug", others: str = "De Brug"):
    typed = {"together_with": others, "outcome_asked_by": asked_by}
    return keep_together(actor=actor("pim"), now=day, trajectory_id=noor.pk, typed=typed)


def moments() -> set[str]:
    return set(Invitation.objects.filter(stopped_at=None).values_list("moment", flat=True))


def test_the_plan_asks_in_between_and_not_at_the_end(noor, day):
    agreed(noor, day)
    run_plan(now=day)
    shown = show_client(actor=actor("pim"), now=day, trajectory_id=noor.pk)
    assert moments() == {"progress"} and "end" not in {ask.moment for _, ask in shown.planned}
    agreed(noor, day, asked_by="")
    run_plan(now=day)
    assert moments() == {"progress", "end"}, "we ask after all"


def test_what_was_asked_at_the_end_stops_with_its_letters_and_comes_back(noor, day, mailbox):
    young = care.young_person(noor)
    invite_client(actor=actor("pim"), now=day, trajectory_id=noor.pk, informant_id=young.pk, moment="end", channel="email")
    agreed(noor, day)
    (invitation,) = Invitation.objects.all()
    assert invitation.stop_reason == "elsewhere" and not Message.objects.filter(state="waiting").exists()
    assert send_letters(now=day).sent == 0
    with pytest.raises(Refused, match="not_asked_elsewhere"):
        invite_client(actor=actor("pim"), now=day, trajectory_id=noor.pk, informant_id=young.pk, moment="end", channel="tablet")
    agreed(noor, day, asked_by=" het  ANKER ")
    invitation.refresh_from_db()
    assert invitation.stopped_at is None and send_letters(now=day).sent == 1, "the own name: we ask"


def test_closing_misses_no_answers_and_asks_none(noor, day):
    agreed(noor, day)
    page = visitor("pim").get(reverse("closing", kwargs={"trajectory_id": noor.pk})).text
    assert "De Brug stelt de cliënt de vragen" in page and ":none" not in page
    young = care.young_person(noor)
    forged = {f"{young.pk}:usefulness": "9", f"{young.pk}:able_to_continue": "04"}
    close_trajectory(actor=actor("pim"), now=day, trajectory_id=noor.pk, typed=END | forged)
    assert show_closing(actor=actor("pim"), now=day, trajectory_id=noor.pk).missing == () and not Invitation.objects.exists()
    (half,) = [one for one in show_register(actor=actor("quirine"), now=day) if one.period == "2024-2"]
    assert (half.ended, half.no_answer) == (1, 0)
    delivery = deliver_from_register(actor=actor("quirine"), now=day, period="2024-2")
    (path,) = files.folder("inbox").rglob("*jeugdhulp*.csv")
    (told,) = csv.DictReader(io.StringIO(path.read_text()), delimiter=";")
    assert told["datum_einde"] == "20241220" and not any(told[name] for name in told if name.startswith(("nut_", "zonder_hulp")))
    assert "De Brug" not in path.read_text(), "who else helps is nobody's but this register's"
    work_all()
    accept_delivery(actor=actor("quirine"), now=day, delivery_id=delivery.pk)
    assert Delivery.objects.get(pk=delivery.pk).rows_usable == 1


def test_what_was_answered_here_already_counts_here(noor, day):
    young = care.young_person(noor)
    asked = invite_client(actor=actor("pim"), now=day, trajectory_id=noor.pk, informant_id=young.pk, moment="end", channel="email")
    care.answer_all(care.token(asked), day, {"usefulness": "8", "able_to_continue": "03"})
    agreed(noor, day)
    close_trajectory(actor=actor("pim"), now=day, trajectory_id=noor.pk, typed=END)
    deliver_from_register(actor=actor("quirine"), now=day, period="2024-2")
    (path,) = files.folder("inbox").rglob("*jeugdhulp*.csv")
    (told,) = csv.DictReader(io.StringIO(path.read_text()), delimiter=";")
    assert (told["nut_jeugdige"], told["zonder_hulp_jeugdige"]) == ("8", "03")


def test_it_is_in_the_history_the_log_and_on_the_page_and_a_second_click_is_no_act(noor, day):
    agreed(noor, day)
    agreed(noor, day)
    assert list(Change.objects.filter(about="trajectory").order_by("pk").values_list("field", "new")) == [
        ("together_with", "De Brug"),
        ("outcome_asked_by", "De Brug"),
    ]
    assert AuditEvent.objects.filter(event_type_code="together.kept").count() == 1
    browser = visitor("pim")
    assert "de vragen over de uitkomst stelt De Brug" in browser.get(reverse("trajectory", kwargs={"trajectory_id": noor.pk})).text
    where = reverse("together", kwargs={"trajectory_id": noor.pk})
    answer = browser.post(where, {"together_with": "x" * 201, "outcome_asked_by": "De Brug"})
    assert answer.status_code == 400 and "x" * 201 in answer.text, "what was typed stays"


def test_the_caseload_file_tells_it_and_the_own_name_means_we(world, day):
    told = {"Hulpverlener": "pim@example.org", "Team": "", "Startdatum": "01-09-2024", "Verwachte_einddatum": "01-06-2025"}
    others = {"Samen met": "De Brug", "Uitkomst wordt gevraagd door": "De Brug"}
    lines = [row(**told, Cliëntnummer="C-1") | others, row(**told, Cliëntnummer="C-2", BSN="") | others]
    lines[1]["Uitkomst wordt gevraagd door"] = "Het Anker"
    for _ in range(2):
        file = receive_caseload(actor=actor("quirine"), now=day, name="c.csv", chunks=[text_of(lines, headings=tuple(lines[0])).encode()])
        accept_caseload(actor=actor("quirine"), now=day, file_id=file.pk)
    found = Trajectory.objects.order_by("client__number").values_list("client__number", "together_with", "outcome_asked_by")
    assert list(found) == [("C-1", "De Brug", "De Brug"), ("C-2", "De Brug", "")]
    assert not Change.objects.exists(), "the same file again changes nothing"
