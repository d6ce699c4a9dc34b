"""Where help is to be had at once: numbers that the provider keeps and has to verify; until then those that are shipped."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from django.utils import timezone

from uitkomst.care import queries
from uitkomst.care.operations import help_lines as operations
from uitkomst.care.types import Invitation
from uitkomst.flows.care import typed as read
from uitkomst.flows.one_act import one_act
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right

MOST = 8


@dataclass(frozen=True, slots=True)
class Line:
    """One place where help is to be had. verified_on: when somebody of the provider (verified_by) last looked whether this line is right.

    source: where a line that is shipped stood in public.
    """

    name: str
    phone: str
    when: str
    verified_on: date | None = None
    verified_by: str = ""
    source: str = ""

    @property
    def dial(self) -> str:
        """The number as a telephone takes it."""
        return "".join(sign for sign in self.phone if sign.isdigit() or sign == "+")


def help_lines(invitation: Invitation) -> list[Line]:
    """The help lines that stand at an open question."""
    return lines_of(invitation.trajectory.client.provider_id)


def lines_of(provider_id: int) -> list[Line]:
    """Those of the provider; those that are shipped as long as it has none."""
    sources = {(one.phone, one.when): one.source for one in shipped()}
    own = [
        Line(one.name, one.phone, one.when, one.verified_on, one.verified_by.name if one.verified_by else "",
             sources.get((one.phone, one.when), ""))
        for one in queries.help_lines(provider_id)
    ]  # fmt: skip
    return own or list(shipped())


@cache
def shipped() -> tuple[Line, ...]:
    """The help lines in ``help_lines.toml``."""
    found = tomllib.loads((files(__package__) / "help_lines.toml").read_text(encoding="utf-8"))
    return tuple(Line(one["name"], one["phone"], one["when"], source=one["source"]) for one in found["line"])


def show_help_lines(*, actor: Actor, now: datetime) -> list[Line]:
    """To look at and verify. Raises MayNot."""
    with one_act(actor, Right.KEEP_REGISTER, now=now, action="R", event="help_lines.shown", about="help_line"):
        return lines_of(actor.organisation_id)


def keep_help_lines(*, actor: Actor, now: datetime, typed: Mapping[str, str]) -> list[Line]:
    """Keep the lines: fields ``name_1``, ``phone_1``, ``when_1``, …, and ``verified_1`` for a line that was looked at today.

    A line that was not looked at keeps its day as long as it says the same; one that says something else has none.
    Raises MayNot, Refused (typed_needed).
    """
    with one_act(actor, Right.KEEP_REGISTER, now=now, action="U", event="help_lines.kept", about="help_line") as act:
        before = {(one.name, one.phone, one.when): one for one in queries.help_lines(actor.organisation_id)}
        lines = [found for number in range(1, MOST + 1) if (found := _line(typed, number))]
        if not lines:
            raise Refused("typed_needed", field="name_1")
        today, looked = timezone.localdate(now), 0
        for number, line in lines:
            same = before.get((line["name"], line["phone"], line["when"]))
            line |= {"verified_on": same.verified_on if same else None, "verified_by_id": same.verified_by_id if same else None}
            if typed.get(f"verified_{number}") == "on":
                line |= {"verified_on": today, "verified_by_id": actor.person_id}
                looked += 1
        act.detail = f"{len(lines)}, looked at {looked}"
        operations.put_help_lines(actor.organisation_id, [line for _, line in lines])
        return lines_of(actor.organisation_id)


def _line(typed: Mapping[str, str], number: int) -> tuple[int, dict[str, Any]] | None:
    name, phone = read.text(typed, f"name_{number}", 80), read.text(typed, f"phone_{number}", 30)
    if not name and not phone:
        return None
    if not name or sum(sign.isdigit() for sign in phone) < 3:
        raise Refused("typed_needed", field=f"phone_{number}" if name else f"name_{number}")
    return number, {"name": name, "phone": phone, "when": read.text(typed, f"when_{number}", 120)}
