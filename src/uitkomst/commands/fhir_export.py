"""uitkomst fhir-export: the questionnaires and the answers of a provider as FHIR R4."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from uitkomst.commands.shared.site import prepare_environment, start
from uitkomst.vocabulary.problems import Problem
from uitkomst.vocabulary.texts import read_texts


def fhir_export(
    file: Annotated[Path, Parameter(name="FILE")], /, *, provider: str, demo: bool = False, data: Path | None = None,
    language: Literal["nl", "en"] = "nl",
) -> int:  # fmt: skip
    """Write one FHIR R4 bundle (JSON) for the provider's own case file system: all questionnaires, and every answer that was sent.
    What counts in the total alone is not in it. Clients are named by their number.

    Example: uitkomst fhir-export antwoorden.json --provider 12345678

    Exit code 0: written. 2: nothing was written.

    Parameters
    ----------
    file:
        The file to write; it may not exist yet. It holds personal data.
    provider:
        The chamber of commerce number (KvK) of the provider.
    demo:
        Of the demo.
    data:
        The folder of the application (else UITKOMST_DATA; in the demo demo/site).
    language:
        Language of the questionnaires and the messages.
    """
    prepare_environment(demo=demo, data=data)
    start()
    from django.utils import timezone

    from uitkomst.flows.fhir.export import export_fhir
    from uitkomst.flows.refusals import Refused

    try:
        done = export_fhir(kvk=provider, out=file, now=timezone.now(), language=language)
    except Refused as refused:
        raise Problem("fhir_refused", why=refused.text(language)) from None
    said = read_texts("uitkomst.commands.shared", "fhir_texts", language)
    print(said["exported"].format(questionnaires=done.questionnaires, responses=done.responses, file=file.name))
    return 0
