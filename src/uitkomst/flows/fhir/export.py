"""All questionnaires, and the answers that were sent at one provider, as one FHIR R4 bundle for its case file system.

What counts in the total alone is in nobody's hands, so not in this file either; of a client who withdrew nothing goes.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from uitkomst import questionnaires
from uitkomst.care import responses as care
from uitkomst.care.types import Response
from uitkomst.flows.fhir.bundle import About, bundle, with_about
from uitkomst.flows.refusals import Refused
from uitkomst.organisations import queries as organisations
from uitkomst.organisations.kinds import OrganisationKind
from uitkomst.questionnaires import Answer
from uitkomst.questionnaires.fhir import Resource, response_to_fhir, to_fhir
from uitkomst.records import audit


@dataclass(frozen=True, slots=True)
class Exported:
    """How much there is in the file."""

    questionnaires: int
    responses: int


def export_fhir(*, kvk: str, out: Path, now: datetime, language: str = "nl") -> Exported:
    """Write the bundle; the file appears whole, readable by its owner alone. Raises Refused (fhir_no_provider, fhir_file_is_there)."""
    provider = organisations.organisation(OrganisationKind.PROVIDER, kvk)
    if provider is None:
        raise Refused("fhir_no_provider", kvk=kvk)
    if out.exists():
        raise Refused("fhir_file_is_there", file=out.name)
    found = list(care.sent(provider.pk))
    forms = [to_fhir(one, one.language_for(language)) for one in questionnaires.load_questionnaires().values()]
    responses = [made for one in found if (made := _response(one))]
    # The line comes first: whoever has the file is in the log.
    audit.record(
        None, now=now, action="E", event="fhir.exported", object_type="register", object_id=kvk, detail=str(len(responses)),
        clients=sorted({str(one.invitation.trajectory.client_id) for one in found}),
    )  # fmt: skip
    _write(out, json.dumps(bundle([*forms, *responses]), ensure_ascii=False, indent=1))
    return Exported(len(forms), len(responses))


def _response(one: Response) -> Resource | None:
    invitation = one.invitation
    answers = dict(_answers(one))
    if not answers or one.sent_at is None:
        return None
    found = questionnaires.by_key(one.questionnaire)
    made = response_to_fhir(found, answers, language=one.language, authored=one.sent_at, wording=one.wording)
    informant = invitation.informant
    parent = informant.name if informant.kind == "parent" else ""
    about = About(invitation.trajectory.client.number, informant.kind, parent, invitation.moment, one.sent_at)
    # It was sent: that some answers are not told does not make it half.
    return with_about({**made, "status": "completed"}, about, str(invitation.pk))


def _answers(one: Response) -> Iterator[tuple[str, Answer]]:
    for answer in one.answers.all():
        if not answer.only_total:
            yield answer.question, Answer(**answer.said)


def _write(out: Path, text: str) -> None:
    part = out.with_name(f".{out.name}.{os.getpid()}")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    part.rename(out)
