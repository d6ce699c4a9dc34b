"""The attacker on files: several releases together, what is public knowledge, and files that cannot be used."""

import csv
import json
import subprocess
import sys
from dataclasses import replace

import pytest

from tests.protection_tables import cell, counts, with_margins
from uitkomst.flows.audit_releases import audit_releases, read_release
from uitkomst.protection import FIGURE_COLUMNS_AFTER_DIMS, FIGURE_COLUMNS_BEFORE_DIMS, Contradiction, audit, release
from uitkomst.protection.audit import Published
from uitkomst.vocabulary.problems import Problem

UTRECHT_WEST = ("0632", "0736")  # two municipalities of one youth region


def row(audience, group, figure):
    empty = {"lower": "", "upper": "", "coverage": "", "value": figure.get("value", "")}
    return {
        "indicator": "dropout", "variant": "", "informant": "", "period": figure.get("period", "2024-1"), **group,
        "population": "", "excluded": "", "unknown": "", "denominator": "", "numerator": "", **empty, "status": "hidden", "reason": "",
        "marks": "", "audience": audience, "snapshot": "s", "definitions_version": "1", **figure,
    }  # fmt: skip


def shown(n, k, **more):
    return {"population": n, "excluded": 0, "unknown": 0, "denominator": n, "numerator": k, "value": k / n, "status": "shown"} | more


def write(path, rows, dims):
    columns = (*FIGURE_COLUMNS_BEFORE_DIMS, *dims, *FIGURE_COLUMNS_AFTER_DIMS)
    if path.suffix == ".json":
        path.write_text(json.dumps([{c: r[c] if r[c] != "" else None for c in columns} for r in rows]))
        return path
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)
    return path


def leaking(audience="partner"):
    """A total and all parts but one: the hidden part is what is left."""
    parts = {"*": shown(100, 40), "0632": shown(60, 20), "0736": shown(33, 15), "9999": {"reason": "too_small"}}
    return [row(audience, {"municipality": m}, figure) for m, figure in parts.items()]


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_what_is_left_is_named(tmp_path, ending):
    found, _ = audit_releases([write(tmp_path / f"a.{ending}", leaking(), ("municipality",))])
    assert ("denominator", 7, 7) in {(e.what, e.lowest, e.highest) for e in found.exposed}
    assert {e.figure.group for e in found.exposed} == {("9999",)}


def test_two_releases_together_tell_more_than_each(tmp_path):
    """Municipalities of a region without its total, and the region: their difference is the hidden municipality."""
    first, second = UTRECHT_WEST
    small = [row("partner", {"municipality": m}, f) for m, f in {first: shown(60, 20), second: {"reason": "too_small"}}.items()]
    by_region = [row("partner", {"youth_region": "Utrecht-West"}, shown(67, 24))]
    files = [write(tmp_path / "m.csv", small, ("municipality",)), write(tmp_path / "r.csv", by_region, ("youth_region",))]
    assert not any(audit_releases([file])[0].exposed for file in files)
    assert audit_releases(files)[0].exposed


def test_files_about_different_data_are_attacked_apart(tmp_path):
    one = [row("partner", {"municipality": "*"}, shown(100, 40))]
    other = [row("partner", {"municipality": "*"}, shown(150, 60))]
    found, _ = audit_releases([write(tmp_path / "a.csv", one, ("municipality",)), write(tmp_path / "b.csv", other, ("municipality",))])
    assert found.apart and not found.exposed


def test_a_file_that_cannot_be_true_is_a_problem(tmp_path):
    wrong = [row("partner", {"municipality": m}, shown(n, 40)) for m, n in {"*": 100, "0632": 160, "0736": 50}.items()]
    with pytest.raises(Problem):
        audit_releases([write(tmp_path / "a.csv", wrong, ("municipality",))])


@pytest.mark.parametrize("audience", ["own", "", "mayor"])
def test_only_protected_releases_are_attacked(tmp_path, audience):
    with pytest.raises(Problem):
        read_release(write(tmp_path / "a.csv", leaking(audience), ("municipality",)))


def test_command_names_the_cells_and_its_exit_code_says_it(tmp_path):
    def run(*files):
        return subprocess.run([sys.executable, "-c", "from uitkomst.commands import main; main()", "audit", *map(str, files)],
                              capture_output=True, text=True)  # fmt: skip

    bad = run(write(tmp_path / "bad.csv", leaking(), ("municipality",)))
    assert bad.returncode == 1 and "9999" in bad.stdout
    assert run(write(tmp_path / "own.csv", leaking("own"), ("municipality",))).returncode == 2
    assert run(tmp_path / "nothing.csv").returncode == 2
    safe = [row("partner", {"municipality": m}, shown(n, 40)) for m, n in {"*": 150}.items()]
    assert run(write(tmp_path / "safe.csv", safe, ("municipality",))).returncode == 0


def test_kept_values_are_read_as_within_two():
    """The total kept its earlier value; taken literally it would contradict its parts."""
    rows = with_margins("x", {("A",): (60, 20), ("B",): (70, 25)}, ("m",))
    made = release(counts(rows, ("m",)), "partner")
    total = next(f for f in made.figures if f.group == ("*",))
    kept = replace(total, denominator=129, population=129, marks=("kept_earlier",))
    figures = tuple(kept if f is total else f for f in made.figures)
    assert not audit([Published("a", "partner", ("m",), figures)]).exposed
    with pytest.raises(Contradiction):
        audit([Published("a", "partner", ("m",), tuple(replace(f, marks=()) for f in figures))])


def test_a_sum_behind_a_mean_is_attacked_too():
    """Mean 1.5 of twenty and 2.0 of the ten in A leave 10 or 11 as the sum of the ten in B, whose lowest grade is 1: two values."""
    rows = [cell("usefulness", (m,), n, None, total=t) for m, (n, t) in {"A": (10, 20), "B": (10, 20), "*": (20, 40)}.items()]
    a, b, total = release(counts(rows, ("m",)), "partner").figures
    assert [f.value for f in (a, b, total)] == [2.0, 2.0, 2.0]
    hidden = replace(b, value=None, status="hidden", reason="secondary")
    for told, exposed in ((2.0, set()), (1.5, {"sum"})):
        figures = (a, hidden, replace(total, value=told))
        assert {e.what for e in audit([Published("a", "partner", ("m",), figures)]).exposed} == exposed
