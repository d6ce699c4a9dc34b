"""Letters to clients: each at most once whatever happens, never to whom it may not go, never at night, never saying what it is about."""

from __future__ import annotations

import itertools
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from tests import personas
from tests.site import care
from tests.site.killed import KILLED, committed, killed_while_sending  # noqa: F401  fixture
from uitkomst.care import queries
from uitkomst.care.links import hash_of
from uitkomst.care.models import Client, Informant, Invitation, Message, Trajectory
from uitkomst.care.operations import asking, informants
from uitkomst.care.operations.caseload import _write_informant as write_informant
from uitkomst.care.rules import LETTERS_APART_DAYS, QUIET_FROM, QUIET_UNTIL, REMINDER_DAYS, VALID_DAYS, add_months, next_allowed, plan
from uitkomst.care.states import Moment, StopReason
from uitkomst.config.checks import check_settings
from uitkomst.flows.care.change_client import change_details
from uitkomst.flows.care.closing import close_trajectory
from uitkomst.flows.care.invite_client import invite_client, send_again
from uitkomst.flows.care.letters import letters_wait, send_letters
from uitkomst.flows.care.plan import run_plan
from uitkomst.flows.client_rights.correct import correct
from uitkomst.flows.refusals import Refused

NOON = datetime(2025, 3, 4, 11, 0, tzinfo=UTC)
PIM = "pim"


def asked(**more: str) -> Invitation:
    trajectory = care.client(NOON, **more)
    return invite_client(
        actor=personas.actor(PIM), now=NOON, trajectory_id=trajectory.pk, informant_id=care.young_person(trajectory).pk,
        moment="end", channel="email",
    )  # fmt: skip


def days(number: float) -> datetime:
    return NOON + timedelta(days=number)


def test_a_letter_says_nothing_about_help_from_whom_or_about_whom(world, mailbox):
    invitation = asked()
    send_letters(now=NOON)
    letter = mailbox.only()
    told = f"{letter['Subject']} {letter['From']} {mailbox.text()}".lower()
    for word in ("hulp", "zorg", "jeugd", "noor", "pim", "anker", "traject", "cliënt", "uitkomst"):
        assert word not in told, word
    assert care.token(invitation) in told or care.token(invitation).lower() in told
    assert letter["Auto-Submitted"] == "auto-generated"


def answered(invitation, at):
    care.answer_all(care.token(invitation), at, {"usefulness": "8", "able_to_continue": "04"})


def flag(**fields):
    return lambda invitation, at: Informant.objects.filter(pk=invitation.informant_id).update(**fields)


def client_flag(**fields):
    return lambda invitation, at: Client.objects.filter(pk=invitation.trajectory.client_id).update(**fields)


CASES = {
    # what happens on day 2 -> letters that came in all (1 = no reminder any more)
    "nothing": (None, 1 + len(REMINDER_DAYS)),
    "answered": (answered, 1),
    "begun and not sent": (lambda i, at: care.answer_all(care.token(i), at, {"usefulness": "8", "able_to_continue": "04"}, send=False), 3),
    "stopped by the practitioner": (lambda i, at: asking.stop(i, StopReason.REFUSED, now=at), 1),
    "no contact with this person": (flag(no_contact=True), 1),
    "unsafe address": (flag(unsafe_address=True), 1),
    "unsubscribed": (lambda i, at: informants.unsubscribe(i.informant, now=at), 1),
    "no address any more": (flag(email=""), 1),
    "no contact with the client": (client_flag(no_contact=True), 1),
    "died": (client_flag(died_on=date(2025, 3, 5)), 1),
    "withdrawn": (client_flag(withdrawn_at=NOON), 1),
}


@pytest.mark.parametrize("case", CASES)
def test_reminders_stop(world, mailbox, case):
    happens, expected = CASES[case]
    invitation = asked()
    send_letters(now=NOON)
    if happens:
        happens(invitation, days(2))
    for day in range(1, VALID_DAYS + 5):
        send_letters(now=days(day))
        send_letters(now=days(day))
    assert len(mailbox.letters) == expected
    invitation.refresh_from_db()
    assert bool(invitation.answered_at or invitation.stopped_at) == (case not in ("nothing", "begun and not sent"))


def test_after_it_expired_nothing_is_sent(world, mailbox):
    invitation = asked()
    send_letters(now=days(VALID_DAYS))
    invitation.refresh_from_db()
    assert mailbox.letters == [] and invitation.stop_reason == StopReason.EXPIRED


@pytest.mark.parametrize(("hour", "sent"), [(20, 1), (21, 0), (23, 0), (2, 0), (7, 0), (8, 1)])
def test_quiet_hours(world, mailbox, hour, sent):
    asked()
    local = datetime(2025, 3, 5, hour, 30, tzinfo=UTC) - timedelta(hours=1)
    assert send_letters(now=local).sent == sent == len(mailbox.letters)


@given(st.datetimes(datetime(2024, 1, 1), datetime(2026, 1, 1)))
def test_the_next_moment_is_never_quiet_and_never_earlier(moment):
    found = next_allowed(moment)
    assert found >= moment and QUIET_UNTIL <= found.hour < QUIET_FROM and found - moment <= timedelta(hours=12)


def test_a_server_that_refuses_is_tried_again_and_then_given_up(world, mailbox):
    asked()
    mailbox.answer = "451 not now"
    for hour in range(12):
        send_letters(now=NOON + timedelta(days=hour))
    first = Message.objects.get(kind="invitation")
    assert first.state in ("waiting", "failed") and mailbox.letters == []
    mailbox.answer = ""


@pytest.mark.parametrize(("fields", "code"), [
    ({"unsafe": "on"}, "not_asked_unsafe_address"),
    ({"email": ""}, "channel_needs_email"),
])  # fmt: skip
def test_who_may_not_be_sent_a_letter_cannot_be(world, fields, code):
    with pytest.raises(Refused) as refused:
        asked(**fields)
    assert refused.value.code == code
    assert not Message.objects.exists()


def test_leaving_by_the_link_stops_letters_and_says_nothing_to_a_robot(world, client, mailbox):
    invitation = asked()
    send_letters(now=NOON)
    link = re.search(r"/v/stop/[\w-]{27}/", mailbox.text())[0]
    kept = [*Informant.objects.values_list(), *Invitation.objects.values_list()]
    assert link.split("/")[-2] not in str(kept), "whoever takes the database away has no links"
    assert client.get(link).status_code == 200
    invitation.refresh_from_db()
    assert invitation.stopped_at is None
    assert client.post(link).status_code == client.post(link).status_code == 200
    invitation.refresh_from_db()
    assert invitation.stop_reason == StopReason.UNSUBSCRIBED
    send_letters(now=days(REMINDER_DAYS[0]))
    assert len(mailbox.letters) == 1


PLANS = [
    # start, expected end, end, every, follow-up, until -> moments
    (date(2024, 1, 31), None, None, 3, 0, date(2024, 8, 1), ["start 01-31", "progress 04-30", "progress 07-31"]),
    (date(2024, 1, 10), date(2024, 5, 1), None, 3, 0, date(2024, 12, 1), ["start 01-10", "progress 04-10", "end 04-17"]),
    (date(2024, 1, 10), date(2024, 4, 20), None, 3, 0, date(2024, 12, 1), ["start 01-10", "end 04-06"]),
    (date(2024, 1, 10), None, date(2024, 3, 1), 3, 6, date(2024, 12, 1), ["start 01-10", "end 03-01", "follow_up 09-01"]),
    (date(2024, 1, 10), None, None, 0, 6, date(2024, 12, 1), ["start 01-10"]),
    (date(2024, 1, 10), date(2024, 1, 12), None, 3, 0, date(2024, 12, 1), ["start 01-10", "end 01-10"]),
]


@pytest.mark.parametrize("case", PLANS)
def test_the_plan(case):
    *asked_of, expected = case
    assert [f"{ask.moment} {ask.on:%m-%d}" for ask in plan(*asked_of)] == expected


@given(st.dates(date(2015, 1, 1), date(2030, 1, 1)), st.integers(0, 60))
def test_months_later_is_in_that_month(day, months):
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months and later.day <= day.day


@pytest.mark.parametrize("sender", ["", "Vragen <vragen@example.org>"])
def test_without_a_sender_of_their_own_letters_to_clients_wait(world, mailbox, sender):
    """Another sender, such as that of the application, would show what it is about."""
    asked()
    with override_settings(CLIENT_FROM_EMAIL=sender):
        assert letters_wait(now=NOON) == bool(sender)
        assert send_letters(now=NOON).sent == len(mailbox.letters) == int(bool(sender))
    assert Message.objects.filter(state="waiting").exists()


def test_letters_that_waited_long_do_not_come_all_at_once(world, mailbox):
    """Nothing went for twelve days (no sender, a server that was away): by then both reminders are due as well."""
    asked()
    rounds = [days(12), days(12) + timedelta(hours=1), days(13), *(days(day) for day in range(14, VALID_DAYS))]
    came = []
    for moment in rounds:
        send_letters(now=moment)
        came.append(len(mailbox.letters))
    assert came[:3] == [1, 1, 1] and came[-1] == 1 + len(REMINDER_DAYS)
    assert max(after - before for before, after in itertools.pairwise(came)) == 1
    went = [moment for moment, before, after in zip(rounds[1:], came, came[1:], strict=False) if after > before]
    assert all((later - earlier).days >= LETTERS_APART_DAYS for earlier, later in itertools.pairwise([rounds[0], *went]))


@pytest.mark.parametrize("sender", ["", "Vragen <vragen@example.org>"])
def test_the_start_says_that_this_sender_is_missing(monkeypatch, sender):
    monkeypatch.setenv("UITKOMST_CLIENT_MAIL_FROM", sender)
    with override_settings(EMAIL_HOST="mail.example.org"):
        assert ("uitkomst.W001" in [one.id for one in check_settings()]) == (not sender)


def details(invitation, **more: str) -> None:
    """The page of details, with changes for the one who was asked."""
    trajectory = Invitation.objects.get(pk=invitation.pk).trajectory
    typed = {}
    for informant in trajectory.client.informants.all():
        kept = {name: getattr(informant, name) for name in ("name", "email", "channel")}
        typed |= {f"{informant.pk}:{name}": value for name, value in kept.items()}
    typed |= {f"{invitation.informant_id}:{name}": value for name, value in more.items()}
    change_details(actor=personas.actor(PIM), now=days(1), trajectory_id=trajectory.pk, typed=typed)


def test_who_is_not_to_be_asked_any_more_gets_no_letter(world, mailbox):
    invitation = asked()
    send_letters(now=NOON)
    details(invitation, channel="none")
    invitation.refresh_from_db()
    assert invitation.stop_reason == StopReason.NOT_ASKED
    with pytest.raises(Refused, match="not_asked_not_asked"):
        invite_client(
            actor=personas.actor(PIM), now=days(2), trajectory_id=invitation.trajectory_id, informant_id=invitation.informant_id,
            moment="progress", channel="email",
        )  # fmt: skip


def test_a_letter_made_before_is_not_sent_to_who_is_not_to_be_asked(world, mailbox):
    invitation = asked()
    Informant.objects.filter(pk=invitation.informant_id).update(channel="none")
    send_letters(now=NOON)
    invitation.refresh_from_db()
    assert mailbox.letters == [] and invitation.stop_reason == StopReason.NOT_ASKED


def by_caseload(invitation, email):
    write_informant(invitation.informant, {"email": email}, {"by": None, "now": days(1), "source": "caseload"})


def by_correction(invitation, email):
    typed = {f"email-{invitation.informant_id}": email}
    correct(actor=personas.actor(PIM), now=days(1), client_id=invitation.trajectory.client_id, typed=typed)


@pytest.mark.parametrize("change", [lambda one, email: details(one, email=email), by_caseload, by_correction])
def test_the_link_that_went_to_another_address_works_no_more(world, mailbox, client, change):
    invitation = asked()
    send_letters(now=NOON)
    old = care.token(invitation)
    change(invitation, "ander@example.org")
    invitation.refresh_from_db()
    assert care.token(invitation) != old and Invitation.objects.filter(token_hash=hash_of(old)).count() == 0
    send_letters(now=days(REMINDER_DAYS[0]))
    letter = mailbox.letters[-1]
    assert letter["To"] == "ander@example.org" and care.token(invitation) in letter.get_content()


def test_a_link_that_went_to_nobody_stays_when_the_address_changes(world):
    invitation = asked()
    details(invitation, email="ander@example.org")
    old = care.token(invitation)
    invitation.refresh_from_db()
    assert care.token(invitation) == old


def test_asked_again_the_same_day_in_another_way(world, mailbox):
    """From the tablet to a letter by e-mail, back, and once more: each time what was chosen last happens, and nothing else."""
    trajectory = care.client(NOON)
    young = care.young_person(trajectory)

    def ask(channel: str) -> Invitation:
        told = {"trajectory_id": trajectory.pk, "informant_id": young.pk, "moment": "end", "channel": channel}
        return invite_client(actor=personas.actor(PIM), now=NOON, **told)

    first = ask("tablet")
    assert ask("email").pk == first.pk and send_letters(now=NOON).sent == 1
    assert "klaar" in mailbox.only()["Subject"] and Message.objects.filter(invitation=first).count() == 1 + len(REMINDER_DAYS)
    assert ask("tablet").channel == "tablet"
    send_letters(now=days(REMINDER_DAYS[0]))
    first.refresh_from_db()
    assert len(mailbox.letters) == 1 and first.stopped_at is None, "the reminders of before stop; the question stays"
    ask("email")
    send_letters(now=NOON)
    assert len(mailbox.letters) == 2


def test_asked_again_after_it_was_stopped_a_letter_goes(world, mailbox):
    invitation = asked()
    send_letters(now=NOON)
    asking.stop(invitation, StopReason.NOT_REACHED, now=NOON)
    again = invite_client(
        actor=personas.actor(PIM), now=NOON, trajectory_id=invitation.trajectory_id, informant_id=invitation.informant_id, moment="end",
        channel="email",
    )  # fmt: skip
    assert again.pk == invitation.pk and send_letters(now=NOON).sent == 1


def test_running_the_plan_twice_asks_once(world, mailbox):
    care.client(NOON, start_date="03-03-2025")
    assert run_plan(now=NOON) == 2
    assert run_plan(now=NOON) == run_plan(now=days(1)) == 0
    assert send_letters(now=NOON).sent == 2
    assert {one.moment for one in Invitation.objects.all()} == {Moment.START}


@pytest.mark.parametrize(("end", "asked"), [("01-05-2025", 1), ("15-09-2025", 2)])
def test_when_the_end_turns_out_much_later_it_is_asked_again(world, mailbox, end, asked):
    """The questions at the end are about the end: an answer of half a year before it is not that (decision D100)."""
    one = care.client(NOON, start_date="01-02-2024", expected_end="18-03-2025", parent_1="", parent_1_email="")
    at_end = Invitation.objects.filter(trajectory=one, moment=Moment.END)
    run_plan(now=NOON)
    care.answer_all(care.token(at_end.get()), NOON, {"usefulness": "4", "able_to_continue": "01"})
    day, month, year = end.split("-")
    Trajectory.objects.filter(pk=one.pk).update(expected_end=date(int(year), int(month), int(day)))
    for weeks in range(1, 40):
        run_plan(now=days(7 * weeks))
    assert at_end.count() == asked


@pytest.mark.parametrize(
    ("ended", "stop", "goes"),
    [
        (90, {}, 2),  # nobody ticked anything: a client who vanished gets the two questions by itself
        (364, {}, 2),
        (400, {}, 0),  # so long after it a letter about it would only surprise
        (90, {"unsafe_address": True}, 0),
        (90, {"no_contact": True}, 0),
        (90, {"channel": "none"}, 0),
    ],
)
def test_who_vanished_and_is_closed_late_gets_the_two_questions_by_itself(world, mailbox, ended, stop, goes):
    one = care.client(NOON, start_date="01-02-2024")
    Informant.objects.filter(client=one.client).update(**stop)
    end = days(-ended).date()
    Trajectory.objects.filter(pk=one.pk).update(start_date=end - timedelta(days=100), end_date=end)
    assert run_plan(now=NOON) == 0, "an old end that came with a file asks nobody"
    typed = {"end_date": f"{end:%d-%m-%Y}", "end_reason": "03"}
    close_trajectory(actor=personas.actor(PIM), now=NOON, trajectory_id=one.pk, typed=typed)
    assert run_plan(now=NOON) == goes and run_plan(now=days(1)) == 0
    assert send_letters(now=days(1)).sent == goes
    assert {invitation.moment for invitation in Invitation.objects.all()} <= {Moment.END}


def test_a_reason_for_no_answer_means_that_nothing_goes_out(world, mailbox):
    one = care.client(NOON, start_date="01-02-2024")
    typed = {f"{who.pk}:none": "not_reached" for who in one.client.informants.all()}
    typed |= {"end_date": f"{days(-90):%d-%m-%Y}", "end_reason": "03"}
    close_trajectory(actor=personas.actor(PIM), now=NOON, trajectory_id=one.pk, typed=typed)
    assert run_plan(now=NOON) == 0 and send_letters(now=days(1)).sent == 0


def test_who_could_not_be_asked_is_not_asked_long_after_the_closing_either(world):
    one = care.client(NOON, start_date="01-02-2024")
    Trajectory.objects.filter(pk=one.pk).update(end_date=days(-90).date(), closed_at=NOON)
    assert run_plan(now=days(61)) == 0


def test_a_young_child_is_not_asked_by_itself(world):
    care.client(NOON, born="01-05-2018", start_date="03-03-2025")
    run_plan(now=NOON)
    assert [one.informant.kind for one in Invitation.objects.all()] == ["parent"]


def test_the_plan_looks_at_nothing_whose_last_moment_is_long_past(world, django_assert_max_num_queries):
    """Of a register of years each night only what may still be asked; and no transaction for what was asked already."""
    for number in range(5):
        over = care.client(NOON, number=f"C-{number}", bsn="", start_date="01-02-2022")
        Trajectory.objects.filter(pk=over.pk).update(end_date=date(2023, 12, 31), follow_up_months=12)
    late = care.client(NOON, number="C-late", bsn="", start_date="01-02-2022")
    Trajectory.objects.filter(pk=late.pk).update(end_date=date(2024, 1, 10), follow_up_months=12)
    assert [one.pk for some in queries.running(NOON.date(), 10) for one in some] == [late.pk]
    assert run_plan(now=NOON) == 2
    with django_assert_max_num_queries(6):
        assert run_plan(now=NOON) == 0


def test_what_lies_far_back_is_not_asked_any_more(world):
    care.client(NOON, start_date="01-02-2022")
    run_plan(now=NOON)
    assert {one.moment for one in Invitation.objects.all()} == {Moment.PROGRESS}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the worker in a process of its own reads this file")
def test_a_worker_killed_while_sending_never_sends_it_again(committed, mailbox, tmp_path):  # noqa: F811
    """The letter was handed over and the answer never came: nobody knows whether it went, so it is never sent again."""
    invitation = asked(number=KILLED)
    server = killed_while_sending("uitkomst.flows.care.letters.send_letters", NOON, tmp_path)
    assert Message.objects.get(invitation=invitation, kind="invitation").state == "sending"
    # The next worker, a minute later and an hour later: the letter is not sent again, and stands on the list.
    send_letters(now=NOON + timedelta(minutes=1))
    send_letters(now=NOON + timedelta(hours=1))
    assert server.letters == 1 and mailbox.letters == []
    assert Message.objects.get(invitation=invitation, kind="invitation").state == "unsure"


def test_asked_for_by_hand_it_goes_once_more_and_only_once(world, mailbox):
    invitation = asked()
    send_letters(now=NOON)
    for _ in range(2):
        send_again(actor=personas.actor(PIM), now=days(1), invitation_id=invitation.pk)
    send_letters(now=days(1))
    assert len(mailbox.letters) == 2


def test_what_expired_is_noted_as_not_answered(world):
    invitation = asked()
    run_plan(now=days(VALID_DAYS - 1))
    invitation.refresh_from_db()
    assert invitation.stopped_at is None
    run_plan(now=days(VALID_DAYS))
    invitation.refresh_from_db()
    assert invitation.stop_reason == StopReason.EXPIRED
