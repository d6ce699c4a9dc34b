"""Begin: the organisations of an installation, and the first person of each. From the command line, by whoever runs the machine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from uitkomst.flows.invite import Invited, mail_invitation
from uitkomst.organisations import operations, queries
from uitkomst.organisations.kinds import OrganisationKind, RoleKind
from uitkomst.organisations.types import Organisation
from uitkomst.records import audit
from uitkomst.vocabulary.problems import Problem

COLUMNS = ("kind", "code", "name", "lies_in", "works_for", "since")
"""lies_in, works_for: other organisations as kind:code, a | between; empty is none. since: a day (2026-01-01); empty is today."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many organisations were named, and how many of these are new."""

    named: int
    new: int


def load_organisations(*, now: datetime, lines: Iterable[Mapping[str, str | None]]) -> Loaded:
    """Add the organisations of a list, and what binds them. What is there already stays as it is. Raises Problem; then nothing changed."""
    named = [_checked(number, line) for number, line in enumerate(lines, start=2)]
    with transaction.atomic():
        new = 0
        for _, kind, code, line in named:
            if queries.organisation(kind, code) is None:
                new += 1
                operations.add_organisation(kind, code, (line["name"] or code).strip(), valid_from=_since(line, now))
        for number, kind, code, line in named:
            _bind(number, kind, code, line, now)
        audit.record(None, now=now, action="C", event="organisations.loaded", object_type="organisation", detail=f"{len(named)} {new}")
    return Loaded(len(named), new)


Line = Mapping[str, str | None]


def _checked(number: int, line: Line) -> tuple[int, OrganisationKind, str, Line]:
    if set(COLUMNS) - set(line):
        raise Problem("organisations_header", expected=";".join(COLUMNS))
    kind, code = (line["kind"] or "").strip(), (line["code"] or "").strip()
    if kind not in set(OrganisationKind) or not code:
        raise Problem("organisations_line", line=number, column="kind" if code else "code")
    if kind == OrganisationKind.PROVIDER and not (len(code) == 8 and code.isascii() and code.isdigit()):
        raise Problem("organisations_line", line=number, column="code")
    if since := (line["since"] or "").strip():
        try:
            date.fromisoformat(since)
        except ValueError:
            raise Problem("organisations_line", line=number, column="since") from None
    return number, OrganisationKind(kind), code, line


def _since(line: Line, now: datetime) -> date:
    since = (line["since"] or "").strip()
    return date.fromisoformat(since) if since else timezone.localdate(now)


def _bind(number: int, kind: OrganisationKind, code: str, line: Line, now: datetime) -> None:
    own = queries.organisation(kind, code)
    assert own is not None
    for parent in _others(number, line, "lies_in"):
        if parent == own:
            raise Problem("organisations_line", line=number, column="lies_in")
        if not queries.lies_in(own.pk, parent.pk):
            operations.add_membership(own, parent, valid_from=_since(line, now))
    for buyer in _others(number, line, "works_for"):
        if kind != OrganisationKind.PROVIDER:
            raise Problem("organisations_line", line=number, column="works_for")
        if not queries.works_for(own.pk, buyer.pk):
            operations.add_contract(own, buyer, valid_from=_since(line, now))


def _others(number: int, line: Line, column: str) -> list[Organisation]:
    found = []
    for name in filter(None, (part.strip() for part in (line[column] or "").split("|"))):
        found.append(organisation_named(name, Problem("organisations_line", line=number, column=column)))
    return found


def organisation_named(name: str, otherwise: Problem) -> Organisation:
    """The organisation with this kind:code, as provider:12345678."""
    kind, _, code = name.partition(":")
    found = queries.organisation(OrganisationKind(kind), code) if kind in set(OrganisationKind) else None
    if found is None:
        raise otherwise
    return found


def invite_first(*, now: datetime, organisation: str, email: str, name: str, role: str, link_of: Callable[[str], str]) -> Invited:
    """Invite somebody to an organisation (kind:code) as whoever runs the machine. Raises Problem."""
    own = organisation_named(organisation, Problem("no_such_organisation", name=organisation))
    email = email.strip().lower()
    try:
        validate_email(email)
        kind = RoleKind(role)
    except (ValidationError, ValueError):
        raise Problem("invitation_wrong", email=email, role=role) from None
    with transaction.atomic():
        try:
            invitation, secret = operations.add_invitation(
                email=email, name=" ".join(name.split())[:200] or email, organisation_id=own.pk, role=kind, invited_by=None, now=now
            )
        except operations.NoSuchRole:
            raise Problem("invitation_wrong", email=email, role=role) from None
        audit.record(
            None, now=now, action="C", event="person.invited", object_type="person", object_id=email, detail=role,
            ground=f"command line, {organisation}",
        )  # fmt: skip
    return mail_invitation(None, now, invitation, link_of(secret))
