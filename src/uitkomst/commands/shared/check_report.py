"""The report of ``uitkomst check`` as a table to read, as JSON or as CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import asdict

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from uitkomst.checks import finding_text
from uitkomst.commands.shared.messages import message_line
from uitkomst.flows.check_deliveries import CheckReport, Finding, Group
from uitkomst.vocabulary.cells import no_formula
from uitkomst.vocabulary.texts import read_texts

_MOST_FILES = 20


def texts(language: str) -> dict[str, str]:
    """The texts of this command."""
    return read_texts("uitkomst.commands.shared", "check_texts", language)


def thousands(number: int, language: str) -> str:
    """A number as it is written in this language: 12.418 or 12,418."""
    return f"{number:,}".replace(",", "." if language == "nl" else ",")


def summary(report: CheckReport, language: str) -> str:
    """One sentence: read, usable, refused, signals; and one on messages if there are any."""
    messages = message_line(report.messages, language)
    if not report.files:
        return messages or texts(language)["nothing"].format()
    numbers = {
        "files": len(report.files),
        "read": report.read,
        "accepted": report.accepted,
        "refused": report.refused,
        "signals": report.signals,
        "repairs": report.repairs,
    }
    said = texts(language)["summary"].format(**{name: _counted(name, number, language) for name, number in numbers.items()})
    return f"{said}\n{messages}".rstrip()


def _counted(name: str, number: int, language: str) -> str:
    """A number with what is counted, one or more of it; the number alone where the sentence says what."""
    said = texts(language).get(f"{'one' if number == 1 else 'many'}_{name}", "{number}")
    return str(said).format(number=thousands(number, language))


def print_table(report: CheckReport, console: Console, language: str) -> None:
    """The report to read: the counts, files refused whole, then findings by what to do about them, most frequent first."""
    said = texts(language)
    console.print(summary(report, language), style="bold", highlight=False)
    for notice in report.notices:
        console.print(escape(notice.text(language)), highlight=False)
    _print_refused_files(report, console, language)
    for level in ("error", "signal", "repair"):
        groups = [group for group in report.groups if group.level == level]
        if groups:
            console.print()
            console.print(said[level], style="bold", highlight=False)
            console.print(_table(groups, language))
    if report.groups:
        console.print(escape(said["all"]), highlight=False)
    if report.usable and not report.errors:
        console.print(said["clean"], highlight=False)


def _print_refused_files(report: CheckReport, console: Console, language: str) -> None:
    refused = [file for file in report.files if file.reason]
    if refused:
        console.print()
        console.print(texts(language)["refused_files"], style="bold", highlight=False)
    for file in refused[:_MOST_FILES]:
        line = f"{escape(clean(file.file))}: {escape(finding_text(file.reason, language).title)}"
        console.print(Padding(line, (0, 0, 0, 2)), highlight=False)
    if len(refused) > _MOST_FILES:
        console.print(f"  … + {thousands(len(refused) - _MOST_FILES, language)}", highlight=False)


def _table(groups: list[Group], language: str) -> Table:
    said = texts(language)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=True, leading=1)
    table.add_column(said["column_count"], justify="right", no_wrap=True, width=9)
    table.add_column(said["column_what"], ratio=5)
    table.add_column(said["column_do"], ratio=4)
    table.add_column(said["column_example"], ratio=4, overflow="fold")
    for group in groups:
        text = finding_text(group.code, language)
        where = [f"[bold]{escape(text.title)}[/bold]", escape(text.means)]
        if group.files > 1:
            where.append(said["in_files"].format(files=thousands(group.files, language)))
        table.add_row(thousands(group.number, language), "\n".join(where), escape(text.do), escape(_example(group.example, language)))
    return table


def _example(finding: Finding, language: str) -> str:
    parts = [clean(finding.file)]
    if finding.line:
        parts.append(texts(language)["line"].format(line=finding.line))
    if finding.field or finding.value:
        parts.append(" = ".join(part for part in (finding.field, clean(finding.value)) if part))
    return "\n".join(parts)


def clean(text: str) -> str:
    """A text from outside as it may go to a terminal: without control characters."""
    return "".join(letter if letter.isprintable() else "·" for letter in text)


def as_json(report: CheckReport, language: str) -> str:
    """The whole report as JSON: counts, files, groups with their text, and every finding."""
    groups = [
        {
            "code": group.code,
            "level": group.level,
            "count": group.number,
            "files": group.files,
            **finding_text(group.code, language)._asdict(),
            "example": group.example._asdict(),
        }
        for group in report.groups
    ]
    content = {
        "read": report.read,
        "accepted": report.accepted,
        "refused": report.refused,
        "errors": report.errors,
        "signals": report.signals,
        "repairs": report.repairs,
        "messages": report.messages._asdict(),
        "files": [asdict(file) for file in report.files],
        "skipped": [{"file": notice.file, "code": notice.code, "text": notice.text(language)} for notice in report.notices],
        "groups": groups,
        "findings": [finding._asdict() for finding in report.findings],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def as_csv(report: CheckReport, language: str) -> str:
    """Every finding as a line of CSV, with its text."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("file", "line", "level", "code", "field", "value", "title", "means", "do"))
    for finding in report.findings:
        text = finding_text(finding.code, language)
        cells = (clean(finding.file), str(finding.line), finding.level, finding.code, finding.field, finding.value)
        writer.writerow((*map(no_formula, cells), *text))
    return out.getvalue()


def as_table(report: CheckReport, language: str) -> str:
    """The report to read, as plain text of 120 columns."""
    out = io.StringIO()
    print_table(report, Console(file=out, width=120), language)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


WRITERS: dict[str, Callable[[CheckReport, str], str]] = {"table": as_table, "json": as_json, "csv": as_csv}
