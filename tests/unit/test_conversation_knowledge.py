"""Knowledge notes: each has a text, a population and a source in both languages, about an indicator that exists, without a number."""

from __future__ import annotations

import re
from importlib.resources import files

from uitkomst.conversation.knowledge import notes
from uitkomst.measures.definitions import load_definitions


def test_every_file_is_about_an_indicator_and_says_source_and_population() -> None:
    names = [one.name.removesuffix(".toml") for one in (files("uitkomst.conversation") / "library").iterdir()]
    assert names and set(names) <= {one.id for one in load_definitions().values() if not one.context}
    for name in names:
        for language in ("nl", "en"):
            found = notes(name, language)
            assert found and all(note.text and note.population and note.source for note in found)
            # What is achievable elsewhere would become a line to be held against: a note explains, it sets no number of 100.
            assert not any(re.search(r"\d+\s?(%|van de 100|of every 100)", note.text) for note in found)


def test_an_indicator_without_notes_has_none() -> None:
    assert notes("problem_reduction", "nl") == ()
