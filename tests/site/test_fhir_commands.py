"""Answers out as FHIR R4 and in again: what goes comes back the same, whole or not at all, and twice is once."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from tests import personas
from tests.personas import actor
from tests.site import care
from uitkomst.care.models import Client, Invitation, Response
from uitkomst.flows.care.invite_client import invite_client
from uitkomst.flows.fhir.export import export_fhir
from uitkomst.flows.fhir.take_in import FhirRefused, take_in_fhir
from uitkomst.flows.refusals import Refused
from uitkomst.records.models import AuditEvent

pytestmark = pytest.mark.once

SAID = {"usefulness": "8", "able_to_continue": "04", "what_helped": "Dat Pim luisterde."}


@pytest.fixture
def noor(world, now):
    return care.client(now)


def answered(noor, now, who=care.young_person, *, only_total: bool = False):
    asked = invite_client(actor=actor("pim"), now=now, trajectory_id=noor.pk, informant_id=who(noor).pk, moment="end", channel="tablet")
    care.answer_all(care.token(asked), now, SAID, only_total=only_total)
    return asked


def exported(tmp_path: Path, now, name: str = "uit.json") -> tuple[Path, list[dict]]:
    out = tmp_path / name
    export_fhir(kvk=personas.ANKER, out=out, now=now)
    bundle = json.loads(out.read_text(encoding="utf-8"))
    assert bundle["resourceType"] == "Bundle" and out.stat().st_mode & 0o777 == 0o600
    return out, [one["resource"] for one in bundle["entry"] if one["resource"]["resourceType"] == "QuestionnaireResponse"]


def said_of(response: Response) -> dict:
    return {one.question: one.said for one in response.answers.all()}


def test_what_goes_out_comes_back_the_same_and_twice_is_once(noor, now, tmp_path):
    answered(noor, now)
    answered(noor, now, care.parent)
    file, responses = exported(tmp_path, now)
    before = {one.invitation.informant.kind: said_of(one) for one in Response.objects.all()}
    assert len(responses) == 2 and "Marja" in file.read_text() and "Noor" not in json.dumps(responses)
    Invitation.objects.all().delete()
    assert (take_in_fhir(kvk=personas.ANKER, path=file, now=now).new, Response.objects.count()) == (2, 2)
    assert {one.invitation.informant.kind: said_of(one) for one in Response.objects.all()} == before
    one = Response.objects.get(invitation__informant__kind="parent")
    assert one.sent_at and one.on_paper == now.date() and one.invitation.moment == "end"
    assert take_in_fhir(kvk=personas.ANKER, path=file, now=now).new == 0
    lines = [line.event_type_code for line in AuditEvent.objects.filter(event_type_code__startswith="fhir.").order_by("sequence")]
    assert lines == ["fhir.exported", "fhir.taken_in", "fhir.taken_in"]


def test_what_counts_in_the_total_alone_and_who_withdrew_goes_nowhere(noor, now, tmp_path):
    answered(noor, now, only_total=True)
    other = care.client(now, number="C-2", bsn="")
    answered(other, now)
    Client.objects.filter(pk=other.client_id).update(withdrawn_at=now)
    _, responses = exported(tmp_path, now)
    assert responses == []
    with pytest.raises(Refused, match="fhir_file_is_there"):
        export_fhir(kvk=personas.ANKER, out=tmp_path / "uit.json", now=now)


@pytest.mark.parametrize(("change", "code"), [
    ({"subject": {}}, "client_unknown"),
    ({"subject": {"identifier": {"value": "C-404"}}}, "client_unknown"),
    ({"source": {"type": "Practitioner"}}, "informant_unknown"),
    ({"source": {"type": "RelatedPerson", "identifier": {"value": "Marja"}}}, "informant_unknown"),
    ({"authored": "gisteren"}, "no_day"),
    ({"authored": "2031-01-01T10:00:00+01:00"}, "no_day"),
    ({"authored": "2023-01-01T10:00:00+01:00"}, "no_help_then"),
    ({"questionnaire": "urn:uitkomst:questionnaire:iets|1"}, "questionnaire_unknown"),
    ({"extension": [{"url": "urn:uitkomst:questionnaire:moment", "valueCode": "ooit"}]}, "no_moment"),
    ({"item": []}, "answers_wrong"),
    ({"item": [{"linkId": "usefulness", "answer": [{"valueInteger": 11}]}]}, "answers_wrong"),
])  # fmt: skip
def test_one_response_that_is_not_right_and_nothing_of_the_file_is_taken_in(noor, now, tmp_path, change, code):
    answered(noor, now)
    _, (response,) = exported(tmp_path, now)
    Invitation.objects.all().delete()
    file = tmp_path / "in.json"
    entries = [{"resource": response}, {"resource": {**response, **change}}]
    file.write_text(json.dumps({"resourceType": "Bundle", "entry": entries}), encoding="utf-8")
    with pytest.raises(FhirRefused) as refused:
        take_in_fhir(kvk=personas.ANKER, path=file, now=now)
    assert [(one.number, one.code) for one in refused.value.faults] == [(2, code)]
    assert not Response.objects.exists() and not Invitation.objects.exists()


@pytest.mark.parametrize(("text", "code"), [
    ("geen json", "fhir_no_json"), ("[]", "fhir_no_bundle"), ('{"resourceType": "Bundle"}', "fhir_nothing"), ("[" * 5000, "fhir_no_json"),
    ('{"resourceType": "Bundle", "entry": 5}', "fhir_nothing"), ('{"resourceType": "Patient"}', "fhir_nothing"),
])  # fmt: skip
def test_what_is_no_bundle_is_refused(world, now, tmp_path, text, code):
    file = tmp_path / "in.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        take_in_fhir(kvk=personas.ANKER, path=file, now=now)
    assert refused.value.code == code and refused.value.text("nl") and refused.value.text("en")
    with pytest.raises(Refused, match="fhir_no_provider"):
        take_in_fhir(kvk="00000000", path=file, now=now)


def test_nothing_comes_in_of_who_may_not_be_asked(noor, now, tmp_path):
    answered(noor, now)
    file, _ = exported(tmp_path, now)
    Invitation.objects.all().delete()
    Client.objects.filter(pk=noor.client_id).update(withdrawn_at=now + timedelta(minutes=1))
    with pytest.raises(FhirRefused) as refused:
        take_in_fhir(kvk=personas.ANKER, path=file, now=now)
    assert refused.value.faults[0].code == "may_not" and not Response.objects.exists()
