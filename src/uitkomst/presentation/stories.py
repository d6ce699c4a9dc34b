"""Stories: what people tell beside a figure, one Markdown file with a heading per indicator.

Only paragraphs, lists, quotes, bold and italic are kept; HTML, links and pictures are not (they could carry or load anything).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ..measures.definitions import load_definitions

_MAX_BYTES = 1_000_000


class StoriesError(ValueError):
    """The file of stories cannot be used; the message says where and what to do."""


@dataclass(frozen=True)
class Run:
    """A piece of text in one style: "", "strong" or "emph"."""

    text: str
    style: str = ""


@dataclass(frozen=True)
class StoryBlock:
    """A paragraph, an item of a list, a quote or a small heading: kind "p", "li", "ol", "quote" or "h"."""

    kind: str
    runs: tuple[Run, ...]


def read_stories(path: Path) -> dict[str, str]:
    """Stories by indicator id, from Markdown with headings ``## indicator_id``.

    Raises StoriesError for a file that cannot be read, text before the first heading, an unknown or repeated id, an empty story.
    """
    text = _text(path)
    stories: dict[str, list[str]] = {}
    current = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("## "):
            current = _indicator(line[3:].strip(), stories, path, number)
            stories[current] = []
        elif current:
            stories[current].append(line)
        elif line.strip() and not line.startswith("# "):
            raise StoriesError(f"{path.name}, line {number}: text before the first heading; start each story with '## indicator_id'")
    found = {indicator: "\n".join(lines).strip() for indicator, lines in stories.items()}
    for indicator, story in found.items():
        if not story:
            raise StoriesError(f"{path.name}: the story under '## {indicator}' is empty; write it or remove the heading")
    return found


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise StoriesError(f"{path.name} is larger than 1 MB; stories are short texts")
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise StoriesError(f"{path.name} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise StoriesError(f"{path.name} is not UTF-8 text; save it as UTF-8") from error


def _indicator(indicator: str, stories: dict[str, list[str]], path: Path, number: int) -> str:
    known = [d.id for d in load_definitions().values() if not d.context]
    if indicator not in known:
        raise StoriesError(f"{path.name}, line {number}: '{indicator}' is not an indicator; use one of {', '.join(known)}")
    if indicator in stories:
        raise StoriesError(f"{path.name}, line {number}: a second story for '{indicator}'; put them under one heading")
    return indicator


def story_blocks(markdown: str) -> tuple[StoryBlock, ...]:
    """Markdown as plain blocks, without any HTML, link or picture."""
    parser = MarkdownIt("commonmark", {"html": False}).disable(["link", "image", "autolink", "html_block", "html_inline"])
    blocks: list[StoryBlock] = []
    containers: list[str] = []
    for token in parser.parse(markdown):
        if token.type in _CONTAINERS:
            containers.append(_CONTAINERS[token.type])
        elif token.type.replace("_close", "_open") in _CONTAINERS:
            containers.pop()
        elif token.type == "inline":
            blocks.append(StoryBlock(containers[-1] if containers else "p", _runs(token.children or [])))
        elif token.type in ("fence", "code_block"):
            blocks.append(StoryBlock("p", (Run(token.content.strip()),)))
    return tuple(block for block in blocks if block.runs)


_CONTAINERS = {"bullet_list_open": "li", "ordered_list_open": "ol", "blockquote_open": "quote", "heading_open": "h"}


def _runs(tokens: list[Token]) -> tuple[Run, ...]:
    runs: list[Run] = []
    style: list[str] = []
    for token in tokens:
        if token.type in ("strong_open", "em_open"):
            style.append("strong" if token.type == "strong_open" else "emph")
        elif token.type in ("strong_close", "em_close"):
            style.pop()
        elif token.type in ("softbreak", "hardbreak"):
            runs.append(Run(" "))
        elif token.content:
            runs.append(Run(token.content, style[-1] if style else ""))
    return tuple(runs)
