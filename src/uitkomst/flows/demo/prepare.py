"""Prepare the demo: organisations of a fictitious region, its deliveries accepted, one file left to upload, three snapshots frozen."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files as package_files
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from uitkomst import intake
from uitkomst.engine import Engine
from uitkomst.flows.check_deliveries import read_and_check
from uitkomst.flows.check_received import keep_read
from uitkomst.flows.demo.steps import prepare_rooms
from uitkomst.flows.freeze_period import freeze_period, make_snapshot
from uitkomst.intake.find import DeliveryFile
from uitkomst.organisations import operations as organisations
from uitkomst.organisations import queries as who
from uitkomst.organisations import team_keeping
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.kinds import OrganisationKind, RoleKind
from uitkomst.organisations.types import Organisation, Person
from uitkomst.records import audit, files, operations
from uitkomst.records.states import DeliveryState
from uitkomst.vocabulary.client_keys import read_key
from uitkomst.vocabulary.municipalities import read_municipalities

REGION = "Utrecht-West"
MUNICIPALITY = "0632"
_SINCE = date(2015, 1, 1)
_KIND = OrganisationKind


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the demo holds. to_upload: the file that was left for whoever tries it."""

    providers: int
    deliveries: int
    to_upload: Path


def prepare_demo(*, now: datetime, deliveries: Path, to_upload: Path, on_progress: Callable[[str, int, int], None]) -> Prepared:
    """Fill an empty database from the folder of a fictitious region. Raises Problem when the folder cannot be read."""
    found = intake.find([deliveries], on_progress)
    codes = sorted({file.name.provider for file in found.files if file.name.provider})
    own = [file for file in found.files if file.name.provider == codes[0] and not file.inspection.refused]
    last = max(own, key=lambda file: (file.name.period, file.name.version))
    with transaction.atomic():
        providers = _organisations(codes)
        people = _people(providers)
    left = (last.path.resolve(),)
    number = _deliveries(found, providers, now, left, on_progress)
    _snapshot(people[0], "2021..2022", now, on_progress)
    _snapshot(people[0], "2022..2023", now, on_progress)
    _snapshot(next(person for person in people if person.email.startswith("hanna")), "2023..2024", now, on_progress)
    prepare_rooms(now, on_progress)
    to_upload.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(last.path, to_upload / last.path.name)
    return Prepared(len(codes), number, to_upload / last.path.name)


def _words() -> dict[str, Any]:
    return tomllib.loads((package_files(__package__) / "people.toml").read_text(encoding="utf-8"))


def _organisations(codes: list[str]) -> dict[str, Organisation]:
    """The nation, the region with its municipalities, and the providers with a contract with the region."""
    words = _words()
    nation = organisations.add_organisation(_KIND.NATION, "NL", words["hub"], valid_from=_SINCE)
    region = organisations.add_organisation(_KIND.REGION, REGION, f"Jeugdregio {REGION}", valid_from=_SINCE)
    organisations.add_membership(region, nation, valid_from=_SINCE)
    for place in read_municipalities().values():
        if place.youth_region == REGION:
            municipality = organisations.add_organisation(_KIND.MUNICIPALITY, place.code, f"Gemeente {place.name}", valid_from=_SINCE)
            organisations.add_membership(municipality, region, valid_from=_SINCE)
    names = words["providers"]
    providers = {}
    for at, code in enumerate(codes):
        name = f"{names[at % len(names)]}{'' if at < len(names) else f' {at // len(names) + 1}'} (fictief)"
        providers[code] = organisations.add_organisation(_KIND.PROVIDER, code, name, valid_from=_SINCE)
        organisations.add_contract(providers[code], region, valid_from=_SINCE)
    return providers


def _people(providers: dict[str, Organisation]) -> list[Person]:
    first = next(iter(providers.values()))
    places: dict[str, Any] = {
        "provider": first,
        "team": _team(first),
        "municipality": who.organisation(_KIND.MUNICIPALITY, MUNICIPALITY),
        "region": who.organisation(_KIND.REGION, REGION),
        "nation": who.organisation(_KIND.NATION, "NL"),
    }
    people = []
    for described in _words()["people"]:
        person = organisations.add_person(described["email"], described["name"], demo=True)
        for place, role in described["roles"]:
            organisations.give_role(person, places[place], RoleKind(role), valid_from=_SINCE)
        people.append(person)
    return people


def _team(provider: Organisation) -> Organisation:
    """A team of a provider, with colleagues who are there for its size alone."""
    described = _words()["team"]
    team = team_keeping.add_team(provider.pk, described["code"], described["name"], _SINCE, None)
    for name in described["colleagues"]:
        email = f"{name.lower().replace(' ', '.')}@demo.invalid"
        person = organisations.add_person(email, name, demo=True, active=False)
        organisations.give_role(person, team, RoleKind.PRACTITIONER, valid_from=_SINCE)
    return team


def _deliveries(
    found: intake.Found,
    providers: dict[str, Organisation],
    now: datetime,
    left: tuple[Path, ...],
    on_progress: Callable[[str, int, int], None],
) -> int:
    """Read all deliveries at once, keep each, and accept those that can be."""
    accepted = 0
    with files.working() as work, Engine([*found.folders, work, files.folder("rows")], database=work / "work.duckdb") as engine:
        read_and_check(engine, found, key=read_key(), on_progress=on_progress)
        for at, file in enumerate(found.files):
            on_progress("keep", at, len(found.files))
            if file.path.resolve() not in left and file.name.provider in providers and file.name.period:
                accepted += _keep(engine, work, file, providers[file.name.provider], now)
    return accepted


def _keep(engine: Engine, work: Path, file: DeliveryFile, provider: Organisation, now: datetime) -> bool:
    # Each provider of the demo delivers for itself; the person behind it is the first one's, whose name stands in the log.
    actor = Actor(
        person_id=who.demo_people()[0].pk,
        person_name="demo",
        organisation_id=provider.pk,
        organisation_name=provider.name,
        organisation_kind=_KIND.PROVIDER,
        organisation_code=provider.code,
        roles=frozenset({RoleKind.QUALITY_OFFICER}),
        second_factor=True,
        demo=True,
    )
    delivery, _ = operations.add_delivery(
        actor,
        now=now,
        provider_id=provider.pk,
        file_name=file.path.name,
        period=str(file.name.period),
        version=file.name.version,
        sha256=file.inspection.sha256,
        size=file.path.stat().st_size,
    )
    outcome = keep_read(engine, work, delivery, file.number)
    with transaction.atomic():
        operations.mark_read(delivery.pk, now=now, **outcome)
        usable = outcome["state"] is DeliveryState.CHECKED
        if usable:
            operations.decide(delivery.pk, to=DeliveryState.ACCEPTED, actor=actor, now=now)
        audit.record(
            actor, now=now, action="C", event="delivery.received", object_type="delivery", object_id=str(delivery.pk),
            detail=file.path.name, ground="demo",
        )  # fmt: skip
    return usable


def _snapshot(person: Person, period: str, now: datetime, on_progress: Callable[[str, int, int], None]) -> None:
    """Freeze and publish at once, as the job would."""
    actor = who.actor_for(person, second_factor=True)
    record = freeze_period(actor=actor, now=now, period=period)
    make_snapshot(now=timezone.now(), snapshot_id=str(record.pk), on_progress=on_progress)
