"""Words, numbers and sentences: as a Dutch and an English reader expect them, and what is said when nothing may be shown."""

from dataclasses import replace
from datetime import date

import pytest

from tests.fixtures_figures import release
from uitkomst.measures.definitions import load_definitions
from uitkomst.presentation.release_view import ReleaseView, bands
from uitkomst.presentation.sentences import bounds_sentence, found_sentence, hidden_sentence, missing_sentence, remarks
from uitkomst.presentation.words import Words

NL, EN = Words("nl"), Words("en")
DROPOUT = load_definitions()["dropout"]
USEFULNESS = load_definitions()["usefulness"]


@pytest.fixture(scope="module")
def view():
    return ReleaseView(release("partner"))


@pytest.fixture(scope="module")
def shown(view):
    return view.get("dropout", "", "", "2023..2024", ("*",))


def test_numbers_in_the_notation_of_the_language():
    assert (NL.number(1234567), EN.number(1234567)) == ("1.234.567", "1,234,567")
    assert (NL.decimal(7.25, 1), EN.decimal(7.0, 1), NL.decimal(1234.5, 1), NL.decimal(212.4, 0)) == ("7,2", "7.0", "1.234,5", "212")


def test_shares_in_words():
    assert NL.share(0.312) == "31"
    assert (NL.share(0.001), NL.share(0.999), NL.share(0), EN.share(0.001)) == ("minder dan 1", "meer dan 99", "0", "fewer than 1")
    assert (NL.roughly(0.42), NL.roughly(0.07), EN.roughly(0.6)) == ("4 van de 10", "7 van de 100", "6 of every 10")


def test_periods():
    assert [NL.period(p) for p in ("2023..2024", "2024", "2024-1")] == ["2023 en 2024", "2024", "eerste helft van 2024"]
    assert EN.short_half("2024-2") == "2024, 2nd half"


def test_another_language_is_refused():
    with pytest.raises(ValueError, match="use nl or en"):
        Words("fy")


def test_the_sentence_is_a_natural_frequency_with_its_margin(shown):
    figure = replace(shown, numerator=31, denominator=100, value=0.31, lower=0.2278, upper=0.4063)
    assert found_sentence(NL, DROPOUT, figure, DROPOUT.variant("")) == (
        "Bij 31 van de 100 beëindigde trajecten stopte de cliënt of de aanbieder voortijdig, zonder dat ze het daarover eens waren "
        "(ongeveer tussen 22 en 41)."
    )


def test_a_mean_uses_a_comma_and_says_who(view):
    figure = replace(view.get("usefulness", "", "parent", "2023..2024", ("*",)), value=7.4, lower=None, upper=None)
    assert found_sentence(NL, USEFULNESS, figure, USEFULNESS.variant("")) == "Gemiddeld geven ouders een 7,4 voor hoe nuttig de hulp was."


def test_what_is_missing_in_words(shown):
    assert (
        missing_sentence(NL, DROPOUT, replace(shown, coverage=0.58))
        == "Van 4 van de 10 beëindigde trajecten weten we niet waarom de hulp stopte."
    )
    assert missing_sentence(NL, DROPOUT, replace(shown, coverage=1.0, denominator=1204)) == "Van alle 1.204 trajecten is het bekend."
    assert missing_sentence(NL, DROPOUT, replace(shown, coverage=None)) == NL("sentence.missing_hidden")


def test_bounds_tell_how_far_the_unknown_could_move_it(shown):
    # methods 1.2: N = 100, n = 45, k = 30 gives 30-85
    figure = replace(shown, numerator=30, denominator=45, unknown=55)
    assert "tussen 30 en 85 van de 100" in bounds_sentence(NL, figure)
    assert bounds_sentence(NL, replace(figure, unknown=0)) == ""


def test_few_known_and_low_coverage_are_said(shown):
    assert remarks(NL, DROPOUT, replace(shown, denominator=12, coverage=0.3)) == [
        "Het gaat om weinig trajecten (12). Lees dit als een indruk.",
        NL("sentence.low_coverage"),
    ]
    assert remarks(NL, DROPOUT, replace(shown, denominator=120, coverage=0.9)) == []


def hidden(figure, reason, **changes):
    return replace(figure, value=None, numerator=None, lower=None, upper=None, status="hidden", reason=reason, **changes)


@pytest.mark.parametrize(
    ("reason", "period", "whole", "expected"),
    [
        ("too_small", "2024-1", "", ("minder dan 10 cliënten", "langere periode")),
        ("too_small", "2023..2024", "Utrecht-West", ("minder dan 10 cliënten", "Voor Utrecht-West als geheel is")),
        ("too_small", "2023..2024", "", ("minder dan 10 cliënten", "meer trajecten")),
        ("few", "2024", "", ("bij minder dan 3 van de 80 trajecten", "langere periode")),
        ("nearly_all", "2024", "", ("bij alle 80 trajecten, of op minder dan 3 na",)),
        ("few_persons", "2024", "", ("minder dan 3 verschillende cliënten",)),
        ("secondary", "2024", "", ("ander, klein cijfer", "minder uitsplitsingen")),
        ("no_answers", "2023..2024", "", ("nog niets over bekend", "meer antwoorden")),
        ("earlier", "2024", "", ("eerdere spiegel",)),
        ("something_new", "2024", "", ("kunnen we niet tonen",)),
    ],
)
def test_a_hidden_figure_says_why_and_what_would_make_it_visible(shown, reason, period, whole, expected):
    figure = hidden(shown, reason, denominator=80, period=period)
    sentence = hidden_sentence(NL, DROPOUT, figure, {"nl": "Uitval", "en": "Dropout"}, "partner", whole)
    assert sentence.startswith("Uitval: ")
    for words in expected:
        assert words in sentence


def test_open_says_its_own_threshold(shown):
    sentence = hidden_sentence(NL, DROPOUT, hidden(shown, "too_small", denominator=None), {"nl": "Uitval"}, "open", "")
    assert "7 of minder" in sentence and "10 cliënten" not in sentence


def test_classes_taken_together_are_one_band(view):
    classes = load_definitions()["dropout"].classes
    base = view.get("dropout", "class:01", "", "2023..2024", ("*",))
    figures = [replace(base, variant=f"class:{c.id}", merged=(), group=("x",)) for c in classes]
    for change in ({"merged": ("05",)}, {"merged": ("class:04", "class:05")}, {"marks": ("provisional", "merged:04+05")}):
        together = [replace(f, **change) if f.variant == "class:04" else f for f in figures if f.variant != "class:05"]
        found = bands(ReleaseView(together), DROPOUT, "", "2023..2024", ("x",))
        assert [[c.id for c in band.classes] for band in found] == [["01"], ["02"], ["03"], ["04", "05"]]
        assert all(band.figure and band.figure.numerator is not None for band in found)


def test_a_merged_class_shown_twice_is_one_band(view):
    base = view.get("dropout", "class:01", "", "2023..2024", ("*",))
    figures = [replace(base, variant=f"class:{c.id}", merged=(), group=("x",)) for c in DROPOUT.classes]
    both = [replace(f, merged=("class:01", "class:02")) if f.variant in ("class:01", "class:02") else f for f in figures]
    found = bands(ReleaseView(both), DROPOUT, "", "2023..2024", ("x",))
    assert [[c.id for c in band.classes] for band in found] == [["01", "02"], ["03"], ["04"], ["05"]]


def test_a_day_is_written_in_words() -> None:
    assert NL.day(date(2026, 3, 1)) == "1 maart 2026"
    assert EN.day(date(2026, 12, 31)) == "31 December 2026"


@pytest.mark.parametrize(
    ("kind", "name", "dutch", "english"),
    [
        ("municipality", "Gemeente Woerden", "gemeente Woerden", "municipality of Woerden"),
        ("region", "Jeugdregio Utrecht-West", "jeugdregio Utrecht-West", "youth region Utrecht-West"),
        ("team", "Team Noord", "team Noord", "team Noord"),
        ("provider", "Gemeente Hulp", "aanbieder Gemeente Hulp", "provider Gemeente Hulp"),
    ],
)
def test_a_name_that_says_what_it_is_does_not_say_so_twice_in_any_language(kind, name, dutch, english):
    assert (NL.scope(kind, name), EN.scope(kind, name)) == (dutch, english)
