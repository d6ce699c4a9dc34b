"""What closing costs the practitioner, as a figure: under three minutes and at most six typed fields (product principle 5).

Counted by the keystroke-level model (``keystrokes``) while the real pages are walked; the figures stand in the practitioner's guide.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.test import Client

from tests import personas
from tests.site import care
from tests.site.keystrokes import Walk
from uitkomst.care.models import Invitation, Message, Trajectory
from uitkomst.flows.care.closing import show_closing
from uitkomst.flows.care.goals import add_goal
from uitkomst.organisations import queries

pytestmark = pytest.mark.once

MOST_SECONDS, MOST_FIELDS = 180, 6
GUIDES = Path(__file__).parents[2] / "docs" / "handleiding"
NEXT = "Over drie maanden belt Noor zelf als het weer moeilijk wordt."


@pytest.fixture
def trajectory(world, now):
    """A girl with two goals and a mother who is not there."""
    made = care.client(now)
    for goal in ("Ik ga weer elke dag naar school.", "We eten samen zonder ruzie."):
        add_goal(actor=personas.actor("pim"), now=now, trajectory_id=made.pk, typed={"text": goal})
    return made


@pytest.fixture
def walk(trajectory):
    """Pim at his list of clients."""
    pim = queries.person_by_email("pim@example.org")
    totp.TOTP.activate(pim, totp.generate_totp_secret())
    browser = Client()
    browser.force_login(pim, backend="uitkomst.organisations.backends.PasswordBackend")
    found = Walk(browser)
    found.start("/clients/")
    return found


def together(walk: Walk, trajectory: Trajectory) -> float:
    """All five steps with Noor; then her mother gets the two questions by e-mail. Returns the seconds to read the page once."""
    young, parent = care.young_person(trajectory), care.parent(trajectory)
    walk.press_link("Noor")
    walk.press_link(f"/trajectories/{trajectory.pk}/close/")
    walk.press_link(f"?with={young.pk}")
    walk.take_form("closing")
    for goal in trajectory.goals.all():
        walk.scroll()
        walk.choose(f"{goal.pk}:young_person", "2")
        walk.choose(f"{goal.pk}:practitioner", "1")
    walk.scroll()
    walk.choose(f"{young.pk}:usefulness", "8")
    walk.choose(f"{young.pk}:able_to_continue", "02")
    walk.scroll()
    walk.type("what_next", NEXT)
    walk.scroll()
    walk.unfold()
    walk.choose("end_reason", "01")
    walk.scroll()
    walk.send("Afsluiten")
    walk.press_link("?with=")
    walk.take_form("closing")
    walk.scroll()
    walk.choose(f"{parent.pk}:later", "on")
    walk.scroll()
    walk.send("Wijzigingen bewaren")
    return walk.read


def vanished(walk: Walk, trajectory: Trajectory) -> float:
    """Nobody at the table: both get the two questions by e-mail; the practitioner says how the goals stand and why it stopped."""
    walk.press_link("Noor")
    walk.press_link(f"/trajectories/{trajectory.pk}/close/")
    walk.take_form("closing")
    for goal in trajectory.goals.all():
        walk.scroll()
        walk.choose(f"{goal.pk}:practitioner", "1")
    walk.scroll()
    for informant in trajectory.client.informants.all():
        walk.choose(f"{informant.pk}:later", "on")
    walk.scroll()
    walk.unfold()
    walk.choose("end_reason", "03")
    walk.scroll()
    walk.send("Afsluiten")
    return walk.read


ROWS = {
    "together": (("hulpverlener.md", "Samen aan tafel", "seconden"), ("practitioner.md", "Together at the table", "seconds")),
    "vanished": (("hulpverlener.md", "De cliënt is weg", "seconden"), ("practitioner.md", "The client is gone", "seconds")),
}


def in_the_guides(way: str, walk: Walk, reading: float) -> None:
    """The figures stand in both guides as they are counted."""
    for guide, label, unit in ROWS[way]:
        lines = (GUIDES / guide).read_text(encoding="utf-8").splitlines()
        (line,) = [line for line in lines if line.startswith(f"| {label}")]
        cells = [cell.strip() for cell in line.split("|")][2:7]
        first_time = round((walk.seconds + reading) / 10) * 10
        assert cells == [f"{walk.seconds:.0f} {unit}", f"{first_time} {unit}", str(walk.presses), str(walk.fields), str(walk.keys)], line


def test_closing_together_costs_under_three_minutes_and_six_typed_fields(walk, trajectory, now, mailbox):
    reading = together(walk, trajectory)
    assert walk.seconds <= MOST_SECONDS and walk.fields <= MOST_FIELDS, walk
    assert walk.seconds + reading <= MOST_SECONDS, "also for who reads every word of the page"
    closing = show_closing(actor=personas.actor("pim"), now=now, trajectory_id=trajectory.pk)
    assert closing.trajectory.closed_at and closing.missing == ("answers_parent",), "her mother still has to answer"
    assert Message.objects.filter(invitation__informant=care.parent(trajectory)).exists()
    in_the_guides("together", walk, reading)


def test_of_a_client_who_vanished_closing_costs_less_and_the_two_questions_still_go(walk, trajectory, now, mailbox):
    reading = vanished(walk, trajectory)
    assert walk.seconds + reading <= MOST_SECONDS and walk.fields == 0, walk
    closing = show_closing(actor=personas.actor("pim"), now=now, trajectory_id=trajectory.pk)
    assert closing.trajectory.closed_at and "goals" not in closing.missing
    for invitation in Invitation.objects.all():
        assert (invitation.moment, invitation.channel, invitation.stopped_at) == ("end", "email", None)
    assert set(Message.objects.values_list("invitation__informant__kind", flat=True)) == {"young_person", "parent"}
    in_the_guides("vanished", walk, reading)


def test_a_link_that_is_not_there_cannot_be_pressed(walk):
    with pytest.raises(AssertionError, match="no link"):
        walk.press_link("Dit staat er niet")
