"""Which of the own deliveries differ between two figures: newer, one more, or none any longer; what is the same is not named."""

from __future__ import annotations

from uuid import UUID

import pytest

from uitkomst.flows.conversation.revised import changed_periods

pytestmark = pytest.mark.once
A, B, C = (UUID(int=n) for n in (1, 2, 3))


def test_the_periods_that_changed_are_named_with_how() -> None:
    before = {"2023-1": frozenset({A}), "2023-2": frozenset({B}), "2024-1": frozenset({A}), "2024-2": frozenset({A, B})}
    after = {"2023-1": frozenset({A}), "2023-2": frozenset({C}), "2024-2": frozenset({A}), "2025-1": frozenset({C})}
    assert changed_periods(before, after) == (("2023-2", "newer"), ("2024-1", "gone"), ("2024-2", "gone"), ("2025-1", "more"))
    assert changed_periods({"2024-1": frozenset({A})}, {"2024-1": frozenset({A, B})}) == (("2024-1", "more"),)
    assert changed_periods(before, before) == ()
