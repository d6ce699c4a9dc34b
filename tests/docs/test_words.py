"""Words that judge a unit do not occur in any text of the product (product, principle 2)."""

import re
import tomllib
from pathlib import Path

import pytest

from uitkomst.measures.definitions import load_definitions

SOURCE = Path(__file__).parents[2] / "src" / "uitkomst"
PLACES = {"municipalities.csv"}
"""Names of places are not words of ours: Best is a municipality."""
TEXT_FILES = sorted(
    p for ending in ("toml", "html", "css", "typ", "md", "txt", "csv", "ftl") for p in SOURCE.rglob(f"*.{ending}") if p.name not in PLACES
)
COMMANDS = sorted((SOURCE / "commands").rglob("*.py"))

FORBIDDEN = re.compile(
    r"\b(ranglijst\w*|rangorde\w*|streefcijfer\w*|streefwaarde\w*|streefnorm\w*|scorebord\w*|stoplicht\w*|koploper\w*|hekkensluiter\w*|"
    r"top-?10|beste|slechtste|presteer\w*|presteren|prestatie\w*|norm(?:en)? (?:is |zijn )?(?:ge)?haal\w*|(?:onder|boven) de norm|"
    r"league table\w*|ranking\w*|scoreboard\w*|leaderboard\w*|target (?:figure|value|line)\w*|traffic light\w*|best|worst|underperform\w*|"
    r"(?:top|poor) performer\w*)\b",
    re.IGNORECASE,
)
SALUTATION = re.compile(r"(?m)(^|[\"'>“‘]\s*)Beste (?=[A-Z{]|heer|mevrouw|ouder|jongere|lezer|collega)")


def forbidden(text: str) -> list[str]:
    """Forbidden words in a text; the salutation "Beste Sanne" and words such as normgroep are allowed."""
    return [found.group(0) for found in FORBIDDEN.finditer(SALUTATION.sub(r"\1", text))]


def test_no_text_of_the_product_judges_a_unit():
    found = {str(path.relative_to(SOURCE)): forbidden(path.read_text(encoding="utf-8")) for path in TEXT_FILES + COMMANDS}
    assert {path: words for path, words in found.items() if words} == {}


@pytest.mark.parametrize(
    "text",
    ["de ranglijst van aanbieders", "het streefcijfer is 80", "op het scorebord", "de beste aanbieder", "Beste aanbieder van de regio",
     "de slechtste regio", "de norm is gehaald", "aanbieder A presteert", "the best provider", "a league table"],
)  # fmt: skip
def test_words_that_judge_are_found(text):
    assert forbidden(text)


@pytest.mark.parametrize(
    "text",
    ["Beste Sanne,", "Beste {naam},", '"Beste ouder, wilt u"', "kies de normgroep", "geen normtabel geladen",
     "verbeteren", "het bestemde doel", "bestaande hulp"],
)  # fmt: skip
def test_salutation_and_norm_tables_are_allowed(text):
    assert forbidden(text) == []


def test_something_is_looked_at():
    assert len(TEXT_FILES) > 20


def leaves(texts, path=()):
    for key, value in texts.items():
        if isinstance(value, dict):
            yield from leaves(value, (*path, key))
        else:
            yield (*path, key), value


def test_dutch_and_english_texts_have_the_same_keys_and_places():
    folder = SOURCE / "presentation" / "texts"
    dutch, english = (dict(leaves(tomllib.loads((folder / f"{language}.toml").read_text()))) for language in ("nl", "en"))
    assert dutch.keys() == english.keys()
    for key, text in dutch.items():
        assert type(text) is type(english[key]), key
        if isinstance(text, str):
            assert set(re.findall(r"{(\w+)}", text)) == set(re.findall(r"{(\w+)}", english[key])), key
        else:
            assert len(text) == len(english[key]), key


def texts_of(value):
    """Every pair of a Dutch and an English text in a definition file."""
    if isinstance(value, dict):
        if set(value) & {"nl", "en"}:
            yield value
        else:
            for inner in value.values():
                yield from texts_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_of(inner)


@pytest.mark.parametrize("indicator", load_definitions())
def test_every_definition_speaks_both_languages(indicator):
    data = tomllib.loads((SOURCE / "measures" / "library" / indicator / "definition.toml").read_text())
    pairs = list(texts_of(data))
    assert len(pairs) > 5
    for pair in pairs:
        assert set(pair) == {"nl", "en"} and pair["nl"] and pair["en"], pair
        if isinstance(pair["nl"], str):
            assert set(re.findall(r"{(\w+)}", pair["nl"])) == set(re.findall(r"{(\w+)}", pair["en"])), pair
        else:
            assert len(pair["nl"]) == len(pair["en"]), pair


@pytest.mark.parametrize("definition", [d for d in load_definitions().values() if not d.context], ids=lambda d: d.id)
def test_every_indicator_can_be_told_without_a_direction(definition):
    assert definition.reading_aid and definition.question and definition.missing and definition.unknown and definition.excluded
    known = {v.id for v in definition.variants} | {f"class:{c.id}" for c in definition.classes}
    assert set(definition.headline) <= known
    for variant in definition.variants:
        assert set(variant.classes) <= {c.id for c in definition.classes}
        assert variant.nested_in is None or variant.nested_in in known
        if variant.nested_in is not None and variant.classes:
            assert set(variant.classes) < set(definition.variant(variant.nested_in).classes)
        placeholders = set(re.findall(r"{(\w+)}", variant.sentence["nl"]))
        assert placeholders <= {"who", "mean" if definition.kind == "scale" else "share"}
        assert ("who" in placeholders) == bool(definition.informants)
