"""Mirror → document: everything that is said, in reading order, in one language."""

from __future__ import annotations

from ..measures.definitions import Definition, load_definitions
from .blocks.breakdown import breakdown_blocks
from .blocks.context import context_block, context_sentences
from .blocks.course import course_block
from .blocks.distribution import distribution_block
from .blocks.figure import figure_block
from .blocks.population import population_block
from .blocks.responders import responders_block
from .blocks.setting import Setting, informants
from .blocks.statements import focus_sentences, overview, statements
from .blocks.thin import thin_block
from .document import Block, Document, Section, TextList
from .mirror import Mirror
from .release_view import MERGED_MARK, ReleaseView
from .stories import story_blocks
from .words import Words

_LABELS = (
    "mirror.skip", "mirror.attention", "mirror.contents", "mirror.back", "mirror.page", "block.story",
    "block.reading_aid", "block.definition", "definition.heading_sources", "story.none",
    "xlsx.read_first", "story.recognise", "story.explain", "story.value", "story.improve", "story.lines",
)  # fmt: skip


def build_document(mirror: Mirror, language: str) -> Document:
    """The whole mirror. Raises ValueError for another language than nl or en, KeyError for an indicator without definition."""
    words = Words(language)
    setting = Setting(mirror, ReleaseView(mirror.figures), words)
    present = {figure.indicator for figure in mirror.figures}
    definitions = [d for d in load_definitions().values() if d.id in present and not d.context]
    name = setting.scope(mirror.scope_kind, mirror.scope_name)
    return Document(
        language=language,
        title=words("mirror.title_for", name=_capital(name)),
        subtitle=f"{_capital(setting.whole_name)}, {words.period(mirror.period)}",
        facts=_facts(setting, name),
        banners=_banners(mirror, words),
        how_to_read=TextList(words("how_to_read.heading"), words.items("how_to_read.items")),
        not_covered=TextList(words("not_covered.heading"), words.items("not_covered.items")),
        reading=_reading(mirror, words),
        context=context_block(setting),
        context_found=context_sentences(setting),
        sections=tuple(_section(setting, definition) for definition in definitions),
        footer=_footer(mirror, words),
        labels={key.replace(".", "_"): words(key) for key in _LABELS},
    )


def _facts(setting: Setting, name: str) -> tuple[tuple[str, str], ...]:
    mirror, words = setting.mirror, setting.words
    facts = [
        (words("mirror.for_whom"), _capital(name)),
        (words("mirror.about"), _capital(setting.whole_name)),
        (words("mirror.period"), words.period(mirror.period)),
        (words("mirror.who_sees"), words(f"who_sees.{mirror.audience}")),
        (words("mirror.made_on"), mirror.made_on),
    ]
    return tuple(fact for fact in facts if fact[0] != words("mirror.about") or setting.whole_name != name)


def _banners(mirror: Mirror, words: Words) -> tuple[str, ...]:
    """What must stand on every page."""
    found = [words("mirror.fictitious")] if mirror.fictitious else []
    return (*found, words("mirror.own")) if mirror.audience == "own" else tuple(found)


def _reading(mirror: Mirror, words: Words) -> tuple[str, ...]:
    if mirror.rows_read is None or mirror.files_read is None:
        return ()
    key = "read_refused" if mirror.rows_refused else "read_all"
    values = {
        "rows": words.number(mirror.rows_read),
        "files": words.number(mirror.files_read),
        "refused": words.number(mirror.rows_refused or 0),
    }
    return (words(f"not_covered.{key}", **values),)


def _footer(mirror: Mirror, words: Words) -> tuple[tuple[str, str], ...]:
    return (
        (words("mirror.footer_snapshot"), mirror.snapshot),
        (words("mirror.footer_definitions"), mirror.definitions_version),
        (words("mirror.footer_audience"), words(f"audience.{mirror.audience}")),
        (words("mirror.footer_made"), mirror.made_on),
    )


def _section(setting: Setting, definition: Definition) -> Section:
    words, mirror = setting.words, setting.mirror
    blocks: list[Block | None] = [
        figure_block(setting, definition),
        distribution_block(setting, definition),
        course_block(setting, definition),
        population_block(setting, definition),
        responders_block(setting, definition),
        *breakdown_blocks(setting, definition),
    ]
    aid = definition.reading_aid
    parts = ("higher_can_mean", "can_also_mean", "may_not_conclude")
    return Section(
        id=definition.id,
        title=words.of(definition.title),
        question=words.of(definition.question),
        statements=statements(setting, definition),
        overview=overview(setting, definition),
        focus=focus_sentences(setting, definition),
        blocks=tuple(block for block in blocks if block),
        marks=_marks(setting, definition),
        story=story_blocks(mirror.stories.get(definition.id, "")),
        reading_aid=tuple(TextList(words(f"reading_aid.{part}"), getattr(aid, part)[words.language]) for part in parts) if aid else (),
        definition=_definition(setting, definition),
        sources=definition.sources[words.language],
        thin=thin_block(setting, definition),
    )


def _definition(setting: Setting, definition: Definition) -> tuple[str, ...]:
    words = setting.words
    found = [words.of(definition.definition)]
    if definition.own_definition:
        found.append(words("definition.own_definition"))
    interval = "interval_t" if definition.kind == "scale" else "interval_cluster" if definition.is_clustered else "interval_wilson"
    found.append(f"{words(f'definition.{interval}')} {words('definition.version', version=setting.mirror.definitions_version)}")
    return tuple(found)


def _marks(setting: Setting, definition: Definition) -> tuple[str, ...]:
    """The marks of the figures the section opens on, explained."""
    words = setting.words
    figures = [setting.figure(definition, v.id, who) for v in definition.variants for who in informants(definition)]
    marks = dict.fromkeys(mark for figure in figures if figure for mark in figure.marks if not mark.startswith(MERGED_MARK))
    return tuple(words(f"mark.{mark}") if words.has(f"mark.{mark}") else words("mark.other", mark=mark) for mark in marks)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
