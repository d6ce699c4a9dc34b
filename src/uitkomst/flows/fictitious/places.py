"""Which municipalities the fictitious region has: the real places, with fictitious people in them."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from uitkomst.flows.fictitious.settings import RegionProblem
from uitkomst.vocabulary.municipalities import Municipality, read_municipalities


def region_places(name: str) -> list[Municipality]:
    """The municipalities of a youth region, by its name; RegionProblem with the nearest names if there is none."""
    known = read_municipalities()
    by_name = {place.youth_region.casefold(): place.youth_region for place in known.values()}
    wanted = name.strip().casefold()
    if wanted not in by_name:
        near = [by_name[n] for n in get_close_matches(wanted, by_name, n=3, cutoff=0.4)]
        near += [region for key, region in sorted(by_name.items()) if wanted and wanted in key and region not in near]
        raise RegionProblem("unknown_region", name=name, near=", ".join(near or sorted(by_name.values())))
    return [place for _, place in sorted(known.items()) if place.youth_region.casefold() == wanted]


def listed_places(codes: Sequence[str]) -> list[Municipality]:
    """The municipalities with these codes; RegionProblem if one is not known."""
    known = read_municipalities()
    wanted = sorted({code.strip().zfill(4) for code in codes if code.strip()})
    unknown = [code for code in wanted if code not in known]
    if unknown or not wanted:
        raise RegionProblem("unknown_municipality", codes=", ".join(unknown) or "-")
    return [known[code] for code in wanted]
