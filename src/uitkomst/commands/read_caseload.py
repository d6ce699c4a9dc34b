"""uitkomst read-caseload: the nightly caseload file of a provider, into the register."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from uitkomst.commands.shared.site import prepare_environment, start
from uitkomst.vocabulary.problems import Problem
from uitkomst.vocabulary.texts import read_texts


def read_caseload(
    file: Annotated[Path, Parameter(name="FILE")], /, *, provider: str, demo: bool = False, data: Path | None = None,
    language: Literal["nl", "en"] = "nl",
) -> int:  # fmt: skip
    """Take a caseload file into the care register, with the columns that were chosen on the site before. Again with the same file
    nothing changes; who is absent stays.

    Example: uitkomst read-caseload caseload.csv --provider 12345678

    Exit code 0: taken in, or nothing new. 1: held back, somebody must look on the site. 2: it cannot be read, or has no columns yet.

    Parameters
    ----------
    file:
        The export of the case file system, CSV or a spreadsheet.
    provider:
        The chamber of commerce number (KvK) of the provider.
    demo:
        The register of the demo.
    data:
        The folder of the application (else UITKOMST_DATA; in the demo demo/site).
    language:
        Language of the messages.
    """
    prepare_environment(demo=demo, data=data)
    start()
    from django.utils import timezone

    from uitkomst.flows.caseload.read_nightly import read_nightly
    from uitkomst.flows.refusals import Refused

    try:
        report = read_nightly(kvk=provider, path=file, now=timezone.now())
    except Refused as refused:
        raise Problem("caseload_refused", why=refused.text(language)) from None
    said = read_texts("uitkomst.commands.shared", "read_caseload_texts", language)
    key = f"held_{report.held_back}" if report.held_back else "taken" if report.counts else "nothing_new"
    print(said[key].format(rows=report.rows, used=report.used, **report.counts))
    return 1 if report.held_back else 0
