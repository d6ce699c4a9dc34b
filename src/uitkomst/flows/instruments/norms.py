"""Load norms of an instrument from a file, and see which there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from uitkomst.care import scores as care
from uitkomst.care.operations import scores as operations
from uitkomst.care.types import NormTable
from uitkomst.flows.instruments.table import received_table, unread
from uitkomst.flows.one_act import one_act
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right
from uitkomst.questionnaires.norms import DELIVERED_AS, Norm, NormFault, read_norms


class NormsRefused(Refused):
    """The file is not complete: nothing of it was loaded. faults: what is wrong, by line."""

    def __init__(self, faults: list[NormFault]) -> None:
        super().__init__("norms_faulty", number=len(faults))
        self.faults = faults


def show_norms(*, actor: Actor, now: datetime) -> list[NormTable]:
    """The norms in use. Raises MayNot."""
    with one_act(actor, Right.KEEP_REGISTER, now=now, action="R", event="norms.shown", about="norms"):
        return care.norm_tables(actor.organisation_id)


def load_norms(*, actor: Actor, now: datetime, name: str, chunks: Iterable[bytes]) -> list[str]:
    """Norms from a file, for each instrument in it; whole or not at all. Raises MayNot, NormsRefused, Refused."""
    with one_act(actor, Right.KEEP_REGISTER, now=now, action="U", event="norms.loaded", about="norms") as act:
        table = received_table(name, chunks)
        shifted = [NormFault(line, code) for line, code in unread(table)]
        norms, faults = read_norms(table.headings, ((row.line, row.cells) for row in table.rows))
        faults = shifted + [fault for fault in faults if not shifted or fault.code != "no_lines"]
        faults += _named_elsewhere(norms, care.norms(actor.organisation_id))
        if faults:
            raise NormsRefused(faults)
        loaded = operations.put_norms(actor.organisation_id, norms, by=actor.person_id, now=now)
        act.detail = ", ".join(loaded)
        return loaded


def _named_elsewhere(norms: Sequence[Norm], held: Sequence[Norm]) -> list[NormFault]:
    """A name in deliveries that a scale of another instrument has already."""
    new = {norm.instrument for norm in norms}
    taken = {norm.delivered_as: norm for norm in held if norm.instrument not in new and norm.delivered_as}
    found = sorted({norm.delivered_as for norm in norms} & set(taken))
    return [NormFault(0, "differs", DELIVERED_AS, " ".join(taken[name].key)) for name in found]
