"""A conversation walked in generated orders: after each act that did something the other party looks everywhere, and at the end everybody.

What somebody wrote holds words that exist nowhere else, and so do the sentences of its figures. Who may find them when is said here in
words of its own: a figure after the own expectation (the municipality after the provider's as well), an expectation when both are in,
answers and what follows by the two parties alone. Nothing of it stands in letters, jobs or the log.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.personas import actor
from tests.site import conversations as walk
from tests.site.conftest import World
from tests.site.test_never_meet import calm, figures_said, plain, texts_of
from tests.site.test_rights_matrix import visitor
from uitkomst.conversation import permissions
from uitkomst.conversation.kinds import Question
from uitkomst.conversation.models import Conversation
from uitkomst.conversation.states import PATH
from uitkomst.conversation.states import Phase as Step
from uitkomst.flows.conversation import agree, answer, expect, minutes
from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.organisations.rights import MayNot
from uitkomst.records.models import AuditEvent, Job, Opening, ReleaseRecord

PARTY = {"quirine": "quirine", "daan": "quirine", "bianca": "bianca", "willem": "bianca"}
STRANGERS = ("bram", "aisha")


@dataclass
class Talk:
    """The conversation, and what was done in it as the test knows it: who wrote and who locked, and the words that only parties read."""

    id: str
    now: datetime
    clients: dict[str, Client]
    figures: set[str]
    known: dict[str, set[str]]
    places: list[str] = field(default_factory=list)
    expected: set[str] = field(default_factory=set)
    locked: set[str] = field(default_factory=set)
    said: set[str] = field(default_factory=set)
    last: object = None

    def forbidden(self, name: str) -> set[str]:
        """The words that this person may not find now."""
        mine = PARTY.get(name)
        found = {f"Qexpects{who}" for who in walk.TWO if who != mine and self.locked != set(walk.TWO)} | self.figures - self.known.get(
            name, set()
        )
        if mine is None:
            return {f"Qexpects{who}" for who in walk.TWO} | self.said | self.figures - self.known.get(name, set())
        opened = mine in self.locked and "quirine" in self.locked
        return found - self.figures if opened else found


Act = Callable[[Talk, str], None]


def about(talk: Talk, name: str) -> dict[str, object]:
    return {"actor": actor(name), "now": talk.now, "conversation_id": talk.id}


def expecting(talk: Talk, name: str) -> None:
    lines = [{"indicator": one, "low": "5", "high": "8", "why": f"Qexpects{name}"} for one in walk.SUBJECTS]
    if name in talk.expected:
        raise Refused("locked")  # written once is enough
    expect.write_expectations(lines=lines, **about(talk, name))  # type: ignore[arg-type]
    talk.expected.add(name)


def locking(talk: Talk, name: str) -> None:
    expect.lock_expectations(**about(talk, name))  # type: ignore[arg-type]
    talk.locked.add(name)


def going_on(talk: Talk, name: str) -> None:
    phase = Step(Conversation.objects.get(pk=talk.id).phase)
    agree.move_conversation(to=PATH[min(PATH.index(phase) + 1, len(PATH) - 1)], **about(talk, name))  # type: ignore[arg-type]


def answering(talk: Talk, name: str) -> None:
    answer.write_answer(question=Question.STORY, indicator="dropout", text=f"Qanswers{name}", **about(talk, name))  # type: ignore[arg-type]
    talk.said.add(f"Qanswers{name}")


def promising(talk: Talk, name: str) -> None:
    before = (timezone.localdate(talk.now) + timedelta(days=90)).isoformat()
    typed = {"who": "Wij", "what": f"Qpromises{name}", "before": before, "notice": "dat"}
    agree.write_action(typed=typed, **about(talk, name))  # type: ignore[arg-type]
    talk.said.add(f"Qpromises{name}")


def writing_minutes(talk: Talk, name: str) -> None:
    minutes.write_minutes(summary=f"Qminutes{name}", **about(talk, name))  # type: ignore[arg-type]
    talk.said.add(f"Qminutes{name}")


def confirming(talk: Talk, name: str) -> None:
    newest = Conversation.objects.get(pk=talk.id).minutes.order_by("-version").first()
    minutes.confirm_minutes(version=newest.version if newest else 1, **about(talk, name))  # type: ignore[arg-type]


ACTS: tuple[Act, ...] = (locking, expecting, going_on, answering, promising, writing_minutes, confirming)


def useful(talk: Talk) -> list[tuple[Act, str]]:
    """What can be done now, what was not done yet first: from the first of each comes the whole path."""
    record = Conversation.objects.get(pk=talk.id)
    new: list[tuple[Act, str]] = []
    for name in walk.TWO:
        new += [(expecting, name)] if name not in talk.expected else [(locking, name)] if name not in talk.locked else []
    if record.phase in (Step.INTERPRETING, Step.AGREEING):
        new += [
            (act, name)
            for act, word in ((answering, "answers"), (promising, "promises"))
            for name in walk.TWO
            if f"Q{word}{name}" not in talk.said
        ]
    if record.phase == Step.AGREEING:
        new += (
            [(confirming, name) for name in walk.TWO]
            if record.minutes.exists() and talk.last is writing_minutes
            else [(writing_minutes, "bianca")]
        )
    return [*new, (going_on, "bianca"), (going_on, "quirine")]


def chosen(talk: Talk, at: int) -> tuple[Act, str]:
    """An act by a number: of three, two are something that can be done now; the third is anything by anybody, a stranger as well."""
    if at % 3 == 2:
        return ACTS[at % len(ACTS)], (*walk.TWO, "carla")[at // len(ACTS) % 3]
    return (found := useful(talk))[at // 3 % len(found)]


def places(made: str, releases: list[ReleaseRecord]) -> list[str]:
    """Every page of the talk, its papers, the lists that name it, and its figures by the addresses of mirrors."""
    found = ["/", reverse("conversations"), reverse("mirrors"), reverse("log")]
    steps = ("preparing", "expecting", "agreeing", "minutes", "part_b", "papers", "back", "follow")
    found += [reverse(f"conversation_{step}", args=[made]) for step in steps]
    more = {"conversation_id": made, "indicator": "dropout"}
    found += [reverse(f"conversation_{step}", kwargs=more) for step in ("subject", "table", "voices")]
    found += [reverse("conversation_paper", args=[made, paper, "docx"]) for paper in ("letter", "minutes")]
    return [*found, *(reverse("indicator", kwargs={"release_id": one.pk, "indicator": "dropout"}) for one in releases)]


def looks(talk: Talk, name: str) -> list[str]:
    """What this person finds and should not."""
    wrong, hidden = [], talk.forbidden(name)
    for where in talk.places:
        answered = talk.clients[name].get(where)
        wrong += [f"{name}: {where} answers {answered.status_code}"] * (answered.status_code >= 500)
        for text in texts_of(answered):
            wrong += [f"{name} finds {one} at {where}" for one in hidden if one in text]
    return wrong


def left_behind(talk: Talk) -> list[str]:
    """Letters, jobs and the log speak of ids, never of what was written."""
    told = [f"{job.key} {job.arguments} {job.error}" for job in Job.objects.all()]
    told += [f"{one.subject} {one.body}" for one in getattr(mail, "outbox", [])]
    told += list(AuditEvent.objects.values_list("participant_object_detail", flat=True))
    words = {*talk.said, *(f"Qexpects{who}" for who in walk.TWO)}
    return [f"left behind: {one}" for one in told if any(word in one for word in words)]


def walked(talk: Talk, acts: list[int] | list[tuple[Act, str]]) -> list[str]:
    """Do these acts, look after each, and undo it all."""
    wrong: list[str] = []
    with transaction.atomic():
        for one in acts:
            act, name = chosen(talk, one) if isinstance(one, int) else one
            talk.now += timedelta(seconds=1)
            try:
                with transaction.atomic():
                    act(talk, name)
            except (Refused, NotFound, MayNot):
                continue
            talk.last = act
            wrong += looks(talk, "bianca" if name == "quirine" else "quirine")
        for name in ("daan", "willem", *STRANGERS):
            wrong += looks(talk, name)
        wrong += left_behind(talk)
        transaction.set_rollback(True)
    for done in (talk.expected, talk.locked, talk.said):
        done.clear()
    return wrong


@pytest.fixture
def talk(world: World, now: datetime) -> Talk:
    """Both agreed, the figures are made, nobody expected yet; the agreed date lies ahead of who looks at a page as well."""
    made = walk.prepared(now)
    ahead = timezone.now() + timedelta(days=30)
    Conversation.objects.filter(pk=made).update(expect_until=ahead)
    Opening.objects.filter(release__made_for=made).update(agreed_at=ahead)
    releases = list(ReleaseRecord.objects.filter(made_for=made).select_related("subject"))
    told = set().union(*(figures_said(one) for one in releases if one.audience == "partner"))
    assert len(told) > 20
    region = figures_said(ReleaseRecord.objects.select_related("subject").get(pk=world.region_release))
    clients = {name: calm(visitor(name)) for name in (*PARTY, *STRANGERS)}
    return Talk(made, now, clients, told, dict.fromkeys(("bianca", "willem"), region), places(made, releases))


STEPS = st.lists(st.integers(0, 41), min_size=12, max_size=13)


@pytest.mark.slow
@settings(
    # The first that is tried is always the simplest one, which is the whole path: one more than is wanted.
    max_examples=1 + max(1, int(os.environ.get("TEST_EXAMPLES", "10")) // 10),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
@given(acts=STEPS)
def test_in_whatever_order_nobody_reads_what_is_hidden_in_a_talk(talk: Talk, acts: list[int]) -> None:
    wrong = walked(talk, acts)
    assert not wrong, "\n".join(wrong[:20])


PATH_OF_ALL: list[tuple[Act, str]] = [
    *((act, name) for name in walk.TWO for act in (expecting, locking)),
    (going_on, "quirine"),
    *((act, name) for name in walk.TWO for act in (answering, promising)),
    (going_on, "bianca"),
    (writing_minutes, "bianca"),
    *((confirming, name) for name in walk.TWO),
]


def test_the_words_are_there_to_be_found_and_a_fault_is_found(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The search is worth something only when it finds: what is one's own at the end, and another's words when nobody asks."""
    with transaction.atomic():
        for act, name in PATH_OF_ALL:
            act(talk, name)
        assert Conversation.objects.get(pk=talk.id).phase == Step.CLOSED
        texts = [plain(text) for where in talk.places for text in texts_of(talk.clients["bianca"].get(where))]
        words = {*talk.said, *(f"Qexpects{who}" for who in walk.TWO)}
        assert not {word for word in words if not any(word in text for text in texts)}
        assert any(one in text for text in texts for one in talk.figures - talk.known["bianca"])
        transaction.set_rollback(True)
    for done in (talk.expected, talk.locked, talk.said):
        done.clear()
    from uitkomst.flows.conversation import expect as flow

    monkeypatch.setattr(flow, "sees_expectation", lambda *_: True)
    assert permissions.sees_expectation is not flow.sees_expectation
    assert any("bianca finds Qexpectsquirine" in one for one in walked(talk, PATH_OF_ALL[:2]))
