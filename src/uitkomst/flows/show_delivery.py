"""Show a delivery: what was read, what was found and what to do about it; and the list of findings to repair from."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from uitkomst.checks import finding_text
from uitkomst.engine import Engine, quote
from uitkomst.flows.one_act import one_act
from uitkomst.flows.refusals import NotFound
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right, may
from uitkomst.records import files, queries
from uitkomst.records.queries import Progress
from uitkomst.records.states import DELIVERY_MOVES, DeliveryState
from uitkomst.records.types import Delivery
from uitkomst.snapshots.stored import Differences
from uitkomst.vocabulary.cells import no_formula

_MOST = 500


@dataclass(frozen=True, slots=True)
class FindingShown:
    """One finding. line 0: the whole file."""

    line: int
    code: str
    level: str
    field: str
    value: str
    title: str


@dataclass(frozen=True, slots=True)
class GroupShown:
    """All findings of one code: what it is, what it means, what to do, and one example."""

    code: str
    level: str
    number: int
    title: str
    means: str
    do: str
    example: FindingShown


@dataclass(frozen=True, slots=True)
class DeliveryShown:
    """All that the findings page says. progress: while it is being read. compared_with: the period of the delivery it differs from."""

    delivery: Delivery
    progress: Progress | None
    reason_text: str
    groups: tuple[GroupShown, ...]
    findings: tuple[FindingShown, ...]
    findings_number: int
    differences: Differences | None
    compared_with: str
    may_accept: bool
    may_withdraw: bool


def show_delivery(
    *,
    actor: Actor,
    now: datetime,
    delivery_id: UUID | str,
    level: str = "",
    code: str = "",
    start: int = 0,
    number: int = 50,
    language: str = "",
) -> DeliveryShown:
    """One delivery with its findings, filtered by level and code. Raises NotFound, MayNot."""
    language = language or actor.language
    about = {"now": now, "action": "R", "event": "delivery.shown", "about": "delivery", "object_id": delivery_id}
    with one_act(actor, Right.SEE_DELIVERIES, **about) as act:  # type: ignore[arg-type]
        delivery = queries.delivery(actor, delivery_id)
        if delivery is None:
            raise NotFound
        act.detail = delivery.file_name
        found, total, clients = _findings(delivery, level, code, max(start, 0), min(max(number, 1), _MOST), language)
        examples = [group["example"]["line"] for group in (delivery.report or {}).get("groups", ())]
        act.clients = sorted(clients | _clients_at(delivery, examples))
        differing = (delivery.report or {}).get("differences")
        moves = DELIVERY_MOVES[DeliveryState(delivery.state)] if may(actor, Right.DELIVER) else frozenset()
        return DeliveryShown(
            delivery=delivery,
            progress=queries.delivery_progress(actor, delivery.pk),
            reason_text=_reason(delivery.reason, language),
            groups=tuple(group_shown(group, language) for group in (delivery.report or {}).get("groups", ())),
            findings=found,
            findings_number=total,
            differences=Differences(*(differing[name] for name in ("new", "gone", "changed", "silently_ended"))) if differing else None,
            compared_with=differing["period"] if differing else "",
            may_accept=DeliveryState.ACCEPTED in moves,
            may_withdraw=DeliveryState.WITHDRAWN in moves,
        )


def findings_file(*, actor: Actor, now: datetime, delivery_id: UUID | str, language: str = "") -> tuple[str, bytes]:
    """Every finding of a delivery as CSV, to repair from: (name, content). Raises NotFound, MayNot."""
    language = language or actor.language
    about = {"now": now, "action": "E", "event": "delivery.findings_exported", "about": "delivery", "object_id": delivery_id}
    with one_act(actor, Right.SEE_DELIVERIES, **about) as act:  # type: ignore[arg-type]
        delivery = queries.delivery(actor, delivery_id)
        if delivery is None or not delivery.findings_file:
            raise NotFound
        act.detail = delivery.file_name
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\r\n", delimiter=";")
        writer.writerow(("line", "level", "code", "field", "value", "title", "means", "do"))
        clients: set[str] = set()
        for row in _rows(delivery, "", "", 0, None):
            line, found, level, field, value, client = row
            clients |= {client} - {""}
            writer.writerow((line, level, found, field, no_formula(value), *finding_text(found, language)))
        act.clients = sorted(clients)
        return f"bevindingen-{delivery.file_name.rpartition('.')[0]}.csv", out.getvalue().encode("utf-8-sig")


def _reason(code: str, language: str) -> str:
    if not code:
        return ""
    said = finding_text(code, language)
    return f"{said.title}. {said.do}"


def group_shown(group: Mapping[str, Any], language: str) -> GroupShown:
    """All findings of one code in words. group: as a report of a check keeps it (``check_deliveries.Group`` as data)."""
    said = finding_text(group["code"], language)
    example = group["example"]
    shown = FindingShown(example["line"], group["code"], group["level"], example["field"], example["value"], said.title)
    return GroupShown(group["code"], group["level"], group["number"], said.title, said.means, said.do, shown)


def _findings(
    delivery: Delivery, level: str, code: str, start: int, number: int, language: str
) -> tuple[tuple[FindingShown, ...], int, set[str]]:
    """The findings of one page, how many there are in all, and the clients on whose lines those of the page stand."""
    groups = (delivery.report or {}).get("groups", ())
    known = {group["code"] for group in groups}
    code, level = code if code in known else "", level if level in ("error", "signal", "repair") else ""
    total = sum(g["number"] for g in groups if (not code or g["code"] == code) and (not level or g["level"] == level))
    rows = _rows(delivery, level, code, start, number) if delivery.findings_file else []
    shown = tuple(FindingShown(*row[:5], finding_text(row[1], language).title) for row in rows)  # type: ignore[call-arg]
    return shown, total, {row[5] for row in rows} - {""}


def _clients_at(delivery: Delivery, lines: list[int]) -> set[str]:
    """The clients on these lines of a delivery, as far as there are findings on them."""
    if not lines or not delivery.findings_file:
        return set()
    path = files.kept("findings", delivery.findings_file)
    listed = ", ".join(str(int(line)) for line in lines)
    with Engine([path.parent], threads=1) as engine:
        rows = engine.rows(f"SELECT DISTINCT client FROM ({_stored(path)}) WHERE line IN ({listed}) AND client <> ''")
        return {row[0] for row in rows}


def _stored(path: Path) -> str:
    """The findings as they are kept; those of before clients were noted have none."""
    kept = f"SELECT * FROM read_parquet({quote(str(path.resolve()))}) UNION ALL BY NAME SELECT NULL::VARCHAR AS client WHERE false"
    return f"SELECT line, code, level, field, value, coalesce(client, '') AS client FROM ({kept})"


def _rows(delivery: Delivery, level: str, code: str, start: int, number: int | None) -> list[tuple[Any, ...]]:
    path = files.kept("findings", delivery.findings_file)
    where = " AND ".join(f"{name} = {quote(value)}" for name, value in (("level", level), ("code", code)) if value) or "true"
    limit = f"LIMIT {number:d} OFFSET {start:d}" if number is not None else ""
    order = "ORDER BY level = 'repair', level = 'signal', line, code, field"
    with Engine([path.parent], threads=1) as engine:
        return engine.rows(f"SELECT * FROM ({_stored(path)}) WHERE {where} {order} {limit}")
