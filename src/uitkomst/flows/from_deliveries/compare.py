"""Lay the newest accepted delivery of a provider beside its register: by the worker to see whether there is anything, and at every look."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import Any

from django.db import transaction

from uitkomst.care import from_deliveries as register
from uitkomst.care import rights
from uitkomst.care.operations import from_deliveries as operations
from uitkomst.engine import Engine, quote
from uitkomst.flows.from_deliveries.differences import CLIENT_FIELDS, TRAJECTORY_FIELDS, Line, differences
from uitkomst.organisations.team_keeping import words_of
from uitkomst.organisations.teams import teams_of
from uitkomst.records import audit, files, queries
from uitkomst.records.types import Delivery


def to_compare() -> list[Delivery]:
    """Of each provider with a register the newest delivery that came in as its own file and was accepted, when nobody looked at it yet."""
    providers = rights.providers_with_a_register()
    newest = queries.newest_own(providers) if providers else []
    known = register.compared(providers) if newest else set()
    return [delivery for delivery in newest if delivery.pk not in known]


def compare_all(*, now: datetime, today: date) -> int:
    """Compare what waits for that, and write down how much there is. Returns how many deliveries."""
    waiting = to_compare()
    for delivery in waiting:
        found = Counter(line.kind.value for line in lines_of(delivery.provider_id, delivery, today))
        with transaction.atomic():
            if operations.add(delivery.pk, delivery.provider_id, delivery.period, found, now=now):
                audit.record(
                    None, now=now, action="R", event="from_delivery.compared", object_type="delivery", object_id=str(delivery.pk),
                    detail=", ".join(f"{name} {number}" for name, number in sorted(found.items())) or "nothing",
                )  # fmt: skip
    return len(waiting)


def lines_of(provider_id: int, delivery: Delivery, today: date) -> list[Line]:
    """What this delivery says about clients of the register, matched on the pseudonym of their BSN."""
    rows = _rows(delivery, register.pseudonyms(provider_id))
    teams = {word: team.pk for team in teams_of(provider_id, today) for word in words_of(team)}
    return differences(rows, register.known(provider_id, {row["client"] for row in rows}), teams)


def _rows(delivery: Delivery, pseudonyms: list[str]) -> list[dict[str, Any]]:
    """The last row of each trajectory of these clients, with of each client what its last row says."""
    if not pseudonyms:
        return []
    path = files.kept("rows", delivery.rows_file)
    last = ", ".join(f"arg_max({name}, line) AS {name}" for name in TRAJECTORY_FIELDS)
    own = ", ".join(f"arg_max({name}, line) AS {name}" for name in CLIENT_FIELDS)
    with Engine([path.parent], threads=1) as engine:
        engine.load("known", {"client": "VARCHAR"}, ((one,) for one in pseudonyms))
        engine.run(
            f"CREATE TEMP TABLE these AS SELECT * FROM read_parquet({quote(str(path.resolve()))}) SEMI JOIN known USING (client) "
            "WHERE NOT refused AND bsn_kind = 'real' AND start_date IS NOT NULL"
        )
        return engine.dicts(
            f"SELECT * FROM (SELECT client, form, start_date, {last} FROM these GROUP BY ALL) "
            f"JOIN (SELECT client, {own} FROM these GROUP BY client) USING (client) ORDER BY client, form, start_date"
        )
