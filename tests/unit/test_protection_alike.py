"""D37: what `no_return` hides, its variant `any_start` hides too, because their numerators differ by little that is known."""

from uitkomst.measures.counts import Cell, CellKey, Counts
from uitkomst.protection import release

PERIOD = {"2024-1": (4048,)}


def _cell(variant: str, group: str, excluded: int, denominator: int, met: int) -> Cell:
    key = CellKey("no_return", variant, "", "2024-1", (group,))
    return Cell(
        key, denominator + excluded, excluded, 0, denominator, met,
        persons=denominator, persons_met=met, persons_not_met=denominator - met,
    )  # fmt: skip


def test_a_numerator_hidden_in_the_indicator_is_hidden_in_the_variant() -> None:
    rows = {"0632": (3, 40, 39), "0736": (5, 60, 40), "0335": (4, 70, 45), "0589": (2, 50, 30)}
    cells = [_cell("", g, x, n, k) for g, (x, n, k) in rows.items()]
    cells += [_cell("any_start", g, 0, n + x, k + x - 2) for g, (x, n, k) in rows.items()]
    excluded, known, met = (sum(v[i] for v in rows.values()) for i in range(3))
    cells += [_cell("", "*", excluded, known, met), _cell("any_start", "*", 0, known + excluded, met + excluded - 8)]
    made = release(Counts(("municipality",), PERIOD, tuple(cells), "s", additive=frozenset({"no_return"})), "partner")
    hidden = {(f.group[0], f.variant) for f in made.figures if f.status == "hidden"}
    assert ("0632", "") in hidden  # all but one are met
    assert {group for group, variant in hidden if variant == ""} == {group for group, variant in hidden if variant == "any_start"}
