"""What the codes of messages mean in the register: the reference tables, and what a provider chose for its own products.

Source: standard facts 1.5 (code lists); tables ``products`` and ``stop_reasons``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from uitkomst.intake.messages.message import Product
from uitkomst.intake.messages.reference import Tables


@dataclass(frozen=True, slots=True)
class Meanings:
    """chosen: product as ``word`` writes it -> form of help. It comes before the tables."""

    tables: Tables
    chosen: Mapping[str, str] = field(default_factory=dict)

    def form(self, standard: str, product: Product) -> str:
        """The form of help of a product; "" when nobody said."""
        category = Product(product.category, "")
        found = self.chosen.get(word(standard, product)) or self.chosen.get(word(standard, category))
        return found or (self.tables.form(product) if standard == "ijw" else "")

    def reason(self, standard: str, code: str) -> str:
        """The reason for the end in the law's record; "" when a stop reason is none of them."""
        return self.tables.reasons.get((standard, code), "")


def word(standard: str, product: Product) -> str:
    """A product as it is written where its meaning is chosen: ``ijw 45 45A01``."""
    return f"{standard} {product}"
