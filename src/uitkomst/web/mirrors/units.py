"""In which unit an indicator is expected: of every hundred, or on its scale. The same rule as ``flows.write_expectation``."""

from __future__ import annotations

from uitkomst.measures.definitions import load_definitions


def unit_of(indicator: str) -> str:
    """``grade`` for an indicator with a scale, ``per_100`` for a share."""
    return "grade" if load_definitions()[indicator].scale else "per_100"
