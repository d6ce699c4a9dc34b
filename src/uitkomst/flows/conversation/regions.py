"""In which region organisations work: found in one way, for whom a talk is about, for what stands beside it, and for whose snapshots."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from uitkomst.organisations import queries as organisations
from uitkomst.organisations.kinds import OrganisationKind as Kind
from uitkomst.organisations.types import Organisation


def regions_of(found: Iterable[Organisation], day: date) -> list[Organisation]:
    """The regions among these; then those of the municipalities; then those that providers work for, themselves or by a municipality."""
    known = list(found)
    kinds = {kind: [one for one in known if one.kind == kind] for kind in (Kind.REGION, Kind.MUNICIPALITY, Kind.PROVIDER)}
    buyers = [buyer for one in kinds[Kind.PROVIDER] for buyer in organisations.buyers_of(one.pk, day)]
    regions = [
        *kinds[Kind.REGION],
        *(region for one in kinds[Kind.MUNICIPALITY] for region in _above(one, day)),
        *(buyer for buyer in buyers if buyer.kind == Kind.REGION),
        *(region for buyer in buyers if buyer.kind == Kind.MUNICIPALITY for region in _above(buyer, day)),
    ]
    return list({one.pk: one for one in regions}.values())


def nations_of(regions: Iterable[Organisation], day: date) -> list[Organisation]:
    """The nations in which these regions lie."""
    return list({nation.pk: nation for region in regions for nation in organisations.parents_of(region.pk, day, Kind.NATION)}.values())


def _above(municipality: Organisation, day: date) -> list[Organisation]:
    return organisations.parents_of(municipality.pk, day, Kind.REGION)
