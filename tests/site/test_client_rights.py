"""What clients may ask about their data: see, correct, erase; records that are one; what is let go in time."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection

from tests import personas
from tests.caseloads import row, text_of
from tests.personas import actor
from tests.site import care
from tests.site.test_rights_matrix import visitor
from uitkomst.care import rights as rights_of_care
from uitkomst.care.models import (
    Answer,
    CaseloadFile,
    Change,
    Client,
    ClientRequest,
    Erasure,
    GoalView,
    Informant,
    Invitation,
    Message,
    OwnLink,
    Response,
    RetentionRun,
    Trajectory,
)
from uitkomst.care.operations import goals as goal_operations
from uitkomst.care.states import Side
from uitkomst.flows.care import answering
from uitkomst.flows.care.goals import add_goal
from uitkomst.flows.care.invite_client import invite_client
from uitkomst.flows.caseload.accept_caseload import accept_caseload
from uitkomst.flows.caseload.receive_caseload import receive_caseload
from uitkomst.flows.client_rights.copy_for import copy_for
from uitkomst.flows.client_rights.correct import correct
from uitkomst.flows.client_rights.merge import merge
from uitkomst.flows.client_rights.requests import ask, decide, list_requests, show_rights
from uitkomst.flows.client_rights.retention import run_retention
from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.organisations import queries
from uitkomst.organisations.kinds import OrganisationKind
from uitkomst.organisations.rights import MayNot
from uitkomst.records.audit import verify
from uitkomst.records.models import AuditEvent
from uitkomst.web import words

OF_CLIENT = (Answer, Change, Client, GoalView, Informant, Invitation, Message, OwnLink, Response, Trajectory)


def answered(now, trajectory, informant, *, only_total=False, words="Sanne luisterde."):
    """This person answered the questions at the end."""
    asked = invite_client(
        actor=actor("pim"), now=now, trajectory_id=trajectory.pk, informant_id=informant.pk, moment="end", channel="tablet"
    )
    values = {"usefulness": "8", "able_to_continue": "04", "what_helped": words}
    care.answer_all(care.token(asked), now, values, only_total=only_total)


@pytest.fixture
def noor(world, now):
    """A client with a goal, and answers of her and of her mother."""
    one = care.client(now)
    goal = add_goal(actor=actor("pim"), now=now, trajectory_id=one.pk, typed={"text": "Weer naar school."})
    young, parent = care.young_person(one), care.parent(one)
    told = {"on": now.date(), "now": now, "by": actor("pim").person_id}
    goal_operations.view_goal(goal, Side.YOUNG_PERSON, 2, informant_id=young.pk, note="gelukt!", **told)
    goal_operations.view_goal(goal, Side.PARENT, 0, informant_id=parent.pk, note="nog niet", **told)
    answered(now, one, young, words="Sanne luisterde.")
    answered(now, one, parent, words="Marja vond het zwaar.")
    return one


def asked(now, one, kind="erase", **more):
    typed = {"kind": kind, "asked_by": "Noor", "asked_on": f"{now:%d-%m-%Y}", "said": "", **more}
    return ask(actor=actor("pim"), now=now, client_id=one.client_id, typed=typed)


# See


def test_a_copy_holds_the_own_words_and_nobody_elses(noor, now):
    young, parent = care.young_person(noor), care.parent(noor)
    hers = str(copy_for(actor=actor("pim"), now=now, client_id=noor.client_id, informant_id=young.pk).as_data())
    mothers = str(copy_for(actor=actor("pim"), now=now, client_id=noor.client_id, informant_id=parent.pk).as_data())
    assert "Sanne luisterde." in hers and "gelukt!" in hers and "Weer naar school." in hers
    assert "Marja vond het zwaar." in mothers and "nog niet" in mothers
    for copy, secrets in ((hers, ("Marja vond", "nog niet", "marja@")), (mothers, ("Sanne luisterde", "gelukt!", "noor@"))):
        assert not [secret for secret in secrets if secret in copy]
    assert noor.client.pseudonym not in hers and "'has_bsn': 'yes'" in hers


def test_a_copy_by_the_practitioner_does_not_tell_what_counts_in_the_total_alone(world, now):
    one = care.client(now)
    answered(now, one, care.young_person(one), only_total=True, words="Alleen voor het totaal.")
    copy = copy_for(actor=actor("pim"), now=now, client_id=one.client_id, informant_id=care.young_person(one).pk)
    (help_,) = copy.trajectories
    assert help_.answers == () and help_.some_hidden
    text = visitor("pim").get(f"/clients/{one.client_id}/copy/{care.young_person(one).pk}/").text
    assert "alleen in het totaal meetellen" in text and "Hoe nuttig" not in text


def test_a_copy_holds_nothing_that_was_not_sent(world, now):
    one = care.client(now)
    half = invite_client(
        actor=actor("pim"), now=now, trajectory_id=one.pk, informant_id=care.young_person(one).pk, moment="end", channel="letter"
    )
    care.answer_all(care.token(half), now, {"usefulness": "2", "able_to_continue": "01", "what_helped": "nog aan het typen"}, send=False)
    copy = copy_for(actor=actor("pim"), now=now, client_id=one.client_id, informant_id=care.young_person(one).pk)
    assert copy.trajectories[0].answers == () and "nog aan het typen" not in str(copy.as_data())
    assert "Alleen voor het totaal." not in str(copy.as_data())


def test_a_copy_says_who_looked(noor, now):
    young = care.young_person(noor)
    show_rights(actor=actor("pim"), now=now, client_id=noor.client_id)
    copy = copy_for(actor=actor("pim"), now=now, client_id=noor.client_id, informant_id=young.pk)
    assert ("Pim", "R") in {(who, what) for _, who, what in copy.looks}


@pytest.mark.parametrize("name", ["bram", "quirine", "daan", "bianca", "arjen"])
def test_nobody_else_gets_a_copy(noor, now, name):
    with pytest.raises((MayNot, NotFound)):
        copy_for(actor=actor(name), now=now, client_id=noor.client_id, informant_id=care.young_person(noor).pk)


def test_a_copy_for_somebody_of_another_client_is_not_there(noor, now):
    other = care.client(now, number="C-2", bsn="", first_name="Sem")
    with pytest.raises(NotFound):
        copy_for(actor=actor("pim"), now=now, client_id=noor.client_id, informant_id=care.young_person(other).pk)


# Correct


def test_a_correction_keeps_what_stood_there(noor, now):
    typed = {"first_name": "Nora", "born": "16-03-2009", f"email-{care.parent(noor).pk}": "marja@nieuw.example"}
    changed = correct(actor=actor("pim"), now=now, client_id=noor.client_id, typed=typed)
    assert set(changed) == {"first_name", "born", "email"}
    shown = show_rights(actor=actor("pim"), now=now, client_id=noor.client_id)
    assert {(one.field, one.old, one.new) for one in shown.history} >= {("born", "20090315", "20090316"), ("first_name", "Noor", "Nora")}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({"born": "31-02-2009"}, "rights_no_day"),
        ({"born": "01-01-2031"}, "rights_no_day"),
        ({"born": ""}, "rights_needed"),
        ({"sex": "Q"}, "rights_not_in_list"),
        ({"postcode": "12"}, "rights_not_in_list"),
        ({"email": "nee"}, "rights_no_email"),
        ({"email": "marja@example.org"}, "rights_same_email"),
        ({"first_name": "x" * 61}, "rights_too_long"),
        ({"phone": "0" * 21}, "rights_too_long"),
    ],
)
def test_a_wrong_correction_changes_nothing(noor, now, typed, code):
    young = care.young_person(noor)
    typed = {f"{name}-{young.pk}" if name in ("email", "phone") else name: value for name, value in typed.items()}
    before = Change.objects.count()
    with pytest.raises(Refused) as refused:
        correct(actor=actor("pim"), now=now, client_id=noor.client_id, typed={"first_name": "Anders", **typed})
    assert refused.value.code == code and refused.value.text("nl") and refused.value.text("en")
    assert Change.objects.count() == before and Client.objects.get(pk=noor.client_id).first_name == "Noor"


def test_the_own_statement_of_a_client_is_kept(noor, now):
    made = asked(now, noor, "statement", said="Ik ben het niet eens met dit doel.")
    assert made.state == "done"
    shown = show_rights(actor=actor("pim"), now=now, client_id=noor.client_id)
    assert shown.requests[0].said == "Ik ben het niet eens met dit doel."


# Erase


def test_erasing_takes_the_number_typed_again_and_then_everything_goes(noor, now):
    request = asked(now, noor)
    assert request.due_on == (now + timedelta(days=92)).date().replace(day=now.day)
    with pytest.raises(Refused, match="rights_number"):
        decide(actor=actor("quirine"), now=now, request_id=request.pk, done=True, number="C-9")
    assert Client.objects.filter(pk=noor.client_id).exists()
    decide(actor=actor("quirine"), now=now, request_id=request.pk, done=True, number="C-1")
    assert not any(model.objects.exists() for model in OF_CLIENT) and not ClientRequest.objects.exists()
    left = Erasure.objects.all()  # the number, and the one that messages would give
    assert {one.why for one in left} == {"request"} and not any("C-1" in str(one.__dict__) for one in left)
    line = AuditEvent.objects.filter(event_type_code="request.decided").latest("sequence")
    assert line.clients == [str(noor.client_id)] and verify().ok
    with pytest.raises(NotFound):
        decide(actor=actor("quirine"), now=now, request_id=request.pk, done=True, number="C-1")


def test_a_link_of_somebody_erased_leads_nowhere(noor, now):
    invitation = invite_client(
        actor=actor("pim"), now=now, trajectory_id=noor.pk, informant_id=care.parent(noor).pk, moment="progress", channel="tablet"
    )
    link = care.token(invitation)
    decide(actor=actor("quirine"), now=now, request_id=asked(now, noor).pk, done=True, number="C-1")
    with pytest.raises((NotFound, Refused)):
        answering.begin(token=link, now=now, address=care.ADDRESS, language="nl")


def test_a_request_is_refused_with_a_reason_only(noor, now):
    request = asked(now, noor)
    with pytest.raises(Refused, match="rights_why"):
        decide(actor=actor("quirine"), now=now, request_id=request.pk, done=False)
    decide(actor=actor("quirine"), now=now, request_id=request.pk, done=False, answer="Er loopt een klacht.")
    assert not list_requests(actor=actor("quirine"), now=now).requests and Client.objects.exists()


def test_who_was_erased_does_not_come_back_by_the_caseload(world, now):
    def take(**changes):
        text = text_of([row(Hulpverlener="pim@example.org", Team="", **changes)])
        file = receive_caseload(actor=actor("quirine"), now=now, name="x.csv", chunks=[text.encode()])
        accept_caseload(actor=actor("quirine"), now=now, file_id=file.pk)

    take(Startdatum="01-09-2024", Verwachte_einddatum="")
    (one,) = Trajectory.objects.all()
    decide(actor=actor("quirine"), now=now, request_id=asked(now, one).pk, done=True, number="C-001")
    with pytest.raises(Refused, match="caseload_nothing"):
        take(Startdatum="01-09-2024", Verwachte_einddatum="")
    assert not Client.objects.exists()
    take(Startdatum="01-06-2025", Verwachte_einddatum="")
    assert Trajectory.objects.get().start_date.isoformat() == "2025-06-01", "new help is new"


def test_the_start_page_says_by_which_day_a_request_must_be_answered(noor, now):
    due = asked(now, noor).due_on
    assert f"uiterlijk {words.day(due)} zijn beantwoord" in visitor("quirine").get("/").text


@pytest.mark.parametrize("name", ["bram", "pim", "daan"])
def test_only_who_keeps_this_register_decides(noor, now, name):
    request = asked(now, noor)
    with pytest.raises((MayNot, NotFound)):
        decide(actor=actor(name), now=now, request_id=request.pk, done=True, number="C-1")
    assert Client.objects.exists()


@pytest.mark.parametrize(
    ("typed", "code"),
    [({"kind": "forget"}, "rights_not_in_list"), ({"asked_by": ""}, "rights_needed"), ({"asked_on": "gisteren"}, "rights_no_day"),
     ({"kind": "correct"}, "rights_needed"), ({"said": "x" * 4001}, "rights_too_long")],
)  # fmt: skip
def test_a_request_that_is_not_whole_is_refused(noor, now, typed, code):
    with pytest.raises(Refused) as refused:
        asked(now, noor, **typed)
    assert refused.value.code == code and refused.value.text("nl") and refused.value.text("en")


# Two records that are one client


def test_two_records_become_one_with_everything_of_both(noor, now):
    other = care.client(now, number="C-2", bsn="", form_of_help="11", first_name="", parent_1="Kees", parent_1_email="kees@example.org")
    merge(actor=actor("quirine"), now=now, keep="C-1", other="C-2")
    kept = Client.objects.get(pk=noor.client_id)
    assert kept.trajectories.count() == 2 and set(kept.informants.filter(kind="parent").values_list("name", flat=True)) == {"Marja", "Kees"}
    assert Client.objects.get(pk=other.client_id).merged_into_id == kept.pk
    assert Answer.objects.count() >= 6 and kept.informants.filter(kind="young_person").count() == 1


@pytest.mark.parametrize(
    ("keep", "other", "code"), [("C-1", "C-1", "merge_same"), ("C-1", "C-404", "merge_not_here"), ("C-1", "C-2", "merge_differs")]
)
def test_what_cannot_be_one_is_not_merged(noor, now, keep, other, code):
    care.client(now, number="C-2", bsn="", born="16-03-2009")
    with pytest.raises(Refused) as refused:
        merge(actor=actor("quirine"), now=now, keep=keep, other=other)
    assert refused.value.code == code and refused.value.text("nl") and refused.value.text("en")
    assert not Client.objects.exclude(merged_into=None).exists()


def test_nobody_of_another_provider_merges(noor, now):
    care.client(now, number="C-2", bsn="")
    with pytest.raises(Refused, match="merge_not_here"):
        merge(actor=actor("bram"), now=now, keep="C-1", other="C-2")


# Retention


def test_what_was_kept_long_enough_goes_and_is_reported(noor, now):
    running = care.client(now, number="C-2", bsn="")
    Trajectory.objects.filter(pk=noor.pk).update(end_date=now.date())
    assert run_retention(now=now + timedelta(days=4 * 365 - 5))["clients"] == 0
    later = now + timedelta(days=4 * 366)
    assert run_retention(now=later)["clients"] == 1
    assert list(Client.objects.values_list("number", flat=True)) == [running.client.number]
    assert run_retention(now=later)["clients"] == 0
    assert [one.counts["clients"] for one in RetentionRun.objects.order_by("run_on")] == [0, 1], "one report a day, of all that went"
    line = AuditEvent.objects.filter(event_type_code="retention.run").order_by("sequence")[1]
    assert line.clients == [str(noor.client_id)] and "clients 1" in line.participant_object_detail


def test_each_provider_reads_what_went_with_itself_and_nobody_else(noor, now):
    other = Client.objects.create(
        provider=queries.organisation(OrganisationKind.PROVIDER, personas.BRUG), number="B-1", born="20090315", created_at=now
    )
    Trajectory.objects.filter(pk=noor.pk).update(end_date=now.date())
    later = now + timedelta(days=4 * 366)
    assert run_retention(now=later) == {"clients": 2, "caseload_files": 0, "letters": 0, "links": 0, "half_answered": 0}
    assert not Client.objects.filter(pk=other.pk).exists()
    for who, provider in (("quirine", personas.ANKER), ("bram", personas.BRUG)):
        (run,) = list_requests(actor=actor(who), now=later).runs
        assert run.counts["clients"] == 1 and run.provider.code == provider
    assert list_requests(actor=actor("carla"), now=later).runs == ()
    lines = AuditEvent.objects.filter(event_type_code="retention.run")
    assert sorted(line.participant_object_id for line in lines) == sorted(str(one.provider_id) for one in RetentionRun.objects.all())


def test_what_goes_wrong_with_one_provider_does_not_stop_the_others(noor, now):
    Client.objects.create(
        provider=queries.organisation(OrganisationKind.PROVIDER, personas.BRUG), number="B-1", born="20090315", created_at=now
    )
    Trajectory.objects.filter(pk=noor.pk).update(end_date=now.date())
    later = now + timedelta(days=4 * 366)
    first, second = rights_of_care.providers_with_a_register()

    def broken(execute, sql, parameters, many, context):
        if "INSERT" in sql and RetentionRun._meta.db_table in sql and first in parameters:
            raise OperationalError("disk full")
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(broken), pytest.raises(OperationalError):
        run_retention(now=later)
    assert [run.provider_id for run in RetentionRun.objects.all()] == [second]
    assert list(Client.objects.values_list("provider_id", flat=True)) == [first], "of the first nothing went, of the second all"
    assert run_retention(now=later)["clients"] == 1
    assert {run.provider_id: run.counts["clients"] for run in RetentionRun.objects.all()} == {first: 1, second: 1}


def test_each_thing_goes_in_its_own_time(world, now):
    one = care.client(now)
    file = receive_caseload(actor=actor("quirine"), now=now, name="x.csv", chunks=[text_of([row()]).encode()])
    half = invite_client(
        actor=actor("pim"), now=now, trajectory_id=one.pk, informant_id=care.parent(one).pk, moment="start", channel="tablet"
    )
    answering.begin(token=care.token(half), now=now, address=care.ADDRESS, language="nl")
    assert run_retention(now=now + timedelta(days=10)) == dict.fromkeys(
        ("clients", "caseload_files", "letters", "links", "half_answered"), 0
    )
    assert run_retention(now=now + timedelta(days=15))["caseload_files"] == 1
    assert CaseloadFile.objects.get(pk=file.pk).table == {} and CaseloadFile.objects.get(pk=file.pk).state == "expired"
    assert run_retention(now=now + timedelta(days=91))["half_answered"] == 0, "until its link has expired it can be gone on with"
    assert run_retention(now=now + timedelta(days=28 + 91))["half_answered"] == 1
    assert not Response.objects.exists() and Invitation.objects.exists()
