"""The fictitious region: reproducible, plainly fictitious, following the protocol's habits and the published shares."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from stdnum.nl import bsn as eleven_test

from uitkomst.flows.fictitious import RegionProblem, numbers, numbers_of_nobody
from uitkomst.flows.fictitious.folder import MARKER
from uitkomst.flows.make_region import make_region
from uitkomst.vocabulary.municipalities import read_municipalities
from uitkomst.vocabulary.periods import HalfYear, parse_range
from uitkomst.vocabulary.tables import read_table

NAME = re.compile(r"^(\d{8})_(\d{4}-[12])_jeugdhulp(?:_v(\d))?\.(csv|xlsx)$")
PERIODS = parse_range("2021-1:2024-2")
PROVIDERS = 12


@dataclass(frozen=True)
class Sheet:
    """One delivery file as read back: who, when, version, header and rows."""

    name: str
    provider: str
    period: HalfYear
    version: int
    header: list[str]
    rows: list[dict[str, str]]


def read_back(folder: Path) -> Iterator[Sheet]:
    """Read every delivery with a right name and content, whatever its encoding or separator."""
    for path in sorted(folder.glob("*_jeugdhulp*")):
        found = NAME.match(path.name)
        if not found or not path.stat().st_size:
            continue
        lines = _sheet(path) if path.suffix == ".xlsx" else _text(path)
        rows = [dict(zip(lines[0], line, strict=False)) for line in lines[1:]]
        yield Sheet(path.name, found[1], HalfYear.parse(found[2]), int(found[3] or 1), lines[0], rows)


def _text(path: Path) -> list[list[str]]:
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252")
    return list(csv.reader(io.StringIO(text), delimiter=";" if ";" in text.splitlines()[0] else ","))


def _sheet(path: Path) -> list[list[str]]:
    return [[str(cell) for cell in row] for row in CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()]


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("region") / "deliveries"
    make_region(folder, region="Utrecht-West", providers=PROVIDERS, clients=9000, periods="2021-1:2024-2", seed=7)
    return folder


@pytest.fixture(scope="module")
def sheets(region: Path) -> list[Sheet]:
    return list(read_back(region))


@pytest.fixture(scope="module")
def sound(region: Path, sheets: list[Sheet]) -> list[Sheet]:
    """The files and rows without an intended fault, newest version of each: what a user may rely on."""
    readme = (region / "LEESMIJ.txt").read_text(encoding="utf-8")
    spoilt = {(name, int(line)) for name, line in re.findall(r"^- (\S+), regel (\d+): ", readme, re.MULTILINE)}
    faulty = set(re.findall(r"^- (\S+): ", readme, re.MULTILINE))
    newest: dict[tuple[str, HalfYear], Sheet] = {}
    for sheet in sheets:
        if sheet.name not in faulty:
            rows = [row for line, row in enumerate(sheet.rows, start=2) if (sheet.name, line) not in spoilt]
            newest[sheet.provider, sheet.period] = Sheet(sheet.name, sheet.provider, sheet.period, sheet.version, sheet.header, rows)
    return list(newest.values())


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def small(folder: Path, seed: int = 3, **other: object) -> None:
    make_region(folder, municipalities=["0632", "0736"], providers=5, clients=300, periods="2023-1:2024-2", seed=seed, **other)  # type: ignore[arg-type]


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one/deliveries", "two/deliveries"):
        small(tmp_path / name)
    one, two = contents(tmp_path / "one/deliveries"), contents(tmp_path / "two/deliveries")
    assert any(name.endswith(".xlsx") for name in one)
    assert one == two
    small(tmp_path / "other" / "deliveries", seed=4)
    other = contents(tmp_path / "other" / "deliveries")
    assert all(one[name] != other[name] for name in one.keys() & other.keys() if name.endswith("_jeugdhulp.csv"))


def test_every_provider_delivers_every_half_year_but_for_the_designed_gaps(sheets: list[Sheet]) -> None:
    providers = sorted({sheet.provider for sheet in sheets})
    assert len(providers) == PROVIDERS
    delivered = {(sheet.provider, sheet.period) for sheet in sheets}
    missing = {(provider, period) for provider in providers for period in PERIODS} - delivered
    skipping, stopping = providers[-2], providers[-1]
    assert missing == {(skipping, PERIODS[4])} | {(stopping, period) for period in PERIODS[-3:]}


def test_names_follow_the_plain_format_and_one_does_not(region: Path) -> None:
    names = [path.name for path in region.glob("*_jeugdhulp*")]
    wrong = [name for name in names if not NAME.match(name)]
    assert len(wrong) == 1
    assert re.search(r"_\d{4}-3_jeugdhulp\.csv$", wrong[0])
    assert all(name.startswith("9000") for name in names)
    assert {NAME.match(name)[4] for name in names if NAME.match(name)} == {"csv", "xlsx"}  # type: ignore[index]


def test_only_test_numbers_are_used(sheets: list[Sheet], sound: list[Sheet]) -> None:
    for sheet in sheets:
        for row in sheet.rows:
            # Also a number spoilt on purpose, or eaten by a spreadsheet, is nobody's: it starts as the test numbers do.
            assert re.fullmatch(r"9999\d{4,5}|0+", row["bsn"])
    seen = {row["bsn"] for sheet in sound for row in sheet.rows} - {"999999999", "000000000"}
    assert len(seen) > 8500
    assert all(999_900_006 <= int(number) <= 999_999_990 and eleven_test.is_valid(number) for number in seen)


def test_the_eleven_test_agrees_with_the_library() -> None:
    expected = [number for number in range(999_990_000, 999_999_991) if eleven_test.is_valid(str(number))]
    assert numbers(999_990_000, 999_999_990).tolist() == expected
    assert len(numbers_of_nobody()) == 9091


def test_everything_says_that_it_is_fictitious(region: Path) -> None:
    readme = (region / "LEESMIJ.txt").read_text(encoding="utf-8")
    assert readme.startswith("FICTITIEUS")
    listed = re.findall(r"^9000\d{4}  (.+?):", readme, re.MULTILINE)
    assert len(listed) == PROVIDERS
    assert all("FICTITIEUS" in name for name in listed)
    stories = (region / "stories.md").read_text(encoding="utf-8")
    assert all("FICTITIEUS" in part for part in stories.split("\n## "))
    assert "FICTITIEUS" in (region / "tables" / "norms.csv").read_text(encoding="utf-8")
    assert "FICTITIEUS" in (region / MARKER).read_text(encoding="utf-8")


def test_the_stories_are_about_indicators_that_exist(region: Path) -> None:
    from uitkomst.measures import definitions  # the catalogue

    stories = (region / "stories.md").read_text(encoding="utf-8")
    known = {path.name for path in (Path(definitions.__file__).parent / "library").iterdir() if path.is_dir()}
    assert set(re.findall(r"^## (\S+)$", stories, re.MULTILINE)) <= known


def test_the_tables_can_be_loaded(region: Path) -> None:
    norms = read_table("norms", region / "tables")
    assert {line["instrument"] for line in norms} == {"FICT-T"}
    (pair,) = read_table("exempt", region / "tables")
    assert pair["provider"].startswith("9000")
    assert read_municipalities()[pair["municipality"]].youth_region == "Utrecht-West"


def test_a_file_holds_who_started_ended_or_had_help_running(sound: list[Sheet]) -> None:
    for sheet in sound:
        first, last = (f"{day:%Y%m%d}" for day in (sheet.period.first_day, sheet.period.last_day))
        for row in sheet.rows:
            assert row["datum_aanvang"] <= last
            assert row["datum_einde"] == "" or first <= row["datum_einde"] <= last
            assert row["datum_einde"] == "" or row["datum_aanvang"] <= row["datum_einde"]
            assert row["reden_beeindiging"] == "" or row["datum_einde"]
            assert (row["hulpvorm"] == "01") <= (row["verwijzer"] == "06")


def test_shares_are_near_the_published_ones(sound: list[Sheet]) -> None:
    """CBS: begun by form 2021; flows of the first half of 2021; referrers and ages 2018 (jeugdzorg, longreads and StatLine)."""
    rows = [(sheet, row) for sheet in sound for row in sheet.rows]
    begun = [row for sheet, row in rows if row["datum_aanvang"] >= f"{sheet.period.first_day:%Y%m%d}"]
    ended = [row for _, row in rows if row["datum_einde"]]
    published = {"01": 10.7, "02": 60.8, "03": 5.1, "04": 17.3, "11": 1.4, "12": 0.8, "13": 0.5, "14": 3.5}
    forms = Counter(row["hulpvorm"] for row in begun)
    for form, share in published.items():
        assert 100 * forms[form] / len(begun) == pytest.approx(share, abs=1 + 0.08 * share)
    assert len(begun) / len(rows) == pytest.approx(149_835 / 476_405, abs=0.04)
    assert len(ended) / len(rows) == pytest.approx(0.30, abs=0.04)  # as many out as in, over whole years
    referrers = Counter(row["verwijzer"] for _, row in rows)
    for referrer, share in {"01": 32.2, "02": 37.8, "04": 10.5, "05": 5.4, "06": 11.4}.items():
        assert 100 * referrers[referrer] / len(rows) == pytest.approx(share, abs=4)
    ages = Counter(_age_band(sheet, row) for sheet, row in rows if not row["geboortedatum"].startswith("0"))
    for band, share in {"0-3": 7.2, "4-11": 49.6, "12-17": 39.6, "18-22": 3.6}.items():
        assert 100 * ages[band] / len(rows) == pytest.approx(share, abs=4)


def _age_band(sheet: Sheet, row: dict[str, str]) -> str:
    age = (int(f"{sheet.period.first_day:%Y%m%d}") - int(row["geboortedatum"])) // 10_000
    return "0-3" if age < 4 else "4-11" if age < 12 else "12-17" if age < 18 else "18-22"


def test_answers_look_as_answers_do(sound: list[Sheet]) -> None:
    ended = [row for sheet in sound for row in sheet.rows if row["datum_einde"]]
    parent = [int(row["nut_ouder"]) for row in ended if row["nut_ouder"]]
    young = [int(row["nut_jeugdige"]) for row in ended if row["nut_jeugdige"]]
    assert 0.35 < len(parent) / len(ended) < 0.55
    assert len(young) < len(parent) / 2
    assert sum(parent) / len(parent) == pytest.approx(7.5, abs=0.2)
    assert {2, 3, 4, 5, 6, 7, 8, 9, 10} <= set(parent)
    older = [row for row in ended if row.get("zonder_hulp_schaal")]
    assert older
    assert max(row["datum_einde"] for row in older) <= "20211231"
    newer = [row for row in ended if row["zonder_hulp_ouder"] and not row.get("zonder_hulp_schaal")]
    assert min(row["datum_einde"] for row in newer) < "20220101"


def test_the_built_in_difference_is_there_to_be_found(sound: list[Sheet]) -> None:
    def dropout(target: str) -> float:
        rows = [row for sheet in sound for row in sheet.rows if row["datum_einde"] and row["reden_beeindiging"]]
        asked = [row["reden_beeindiging"] in ("03", "04") for row in rows if row.get("doelgroep") == target]
        return sum(asked) / len(asked)

    assert dropout("complexe scheiding") > 1.3 * dropout("gedragsproblemen")


def test_a_correction_brings_what_came_late(sheets: list[Sheet]) -> None:
    by_version = {(sheet.provider, sheet.period, sheet.version): sheet for sheet in sheets}
    pairs = [(by_version[p, h, 1], sheet) for (p, h, version), sheet in by_version.items() if version == 2 and "hulpvorm" in sheet.header]
    assert len(pairs) >= 5
    answers = [[sum(bool(row.get("nut_ouder")) for row in sheet.rows) for sheet in pair] for pair in pairs]
    assert sum(before for before, _ in answers) < 0.85 * sum(after for _, after in answers)


def test_the_unborn_get_a_number_later(sound: list[Sheet]) -> None:
    unborn = {(sheet.provider, row["hulpvorm"], row["datum_aanvang"]) for sheet in sound for row in sheet.rows if row["bsn"] == "000000000"}
    born = {
        (sheet.provider, row["hulpvorm"], row["datum_aanvang"])
        for sheet in sound
        for row in sheet.rows
        if row["bsn"] != "000000000" and row["geboortedatum"] > row["datum_aanvang"]
    }
    assert len(unborn & born) >= 3


def test_twins_without_a_number_are_equal_lines(sound: list[Sheet]) -> None:
    lines = Counter(
        (sheet.name, row["bsn"], row["geboortedatum"], row["geslacht"], row["postcode"], row["hulpvorm"], row["datum_aanvang"])
        for sheet in sound
        for row in sheet.rows
        if row["bsn"] in ("999999999", "000000000")
    )
    assert max(lines.values()) == 2


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"region": "Utrecht West"}, "Utrecht-West"),
        ({"region": "Utrecht-West", "municipalities": ["0632"]}, "--municipalities"),
        ({}, "--region"),
        ({"municipalities": ["9999"]}, "9999"),
        ({"region": "Utrecht-West", "clients": 9092}, "9091"),
        ({"region": "Utrecht-West", "providers": 0}, "--providers"),
        ({"region": "Utrecht-West", "periods": "2024-2:2021-1"}, "2021-1:2024-2"),
        ({"region": "Utrecht-West", "periods": "2014-1:2021-1"}, "2015-1"),
        ({"region": "Utrecht-West", "seed": -1}, "--seed"),
    ],
)
def test_what_cannot_be_made_is_said_and_nothing_is_written(tmp_path: Path, wrong: dict[str, object], told: str) -> None:
    with pytest.raises(RegionProblem) as caught:
        make_region(tmp_path / "new" / "deliveries", **wrong)  # type: ignore[arg-type]
    assert told in caught.value.text("nl")
    assert told in caught.value.text("en")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(RegionProblem, match="not empty"):
        small(tmp_path, replace=True)
    assert contents(tmp_path) == {"mine.txt": b"mine"}


def test_an_earlier_region_is_replaced_only_when_asked(tmp_path: Path) -> None:
    folder = tmp_path / "deliveries"
    small(folder)
    before = contents(folder)
    with pytest.raises(RegionProblem, match="--replace"):
        small(folder, seed=4)
    assert contents(folder) == before
    small(folder, seed=4, replace=True)
    assert contents(folder) != before
    (folder / "own-notes.txt").write_text("notes", encoding="utf-8")
    with pytest.raises(RegionProblem, match="more than"):
        small(folder, replace=True)
    assert [path.name for path in tmp_path.iterdir()] == ["deliveries"]


def test_stopping_halfway_leaves_nothing(tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        if done == total // 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        small(tmp_path / "deliveries", on_progress=stop)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("providers", "clients", "periods"), [(1, 1, "2024-1"), (2, 40, "2024-1:2024-2"), (40, 60, "2021-1:2022-2")])
def test_small_regions_can_be_made_too(tmp_path: Path, providers: int, clients: int, periods: str) -> None:
    made = make_region(tmp_path / "deliveries", municipalities=["0344"], providers=providers, clients=clients, periods=periods, seed=1)
    assert made.clients == clients
    assert made.files >= providers
