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
    """A counterpart: when every first party has locked and had its days alone; or when the agreed date has passed."""
    if mine.agreed_at is not None and now >= mine.agreed_at:
        return Seal(Why.OPEN)
    first = [rule for rule in rules if rule.first and rule.party != mine.party]
    locked = [rule.locked_at for rule in first if rule.locked_at is not None]
    if len(locked) < len(first):
        return Seal(Why.FIRST_PARTY, mine.agreed_at)
    ends = [moment + timedelta(days=mine.days_alone) for moment in locked]
    opens = max(ends, default=now)
    if now >= opens:
        return Seal(Why.OPEN)
    return Seal(Why.ALONE, min(opens, mine.agreed_at) if mine.agreed_at else opens)
