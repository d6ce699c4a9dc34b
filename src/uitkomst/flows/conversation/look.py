"""Look at one indicator of a conversation: the figure and the region beside it, what was expected, and what each party says of it.

Figures come through ``flows.show_figures`` alone, which obeys the seal of the reader's own party.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from uitkomst.conversation import queries
from uitkomst.conversation.kinds import INTERPRETATION, Question
from uitkomst.conversation.knowledge import KnowledgeNote, notes
from uitkomst.conversation.permissions import may_do, sees_answers
from uitkomst.conversation.states import Act, Phase
from uitkomst.conversation.types import Answer, Explanation
from uitkomst.flows.conversation.expect import Expectations, ExpectedShown, expectations
from uitkomst.flows.conversation.figures import are_newer
from uitkomst.flows.conversation.inside import Inside, look_inside
from uitkomst.flows.conversation.naming import party_name
from uitkomst.flows.conversation.revised import Revised, revised_for
from uitkomst.flows.conversation.show import ConversationShown, shown
from uitkomst.flows.refusals import NotFound, Sealed
from uitkomst.flows.show_figures import StoryShown, show_figures, story_of
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right, may
from uitkomst.presentation.beside import Claim, Expected, Held
from uitkomst.presentation.document import Picture, Section
from uitkomst.records import queries as released
from uitkomst.records.types import ReleaseRecord


@dataclass(frozen=True, slots=True)
class FigureShown:
    """One release of the talk, opened at one indicator. beside: the region as a whole.

    release_id: by which minutes know whose figures they tell.
    revised: of a figure that was looked at first, what is known of why there is a newer one. own: about the reader's organisation.
    """

    release_id: UUID
    name: str
    kind: str
    beside: bool
    section: Section
    story: StoryShown | None
    published_at: datetime
    picture: Picture | None = None
    groups: tuple[tuple[str, str], ...] = ()
    held: tuple[Held, ...] = ()
    revised: Revised | None = None
    own: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """The answer of one party to one question: all its versions, oldest first."""

    party_id: int
    party: str
    mine: bool
    versions: tuple[Answer, ...]

    @property
    def newest(self) -> Answer | None:
        return self.versions[-1] if self.versions else None

    @property
    def together(self) -> tuple[Answer, ...]:
        """What stands now: the newest, and before it what it was kept beside."""
        at = len(self.versions) - 1
        while at > 0 and self.versions[at].beside:
            at -= 1
        return self.versions[at:] if self.versions else ()


@dataclass(frozen=True, slots=True)
class Explained:
    """An explanation held against a group: what the breakdown says now."""

    id: UUID
    party: str
    mine: bool
    text: str
    group: str
    higher: bool
    held: Held


@dataclass(frozen=True, slots=True)
class IndicatorShown:
    """One indicator on the screen. sealed: why there is no figure yet, "" when it is open; until: when it opens by itself.

    story: what whom it is about wrote, where no figure could be made that it would stand beside.
    """

    conversation: ConversationShown
    indicator: str
    title: str
    question: str
    figures: tuple[FigureShown, ...]
    sealed: str
    until: datetime | None
    expected: tuple[ExpectedShown, ...]
    silent: tuple[str, ...]
    answers: dict[Question, tuple[Said, ...]]
    explanations: tuple[Explained, ...]
    knowledge: tuple[KnowledgeNote, ...]
    before: str
    after: str
    newer: bool = False
    story: StoryShown | None = None


def show_indicator(*, actor: Actor, now: datetime, conversation_id: UUID | str, indicator: str, language: str = "") -> IndicatorShown:
    """One indicator as the reader's party may see it. Raises NotFound, MayNot."""
    language = language or actor.language
    with look_inside(actor, conversation_id, now=now, event="indicator_shown") as inside:
        inside.act.detail = indicator
        conversation = shown(inside, actor, now, language)
        one = indicator_of(inside, conversation, actor, now, indicator, language, expectations(inside, now, language))
        return replace(one, newer=Act.RENEW in conversation.may and are_newer(inside.record, now))


def indicators_of(inside: Inside, conversation: ConversationShown, actor: Actor, now: datetime, language: str) -> list[IndicatorShown]:
    """Every subject of a conversation that was opened already. Whether there are newer deliveries is not asked."""
    told = expectations(inside, now, language)
    return [indicator_of(inside, conversation, actor, now, subject.id, language, told) for subject in conversation.subjects]


def indicator_of(
    inside: Inside,
    conversation: ConversationShown,
    actor: Actor,
    now: datetime,
    indicator: str,
    language: str,
    told: Expectations,
    had: Collection[str] = (),
) -> IndicatorShown:
    """One subject of a conversation that was opened already. told: what the reader may read of expectations.

    had: releases of which a look of this reader is in the log already (``together``). Raises NotFound.
    """
    found = {subject.id: subject for subject in conversation.subjects}
    if indicator not in found:
        raise NotFound
    expected = tuple(one for one in told.seen if one.indicator == indicator)
    claims = queries.explanations(inside.record, indicator) if sees_answers(inside.standings, inside.party.pk, inside.phase) else []
    figures, sealed, until = _figures(inside, actor, now, indicator, language, expected, claims, had)
    order = list(found)
    at = order.index(indicator)
    return IndicatorShown(
        conversation=conversation,
        indicator=indicator,
        title=found[indicator].title,
        question=found[indicator].question,
        figures=figures,
        sealed=sealed,
        until=until,
        expected=expected,
        silent=told.silent,
        answers=_answers(inside, indicator, language),
        explanations=_explained(inside, claims, figures, language),
        knowledge=notes(indicator, language) if inside.mine.locked_at else (),
        before=order[at - 1] if at else "",
        after=order[at + 1] if at + 1 < len(order) else "",
        story=_story_alone(inside, actor, indicator),
    )


def _explained(inside: Inside, claims: Sequence[Explanation], figures: Sequence[FigureShown], language: str) -> tuple[Explained, ...]:
    """Each explanation with what the newest release says; without figures nothing can be told."""
    main = next((figure for figure in figures if not figure.beside), None)
    names = dict(main.groups) if main else {}
    found = main.held if main and len(main.held) == len(claims) else (Held.CANNOT_TELL,) * len(claims)
    return tuple(
        Explained(
            claim.pk, party_name(claim.party, language), claim.party_id == inside.party.pk, claim.text,
            names.get(claim.group, claim.group), claim.higher, held,
        )
        for claim, held in zip(claims, found, strict=True)
    )  # fmt: skip


def open_region(inside: Inside, actor: Actor, now: datetime, language: str) -> tuple[Section, ...]:
    """The region as everybody may read it: the subjects of the talk from the release for the open audience, or nothing."""
    if not may_do(Act.SEE_FIGURES, inside.phase, inside.mine) or not may(actor, Right.SEE_FIGURES):
        return ()
    for release in released.releases_made_for(inside.record.pk):
        if release.audience == "open" and released.seal_of(release, actor.organisation_id, now).is_open:
            shown_ = show_figures(actor=actor, now=now, release_id=release.pk, language=language)
            return tuple(section for section in shown_.document.sections if section.id in inside.record.indicators)
    return ()


def _figures(
    inside: Inside,
    actor: Actor,
    now: datetime,
    indicator: str,
    language: str,
    expected: Sequence[ExpectedShown],
    claims: Sequence[Explanation],
    had: Collection[str],
) -> tuple[tuple[FigureShown, ...], str, datetime | None]:
    """What the seal lets through; a revised figure stands beside the one that was looked at first."""
    if inside.phase is Phase.STOPPED:
        return (), "stopped", None
    if not may_do(Act.SEE_FIGURES, inside.phase, inside.mine):
        return (), "own_expectation", None
    if not may(actor, Right.SEE_FIGURES):
        return (), "at_the_table", None
    found: list[FigureShown] = []
    opened: dict[int, ReleaseRecord] = {}
    sealed, until = "", None
    for release in released.releases_made_for(inside.record.pk):
        if release.audience != "partner":
            continue
        # Asked first, so that waiting for a seal is no refusal in the log at every look; show_figures asks again.
        seal = released.seal_of(release, actor.organisation_id, now)
        if not seal.is_open:
            sealed, until = seal.why.value, seal.until
            continue
        try:
            open_ = show_figures(
                actor=actor,
                now=now,
                release_id=release.pk,
                language=language,
                indicator=indicator,
                expected=tuple(Expected(one.party, _float(one.low), _float(one.high)) for one in expected),
                claims=tuple(Claim(claim.group, claim.higher) for claim in claims),
                again=str(release.pk) in had,
            )
        except (NotFound, Sealed):
            continue
        if section := open_.section(indicator):
            # The newest comes first; what follows about the same was looked at before it.
            newest = opened.setdefault(release.subject_id, release)
            found.append(
                FigureShown(
                    release_id=release.pk,
                    name=release.subject.name,
                    kind=release.subject.kind,
                    beside=release.subject_id != inside.record.about_id,
                    section=section,
                    story=open_.stories.get(indicator),
                    published_at=release.published_at,
                    picture=open_.beside,
                    groups=open_.groups,
                    held=open_.held,
                    own=release.subject_id == actor.organisation_id,
                    revised=revised_for(actor, release, newest) if newest is not release else None,
                )
            )
    found.sort(key=lambda one: (one.beside, -one.published_at.timestamp()))
    return tuple(found), "" if any(not one.beside for one in found) else sealed, until


def _story_alone(inside: Inside, actor: Actor, indicator: str) -> StoryShown | None:
    """The written story when no figure was made about whom the talk is about: only when all may read what others say.

    Beside a figure it comes with that; of a withdrawn figure it stays away, because it can tell what stood there.
    """
    record = inside.record
    if record.figures == "making" or record.figures_reason == "withdrawn" or inside.phase is Phase.STOPPED:
        return None
    if not may(actor, Right.SEE_FIGURES) or not sees_answers(inside.standings, inside.party.pk, inside.phase):
        return None
    if any(one.subject_id == record.about_id and one.audience == "partner" for one in released.releases_made_for(record.pk)):
        return None
    return story_of(record.about_id, record.period, indicator)


def _float(number: Decimal | None) -> float | None:
    return None if number is None else float(number)


def _answers(inside: Inside, indicator: str, language: str) -> dict[Question, tuple[Said, ...]]:
    """Each party's answers to the four questions; of others only what may be read."""
    texts = queries.answers(inside.record, INTERPRETATION, indicator)
    allowed = sees_answers(inside.standings, inside.party.pk, inside.phase)
    return {
        question: tuple(
            Said(
                party.pk,
                party_name(party, language),
                party.pk == inside.party.pk,
                tuple(a for a in texts if a.party_id == party.pk and a.question == question and (allowed or party.pk == inside.party.pk)),
            )
            for party in inside.record.parties.all()
        )
        for question in INTERPRETATION
    }
