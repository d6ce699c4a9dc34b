"""A lesson of the finished conversation that both parties let everybody read."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import datetime
from importlib.resources import files

from uitkomst.conversation import queries
from uitkomst.conversation.states import ENDED
from uitkomst.flows.conversation import across
from uitkomst.organisations import queries as who

ORDER = 70
_TWO = ("quirine", "bianca")


def prepare(now: datetime, on_progress: Callable[[str, int, int], None]) -> None:
    """Write it, and have both agree, when the conversation is there."""
    people = {person.email.split("@")[0]: who.actor_for(person, second_factor=True, now=now) for person in who.demo_people()}
    if not set(_TWO) <= set(people):
        return
    said = tomllib.loads((files("uitkomst.flows.demo") / "conversations.toml").read_text(encoding="utf-8"))["finished"]
    for talk in [one for one in queries.conversations(people["quirine"]) if one.phase in ENDED]:
        about = {"now": now, "conversation_id": talk.pk}
        across.write_lesson(actor=people["quirine"], text=said["lesson"], indicator=talk.indicators[0], **about)
        across.share(actor=people["bianca"], level="nation", agrees=True, **about)
