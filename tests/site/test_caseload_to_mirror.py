"""From the export of the case file system to the mirror, with nothing typed but the closing: file, letter, answers, delivery, figures."""

from __future__ import annotations

import re

from tests.caseloads import row, text_of
from tests.personas import actor
from tests.site import care
from uitkomst.care import queries
from uitkomst.flows.care.closing import close_trajectory
from uitkomst.flows.care.deliver_from_register import deliver_from_register
from uitkomst.flows.care.invite_client import invite_client
from uitkomst.flows.care.letters import send_letters
from uitkomst.flows.caseload.accept_caseload import accept_caseload
from uitkomst.flows.caseload.receive_caseload import receive_caseload


def test_a_client_from_the_caseload_file_ends_up_in_the_mirror(world, now, mailbox):
    day, pim, quirine = now.replace(hour=10), actor("pim"), actor("quirine")
    told = {"Hulpverlener": "pim@example.org", "Team": "", "Startdatum": "01-09-2024", "Verwachte_einddatum": "31-12-2024"}
    lines = text_of([{**row(**told), "Gemeente": "Woerden"}], headings=(*row(), "Gemeente"))
    file = receive_caseload(actor=quirine, now=day, name="caseload.csv", chunks=[lines.encode()])
    accept_caseload(actor=quirine, now=day, file_id=file.pk)

    (trajectory,) = queries.trajectories(pim)
    young = care.young_person(trajectory)
    invite_client(actor=pim, now=day, trajectory_id=trajectory.pk, informant_id=young.pk, moment="end", channel="email")
    assert send_letters(now=day).sent == 1
    link = re.search(r"/v/([\w-]{27})/", mailbox.text())
    assert link
    care.answer_all(link[1], day, {"usefulness": "8", "able_to_continue": "03"})
    typed = {"end_date": "20-12-2024", "end_reason": "01", "what_next": ""}
    close_trajectory(actor=pim, now=day, trajectory_id=trajectory.pk, typed=typed)

    delivery = deliver_from_register(actor=quirine, now=day, period="2024-2")
    figures = care.figures_from(delivery, day)
    assert figures["usefulness", "young_person"][3] == "8.0"
    assert figures["able_to_continue", "young_person"] == ("1", "1", "1", "1.0")
    assert figures["usefulness", "parent"][:2] == ("1", "0"), "nobody asked a parent: unknown, not zero"
