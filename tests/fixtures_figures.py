"""A plausible release, made up: six municipalities, four years, every indicator, every way of being hidden.

For tests of presentation only: the numbers are drawn, not measured, and the hiding is simple (no secondary suppression beyond one example).
"""

from __future__ import annotations

import itertools
import random
from collections import defaultdict

from uitkomst.comparison.compare import compare
from uitkomst.measures.definitions import Definition, load_definitions
from uitkomst.presentation.mirror import Mirror
from uitkomst.protection.figure import Figure

MUNICIPALITIES = {
    "0736": "De Ronde Venen", "0335": "Montfoort", "0589": "Oudewater", "1904": "Stichtse Vecht", "1696": "Wijdemeren", "0632": "Woerden",
}  # fmt: skip
SIZE = {"0736": 90, "0335": 26, "0589": 9, "1904": 140, "1696": 45, "0632": 130}
HALF_YEARS = [f"{year}-{half}" for year in range(2021, 2025) for half in (1, 2)]
CLASS_SHARES = {
    "dropout": [0.70, 0.13, 0.10, 0.03, 0.04],
    "usefulness": [0.07, 0.15, 0.52, 0.26],
    "able_to_continue": [0.22, 0.24, 0.29, 0.25],
    "problem_reduction": [0.42, 0.49, 0.09],
}
MEAN = {"1-4": 3, "5-6": 6, "7-8": 7, "9-10": 9}
SHARES = {
    "no_return": 0.82, "return_to_care": 0.34, "goals_achieved": 0.67, "running_two_years": 0.21, "started_in_crisis": 0.06,
    "response": 0.38, "turned_18": 0.05,
}  # fmt: skip
UNKNOWN = {"dropout": 0.05, "usefulness": 0.64, "able_to_continue": 0.68, "no_return": 0.13, "return_to_care": 0.03,
           "problem_reduction": 0.78, "goals_achieved": 0.41}  # fmt: skip
EXCLUDED = {"no_return": 0.18, "problem_reduction": 0.10, "goals_achieved": 0.08}


def periods() -> dict[str, list[str]]:
    """Half-years, years and two years, with their half-years."""
    years = sorted({half[:4] for half in HALF_YEARS})
    found = {half: [half] for half in HALF_YEARS}
    found |= {year: [f"{year}-1", f"{year}-2"] for year in years}
    for first, second in itertools.pairwise(years):
        found[f"{first}..{second}"] = found[first] + found[second]
    return found


def release(audience: str = "partner", seed: int = 7) -> list[Figure]:
    """All figures of the made-up release, with intervals, protected in a simple way for the audience."""
    draw = random.Random(seed)
    figures = [f for definition in load_definitions().values() for f in _indicator(definition, audience, draw)]
    return compare(figures)


def mirror(audience: str = "partner", **changes: object) -> Mirror:
    """A mirror for one municipality of the made-up region, over two years."""
    fields: dict[str, object] = {
        "scope_kind": "municipality", "scope_name": "Woerden", "opening_kind": "region", "opening_name": "Utrecht-West",
        "period": "2023..2024", "audience": audience, "snapshot": "fictief-2026a", "definitions_version": "1",
        "made_on": "21 november 2026", "dims": ("municipality",), "figures": tuple(release(audience)),
        "opening_group": ("*",), "focus_group": ("0632",), "group_names": {"municipality": MUNICIPALITIES},
        "stories": {"usefulness": STORY}, "delivered_next": (11, 12), "files_read": 96, "rows_read": 41302, "rows_refused": 58,
        "fictitious": True,
    }  # fmt: skip
    return Mirror(**(fields | changes))  # type: ignore[arg-type]


STORY = """\
In de gesprekken herkenden aanbieders het beeld: **de meeste jongeren vonden de hulp nuttig**, en ouders zijn iets milder.

- De lage cijfers komen vaak van jongeren die niet zelf om hulp vroegen.
- Bij twee aanbieders wordt pas sinds 2024 na het laatste gesprek gevraagd, zonder de hulpverlener erbij.

Jongeren uit de cliëntenraad zeggen: *vraag ook wat er beter kon*.
"""


def _indicator(definition: Definition, audience: str, draw: random.Random) -> list[Figure]:
    found = []
    for informant in definition.informants or ("",):
        base = {(half, code): _counts(definition, informant, code, HALF_YEARS.index(half), draw) for half in HALF_YEARS for code in SIZE}
        for period, halves in periods().items():
            for code in [*SIZE, "*"]:
                counts: dict[str, int] = defaultdict(int)
                for half in halves:
                    for one in SIZE if code == "*" else [code]:
                        for name, number in base[half, one].items():
                            counts[name] += number
                found += _figures(definition, informant, period, code, counts, audience)
    return found


def _counts(definition: Definition, informant: str, code: str, step: int, draw: random.Random) -> dict[str, int]:
    population = max(1, round(SIZE[code] * draw.uniform(0.85, 1.15) * (1 + 0.02 * step)))
    if definition.unit == "goal":
        population *= 3
    excluded = _binomial(population, EXCLUDED.get(definition.id, 0.0), draw)
    silent = UNKNOWN.get(definition.id, 0.0) + (0.08 if informant == "parent" else 0.0) - 0.01 * step
    unknown = _binomial(population - excluded, max(0.0, silent), draw) if definition.id in UNKNOWN else 0
    counts = {"population": population, "excluded": excluded, "unknown": unknown, "known": population - excluded - unknown}
    shares = CLASS_SHARES.get(definition.id)
    if shares:
        left, share_left = counts["known"], 1.0
        for outcome, share in zip(definition.classes, shares, strict=True):
            taken = _binomial(left, min(1.0, share * draw.uniform(0.8, 1.2) / share_left), draw) if share_left > 1e-9 else left
            taken = left if outcome is definition.classes[-1] else taken
            counts[f"class:{outcome.id}"] = taken
            left, share_left = left - taken, share_left - share
    for variant in definition.variants:
        if variant.classes:
            counts[f"met:{variant.id}"] = sum(counts[f"class:{c}"] for c in variant.classes)
        else:
            drift = SHARES.get(definition.id, 0.5) * (0.85 if variant.id else 1) + 0.006 * step
            counts[f"met:{variant.id}"] = _binomial(counts["known"], drift, draw)
    return counts


def _binomial(number: int, share: float, draw: random.Random) -> int:
    return sum(draw.random() < share for _ in range(number))


def _figures(definition: Definition, informant: str, period: str, code: str, counts: dict[str, int], audience: str) -> list[Figure]:
    found = []
    for variant in definition.variants:
        value: float | None = None
        met: int | None = counts[f"met:{variant.id}"]
        spread = effect = None
        if definition.kind == "count":
            met, value = None, float(counts["known"])
        elif definition.kind == "scale":
            met, value, spread = None, _mean(definition, counts), 1.8 if definition.id == "usefulness" else 160.0
        elif variant.clustered:
            effect = 1.5
        found.append(_figure(definition, variant.id, informant, period, code, counts, met, value, audience, spread, effect))
    found += _classes(definition, informant, period, code, counts, audience)
    return found


def _mean(definition: Definition, counts: dict[str, int]) -> float | None:
    if definition.id == "duration":
        return 212.0 + counts["known"] % 40
    if not counts["known"]:
        return None
    return round(sum(MEAN[name] * counts[f"class:{name}"] for name in MEAN) / counts["known"], 1)


def _classes(definition: Definition, informant: str, period: str, code: str, counts: dict[str, int], audience: str) -> list[Figure]:
    """Classes; one under 3 is merged with its neighbour."""
    groups: list[list[str]] = []
    for outcome in definition.classes:
        small = counts[f"class:{outcome.id}"] < 3 and audience != "own"
        if groups and (small or (sum(counts[f"class:{c}"] for c in groups[-1]) < 3 and audience != "own")):
            groups[-1].append(outcome.id)
        else:
            groups.append([outcome.id])
    found = []
    for group in groups:
        met = sum(counts[f"class:{c}"] for c in group)
        figure = _figure(definition, f"class:{group[0]}", informant, period, code, counts, met, None, audience, None, None)
        if len(group) == 1:
            found.append(figure)
            continue
        # As a release tells it: the first carries the count, the others are hidden, all bear the mark.
        together = (*figure.marks, f"merged:{'+'.join(group)}")
        found.append(_with(figure, marks=together))
        hidden = _with(figure, marks=together, numerator=None, value=None, status="hidden", reason=figure.reason or "merged")
        found += [_with(hidden, variant=f"class:{other}") for other in group[1:]]
    return found


def _with(figure: Figure, **changes: object) -> Figure:
    from dataclasses import replace

    return replace(figure, **changes)  # type: ignore[arg-type]


def _figure(
    definition: Definition, variant: str, informant: str, period: str, code: str, counts: dict[str, int], met: int | None,
    value: float | None, audience: str, spread: float | None, effect: float | None,
) -> Figure:  # fmt: skip
    known, excluded, unknown, population = counts["known"], counts["excluded"], counts["unknown"], counts["population"]
    marks = ("provisional",) if period == HALF_YEARS[-1] else ()
    marks += ("history_incomplete",) if definition.id == "return_to_care" else ()
    rounded = audience == "open"
    if rounded:
        known, excluded, unknown, population, met = (_round(n) for n in (known, excluded, unknown, population, met))  # type: ignore[assignment]
    reason = _reason(definition, variant, informant, period, code, known, met, audience)
    if reason == "too_small":
        return Figure(
            definition.id,
            variant,
            informant,
            period,
            (code,),
            None,
            None,
            None,
            None,
            None,
            None,
            None,
            None,
            None,
            "hidden",
            reason,
            marks,
        )
    if value is None and met is not None and known:
        value = met / known
    coverage = None if known is None or unknown is None or not known + unknown else known / (known + unknown)
    if reason:
        met = value = spread = effect = None
    return Figure(
        definition.id, variant, informant, period, (code,), population, excluded, unknown, known, met, value, None, None, coverage,
        "hidden" if reason else "rounded" if rounded else "shown", reason, marks, (),
        None if rounded else spread, None if rounded else effect,
    )  # fmt: skip


def _round(number: int | None) -> int | None:
    return number if not number else None if number < 8 else max(10, round(number / 5) * 5)


def _reason(
    definition: Definition, variant: str, informant: str, period: str, code: str, known: int | None, met: int | None, audience: str
) -> str:
    if known == 0:
        return "no_answers"
    if audience == "own":
        return ""
    if known is None or known < 10:
        return "too_small"
    examples = {
        ("dropout", "", "2022-1", "1904"): "secondary",
        ("dropout", "client", "2023..2024", "*"): "secondary",
        ("no_return", "", "2022-2", "*"): "earlier",
        ("usefulness", "", "2023..2024", "1696"): "few_persons",
    }
    if (definition.id, variant, period, code) in examples:
        return examples[definition.id, variant, period, code]
    if definition.kind == "ratio" or variant.startswith("class:"):
        if met is None or met < 3:
            return "few"
        if known - met < 3:
            return "nearly_all"
    return ""
