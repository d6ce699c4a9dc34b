"""uitkomst fhir-import: answers from elsewhere, as FHIR R4, into the register."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from uitkomst.commands.shared.site import prepare_environment, start
from uitkomst.vocabulary.problems import Problem
from uitkomst.vocabulary.texts import read_texts


def fhir_import(
    file: Annotated[Path, Parameter(name="FILE")], /, *, provider: str, demo: bool = False, data: Path | None = None,
    language: Literal["nl", "en"] = "nl",
) -> int:  # fmt: skip
    """Take the QuestionnaireResponses of a FHIR R4 bundle (JSON) into the care register, all or nothing. Who answered before keeps the
    first answer, so the same file again changes nothing.

    Example: uitkomst fhir-import portaal.json --provider 12345678

    Exit code 0: taken in, or nothing new. 1: something in the file is not right; nothing was taken in. 2: it cannot be read.

    Parameters
    ----------
    file:
        A Bundle, or one QuestionnaireResponse. Each names its questionnaire and version, the client by number, who answered, and when.
    provider:
        The chamber of commerce number (KvK) of the provider.
    demo:
        Of the demo.
    data:
        The folder of the application (else UITKOMST_DATA; in the demo demo/site).
    language:
        Language of the messages.
    """
    prepare_environment(demo=demo, data=data)
    start()
    from django.utils import timezone

    from uitkomst.flows.fhir.take_in import FhirRefused, take_in_fhir
    from uitkomst.flows.refusals import Refused

    said = read_texts("uitkomst.commands.shared", "fhir_texts", language)
    try:
        done = take_in_fhir(kvk=provider, path=file, now=timezone.now())
    except FhirRefused as refused:
        lines = [
            said["fault"].format(number=one.number, why=said[f"fault_{one.code}"].format(said=one.said)) for one in refused.faults[:50]
        ]
        print("\n".join([refused.text(language), *lines]), file=sys.stderr)
        return 1
    except Refused as refused:
        raise Problem("fhir_refused", why=refused.text(language)) from None
    print(said["taken_in"].format(responses=done.responses, new=done.new))
    return 0
