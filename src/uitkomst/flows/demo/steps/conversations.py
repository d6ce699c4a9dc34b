"""Three conversations: one finished, one in the middle, one just begun. Every step by the flows that the pages use.

The finished one is about the two years before those of the next, so that nothing stands in the way of the course of the figures.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any

from django.utils import timezone

from uitkomst.conversation import queries
from uitkomst.conversation.kinds import Question, Template
from uitkomst.conversation.states import Phase
from uitkomst.conversation.types import Conversation
from uitkomst.flows.conversation import agree, answer, expect, figures, minutes, papers, show, start
from uitkomst.flows.conversation import prepare as preparing
from uitkomst.organisations import queries as who
from uitkomst.organisations.actor import Actor
from uitkomst.vocabulary.periods import Period

ORDER = 50
_TWO = ("quirine", "bianca")
_SUBJECTS = ("no_return", "usefulness")


def prepare(now: datetime, on_progress: Callable[[str, int, int], None]) -> None:
    """Fill the room, when the two people and the deliveries are there."""
    said = tomllib.loads((files("uitkomst.flows.demo") / "conversations.toml").read_text(encoding="utf-8"))
    people = {person.email.split("@")[0]: who.actor_for(person, second_factor=True, now=now) for person in who.demo_people()}
    if not set(_TWO) <= set(people):
        return
    two = {name: people[name] for name in _TWO}
    _finished(two, said["finished"], _held(two, now), now, on_progress)
    _middle(two, said["middle"], now - timedelta(days=9), on_progress)
    _begun(two, said["begun"], now)


def _held(two: dict[str, Actor], now: datetime) -> datetime:
    """When the finished conversation was held: within the half-years of the newest figures, so that its actions stand on their course."""
    own, other = (who.organisation_by_id(two[name].organisation_id) for name in _TWO)
    newest = figures.possible_periods(Template.BILATERAL, own, [own, other], timezone.localdate(now))[0]
    return now.replace(year=Period.parse(newest).half_years[-1].year - 1, month=10, day=9)


def _finished(
    two: dict[str, Actor], said: dict[str, Any], then: datetime, now: datetime, on_progress: Callable[[str, int, int], None]
) -> None:
    record = _expected(two, said, then, on_progress, newest=False)
    about = {"now": then, "conversation_id": record.pk}
    agree.move_conversation(actor=two["quirine"], to=Phase.INTERPRETING, **about)
    _answers(two, said, about, (Question.RECOGNITION, Question.STORY), "no_return")
    agree.move_conversation(actor=two["bianca"], to=Phase.AGREEING, **about)
    _answers(two, said, about, (Question.OWN_CHANGE, Question.RIGHT_THINGS), "")
    for one in said["action"]:
        typed = {name: one[name] for name in ("who", "what", "notice")}
        typed["before"] = (timezone.localdate(then) + timedelta(days=one["days"])).isoformat()
        agree.write_action(actor=two[one["by"]], typed=typed, indicator=one.get("about", ""), **about)
    written = minutes.write_minutes(actor=two["bianca"], summary=said["summary"], **about)
    for actor in two.values():
        minutes.confirm_minutes(actor=actor, version=written.version, **about)
    told = {one["what"]: one for one in said["action"]}
    for action in queries.actions(record):
        one = told[action.what]
        agree.write_note(
            actor=two[one["by"]], now=now, conversation_id=record.pk, action_id=action.pk, state=one["state"], text=one["note"]
        )
    pairs = [(one["said"], one["done"]) for one in said["poster"]]
    papers.write_poster(actor=two["quirine"], pairs=pairs, **about)


def _middle(two: dict[str, Actor], said: dict[str, Any], now: datetime, on_progress: Callable[[str, int, int], None]) -> None:
    record = _expected(two, said, now, on_progress, newest=True)
    about = {"now": now, "conversation_id": record.pk}
    agree.move_conversation(actor=two["quirine"], to=Phase.INTERPRETING, **about)
    _answers(two, said, about, (Question.RECOGNITION,), "no_return")


def _begun(two: dict[str, Actor], said: dict[str, Any], now: datetime) -> None:
    """A region table that Woerden began with De Linde and the region."""
    others = [one.pk for one in start.show_start_form(actor=two["bianca"], now=now).others if one.kind == "region"]
    with_ids = [two["quirine"].organisation_id, *others]
    record = start.start_conversation(actor=two["bianca"], now=now, template=Template.REGION_TABLE, with_ids=with_ids)
    preparing.write_preparation(
        actor=two["bianca"],
        now=now,
        conversation_id=record.pk,
        typed={"purpose": said["purpose"], "until": (timezone.localdate(now) + timedelta(days=21)).isoformat()},
        indicators=("usefulness",),
    )


def _expected(
    two: dict[str, Actor], said: dict[str, Any], now: datetime, on_progress: Callable[[str, int, int], None], *, newest: bool
) -> Conversation:
    """From beginning to both expectations: the figures are open. newest: about the newest period there is, else the oldest."""
    quirine = two["quirine"]
    record = start.start_conversation(actor=quirine, now=now, template=Template.BILATERAL, with_ids=[two["bianca"].organisation_id])
    about = {"now": now, "conversation_id": record.pk}
    periods = preparing.show_preparation(actor=quirine, **about)[1]
    typed = {"purpose": said["purpose"], "goals": said.get("goals", record.goals), "days_alone": "0"}
    typed["period"] = periods[0] if newest else periods[-1]
    typed["until"] = (timezone.localdate(now) + timedelta(days=14)).isoformat()
    preparing.write_preparation(actor=quirine, typed=typed, indicators=_SUBJECTS, **about)
    for name, actor in two.items():
        answer.write_answer(actor=actor, question=Question.INTEREST, text=said["interest"][name], **about)
        preparing.name_participant(actor=actor, name=actor.person_name, **about)
    for actor in two.values():
        number = show.show_conversation(actor=actor, **about).preparation
        preparing.agree_preparation(actor=actor, preparation=number, **about)
    figures.make_asked(now=now, conversation_id=str(record.pk), on_progress=on_progress)
    for name, actor in two.items():
        low, high, why = said["expected"][name]
        lines = [
            {"indicator": "no_return", "low": low, "high": high, "why": why},
            {"indicator": "usefulness", "low": "7", "high": "8", "why": ""},
        ]
        expect.write_expectations(actor=actor, lines=lines, **about)
        expect.lock_expectations(actor=actor, **about)
    return queries.conversation_for_job(record.pk)


def _answers(two: dict[str, Actor], said: dict[str, Any], about: dict[str, Any], questions: tuple[Question, ...], indicator: str) -> None:
    for question in questions:
        for name, text in said.get(question.value, {}).items():
            answer.write_answer(actor=two[name], question=question, indicator=indicator, text=text, **about)
