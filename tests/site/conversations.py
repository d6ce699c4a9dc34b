"""A conversation as tests walk it: Quirine (Het Anker) and Bianca (Woerden), as far as a step."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from tests.personas import actor
from tests.site.conftest import work_all
from uitkomst.conversation.kinds import Question, Template
from uitkomst.conversation.states import Phase
from uitkomst.flows.conversation import agree, answer, expect, minutes, prepare, show, start
from uitkomst.records.models import ReleaseRecord

_MADE: list[dict[str, object]] = []
"""The figures that one test made, for the next: a release of the same snapshot for nobody, whose file is used once more."""

TWO = ("quirine", "bianca")
SUBJECTS = ("dropout", "usefulness")
WHY = {"quirine": "de teams zien vaker dat gezinnen op tijd bellen", "bianca": "wij horen in de wijk iets anders dan vorig jaar"}
ANSWER = {"quirine": "Ja, vooral bij jongeren die verhuizen.", "bianca": "Ja, scholen vertellen ons hetzelfde."}


def begun(now: datetime, *, days_alone: int = 0, subjects: tuple[str, ...] = SUBJECTS) -> str:
    """Quirine began a conversation with Woerden; the preparation is written."""
    who = actor("quirine")
    made = start.start_conversation(actor=who, now=now, template=Template.BILATERAL, with_ids=[actor("bianca").organisation_id])
    until = (timezone.localdate(now) + timedelta(days=14)).isoformat()
    typed = {"purpose": "Leren wat gezinnen helpt om hulp af te maken.", "goals": "Kinderen groeien thuis op.", "until": until}
    typed["days_alone"] = str(days_alone)
    prepare.write_preparation(actor=who, now=now, conversation_id=made.pk, typed=typed, indicators=subjects)
    return str(made.pk)


def prepared(now: datetime, **more: object) -> str:
    """Both agreed; the figures are made."""
    made = begun(now, **more)  # type: ignore[arg-type]
    for name in TWO:
        said = {"actor": actor(name), "now": now, "conversation_id": made}
        prepare.name_participant(name=name.capitalize(), function="", **said)  # type: ignore[arg-type]
        answer.write_answer(question=Question.INTEREST, text=f"Het belang van {name}.", **said)  # type: ignore[arg-type]
    for name in TWO:
        agree_to(made, name, now)
    if not ReleaseRecord.objects.filter(made_for="of an earlier test").exists():
        for fields in _MADE:
            ReleaseRecord.objects.create(**fields)
    work_all()
    if not _MADE and not more.get("subjects"):
        for one in ReleaseRecord.objects.filter(made_for=made):
            same = {field.attname: getattr(one, field.attname) for field in one._meta.concrete_fields if field.name != "id"}
            _MADE.append(same | {"made_for": "of an earlier test"})
    return made


def agree_to(made: str, name: str, now: datetime) -> Phase:
    number = show.show_conversation(actor=actor(name), now=now, conversation_id=made).preparation
    return prepare.agree_preparation(actor=actor(name), now=now, conversation_id=made, preparation=number)


def expect_all(made: str, name: str, now: datetime) -> Phase:
    """Write and lock the expectation of one party."""
    said = {"actor": actor(name), "now": now, "conversation_id": made}
    form = expect.show_expectations(**said)  # type: ignore[arg-type]
    lines = [{"indicator": line.indicator, "low": "5", "high": "8", "why": WHY[name]} for line in form.lines]
    expect.write_expectations(lines=lines, **said)  # type: ignore[arg-type]
    return expect.lock_expectations(**said)  # type: ignore[arg-type]


def looking(now: datetime, **more: object) -> str:
    """Both expected; the figures are open."""
    made = prepared(now, **more)
    for name in TWO:
        expect_all(made, name, now)
    return made


def interpreted(now: datetime) -> str:
    """Both answered the first question; one action was agreed; the conversation is at agreeing."""
    made = looking(now)
    for to in (Phase.INTERPRETING,):
        agree.move_conversation(actor=actor("quirine"), now=now, conversation_id=made, to=to)
    for name in TWO:
        said = {"actor": actor(name), "now": now, "conversation_id": made}
        answer.write_answer(question=Question.RECOGNITION, indicator="dropout", text=ANSWER[name], **said)  # type: ignore[arg-type]
    agree.move_conversation(actor=actor("bianca"), now=now, conversation_id=made, to=Phase.AGREEING)
    before = (timezone.localdate(now) + timedelta(days=90)).isoformat()
    typed = {"who": "Het wijkteam", "what": "gezinnen na vier weken bellen", "before": before, "notice": "we horen minder stille einden"}
    agree.write_action(actor=actor("bianca"), now=now, conversation_id=made, typed=typed)
    return made


def closed(now: datetime) -> str:
    """The minutes are confirmed by both."""
    return close(interpreted(now), now)


def close(made: str, now: datetime) -> str:
    """From agreeing to confirmed by both."""
    written = minutes.write_minutes(actor=actor("bianca"), now=now, conversation_id=made, summary="We herkennen wat er staat.")
    for name in TWO:
        minutes.confirm_minutes(actor=actor(name), now=now, conversation_id=made, version=written.version)
    return made
