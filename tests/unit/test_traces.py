"""What in a sentence can show of whom it is."""

import pytest

from uitkomst.care.traces import Known, Trace, certain, find_traces

KNOWN = Known(people=("Noor", "Marja de Vries"), helpers=("Pim Jansen",), municipality="Woerden", providers=("Het Anker",), number="C-1")


def kinds(text: str) -> set[Trace]:
    return {one.trace for one in find_traces(text, KNOWN)}


@pytest.mark.parametrize(
    ("text", "trace"),
    [
        ("Voor noor was het fijn.", Trace.OWN_NAME),
        ("Noors moeder kwam ook.", Trace.OWN_NAME),
        ("Mevrouw Vries luisterde.", Trace.OWN_NAME),
        ("Pim belde elke week.", Trace.PRACTITIONER),
        ("In woerden was niemand.", Trace.MUNICIPALITY),
        ("Daarna woonde ik in Ede.", Trace.MUNICIPALITY),
        ("Bij het Anker hoorde ik niets.", Trace.PROVIDER),
        ("Bel mij op 06-12345678.", Trace.ADDRESS),
        ("Schrijf naar a@b.nl.", Trace.ADDRESS),
        ("Wij wonen op 3441 BR.", Trace.ADDRESS),
        ("Ik ben 14 jaar.", Trace.AGE),
        ("Mijn vijftienjarige zoon lacht weer.", Trace.AGE),
        ("Ik ben al 18.", Trace.AGE),
        ("Het begon op 12 mei.", Trace.DATE),
        ("Sinds mei gaat het beter.", Trace.DATE),
        ("In 2023 was het erg.", Trace.DATE),
    ],
)
def test_what_certainly_shows_somebody_is_found(text: str, trace: Trace) -> None:
    assert trace in {one.trace for one in certain(find_traces(text, KNOWN))}


@pytest.mark.parametrize(("text", "trace"), [("Ze kwam 3 keer.", Trace.NUMBER), ("Ik ging naar juf Ans.", Trace.CAPITAL)])
def test_what_may_be_something_is_for_a_person_to_see(text: str, trace: Trace) -> None:
    assert kinds(text) == {trace}


@pytest.mark.parametrize("text", ["Best fijn dat iemand luisterde.", "Zij mei het niet. Ik wel!", "Elke maandag een gesprek. Dat hielp."])
def test_common_words_are_no_findings(text: str) -> None:
    assert not certain(find_traces(text, KNOWN))


def test_nothing_is_known_and_nothing_is_found_in_nothing() -> None:
    assert find_traces("", Known()) == ()
