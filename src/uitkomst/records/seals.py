"""May this now: whether a release is open to one of its parties. Pure rules on what the tables say; the only place where a seal opens.

Source: product.md principles 3 (expectation first) and 4 (the provider sees its mirror first).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Why(StrEnum):
    """Why a release is still sealed for a party. ``OPEN``: it is not."""

    OPEN = ""
    NOT_A_PARTY = "not_a_party"
    OWN_EXPECTATION = "own_expectation"
    FIRST_PARTY = "first_party"
    ALONE = "alone"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Rule:
    """The rule by which a release opens to one party, and whether that party has locked its expectation. See models.Opening."""

    party: int
    own_expectation: bool
    first: bool
    waits_for_first: bool
    days_alone: int = 0
    agreed_at: datetime | None = None
    locked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Seal:
    """The state of a seal. until: the moment from which it opens by itself, when there is one."""

    why: Why
    until: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.why is Why.OPEN


def seal(rules: Sequence[Rule], party: int, now: datetime) -> Seal:
    """The state of a release for one party. Fails closed: who is no party sees nothing."""
    mine = next((rule for rule in rules if rule.party == party), None)
    if mine is None:
        return Seal(Why.NOT_A_PARTY)
    if mine.own_expectation and not _locked(mine, now):
        return Seal(Why.OWN_EXPECTATION)
    if mine.waits_for_first:
        return _after_the_first(rules, mine, now)
    return Seal(Why.OPEN)


def _locked(rule: Rule, now: datetime) -> bool:
    return rule.locked_at is not None and rule.locked_at <= now


def _after_the_first(rules: Sequence[Rule], mine: Rule, now: datetime) -> Seal:
    """A counterpart: when every first party has locked and who reads first had its days alone; or when the agreed date has passed."""
    if mine.agreed_at is not None and now >= mine.agreed_at:
        return Seal(Why.OPEN)
    others = [rule for rule in rules if rule.first and rule.party != mine.party]
    if not all(_locked(rule, now) for rule in others):
        return Seal(Why.FIRST_PARTY, mine.agreed_at)
    ends = _alone(others, mine.days_alone)
    if ends is None or now >= ends:
        return Seal(Why.OPEN)
    return Seal(Why.ALONE, min(ends, mine.agreed_at) if mine.agreed_at else ends)


def alone_until(rules: Sequence[Rule]) -> datetime | None:
    """Until when who reads first (and so waits for nobody) reads alone; None when nobody does, or has not locked yet.

    The agreed date ends it sooner. By the same days a release opens to the others and a conversation goes on to looking.
    """
    ends = _alone(rules, max((rule.days_alone for rule in rules if rule.waits_for_first), default=0))
    agreed = [rule.agreed_at for rule in rules if rule.agreed_at is not None]
    return min([ends, *agreed]) if ends else None


def _alone(rules: Sequence[Rule], days: int) -> datetime | None:
    locked = [rule.locked_at for rule in rules if rule.first and not rule.waits_for_first and rule.locked_at is not None]
    return max(locked) + timedelta(days=days) if locked and days else None
