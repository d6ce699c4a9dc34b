"""Questionnaires from their files: ``<id>.v<version>.toml``, discovered. An incomplete file is refused, with everything that is wrong.

The form of a file stands in ``library/README.md``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from uitkomst.questionnaires.faults import Faults, Table
from uitkomst.questionnaires.questionnaire import INFORMANTS, MOMENTS, STANDARD, WORDINGS, Question, Questionnaire
from uitkomst.questionnaires.questions import read_question
from uitkomst.questionnaires.routing import unreachable

LIBRARY = Path(__file__).parent / "library"
KEYS = {"id", "version", "informant", "moments", "languages", "wordings", "include", "title", "intro", "question"}


class FaultyQuestionnaire(ValueError):
    """A file that is not a whole questionnaire. ``problems``: one sentence each, with the place in the file."""

    def __init__(self, file: Path, problems: list[str]) -> None:
        super().__init__(f"{file.name} is not used: {'; '.join(problems)}")
        self.file = file
        self.problems = tuple(problems)


@cache
def load_questionnaires(folder: Path = LIBRARY) -> dict[str, Questionnaire]:
    """All questionnaires of a folder by key (``outcome_parent.v1``), in order of key. Raises FaultyQuestionnaire."""
    found: dict[str, Questionnaire] = {}
    for path in sorted(folder.glob("*.toml")):
        _load(path, found, ())
    return dict(sorted(found.items()))


def by_key(key: str, folder: Path = LIBRARY) -> Questionnaire:
    """One version by its key. Raises KeyError."""
    return load_questionnaires(folder)[key]


def current(questionnaire_id: str, folder: Path = LIBRARY) -> Questionnaire:
    """The newest version: for new invitations. Raises KeyError."""
    versions = [found for found in load_questionnaires(folder).values() if found.id == questionnaire_id]
    if not versions:
        raise KeyError(questionnaire_id)
    return max(versions, key=lambda found: found.version)


def current_for(moment: str, informant: str, folder: Path = LIBRARY) -> tuple[Questionnaire, ...]:
    """The newest version of every questionnaire for this moment and informant, in order of id."""
    ids = dict.fromkeys(found.id for found in load_questionnaires(folder).values())
    newest = (current(questionnaire_id, folder) for questionnaire_id in ids)
    return tuple(found for found in newest if moment in found.moments and informant == found.informant)


def read_data(data: Mapping[str, object], key: str) -> Questionnaire:
    """A questionnaire that came in another form, as the data of a file called ``key``. Raises FaultyQuestionnaire."""
    faults = Faults()
    made = _read(data, faults, [])
    _check_name(Path(f"{key}.toml"), made, faults)
    if faults.problems:
        raise FaultyQuestionnaire(Path(f"{key}.toml"), faults.problems)
    return made


def _load(path: Path, found: dict[str, Questionnaire], on_the_way: tuple[str, ...]) -> Questionnaire:
    key = path.name.removesuffix(".toml")
    if key in found:
        return found[key]
    faults = Faults()
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as wrong:
        raise FaultyQuestionnaire(path, [f"it cannot be read: {wrong}"]) from wrong
    included = [_included(path, name, found, (*on_the_way, key), faults) for name in Table(data, "", faults).words("include", ())]
    made = _read(data, faults, [one for one in included if one])
    _check_name(path, made, faults)
    if faults.problems:
        raise FaultyQuestionnaire(path, faults.problems)
    found[key] = made
    return made


def _included(path: Path, name: str, found: dict[str, Questionnaire], on_the_way: tuple[str, ...], faults: Faults) -> Questionnaire | None:
    if name in on_the_way:
        faults.add("include", f"'{name}' includes itself")
    elif re.fullmatch(r"[a-z][a-z0-9_]*\.v[0-9]+", name) and path.with_name(f"{name}.toml").exists():
        return _load(path.with_name(f"{name}.toml"), found, on_the_way)
    else:
        faults.add("include", f"there is no questionnaire '{name}'")
    return None


def _read(data: Mapping[str, object], faults: Faults, included: list[Questionnaire]) -> Questionnaire:
    table = Table(data, "", faults, KEYS)
    languages = table.words("languages", None)
    wordings = table.words("wordings", (STANDARD,), among=WORDINGS)
    scope = table.for_texts(languages, wordings)
    questions: list[Question] = [question for other in included for question in other.questions]
    for number, one in enumerate(scope.tables("question"), 1):
        questions.append(read_question(one.named(f"question {number}"), questions))
    made = Questionnaire(
        id=table.word("id"),
        version=table.number("version"),
        informant=table.word("informant", among=INFORMANTS),
        moments=table.words("moments", (), among=MOMENTS),
        languages=languages,
        wordings=wordings,
        title=scope.text("title"),
        intro=scope.text("intro") if "intro" in data else None,
        questions=tuple(questions),
        includes=tuple(other.key for other in included),
    )
    _check_whole(made, included, faults)
    return made


def _check_whole(made: Questionnaire, included: list[Questionnaire], faults: Faults) -> None:
    if not made.questions:
        faults.add("question", "there is no question")
    if STANDARD not in made.wordings:
        faults.add("wordings", f"'{STANDARD}' is missing")
    ids = [question.id for question in made.questions]
    for twice in sorted({name for name in ids if ids.count(name) > 1}):
        faults.add("question", f"the id '{twice}' is used more than once")
    for other in included:
        if other.informant != made.informant:
            faults.add("include", f"'{other.key}' is for another informant")
        for language in sorted(set(made.languages) - set(other.languages)):
            faults.add("include", f"'{other.key}' has no texts in '{language}'")
    if not faults.problems:
        for name in unreachable(made.questions):
            faults.add(f"question '{name}'", "no answers lead to it")


def _check_name(path: Path, made: Questionnaire, faults: Faults) -> None:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", made.id) or made.version < 1:
        faults.add("id", "an id has small letters, digits and _; a version is 1 or higher")
    elif path.name != f"{made.key}.toml":
        faults.add("id", f"the file should be called {made.key}.toml")
