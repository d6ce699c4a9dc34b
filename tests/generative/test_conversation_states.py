"""Whatever parties do and in whatever order: nobody sees a figure before its own expectation is in, nor another's before all are.

The rules are walked as the flows use them: acts that ``may_do`` refuses are not done, moves that ``why_not`` stops are not made.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from uitkomst.conversation.permissions import Standing, may_do, rules, sees_answers, sees_expectation, why_not
from uitkomst.conversation.states import MOVES, Act, Phase
from uitkomst.records.seals import Rule, alone_until, seal

START = datetime(2027, 1, 4, 9, tzinfo=UTC)


class Talk(RuleBasedStateMachine):
    @initialize(number=st.integers(2, 5), days=st.one_of(st.none(), st.integers(1, 30)), alone=st.integers(0, 21), subject=st.booleans())
    def begin(self, number: int, days: int | None, alone: int, subject: bool) -> None:
        self.now, self.phase, self.alone = START, Phase.PREPARING, alone
        self.until = START + timedelta(days=days) if days else None
        self.parties = [Standing(n) for n in range(number)]
        # The first party is the provider whom it is about; or it is about a region, and so about none of them.
        self.subject = 0 if subject else None

    def change(self, at: int, **fields: object) -> None:
        self.parties[at] = replace(self.parties[at], **fields)  # type: ignore[arg-type]

    def openings(self) -> tuple[Rule, ...]:
        """As ``flows.conversation.figures.rules_of`` makes them."""
        return rules({p.party: p.locked_at for p in self.parties}, self.subject, days_alone=self.alone, until=self.until)

    @rule(data=st.data())
    def agree(self, data: st.DataObject) -> None:
        at = data.draw(st.sampled_from(range(len(self.parties))))
        if may_do(Act.AGREE, self.phase, self.parties[at]):
            self.change(at, agreed=True)

    @rule()
    def somebody_changes_the_preparation(self) -> None:
        if self.phase is Phase.PREPARING:
            for at in range(len(self.parties)):
                self.change(at, agreed=False)

    @rule(data=st.data())
    def expect(self, data: st.DataObject) -> None:
        at = data.draw(st.sampled_from(range(len(self.parties))))
        if may_do(Act.EXPECT, self.phase, self.parties[at]):
            self.change(at, locked_at=self.now)

    @rule(data=st.data())
    def confirm(self, data: st.DataObject) -> None:
        at = data.draw(st.sampled_from(range(len(self.parties))))
        if may_do(Act.CONFIRM, self.phase, self.parties[at]):
            self.change(at, confirmed=True)

    @rule()
    def new_minutes(self) -> None:
        if self.phase is Phase.AGREEING:
            for at in range(len(self.parties)):
                self.change(at, confirmed=False)

    @rule(to=st.sampled_from(Phase))
    def move(self, to: Phase) -> None:
        alone = alone_until(self.openings())
        if (self.phase, to) == (Phase.EXPECTING, Phase.LOOKING) and alone and self.now < alone:
            return
        if not why_not(self.phase, to, self.parties, self.until, self.now):
            assert to in MOVES[self.phase]
            self.phase = to

    @rule(days=st.integers(1, 12))
    def time_goes_by(self, days: int) -> None:
        self.now += timedelta(days=days)

    @precondition(lambda self: hasattr(self, "parties"))
    @invariant()
    def no_figure_before_the_own_expectation(self) -> None:
        for party in self.parties:
            opened = seal(self.openings(), party.party, self.now).is_open
            if party.locked_at is None:
                assert not opened and not may_do(Act.SEE_FIGURES, self.phase, party) and not may_do(Act.ANSWER, self.phase, party)
                assert not may_do(Act.CONFIRM, self.phase, party)

    @precondition(lambda self: hasattr(self, "parties"))
    @invariant()
    def no_expectation_of_another_before_all_are_in_or_the_day_has_passed(self) -> None:
        all_in = all(party.locked_at for party in self.parties)
        passed = self.until is not None and self.now >= self.until
        for viewer in self.parties:
            for owner in self.parties:
                if viewer is not owner and sees_expectation(self.parties, viewer.party, owner.party, self.until, self.now):
                    assert viewer.locked_at is not None and (all_in or passed)
            if viewer.locked_at is None:
                assert not sees_answers(self.parties, viewer.party, self.phase)

    @precondition(lambda self: hasattr(self, "parties"))
    @invariant()
    def who_waits_sees_no_figure_before_all_that_it_waits_for_are_in(self) -> None:
        passed = self.until is not None and self.now >= self.until
        for party in self.parties:
            if party.party == self.subject or passed or not seal(self.openings(), party.party, self.now).is_open:
                continue
            alone = len(self.parties) == 2 and self.subject is not None
            assert all(other.locked_at for other in self.parties if not alone or other.party == self.subject)

    @precondition(lambda self: hasattr(self, "parties"))
    @invariant()
    def when_all_look_the_figures_are_open_to_all_who_expected(self) -> None:
        """The phase and the seal tell the same: no page says 'look' while the figure of a party is closed for a reason of another."""
        if self.phase is Phase.LOOKING:
            for party in self.parties:
                assert party.locked_at is None or seal(self.openings(), party.party, self.now).is_open

    @precondition(lambda self: hasattr(self, "parties"))
    @invariant()
    def a_stranger_sees_nothing(self) -> None:
        assert not sees_expectation(self.parties, 99, 0, self.until, self.now)
        assert not sees_answers(self.parties, 99, self.phase) and not seal(self.openings(), 99, self.now).is_open

    @precondition(lambda self: hasattr(self, "parties"))
    @invariant()
    def nothing_opens_before_all_agreed_and_nothing_closes_before_all_confirmed(self) -> None:
        if self.phase is Phase.PREPARING:
            assert all(party.locked_at is None for party in self.parties)
        if self.phase in (Phase.CLOSED, Phase.LOOKING_BACK):
            assert all(party.confirmed for party in self.parties)


TestTalk = Talk.TestCase


def test_a_way_through_all_phases_exists_in_these_rules() -> None:
    """The same rules by hand, so that the invariants above were not kept by never getting anywhere."""
    talk = [Standing(0, agreed=True), Standing(1, agreed=True)]
    assert why_not(Phase.PREPARING, Phase.EXPECTING, talk, None, START) == ""
    assert why_not(Phase.EXPECTING, Phase.LOOKING, talk, None, START) == "not_in"
    late = [replace(talk[0], locked_at=START), talk[1]]
    assert why_not(Phase.EXPECTING, Phase.LOOKING, late, START + timedelta(days=2), START) == "not_in"
    assert why_not(Phase.EXPECTING, Phase.LOOKING, late, START, START + timedelta(days=1)) == ""
    both = [replace(one, locked_at=START) for one in talk]
    assert why_not(Phase.EXPECTING, Phase.LOOKING, both, None, START) == ""
    assert why_not(Phase.AGREEING, Phase.CLOSED, both, None, START) == "not_confirmed"
    assert why_not(Phase.AGREEING, Phase.CLOSED, [replace(one, confirmed=True) for one in both], None, START) == ""
