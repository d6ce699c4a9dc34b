"""A letter to print: an invitation with a QR code, or the goals and where they stand, for one person.

Source: product, principle 8 (an invitation never shows that it is care; nobody sees what another informant said).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import segno
from django.conf import settings
from django.utils import timezone

from uitkomst.care import queries
from uitkomst.care.types import Goal, Informant, Invitation, Trajectory
from uitkomst.flows.care.act import trajectory_act
from uitkomst.flows.care.invite_client import show_link
from uitkomst.flows.refusals import NotFound
from uitkomst.organisations.actor import Actor
from uitkomst.presentation.letters import Letter, LetterPart, render_letter
from uitkomst.vocabulary.texts import read_texts


def invitation_letter(*, actor: Actor, now: datetime, invitation_id: UUID | str) -> bytes:
    """The invitation as a PDF. Raises MayNot, NotFound, Refused (answered_already, not_asked_<reason>)."""
    invitation, secret = show_link(actor=actor, now=now, invitation_id=invitation_id)
    found = queries.invitation(actor, invitation.pk) or invitation
    return render_letter(compose_invitation(found, secret))


def compose_invitation(invitation: Invitation, secret: str) -> Letter:
    """What stands in it: no name, no organisation, no word of help or care."""
    language = invitation.trajectory.client.language
    texts = read_texts("uitkomst.flows.client_letters", "letters", language)["invitation"]
    form = "child" if invitation.informant.kind == "young_person" else "adult"
    link = f"{settings.SITE_ADDRESS}/v/{secret}/"
    stop = f"{settings.SITE_ADDRESS}/v/stop/{invitation.informant.secret}/"
    return Letter(
        language=language,
        title=texts[f"{form}_title"],
        opening=texts[f"{form}_opening"],
        paragraphs=(texts[form].format(until=_day(timezone.localtime(invitation.expires_at).date()) if invitation.expires_at else ""),),
        closing=texts[f"{form}_closing"].format(stop=stop),
        link=link,
        code=segno.make(link, error="m", micro=False).svg_inline(scale=5, border=4),
        code_text=texts["code"],
    )


def client_letter(*, actor: Actor, now: datetime, trajectory_id: UUID | str, informant_id: int | str) -> bytes:
    """Goals and where they stand as a PDF, for one of those who can be asked. Raises MayNot, NotFound."""
    with trajectory_act(actor, now, trajectory_id, action="R", event="client.letter") as (act, trajectory):
        informant = next((one for one in trajectory.client.informants.all() if str(one.pk) == str(informant_id)), None)
        if informant is None:
            raise NotFound
        act.detail = informant.kind
        return render_letter(compose_progress(trajectory, informant, timezone.localdate(now)))


def compose_progress(trajectory: Trajectory, informant: Informant, today: date) -> Letter:
    """What stands in it: the own views and those of the practitioner, never another informant's."""
    language = trajectory.client.language
    texts = read_texts("uitkomst.flows.client_letters", "letters", language)
    said, form = texts["progress"], "child" if informant.kind == "young_person" else "adult"
    parts = [LetterPart(said["question"], (trajectory.request_for_help,))] if trajectory.request_for_help else []
    goals = [goal for goal in trajectory.goals.all() if not goal.dropped_at]
    parts += [_goal(goal, informant, texts, form) for goal in goals]
    return Letter(
        language=language,
        title=said["title"],
        opening=said[f"{form}_opening"].format(name=informant.name or trajectory.client.name),
        paragraphs=(said[form], *(() if goals else (said["no_goals"],))),
        parts=tuple(parts),
        closing=said["closing"].format(practitioner=trajectory.practitioner.name, day=_day(today)),
    )


def _goal(goal: Goal, informant: Informant, texts: dict[str, Any], form: str) -> LetterPart:
    said = texts["progress"]
    lines = [said[name].format(**{name: text}) for name, text in (("begin", goal.begin), ("steps", goal.steps)) if text]
    own = [view for view in goal.views.all() if view.informant_id == informant.pk]
    theirs = [view for view in goal.views.all() if view.side == "practitioner"]
    for views, key in ((own, f"own_{form}"), (theirs, "practitioner" if form == "child" else "practitioner_adult")):
        if views:
            last = views[-1]
            lines.append(said[key].format(day=_day(last.seen_on), score=texts["score"][f"{goal.scale}_{last.score}"]))
    return LetterPart(said["goal"].format(goal=goal.text), tuple(lines) or (said["not_yet"],))


def _day(value: date) -> str:
    return f"{value.day}-{value.month}-{value.year}"
