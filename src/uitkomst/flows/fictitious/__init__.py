"""A fictitious region: people, providers and help that do not exist, in delivery files as they are met in practice."""

from uitkomst.flows.fictitious.bsn import numbers, numbers_of_nobody
from uitkomst.flows.fictitious.deliveries import Delivery, plan_deliveries
from uitkomst.flows.fictitious.draw import draw_region, remove_exempt_answers
from uitkomst.flows.fictitious.places import listed_places, region_places
from uitkomst.flows.fictitious.rows import Region, active
from uitkomst.flows.fictitious.settings import RegionProblem
from uitkomst.flows.fictitious.write import Written, write_deliveries
from uitkomst.vocabulary.columns import COLUMNS

__all__ = [
    "COLUMNS",
    "Delivery",
    "Region",
    "RegionProblem",
    "Written",
    "active",
    "draw_region",
    "listed_places",
    "numbers",
    "numbers_of_nobody",
    "plan_deliveries",
    "region_places",
    "remove_exempt_answers",
    "write_deliveries",
]
