"""Make the delivery of a half-year from the care register: nobody types again what is known (product principle 5).

The rows go the way of every delivery: checked, findings read, accepted. A client has a pseudonym already or none; no BSN is in the file.
Which answer counts, and what counts as achieved, is decided in ``questionnaires`` (delivery, goals).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from uitkomst import questionnaires
from uitkomst.care import queries as care
from uitkomst.care import scores
from uitkomst.care.states import Moment
from uitkomst.care.types import Goal, Invitation, Trajectory
from uitkomst.flows.care.closing import VIEW_COUNTS_DAYS
from uitkomst.flows.care.together import asked_elsewhere
from uitkomst.flows.instruments.delivered import measured_at
from uitkomst.flows.one_act import one_act
from uitkomst.flows.refusals import Refused
from uitkomst.intake.reader import PSEUDONYM_COLUMN
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right
from uitkomst.organisations.team_keeping import code_of
from uitkomst.questionnaires import Answer, GoalViews, SentResponse
from uitkomst.questionnaires.norms import Norm
from uitkomst.records import files, from_register, jobs, operations
from uitkomst.records.types import Delivery
from uitkomst.vocabulary.columns import COLUMNS
from uitkomst.vocabulary.periods import HalfYear

_NO_BSN = "999999999"
_ENOUGH = 10**12
_SHOWN = 6
_ANSWERS = ("nut_jeugdige", "nut_ouder", "zonder_hulp_jeugdige", "zonder_hulp_ouder")


def deliver_from_register(*, actor: Actor, now: datetime, period: str) -> Delivery:
    """A delivery of this half-year made from the register, waiting to be checked. With the same content it is the same delivery.

    Raises MayNot, Refused (wrong_half_year, register_empty, disk_full).
    """
    with one_act(actor, Right.KEEP_REGISTER, now=now, action="C", event="delivery.from_register", about="delivery") as act:
        half = _half_year(period)
        rows = list(_rows(care.ended_or_active(actor, half.first_day, half.last_day), half, scores.norms(actor.organisation_id)))
        if not rows:
            raise Refused("register_empty", period=str(half))
        content = _csv([row for _, row in rows])
        delivery, is_new = _keep(actor, now, half, content)
        act.object_id, act.detail, act.unlogged = str(delivery.pk), delivery.file_name, not is_new
        act.clients = [str(trajectory.client_id) for trajectory, _ in rows]
        return delivery


@dataclass(frozen=True, slots=True)
class Half:
    """A half-year of the register: trajectories in it, how many ended, and of those without a reason or without any answer (unless another
    provider asks for it).

    delivery: the newest that was made or came in for it, or None. over: the half-year has passed.
    """

    period: str
    active: int
    ended: int
    no_reason: int
    no_answer: int
    delivery: Delivery | None
    over: bool


def show_register(*, actor: Actor, now: datetime) -> list[Half]:
    """The half-years that can be delivered from the register, the newest first; at most the last six. Raises MayNot."""
    with one_act(actor, Right.KEEP_REGISTER, now=now, action="R", event="register.shown", about="register"):
        today, first = timezone.localdate(now), care.first_start(actor)
        if first is None:
            return []
        newest = HalfYear.of(today).index
        oldest = max(HalfYear.of(first).index, newest - _SHOWN + 1)
        halves = [HalfYear.from_index(index) for index in range(newest, oldest - 1, -1)]
        found = care.ended_or_active(actor, halves[-1].first_day, halves[0].last_day)
        return [_half(actor, found, half, today) for half in halves]


def _half(actor: Actor, found: list[Trajectory], half: HalfYear, today: date) -> Half:
    active = [one for one in found if one.start_date <= half.last_day and (one.end_date is None or one.end_date >= half.first_day)]
    found_rows = list(_rows(active, half))
    rows = [row for _, row in found_rows]
    ended = [row for row in rows if row.get("datum_einde")]
    return Half(
        period=str(half),
        active=len(rows),
        ended=len(ended),
        no_reason=sum(not row["reden_beeindiging"] for row in ended),
        no_answer=sum(_lacks_answers(one, row) for one, row in found_rows),
        delivery=from_register.newest(actor.organisation_id, str(half)),
        over=half.last_day < today,
    )


def _lacks_answers(trajectory: Trajectory, row: dict[str, str]) -> bool:
    """It ended without any answer, and no other provider asks for it."""
    if not row.get("datum_einde") or asked_elsewhere(trajectory, Moment.END):
        return False
    return not any(row.get(name) for name in _ANSWERS)


def _half_year(text: str) -> HalfYear:
    try:
        return HalfYear.parse(text)
    except ValueError:
        raise Refused("wrong_half_year", period=text[:20]) from None


def _keep(actor: Actor, now: datetime, half: HalfYear, content: bytes) -> tuple[Delivery, bool]:
    """As a file that came in: in the inbox until the job has read it."""
    version = from_register.next_version(actor.organisation_id, str(half))
    stem = f"{actor.organisation_code}_{half}_jeugdhulp"
    try:
        path, sha256, size = files.receive([content], f"{stem}{'' if version == 1 else f'_v{version}'}.csv", _ENOUGH)
    except files.DiskFull:
        raise Refused("disk_full") from None
    same = from_register.same_content(actor.organisation_id, str(half), sha256)
    if same is not None:
        files.drop(path)
        return same, False
    delivery, _ = operations.add_delivery(
        actor, now=now, provider_id=actor.organisation_id, file_name=path.name, period=str(half), version=version, sha256=sha256,
        size=size, source="register",
    )  # fmt: skip
    files.settle(path, delivery.pk)
    jobs.ask("check_delivery", str(delivery.pk), {"delivery_id": str(delivery.pk)}, now)
    return delivery, True


def _csv(rows: list[dict[str, str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow([PSEUDONYM_COLUMN if name == "bsn" else name for name in COLUMNS])
    writer.writerows([row.get(name, "") for name in COLUMNS] for row in rows)
    return text.getvalue().encode()


def _rows(trajectories: list[Trajectory], half: HalfYear, norms: Sequence[Norm] = ()) -> Iterator[tuple[Trajectory, dict[str, str]]]:
    for trajectory in trajectories:
        yield trajectory, _row(trajectory, half, norms)


def _row(trajectory: Trajectory, half: HalfYear, norms: Sequence[Norm]) -> dict[str, str]:
    """One row. What happened after the half-year is not in its delivery: a trajectory that ended later was running then."""
    client = trajectory.client
    row = {
        "bsn": client.pseudonym or _NO_BSN,
        "geboortedatum": client.born,
        "geslacht": client.sex,
        "postcode": client.postcode,
        "gemeentecode": client.municipality,
        "verwijzer": trajectory.referrer,
        "hulpvorm": trajectory.form_of_help,
        "gestart_met_crisis": trajectory.crisis,
        "datum_aanvang": f"{trajectory.start_date:%Y%m%d}",
        "team": code_of(trajectory.team) if trajectory.team else "",
        "interventie": trajectory.intervention,
        "doelgroep": trajectory.target_group,
    }
    end = trajectory.end_date
    if end is not None and end <= half.last_day:
        row |= {"datum_einde": f"{end:%Y%m%d}", "reden_beeindiging": trajectory.end_reason}
        row |= _outcome(trajectory, end, norms)
    return row


def _outcome(trajectory: Trajectory, end: date, norms: Sequence[Norm]) -> dict[str, str]:
    """The answers, goals and scores of a trajectory that ended. Of a client who withdrew no answer goes anywhere."""
    if trajectory.client.withdrawn_at:
        return {}
    sent = [_sent(one, number) for number, one in enumerate(trajectory.invitations.all(), 1) if _is_sent_at_end(one)]
    goals = [_goal(goal, end) for goal in trajectory.goals.all()]
    answers = questionnaires.delivery_fields(sent) | questionnaires.goal_fields(questionnaires.count_goals(goals))
    return answers | (measured_at(trajectory, end, norms) if norms else {})


def _is_sent_at_end(invitation: Invitation) -> bool:
    response = getattr(invitation, "response", None)
    return invitation.moment == Moment.END and response is not None and response.sent_at is not None


def _sent(invitation: Invitation, number: int) -> SentResponse:
    """number: invitations stand in the order in which they were asked."""
    response = invitation.response
    return SentResponse(
        number=number,
        questionnaire=questionnaires.by_key(response.questionnaire),
        answers={answer.question: Answer(**answer.said) for answer in response.answers.all()},
        sent_at=response.sent_at,
        person=invitation.informant_id,
        has_custody=invitation.informant.custody,
        first_contact=invitation.informant.position == 1,
    )


def _goal(goal: Goal, end: date) -> GoalViews:
    """The last view of each side at the end; of two parents the one with custody, then the first contact."""
    views: dict[str, int] = {}
    from_day = end - timedelta(days=VIEW_COUNTS_DAYS)
    at_end = [view for view in goal.views.all() if view.seen_on >= from_day]
    for view in sorted(at_end, key=lambda view: (_rank(view.informant), view.seen_on, view.pk)):
        views[view.side] = view.score
    return GoalViews(goal.scale, views)


def _rank(informant: object) -> tuple[bool, int]:
    """Order in which a later one takes the place of an earlier one."""
    return (getattr(informant, "custody", True), -getattr(informant, "position", 0))
