"""The papers of the house tell what the code does: glossary, reference, settings, links, licence."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib import util
from pathlib import Path
from types import ModuleType

import pytest

from uitkomst.commands import make_app
from uitkomst.measures import load_definitions
from uitkomst.vocabulary.tables import table_names
from uitkomst.vocabulary.texts import read_texts

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "uitkomst"
SKIPPED = {".venv", "demo", "node_modules", "build", ".git", ".hypothesis", ".pytest_cache", ".ruff_cache", ".mypy_cache"}

# Terms of the house (architecture, Names). One that exists in the code must be in the glossary.
NAMES = {
    "cliënt": "client", "hulpverlener": "Practitioner", "aanbieder": "provider", "gemeente": "Municipality", "jeugdregio": "youth_region",
    "traject": "trajectories", "samengesteld traject": "CombinedTrajectory", "hulpvraag": "RequestForHelp", "doel": "Goal",
    "reden beëindiging": "end_reason", "uitval": "dropout", "nut": "usefulness", "zonder hulp verder": "able_to_continue",
    "geen nieuwe start": "no_return", "herhaald beroep": "return_to_care", "doelrealisatie": "goals_achieved",
    "afname problematiek": "problem_reduction", "aanlevering": "Delivery", "bevinding": "Finding", "vragenlijst": "Questionnaire",
    "uitnodiging": "Invitation", "momentopname": "Snapshot", "spiegel": "Mirror", "kwaliteitsgesprek": "Conversation",
    "verwachting": "Expectation", "duiding": "Interpretation", "verbeteractie": "ImprovementAction",
}  # fmt: skip


def papers() -> list[Path]:
    """Every Markdown file of the house."""
    return sorted(p for p in ROOT.rglob("*.md") if not SKIPPED & set(p.relative_to(ROOT).parts))


def source_text() -> str:
    files = (p for ending in ("py", "sql", "toml") for p in SOURCE.rglob(f"*.{ending}"))
    return "\n".join(f"{p.stem}\n{p.read_text(encoding='utf-8')}" for p in files) + "\n".join(p.name for p in SOURCE.rglob("*"))


def glossary() -> list[tuple[str, list[str], str]]:
    """(Dutch term, names in the code, meaning) of each row."""
    lines = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")][2:]
    return [(row[0], re.findall(r"`(\w+)`", row[1]), row[2]) for row in rows]


def reference() -> ModuleType:
    spec = util.spec_from_file_location("make_reference", ROOT / "scripts" / "make_reference.py")
    assert spec and spec.loader
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_name_in_the_glossary_exists_in_the_code() -> None:
    text = source_text()
    missing = [name for _, names, _ in glossary() for name in names if not re.search(rf"\b{name}\b", text)]
    assert missing == []
    assert all(names and meaning for _, names, meaning in glossary())


def test_terms_of_the_house_that_exist_in_the_code_are_in_the_glossary() -> None:
    text = source_text()
    listed = {name for _, names, _ in glossary() for name in names}
    built = {term: name for term, name in NAMES.items() if re.search(rf"class {name}\b|def {name}\b", text) or name.islower()}
    assert len(built) > 12
    assert {term: name for term, name in built.items() if name not in listed} == {}


def test_every_indicator_is_in_the_glossary() -> None:
    listed = {name for _, names, _ in glossary() for name in names}
    outcomes = {definition.id for definition in load_definitions().values() if not definition.context}
    assert outcomes <= listed


def test_the_glossary_is_in_order() -> None:
    terms = [term.split(",")[0].lower().translate(str.maketrans("ëéïö", "eeio")) for term, _, _ in glossary()]
    assert terms == sorted(terms)


def test_reference_pages_are_those_of_the_code() -> None:
    done = subprocess.run([sys.executable, ROOT / "scripts" / "make_reference.py", "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_stale_page_is_noticed(tmp_path: Path) -> None:
    module = reference()
    module.FOLDER = tmp_path
    assert module.main(["--check"]) == 1
    assert module.main([]) == 0 and module.main(["--check"]) == 0
    page = tmp_path / "instellingen.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nanother setting\n", encoding="utf-8")
    assert module.stale() == ["instellingen.md"]


def test_every_setting_is_documented_in_both_languages() -> None:
    used = set(reference().used_settings())
    page = (ROOT / "docs" / "naslag" / "instellingen.md").read_text(encoding="utf-8")
    assert "UITKOMST_PSEUDONYM_KEY" in used
    for language in ("nl", "en"):
        assert set(read_texts("uitkomst.vocabulary", "settings", language)) == used
    assert all(f"`{name}`" in page for name in used)


def test_every_command_and_table_is_documented() -> None:
    page = (ROOT / "docs" / "naslag" / "opdrachten.md").read_text(encoding="utf-8")
    commands = [name for name in make_app() if not name.startswith("-")]
    assert "explain" in commands
    assert [name for name in commands if f"## uitkomst {name}\n" not in page] == []
    for language in ("nl", "en"):
        assert set(table_names()) <= set(read_texts("uitkomst.vocabulary", "about_tables", language))


@pytest.mark.parametrize("paper", papers(), ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(paper: Path) -> None:
    text = paper.read_text(encoding="utf-8")
    text = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    links = [link.split("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text) if not re.match(r"https?:|mailto:|#", link)]
    assert [link for link in links if not (paper.parent / link).exists()] == []


def test_every_scenario_file_says_how_to_change_it() -> None:
    files = [*SOURCE.glob("measures/library/*/scenarios.md"), SOURCE / "snapshots" / "scenarios.md"]
    assert len(files) == len(load_definitions()) + 1
    for file in files:
        assert "docs/handleiding/scenario-toevoegen.md" in file.read_text(encoding="utf-8").split("## ")[0]


def test_the_readme_has_the_two_commands_and_the_licence_is_whole() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make demo" in readme and "make test" in readme and "EUPL-1.2" in readme
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in licence and "Appendix" in licence and len(licence) > 13_000
    assert "license: EUPL-1.2" in (ROOT / "publiccode.yml").read_text(encoding="utf-8")


def test_pre_commit_fetches_nothing() -> None:
    text = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    assert re.findall(r"repo: (\S+)", text) == ["local"] and "http" not in text


def test_papers_and_source_name_no_registry_and_no_path_of_a_machine() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split("\n")
    files = [ROOT / name for name in listed if name.endswith((".md", ".py", ".toml", ".yml", ".yaml", ".sql", ".lock", ".in", ".cfg"))]
    pattern = re.compile(r"pypi\.org|pythonhosted|registry\.npm|index-url http|/work/(main|shared)|/home/\w+/|/Users/\w+/")
    here = Path(__file__)
    assert [str(f.relative_to(ROOT)) for f in files if f.is_file() and f != here and pattern.search(f.read_text(encoding="utf-8"))] == []
