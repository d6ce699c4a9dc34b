"""What templates may ask: a text by key, and numbers, moments and periods as the reader writes them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from uitkomst.organisations.queries import demo_people, roles_of
from uitkomst.presentation.stories import StoryBlock, story_blocks
from uitkomst.web import words
from uitkomst.web.pages import head
from uitkomst.web.typed import typed_by

register = template.Library()


@register.simple_tag
def t(key: str, **values: object) -> SafeString:
    """{% t "start.heading" name=actor.person_name %}: the text, escaped."""
    return conditional_escape(words.text(key, **values))


@register.simple_tag
def t_of(part: str, name: object, **values: object) -> SafeString:
    """{% t_of "state" delivery.state %}: a text whose name is a value."""
    return conditional_escape(words.text(f"{part}.{name}", **values))


@register.simple_tag
def t_items(key: str) -> list[str]:
    """A list of texts, for a loop."""
    return words.items(key)


@register.simple_tag(takes_context=True)
def page_head(context: Context) -> dict[str, Any]:
    """{% page_head as head %}: what the head of the page shows."""
    return head(context.get("request"))


@register.simple_tag(takes_context=True)
def typed_here(context: Context, page: str = "") -> SafeString:
    """{% typed_here %} in a form with text: what was typed comes back when the session has ended. page: where the form stands."""
    return format_html('<input type="hidden" name="typed_by" value="{}">', typed_by(context["request"], page))


@register.simple_tag
def demo_accounts() -> list[dict[str, Any]]:
    """The accounts of the demo with their roles in words; empty outside the demo."""
    today = timezone.localdate()
    return [
        {"person": person, "roles": [(role.organisation.name, role.kind) for role in roles_of(person, today)]} for person in demo_people()
    ]


@register.filter
def number(value: int) -> str:
    return words.figures().number(int(value))


@register.filter
def moment(value: datetime | None) -> str:
    return words.moment(value) if value else ""


@register.filter
def stage(name: str) -> str:
    """What a job is doing now."""
    return words.text(f"progress_stage.{name}" if words.has(f"progress_stage.{name}") else "progress.busy")


@register.filter
def stamp(value: datetime) -> str:
    return words.stamp(value)


@register.filter
def day(value: datetime | date | None) -> str:
    return words.day(value) if value else ""


@register.filter
def period(name: str) -> str:
    return words.figures().period(name)


@register.filter
def picture(svg: str) -> SafeString:
    """A drawing of ``presentation.charts``: made by us, with every text in it escaped."""
    return mark_safe(svg)


@register.filter
def markdown(text: str) -> list[tuple[str, list[StoryBlock]]]:
    """A story as plain blocks, without HTML, links or pictures; items that follow one another are one list."""
    return [(kind, list(blocks)) for kind, blocks in groupby(story_blocks(text), key=lambda block: block.kind)]


@register.filter
def at(mapping: Mapping[str, Any], key: str) -> Any:
    """{{ stories|at:section.id }}"""
    return mapping.get(key)
