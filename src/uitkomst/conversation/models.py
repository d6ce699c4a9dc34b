"""The tables of conversations. Imported only inside this package; others use queries and operations.

What a party answers is never overwritten: a new text is a new version. Of what has one version (what a party expects, the preparation,
the poster) nothing is written over that the writer has not read. Figures are not here: they are in releases (``records``), and
come to a page through ``flows.show_figures`` alone.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from uitkomst.conversation.kinds import Part, Question, Template
from uitkomst.conversation.states import Phase

_PERSON, _ORGANISATION = "organisations.Person", "organisations.Organisation"


def _choices(words: type[Phase] | type[Part] | type[Question] | type[Template]) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in words]


class Conversation(models.Model):
    """One conversation. about: whom the figures are about. preparation: counts the changes that all must agree with anew.

    expect_until: from then on nobody needs to wait for an expectation any more. figures: "" (not asked), making, there, or none with
    the reason. earlier: the conversation that this one looks back on. poster: at most three pairs (what clients said, what we do).
    stopped_by, stopped_why: the party that ended it without minutes that all confirmed, and what it said of that.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    template = models.CharField(max_length=20, choices=_choices(Template))
    about = models.ForeignKey(_ORGANISATION, on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=12)
    indicators = models.JSONField(default=list)
    purpose = models.TextField(blank=True)
    goals = models.TextField(blank=True)
    phase = models.CharField(max_length=20, choices=_choices(Phase), default=Phase.PREPARING)
    preparation = models.PositiveIntegerField(default=1)
    days_alone = models.PositiveIntegerField(default=0)
    expect_until = models.DateTimeField(null=True, blank=True)
    talk_at = models.DateTimeField(null=True, blank=True)
    figures = models.CharField(max_length=10, blank=True, default="")
    figures_reason = models.CharField(max_length=40, blank=True, default="")
    poster = models.JSONField(default=list, blank=True)
    earlier = models.ForeignKey("self", on_delete=models.PROTECT, related_name="later", null=True, blank=True)
    started_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    stopped_by = models.ForeignKey("Party", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    stopped_why = models.TextField(blank=True, default="")

    class Meta:
        ordering: ClassVar = ["-started_at"]


class Party(models.Model):
    """One party and its part. agreed: the number of the preparation that it agreed with. locked_at: of its own expectation."""

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="parties")
    organisation = models.ForeignKey(_ORGANISATION, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=20, choices=_choices(Part))
    agreed = models.PositiveIntegerField(default=0)
    agreed_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    locked_at = models.DateTimeField(null=True, blank=True)
    locked_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["conversation", "organisation", "part"], name="party_once"),
        ]


class Participant(models.Model):
    """Somebody who takes part for a party, by name. left_at: the party said that this person no longer does."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="participants")
    name = models.CharField(max_length=200)
    function = models.CharField(max_length=200, blank=True)
    named_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]


class ExpectedLine(models.Model):
    """What a party expects of one indicator: about low to high, because why. Ends with the conversation: nobody's accuracy is computed."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="expected")
    indicator = models.CharField(max_length=40)
    low = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    high = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    why = models.TextField(blank=True)
    written_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["party", "indicator"], name="expected_once")]


class Answer(models.Model):
    """What a party answers to a question, of one indicator ("" for the whole talk). A new text is a new version; none is overwritten."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="answers")
    indicator = models.CharField(max_length=40, blank=True)
    question = models.CharField(max_length=20, choices=_choices(Question))
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField()
    beside = models.BooleanField(default=False)
    written_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["version"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["party", "indicator", "question", "version"], name="answer_version_once")]


class Explanation(models.Model):
    """An explanation that a party holds against a group of a protected breakdown: in this group the figure would be higher (or lower).

    It keeps no outcome: whether it fits is found again from the release at every look.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="explanations")
    indicator = models.CharField(max_length=40)
    text = models.TextField()
    group = models.CharField(max_length=120)
    higher = models.BooleanField()
    written_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["written_at"]


class ImprovementAction(models.Model):
    """[who] does [what] before [when]; we notice by [how]. number: in the owner's words, never drawn, never compared as met or missed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="actions")
    indicator = models.CharField(max_length=40, blank=True)
    who = models.CharField(max_length=200)
    what = models.TextField()
    practice = models.TextField(blank=True)
    before = models.DateField()
    notice = models.TextField()
    number = models.CharField(max_length=200, blank=True)
    written_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["before", "written_at"]


class ProgressNote(models.Model):
    """How it goes with an action, in words of its owner. state: going, done or changed; no part of a score."""

    action = models.ForeignKey(ImprovementAction, on_delete=models.PROTECT, related_name="notes")
    state = models.CharField(max_length=10, choices=[("going", "going"), ("done", "done"), ("changed", "changed")])
    text = models.TextField()
    written_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["written_at", "pk"]


class Minutes(models.Model):
    """A version of the minutes. part_a may leave the platform; part_b stays. Both are lists of blocks: {kind, text}. Never changed."""

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="minutes")
    version = models.PositiveIntegerField()
    summary = models.TextField(blank=True)
    part_a = models.JSONField(default=list)
    part_b = models.JSONField(default=list)
    made_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-version"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["conversation", "version"], name="minutes_version_once")]


class Confirmation(models.Model):
    """A party confirms a version of the minutes as a fair account."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="confirmations")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["minutes", "party"], name="confirmation_once")]


class Look(models.Model):
    """Somebody opened part B of the minutes; shown beside it to all parties."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="looks")
    person = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(_ORGANISATION, on_delete=models.PROTECT, related_name="+")
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["first_at"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["minutes", "person", "organisation"], name="look_once")]


class Reminder(models.Model):
    """Somebody was told by mail that something waits. key: what waited; nobody is told of the same thing twice.

    state: sending (handed to the mail server now), sent, or unsure (the worker died meanwhile: it is not sent again).
    """

    person = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=120)
    state = models.CharField(max_length=7, choices=[("sending", "sending"), ("sent", "sent"), ("unsure", "unsure")], default="sending")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "key"], name="reminder_once")]


class NoReminders(models.Model):
    """Somebody does not want reminders by mail; what waits still stands on the start page."""

    person = models.OneToOneField(_PERSON, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()


class Voice(models.Model):
    """A client's words on the table beside one indicator. quote: of ``care``; the words themselves are not here, so that taking them back
    reaches every table, and erasing the client leaves nothing behind."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="voices")
    indicator = models.CharField(max_length=40)
    quote = models.UUIDField()
    laid_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    laid_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["laid_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["party", "indicator", "quote"], condition=models.Q(taken_at=None), name="voice_once"),
        ]


class VoiceAgreement(models.Model):
    """A party agrees that these words go into part B of the minutes; they do when all parties have."""

    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, related_name="agreements")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    agreed_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["voice", "party"], name="voice_agreement_once")]


class Shared(models.Model):
    """What may be read beyond the parties, once all of them agree. level: region (subjects and agreements) or nation (a lesson, ``text``).

    version: of the text; who agreed with an earlier one agrees anew.
    """

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="shared")
    level = models.CharField(max_length=6, choices=[("region", "region"), ("nation", "nation")])
    indicator = models.CharField(max_length=40, blank=True)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["conversation", "level"], name="shared_once_a_level")]


class SharedAgreement(models.Model):
    """A party agrees that this version may be read beyond the parties; taking that back deletes it."""

    shared = models.ForeignKey(Shared, on_delete=models.PROTECT, related_name="agreements")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    agreed_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["shared", "party"], name="shared_agreement_once")]


class Showing(models.Model):
    """What one person shows to everybody who follows along on the own device. One a conversation; the next is written over it.

    question: "" for the figure. phase: in which it was begun; it ends with that. number: counts every change; turn: every subject.
    """

    conversation = models.OneToOneField(Conversation, on_delete=models.PROTECT, related_name="showing")
    indicator = models.CharField(max_length=40, blank=True)
    question = models.CharField(max_length=20, choices=_choices(Question), blank=True)
    phase = models.CharField(max_length=20, choices=_choices(Phase))
    number = models.PositiveIntegerField(default=0)
    turn = models.PositiveIntegerField(default=0)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    shown_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    shown_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)


class Followed(models.Model):
    """Somebody has had what is shown on the own device: the subject (what = "") or a release. Only of the present turn; then it goes.

    So the log has one line for each thing that a person was shown, however often the device asked.
    """

    showing = models.ForeignKey(Showing, on_delete=models.CASCADE, related_name="followed")
    person = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(_ORGANISATION, on_delete=models.PROTECT, related_name="+")
    turn = models.PositiveIntegerField()
    what = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["showing", "person", "organisation", "turn", "what"], name="followed_once"),
        ]
