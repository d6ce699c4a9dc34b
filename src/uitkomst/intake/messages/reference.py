"""The reference tables that messages lean on: senders, products, stop reasons and municipalities; and the rules that need them.

Source: standard facts 1.5 (code lists), 1.6 (TR135, TR378), 2 (stop reason to reason of the law's record); decision D5.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from uitkomst.intake.messages.message import Fault, Message
from uitkomst.vocabulary.municipalities import read_known_codes
from uitkomst.vocabulary.tables import read_table


@dataclass(frozen=True)
class Tables:
    """providers: AGB code -> KvK. forms: (category, code) -> form of help. reasons: (standard, stop reason) -> reason, '' = unknown.

    municipalities: code in a message -> code of now. ended: code -> the day of its merger.
    """

    providers: dict[str, str] = field(default_factory=dict)
    forms: dict[tuple[str, str], str] = field(default_factory=dict)
    reasons: dict[tuple[str, str], str] = field(default_factory=dict)
    municipalities: dict[str, str] = field(default_factory=dict)
    ended: dict[str, date] = field(default_factory=dict)

    def form(self, product: tuple[str, str]) -> str:
        """The form of help of a product: that of its code, else that of its category; '' when neither is in the table."""
        category, code = product
        return self.forms.get((category, code)) or self.forms.get((category, ""), "")

    def faults(self, message: Message, today: date) -> list[Fault]:
        """What is wrong with this message in the light of the tables and the day."""
        return list(self._faults(message, today))

    def _faults(self, message: Message, today: date) -> Iterator[Fault]:
        if message.dated > today:
            yield Fault(message.number, 0, "message_in_future", "error", "Dagtekening", str(message.dated))
        if message.sender not in self.providers:
            yield Fault(message.number, 0, "message_sender_unknown", "error", "Afzender", message.sender)
        if message.receiver not in self.municipalities:
            yield Fault(message.number, 0, "message_municipality", "error", "Ontvanger", message.receiver)
        elif ended := self.ended.get(message.receiver):
            for record in message.records:
                if (record.assigned or record.begin) >= ended:
                    yield Fault(
                        message.number, record.line, "message_municipality_ended", "signal", "Ontvanger", message.receiver, record.place
                    )


def read_tables(folder: Path | None = None) -> Tables:
    """Read the tables, ours or those of the folder. Raises Problem for a faulty table."""
    known = read_known_codes(folder)
    return Tables(
        providers={line["agb"]: line["kvk"] for line in read_table("agb", folder)},
        forms={(line["product_category"], line["product_code"]): line["form"] for line in read_table("products", folder)},
        reasons={(line["standard"], line["code"]): line["cbs_reason"] for line in read_table("stop_reasons", folder)},
        municipalities=known,
        ended={
            line["old"]: date.fromisoformat(line["date"]) for line in read_table("mergers", folder) if known.get(line["old"]) != line["old"]
        },
    )
