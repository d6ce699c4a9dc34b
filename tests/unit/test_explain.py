"""explain, show-steps and indicators: every figure can be taken apart into its units, and every step can be looked at."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.deliveries import KEY, bsn, row, write_delivery
from uitkomst.commands import make_app
from uitkomst.engine import Engine, read_steps
from uitkomst.measures import Request, Scope, load_definitions
from uitkomst.measures.explain import Figure, explain
from uitkomst.measures.measure import measure
from uitkomst.measures.sample import asked, build
from uitkomst.measures.sample_rows import kvk
from uitkomst.measures.scenarios import indicator_scenarios
from uitkomst.snapshots import link
from uitkomst.vocabulary.client_keys import pseudonym
from uitkomst.vocabulary.periods import Period
from uitkomst.vocabulary.problems import Problem


@pytest.fixture
def deliveries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two providers; client 1 ends at A and starts again at B, client 2 ends at A in another municipality, one row is refused."""
    monkeypatch.setenv("UITKOMST_PSEUDONYM_KEY", KEY)
    a, b = kvk("A"), kvk("B")
    ended = {"datum_einde": "20240301", "reden_beeindiging": "03", "nut_ouder": 8, "doelen_afgesproken": 3, "doelen_beoordeeld": 2}
    goals = {"doelen_gerealiseerd": 1}
    rows = [row(bsn=bsn(1), **ended, **goals), row(bsn=bsn(2), gemeentecode="0736", **ended | {"reden_beeindiging": "01"}, **goals)]
    write_delivery(tmp_path, a, "2024-1", [*rows, row(bsn=bsn(3), hulpvorm="99")])
    write_delivery(tmp_path, a, "2024-2", [row(bsn=bsn(4), datum_aanvang="20240801")])
    write_delivery(tmp_path, b, "2024-2", [row(bsn=bsn(1), datum_aanvang="20240901")])
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = make_app()(list(words), exit_on_error=False, print_error=True, result_action="return_value")
    said = capsys.readouterr()
    return code or 0, said.out, said.err


@pytest.mark.parametrize("indicator", list(load_definitions()))
def test_the_units_of_a_figure_add_up_to_its_counts(indicator: str) -> None:
    looked_at = 0
    for scenario in indicator_scenarios(indicator)[:2]:
        with Engine() as engine:
            snapshot = build(scenario, engine)
            period = Period.parse(str(asked(scenario)[0].year))
            measure(snapshot, Request((period,), ("form_of_help",), indicators=(indicator,)), persons=False)
            counts = engine.rows("SELECT variant, informant, form_of_help, population, excluded, unknown, denominator FROM counts")
            looked_at += len(counts)
            for variant, informant, form, *numbers in counts:
                where = () if form == "*" else (("form_of_help", form),)
                units = explain(snapshot, Figure(indicator, period, variant, informant, where=where))
                by_verdict = [sum(u.units for u in units if u.verdict == verdict) for verdict in ("excluded", "unknown")]
                population = sum(u.units for u in units)
                assert [population, *by_verdict, population - sum(by_verdict)] == numbers, (scenario.heading, variant, form)
    assert looked_at


def test_elsewhere_is_said_only_when_the_reason_lies_at_another_provider() -> None:
    scenario = next(s for s in indicator_scenarios("no_return") if s.heading.startswith("Ook een nieuwe start bij een andere"))
    figure = Figure("no_return", Period.parse("2024-1"))
    with Engine() as engine:
        snapshot = build(scenario, engine)
        told = {(u.client, u.reason): u.elsewhere for u in explain(snapshot, figure)}
        assert set(told.values()) == {True} and len(told) == 2
        again = {(u.client, u.reason): u.elsewhere for u in explain(snapshot, figure)}
        assert again == told
        alone = explain(link(snapshot, kvk("A")), Figure("no_return", Period.parse("2024-1"), scope=Scope("provider", kvk("A"))))
        assert {(u.reason, u.elsewhere) for u in alone} == {("no_new_start", False)}
    scenario = indicator_scenarios("no_return")[0]
    with Engine() as engine:
        assert not any(u.elsewhere for u in explain(build(scenario, engine), figure))


def test_explain_tells_why_without_saying_who(deliveries: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "explain", str(deliveries), "--indicator", "no_return", "--period", "2024-1", "--format", "json")
    assert code == 1  # one row was refused
    told = json.loads(out)
    assert told["totals"] == {"population": 2, "met": 1, "not_met": 1}
    why = {(u["verdict"], u["reason"], u["elsewhere"]) for u in told["units"]}
    assert why == {("not_met", "new_start", True), ("met", "no_new_start", False)}
    assert kvk("B") not in out and "2024-09-01" not in out
    for n in range(1, 5):
        assert bsn(n) not in out + err
        assert pseudonym(KEY.encode(), bsn(n))[:12] not in out + err
    assert "Niet delen" in err


def test_explain_reads_as_a_table_in_both_languages(deliveries: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked_for = ["explain", str(deliveries), "--indicator", "no_return", "--period", "2024-1"]
    _, out, _ = run(capsys, *asked_for)
    assert "Geen nieuwe start, 2024-1, alle trajecten" in out and "Niet delen" in out and "(elders)" in out
    assert "2 in totaal: 1 ja, 1 nee" in out
    _, out, _ = run(capsys, *asked_for, "--language", "en", "--scope", f"provider:{kvk('A')}")
    assert "Not for sharing" in out and "only" in out.lower() and "elsewhere)" not in out
    assert "2 in total: 2 yes" in out


def test_explain_by_group_counts_goals_and_writes_a_file(deliveries: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = deliveries / "why.csv"
    words = ["--indicator", "goals_achieved", "--period", "2024", "--where", "municipality=0736", "--format", "csv", "--out", str(out)]
    run(capsys, "explain", str(deliveries), *words)
    lines = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))
    assert sorted((line["verdict"], line["units"]) for line in lines) == [("met", "1"), ("not_met", "1"), ("unknown", "1")]
    assert {line["municipality"] for line in lines} == {"0736"}
    assert list(deliveries.glob(".why*")) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--indicator", "uitval", "--period", "2024-1"], "'uitval' is geen indicator"),
        (["--indicator", "dropout", "--period", "2024-3"], "geen periode"),
        (["--indicator", "dropout", "--period", "2024-1", "--variant", "x"], "client, early_end"),
        (["--indicator", "dropout", "--period", "2024-1", "--informant", "parent"], "geen informant"),
        (["--indicator", "dropout", "--period", "2024-1", "--where", "practitioner=1"], "geen groepering"),
        (["--indicator", "dropout", "--period", "2024-1", "--where", "municipality"], "GROEPERING=WAARDE"),
    ],
)
def test_explain_refuses_what_cannot_be_asked(deliveries: Path, words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Problem) as refused:
        run(capsys, "explain", str(deliveries), *words)
    assert said in refused.value.text("nl")


def test_show_steps_shows_every_step_of_a_sample(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "show-steps", "no_return", "--sample", "verblijf")
    assert code == 0
    steps = [*read_steps("uitkomst.snapshots", "steps"), *read_steps("uitkomst.measures", "units")]
    for step in steps:
        assert f"{step.name}  (" in out and step.about.splitlines()[0][:60] in out
    assert "Verzonnen gegevens" in out and "care_continues" in out and "population = 4" in out


def test_show_steps_names_the_samples_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Problem) as refused:
        run(capsys, "show-steps", "dropout", "--sample", "zeppelin")
    assert "Alleen eenzijdig stoppen" in refused.value.text("nl")
    with pytest.raises(Problem, match="not an indicator"):
        run(capsys, "show-steps", "zeppelin")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_indicators_lists_every_indicator_with_its_variants(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "indicators", "--language", language)
    for definition in load_definitions().values():
        assert f"{definition.id}: {definition.title[language]}" in out
        for variant in definition.variants:
            assert not variant.id or f"{definition.id}:{variant.id}" in out
    _, out, _ = run(capsys, "indicators", "dropout", "--language", language, "--format", "json")
    (entry,) = json.loads(out)
    assert entry["id"] == "dropout" and entry["may_not_conclude"] and [v[0] for v in entry["variants"]] == ["", "client", "early_end"]
