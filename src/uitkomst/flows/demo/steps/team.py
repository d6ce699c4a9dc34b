"""Two talks of the team of the demo: six weeks ago one change was agreed; today there are two cases, and no change yet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils import timezone

from uitkomst.care import queries as care
from uitkomst.flows.team_talk import talk as flow
from uitkomst.organisations import queries as who
from uitkomst.organisations import team_members
from uitkomst.organisations.actor import Actor

ORDER = 30
_AGO = timedelta(weeks=6)
_CASES = (
    ("stuck", "Het gaat al maanden niet vooruit, terwijl we alles doen wat is afgesproken.", "Misschien is het doel te groot."),
    ("well", "Dit ging opeens snel. Wat deden we anders?", "School werd er vanaf het begin bij gehaald."),
)  # fmt: skip


def prepare(now: datetime, on_progress: Callable[[str, int, int], None]) -> None:
    """The talks; nothing when there is no practitioner in a team, or no client to bring."""
    person = next((one for one in who.demo_people() if one.email.startswith("sanne")), None)
    if person is None:
        return
    actor = who.actor_for(person, second_factor=True)
    found = team_members.teams_worked_in(actor, timezone.localdate(now))
    if not found:
        return
    _before(actor, now - _AGO, found[0].pk)
    talk = flow.start_talk(actor=actor, now=now, team_id=found[0].pk, held_on=timezone.localdate(now).isoformat())
    for at, (one, (kind, why, explanation)) in enumerate(zip(care.trajectories(actor), _CASES, strict=False)):
        on_progress("clients", at, len(_CASES))
        told = {"trajectory_id": str(one.pk), "kind": kind, "why": why, "parts": ["about", "goals"]}
        case = flow.bring_case(actor=actor, now=now, talk_id=talk.pk, **told)  # type: ignore[arg-type]
        flow.explain(actor=actor, now=now, case_id=case.pk, text=explanation)


def _before(actor: Actor, then: datetime, team_id: int) -> None:
    """The talk before it, of which the change is left."""
    talk = flow.start_talk(actor=actor, now=then, team_id=team_id, held_on=timezone.localdate(then).isoformat())
    change = "We spreken in de eerste week samen af wat een eerste kleine stap is."
    flow.note_change(actor=actor, now=then, talk_id=talk.pk, typed={"change": change, "notice_by": "Bij elk doel staat een eerste stap."})
