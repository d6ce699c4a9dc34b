"""Make the reference pages in docs/naslag/ from the code, so that they cannot tell something else than the product does.

Usage: python scripts/make_reference.py [--check]. With --check nothing is written: exit 1 names the pages that are stale.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path

from uitkomst.checks.rules import read_rules
from uitkomst.checks.texts import finding_text
from uitkomst.commands import make_app
from uitkomst.conversation.states import ALLOWED, Act, Phase, diagram
from uitkomst.flows.list_indicators import CatalogueEntry, list_indicators
from uitkomst.intake.from_messages.mapping import elements, taken
from uitkomst.intake.messages.standard import standards
from uitkomst.measures.reasons import reason_text, reason_word
from uitkomst.vocabulary import codes, tables
from uitkomst.vocabulary.texts import read_texts

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "naslag"
SOURCE = ROOT / "src" / "uitkomst"

MADE = {
    "nl": "*Gemaakt uit de code met `scripts/make_reference.py`. Verander de bron, niet deze pagina.*",
    "en": "*Made from the code with `scripts/make_reference.py`. Change the source, not this page.*",
}
WORDS = {
    "nl": {
        "indicators": "Indicatoren", "outcomes": "Uitkomsten",
        "context": "Cijfers die ernaast staan", "population": "Wie telt mee", "unknown": "Onbekend",
        "excluded": "Uitgezonderd", "variants": "Varianten", "classes": "Verdeling", "higher_can_mean": "Een hoger cijfer kan betekenen",
        "can_also_mean": "Het kan ook betekenen", "may_not_conclude": "Wat u niet mag concluderen", "sources": "Bronnen",
        "own": "Dit is onze eigen definitie, zolang er geen landelijke tekst is ingelezen.", "reasons": "Redenen bij een oordeel",
        "findings": "Bevindingen", "error": "Fouten: de regel wordt geweigerd", "signal": "Signalen: de regel telt mee",
        "file": "Bestanden, herstel en berichten", "means": "Wat het betekent", "do": "Wat u doet", "field": "Veld", "source": "Bron",
        "tables": "Tabellen en codelijsten", "settings": "Instellingen", "scenarios": "Voorbeelden",
    },
    "en": {
        "indicators": "Indicators", "outcomes": "Outcomes",
        "context": "Figures that stand beside them", "population": "Who counts", "unknown": "Unknown",
        "excluded": "Excluded", "variants": "Variants", "classes": "Distribution", "higher_can_mean": "A higher figure can mean",
        "can_also_mean": "It can also mean", "may_not_conclude": "What may not be concluded", "sources": "Sources",
        "own": "This is our own definition, until a national text has been loaded.", "reasons": "Reasons for a verdict",
        "findings": "Findings", "error": "Errors: the row is refused", "signal": "Signals: the row counts",
        "file": "Files, repairs and messages", "means": "What it means", "do": "What to do", "field": "Field", "source": "Source",
        "tables": "Tables and code lists", "settings": "Settings", "scenarios": "Examples",
    },
}  # fmt: skip


def indicators(language: str) -> Iterator[str]:
    """Every indicator with its definition, reading aid and sources, then the reasons of verdicts."""
    words = WORDS[language]
    yield f"# {words['indicators']}"
    yield MADE[language]
    for context, entries in groupby(list_indicators(language), key=lambda entry: entry.context):
        yield f"## {words['context' if context else 'outcomes']}"
        for entry in entries:
            yield from _indicator(entry, words)
    yield f"## {words['reasons']}"
    yield "\n".join(f"- **{reason_word(code, language)}** (`{code}`): {reason_text('', code, language)}" for code in _reasons(language))


def _reasons(language: str) -> list[str]:
    return list(read_texts("uitkomst.measures", "reasons", language))


def _indicator(entry: CatalogueEntry, words: dict[str, str]) -> Iterator[str]:
    yield f"### {entry.title} (`{entry.id}`)"
    yield from (text for text in (entry.question, entry.definition, words["own"] if entry.own_definition else "") if text)
    facts = [(words[name], getattr(entry, name)) for name in ("population", "unknown", "excluded")]
    yield "\n".join(f"- **{name}**: {text}" for name, text in facts if text)
    if len(entry.variants) > 1:
        yield f"**{words['variants']}**"
        yield "\n".join(f"- `{entry.id}{':' if variant else ''}{variant}`: {title}" for variant, title in entry.variants)
    if entry.classes:
        yield f"**{words['classes']}**: {'; '.join(label or name for name, label in entry.classes)}."
    for name in ("higher_can_mean", "can_also_mean", "may_not_conclude", "sources"):
        if items := getattr(entry, name):
            yield f"**{words[name]}**"
            yield "\n".join(f"- {item}" for item in items)
    folder = f"../../src/uitkomst/measures/library/{entry.id}"
    yield f"{words['scenarios']}: [scenarios.md]({folder}/scenarios.md), [verdict.sql]({folder}/verdict.sql)."


def findings(language: str) -> Iterator[str]:
    """Every finding: errors and signals of the library first, then what is found about whole files and messages."""
    words = WORDS[language]
    yield f"# {words['findings']}"
    yield MADE[language]
    rules = read_rules()
    for level in ("error", "signal"):
        yield f"## {words[level]}"
        for rule in rules:
            if rule.level == level:
                fields = ", ".join(f"`{field}`" for field in rule.fields)
                about = [f"- {words['field']}: {fields}"] if fields else []
                yield from _finding(rule.code, language, [*about, f"- {words['source']}: {rule.source}"])
    yield f"## {words['file']}"
    known = {rule.code for rule in rules}
    listed = [code for stem in ("texts", "messages") for code in read_texts("uitkomst.checks", stem, language)]
    for code in listed:
        if code not in known:
            yield from _finding(code, language, [])


def _finding(code: str, language: str, more: list[str]) -> Iterator[str]:
    text = finding_text(code, language)
    yield f"### {text.title} (`{code}`)"
    yield "\n".join([f"- {WORDS[language]['means']}: {text.means}", f"- {WORDS[language]['do']}: {text.do}", *more])


def commands() -> Iterator[str]:
    """The help of every command."""
    text = make_app().generate_docs(output_format="markdown")
    text = re.sub(r"^## Table of Contents\n.*?(?=^\*\*Commands)", "", text, count=1, flags=re.DOTALL | re.MULTILINE)
    yield "# Opdrachten · Commands"
    yield MADE["nl"] + "\\\n" + MADE["en"]
    yield re.sub(r"\A# uitkomst\n", "", text).strip()


def reference_tables() -> Iterator[str]:
    """The reference tables with their columns, and the code lists in both languages."""
    yield f"# {WORDS['nl']['tables']} · {WORDS['en']['tables']}"
    yield MADE["nl"] + "\\\n" + MADE["en"]
    yield "## Tabellen · Tables"
    yield (
        "CSV-bestanden in `src/uitkomst/vocabulary/tables/`. Een bestand met dezelfde naam in de map van `--tables` of `UITKOMST_TABLES` "
        "gaat vóór. Zie [De beheerder](../handleiding/beheerder.md)."
    )
    about = [read_texts("uitkomst.vocabulary", "about_tables", language) for language in ("nl", "en")]
    for name in tables.table_names():
        columns = (SOURCE / "vocabulary" / "tables" / f"{name}.csv").read_text(encoding="utf-8-sig").splitlines()[0].split(",")
        told = "\\\n".join(str(texts[name]) for texts in about if name in texts)
        yield f"### {name}.csv"
        yield "\n\n".join(text for text in (told, ", ".join(f"`{column}`" for column in columns)) if text)
    yield "## Codelijsten · Code lists"
    for name in codes.names():
        listed = codes.code_list(name)
        yield f"### {name} (`{listed.field}`)"
        rows = [f"| {c.code} | {c.labels['nl']} | {c.labels['en']} | {c.protocol} | {_dates(c)} |" for c in listed.codes]
        yield "\n".join(["| code | Nederlands | English | protocol | geldig · valid |", "|---|---|---|---|---|", *rows])


def _dates(code: codes.Code) -> str:
    if code.valid_from is None and code.valid_to is None:
        return ""
    return f"{code.valid_from or ''} – {code.valid_to or ''}"


def settings() -> Iterator[str]:
    """Every environment variable that the source uses, with what it does."""
    yield f"# {WORDS['nl']['settings']} · {WORDS['en']['settings']}"
    yield MADE["nl"] + "\\\n" + MADE["en"]
    nl, en = (read_texts("uitkomst.vocabulary", "settings", language) for language in ("nl", "en"))
    for name in used_settings():
        if name in nl and name in en:
            yield f"## `{name}`"
            yield "\n".join(
                [f"- {nl[name]['what']} *Zonder:* {nl[name]['without']}", f"- {en[name]['what']} *Without:* {en[name]['without']}"]
            )


def used_settings() -> list[str]:
    """The environment variables UITKOMST_* named anywhere in the source."""
    sources = (path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    return sorted({name for text in sources for name in re.findall(r"\bUITKOMST_[A-Z][A-Z_]*[A-Z]\b", text)})


def conversation_phases() -> Iterator[str]:
    """The phases of a conversation: a diagram of the table of moves, and what is done in which phase."""
    yield "# De stappen van een gesprek · The phases of a conversation"
    yield MADE["nl"] + "\\\n" + MADE["en"]
    yield f"```mermaid\n{diagram()}\n```"
    yield "## Wat kan wanneer · What can be done when"
    head = "| | " + " | ".join(f"`{phase}`" for phase in Phase) + " |\n|---|" + "---|" * len(Phase)
    yield "\n".join([head, *(f"| `{act}` | " + " | ".join("•" if phase in ALLOWED[act] else "" for phase in Phase) + " |" for act in Act)])


def messages() -> Iterator[str]:
    """What of a message of iJw goes where in the register, what its codes become, and what is not read at all."""
    yield "# Berichten in het register · Messages in the register"
    yield MADE["nl"] + "\\\n" + MADE["en"]
    fields = _case_fields()
    yield "## Wat waarheen gaat · What goes where"
    rows = [
        f"| `{one.element}` | {', '.join(one.messages)} | {_both(fields, one.becomes)} | {one.said['nl']}<br>{one.said['en']} |"
        for one in taken()
    ]
    yield "\n".join(["| element | 301 / 305 / 307 | register | |", "|---|---|---|---|", *rows])
    yield "## Reden van beëindiging · Reason for the end"
    yield "\n".join(["| code | iJw (JZ588) | wet · law |", "|---|---|---|", *_stop_reasons()])
    yield "## Hulpvorm van een product · Form of help of a product"
    yield "Een product dat hier niet staat, kiest u één keer op de pagina. · A product that is not here you choose once on the page."
    yield "\n".join(["| categorie · category | hulpvorm · form of help |", "|---|---|", *_forms()])
    yield "## Niet gelezen · Not read"
    yield "Deze onderdelen worden niet bekeken en niet bewaard. · These parts are neither looked at nor kept."
    unread = sorted({path for kind in ("301", "305", "307") for path, looked in elements(standards()["ijw"], kind) if not looked})
    yield "\n".join(f"- `{path}`" for path in unread)


def _case_fields() -> dict[str, dict[str, str]]:
    """The names of the register's fields, by language, as the pages have them."""
    texts = SOURCE / "web" / "texts"
    return {language: tomllib.loads((texts / language / "caseload.toml").read_text("utf-8"))["case_field"] for language in ("nl", "en")}


def _both(fields: dict[str, dict[str, str]], name: str) -> str:
    return " · ".join(fields[language][name] for language in ("nl", "en")) if name else ""


def _stop_reasons() -> Iterator[str]:
    stops, law = codes.code_list("ijw_stop_reason"), codes.code_list("end_reason")
    becomes = {line["code"]: line["cbs_reason"] for line in tables.read_table("stop_reasons") if line["standard"] == "ijw"}
    for code in stops.codes:
        reason = becomes.get(code.code, "")
        said = f"{reason} {law.label(reason)} · {law.label(reason, 'en')}" if reason else "–"
        yield f"| {code.code} | {code.labels['nl']} · {code.labels['en']} | {said} |"


def _forms() -> Iterator[str]:
    categories, forms = codes.code_list("ijw_product_category"), codes.code_list("form_of_help")
    for line in tables.read_table("products"):
        category, form = line["product_category"], line["form"]
        product = f"{category} {categories.label(category)} · {categories.label(category, 'en')}"
        yield f"| {product} | {form} {forms.label(form)} · {forms.label(form, 'en')} |"


PAGES: dict[str, Callable[[], Iterator[str]]] = {
    "indicatoren.md": lambda: indicators("nl"),
    "indicators.md": lambda: indicators("en"),
    "bevindingen.md": lambda: findings("nl"),
    "findings.md": lambda: findings("en"),
    "opdrachten.md": commands,
    "tabellen.md": reference_tables,
    "instellingen.md": settings,
    "gesprek.md": conversation_phases,
    "berichten.md": messages,
}


def page(name: str) -> str:
    """The whole text of one page."""
    return "\n\n".join(PAGES[name]()) + "\n"


def stale() -> list[str]:
    """The pages that are not there or tell something else than the code."""
    return [name for name in PAGES if not (FOLDER / name).is_file() or (FOLDER / name).read_text(encoding="utf-8") != page(name)]


def main(arguments: list[str]) -> int:
    names = stale()
    if "--check" in arguments:
        for name in names:
            print(f"docs/naslag/{name} is stale: run python scripts/make_reference.py", file=sys.stderr)
        return 1 if names else 0
    for name in names:
        (FOLDER / name).write_text(page(name), encoding="utf-8")
        print(f"docs/naslag/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
