"""Answers from elsewhere (a portal of the provider) into the register: a bundle is taken in whole or not at all; again changes nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from uitkomst import questionnaires
from uitkomst.care import responses as care
from uitkomst.care.named import clients_with_numbers, informant_named
from uitkomst.care.operations import asking as operations
from uitkomst.care.states import Channel, Moment
from uitkomst.care.types import Client, Informant, Trajectory
from uitkomst.flows.care.invite_client import ask
from uitkomst.flows.fhir.bundle import about, resources_of
from uitkomst.flows.refusals import Refused
from uitkomst.organisations import queries as organisations
from uitkomst.organisations.kinds import OrganisationKind
from uitkomst.questionnaires import Answer, Questionnaire
from uitkomst.questionnaires.fhir import OURS, FaultyResource, response_from_fhir
from uitkomst.records import audit

LARGEST = 50_000_000


@dataclass(frozen=True, slots=True)
class FhirFault:
    """What is wrong with one resource (counted from 1; 0: the file). said: more about it, never an answer."""

    number: int
    code: str
    said: str = ""


class FhirRefused(Refused):
    """Nothing was taken in. faults: of each resource that is not right."""

    def __init__(self, faults: list[FhirFault]) -> None:
        super().__init__("fhir_faulty", number=len(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """responses: in the file. new: those that were not there yet."""

    responses: int
    new: int


@dataclass(frozen=True, slots=True)
class _Read:
    trajectory: Trajectory
    informant: Informant
    moment: Moment
    day: date
    questionnaire: Questionnaire
    language: str
    answers: Mapping[str, Answer]


def take_in_fhir(*, kvk: str, path: Path, now: datetime) -> TakenIn:
    """Put the answers of a bundle in the register, as given elsewhere on the day of ``authored``. Raises Refused, FhirRefused."""
    provider = organisations.organisation(OrganisationKind.PROVIDER, kvk)
    if provider is None:
        raise Refused("fhir_no_provider", kvk=kvk)
    found = [one for one in _resources(path) if one.get("resourceType") == "QuestionnaireResponse"]
    if not found:
        raise Refused("fhir_nothing")
    clients = clients_with_numbers(provider.pk, (about(one).client for one in found))
    read = [_read(number, one, clients, timezone.localdate(now)) for number, one in enumerate(found, 1)]
    if faults := [one for one in read if isinstance(one, FhirFault)]:
        raise FhirRefused(faults)
    right = [one for one in read if isinstance(one, _Read)]
    with transaction.atomic():
        new = [one for number, one in enumerate(right, 1) if _keep(number, one, now)]
        audit.record(
            None, now=now, action="C", event="fhir.taken_in", object_type="register", object_id=kvk, detail=f"{len(new)} of {len(right)}",
            clients=sorted({str(one.trajectory.client_id) for one in right}),
        )  # fmt: skip
    return TakenIn(len(right), len(new))


def _resources(path: Path) -> list[Mapping[str, Any]]:
    try:
        if path.stat().st_size > LARGEST:
            raise Refused("fhir_too_large")
        found = resources_of(json.loads(path.read_text(encoding="utf-8-sig")))
    except OSError:
        raise Refused("fhir_no_file", file=path.name) from None
    except (ValueError, RecursionError):
        raise Refused("fhir_no_json") from None
    if found is None:
        raise Refused("fhir_no_bundle")
    return found


def _read(number: int, resource: Mapping[str, Any], clients: Mapping[str, Client], today: date) -> _Read | FhirFault:
    said = about(resource)
    questionnaire = _questionnaire(resource)
    if questionnaire is None:
        return FhirFault(number, "questionnaire_unknown", str(resource.get("questionnaire", ""))[:80])
    client = clients.get(said.client)
    if client is None:
        return FhirFault(number, "client_unknown")
    informant = informant_named(client, said.kind, said.parent if said.kind == "parent" else "")
    if informant is None or questionnaire.informant != informant.kind:
        return FhirFault(number, "informant_unknown")
    day = timezone.localdate(said.authored) if said.authored else None
    if day is None or day > today:
        return FhirFault(number, "no_day")
    trajectory = care.help_on(client, day)
    if trajectory is None:
        return FhirFault(number, "no_help_then")
    moment = said.moment or (questionnaire.moments[0] if len(questionnaire.moments) == 1 else "")
    if moment not in questionnaire.moments:
        return FhirFault(number, "no_moment", ", ".join(questionnaire.moments))
    try:
        answers = response_from_fhir(resource, questionnaire)
    except FaultyResource as faulty:
        return FhirFault(number, "answers_wrong", "; ".join(faulty.problems)[:300])
    language = questionnaire.language_for(str(resource.get("language", "nl"))[:2])
    return _Read(trajectory, informant, Moment(moment), day, questionnaire, language, answers)


def _questionnaire(resource: Mapping[str, Any]) -> Questionnaire | None:
    named = str(resource.get("questionnaire", ""))
    return next((one for one in questionnaires.load_questionnaires().values() if named == f"{OURS}:{one.id}|{one.version}"), None)


def _keep(number: int, one: _Read, now: datetime) -> bool:
    """False when this person answered this before: the first answer stands."""
    before = care.asked(one.trajectory, one.informant, one.questionnaire.id, one.moment)
    if any(invitation.answered_at for invitation in before):
        return False
    try:
        open_ = [invitation for invitation in before if invitation.stopped_at is None and not hasattr(invitation, "response")]
        invitation = open_[0] if open_ else ask(one.trajectory, one.informant, one.moment, Channel.PAPER, now=now, by=None)
    except Refused as refused:
        raise FhirRefused([FhirFault(number, "may_not", refused.code)]) from None
    response = operations.begin(
        invitation, key=one.questionnaire.key, version=one.questionnaire.version, language=one.language, wording="standard", now=now,
        on_paper=one.day,
    )  # fmt: skip
    for name, said in one.answers.items():
        shown = questionnaires.shown(one.questionnaire, one.questionnaire.question(name), one.language, "standard")
        operations.keep_answer(response, name, said.as_stored(), shown.as_stored(), is_open=shown.kind == "open", only_total=False, now=now)
    return operations.send(response, keep=list(one.answers), now=now)
