"""uitkomst audit: attack one or more releases together, as somebody would who wants to know more than they say."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from uitkomst.flows.audit_releases import audit_releases
from uitkomst.protection import Exposure
from uitkomst.vocabulary.texts import read_texts

_LISTED = 50


def audit(
    files: Annotated[list[Path], Parameter(name="FILE")],
    /,
    *,
    tables: Path | None = None,
    language: Literal["nl", "en"] = "nl",
) -> int:
    """Attack releases: can hidden cells be computed from what is shown, in these files together?

    Example: uitkomst audit figures-2024-1.csv figures-2024-2.csv

    Exit code 0: safe. 1: exposed cells, named. 2: unusable input.

    Parameters
    ----------
    files:
        Files made by `uitkomst figures` for partner or open, as CSV, JSON or Parquet.
    tables:
        Folder with your own reference tables (municipalities).
    language:
        Language of the messages.
    """
    texts = read_texts("uitkomst.commands.shared", "audit_texts", language)
    found, releases = audit_releases(files, tables=tables)
    figures = sum(len(release.figures) for release in releases)
    if found.apart:
        print(texts["apart"])
    if not found.exposed:
        print(str(texts["safe"]).format(figures=figures, hidden=found.hidden, files=len(releases)))
        return 0
    print(str(texts["exposed"]).format(exposed=len(found.exposed), hidden=found.hidden))
    for exposure in found.exposed[:_LISTED]:
        print("  " + _line(exposure, texts))
    if len(found.exposed) > _LISTED:
        print("  " + str(texts["more"]).format(more=len(found.exposed) - _LISTED))
    return 1


def _line(exposure: Exposure, texts: dict[str, str]) -> str:
    figure = exposure.figure
    named = " ".join(part for part in (figure.indicator, figure.variant, figure.informant, figure.period, *figure.group) if part)
    between = str(texts["exactly" if exposure.lowest == exposure.highest else "between"])
    return f"{exposure.release}: {named}: {texts[exposure.what]} " + between.format(low=exposure.lowest, high=exposure.highest)
