"""A team of the practitioner of the demo, with a talk: one case that goes well, one that is stuck, and one change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.utils import timezone

from uitkomst.care import queries as care
from uitkomst.flows.team_talk import talk as flow
from uitkomst.organisations import operations as make
from uitkomst.organisations import queries as who
from uitkomst.organisations.kinds import OrganisationKind, RoleKind

ORDER = 30
_SINCE = date(2015, 1, 1)
_CASES = (
    ("stuck", "Het gaat al maanden niet vooruit, terwijl we alles doen wat is afgesproken.", "Misschien is het doel te groot."),
    ("well", "Dit ging opeens snel. Wat deden we anders?", "School werd er vanaf het begin bij gehaald."),
)  # fmt: skip


def prepare(now: datetime, on_progress: Callable[[str, int, int], None]) -> None:
    """The team and its talk of today; nothing when there is no practitioner, or no client to bring."""
    person = next((one for one in who.demo_people() if one.email.startswith("sanne")), None)
    if person is None:
        return
    actor = who.actor_for(person, second_factor=True)
    team = make.add_organisation(OrganisationKind.TEAM, f"{actor.organisation_code}-oost", "Team Oost", valid_from=_SINCE)
    make.add_membership(team, who.organisation_by_id(actor.organisation_id), valid_from=_SINCE)
    make.give_role(person, team, RoleKind.PRACTITIONER, valid_from=_SINCE)
    talk = flow.start_talk(actor=actor, now=now, team_id=team.pk, held_on=timezone.localdate(now).isoformat())
    for at, (one, (kind, why, explanation)) in enumerate(zip(care.trajectories(actor), _CASES, strict=False)):
        on_progress("clients", at, len(_CASES))
        told = {"trajectory_id": str(one.pk), "kind": kind, "why": why, "parts": ["about", "goals"]}
        case = flow.bring_case(actor=actor, now=now, talk_id=talk.pk, **told)  # type: ignore[arg-type]
        flow.explain(actor=actor, now=now, case_id=case.pk, text=explanation)
    change = "We spreken in de eerste week samen af wat een eerste kleine stap is."
    typed = {"change": change, "notice_by": "Bij elk doel staat een eerste stap."}
    flow.note_change(actor=actor, now=now, talk_id=talk.pk, typed=typed)
