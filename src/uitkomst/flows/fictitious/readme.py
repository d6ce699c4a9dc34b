"""LEESMIJ.txt: what is in the folder, that it is fictitious, and what was put in on purpose."""

from __future__ import annotations

from collections.abc import Sequence

from uitkomst.flows.fictitious.deliveries import Delivery
from uitkomst.flows.fictitious.rows import Region
from uitkomst.flows.fictitious.settings import settings, template
from uitkomst.flows.fictitious.write import Written
from uitkomst.vocabulary.periods import HalfYear


def readme(region: Region, planned: Sequence[Delivery], written: Written, periods: Sequence[HalfYear], *, asked: str, folder: str) -> str:
    """The text of LEESMIJ.txt."""
    told = {fault["kind"]: fault["told"] for fault in settings("faults")["files"]}
    names = [(delivery, delivery.file_name(region.providers[delivery.provider].kvk)) for delivery in planned]
    return template("leesmij.txt").format(
        asked=asked,
        folder=folder,
        places=", ".join(f"{place.name} ({place.code})" for place in region.places),
        periods=f"{periods[0]} tot en met {periods[-1]}",
        clients=len(region.clients["sex"]),
        trajectories=len(region.care["client"]),
        files=len(written.files),
        rows=written.rows,
        providers="\n".join(f"{p.kvk}  {p.name}: {', '.join(p.teams)}" for p in region.providers),
        gaps=_lines(_gaps(region, planned, periods)),
        file_faults=_lines([f"{name}: {told[delivery.fault]}" for delivery, name in names if delivery.fault]),
        row_faults=_lines([f"{name}, regel {line}: {what}" for name, line, what in written.spoilt]),
        differences=_lines([str(difference["told"]) for difference in settings("names")["differences"]]),
    )


def _gaps(region: Region, planned: Sequence[Delivery], periods: Sequence[HalfYear]) -> list[str]:
    lines = []
    for position, provider in enumerate(region.providers):
        delivered = {delivery.period for delivery in planned if delivery.provider == position}
        missing = [str(period) for period in periods if period not in delivered]
        if missing:
            lines.append(f"{provider.kvk} {provider.name}: niets aangeleverd over {', '.join(missing)}")
    return lines


def _lines(lines: Sequence[str]) -> str:
    return "\n".join(f"- {line}" for line in lines) or "- geen"
