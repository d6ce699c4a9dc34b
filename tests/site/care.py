"""What the tests of the care register share: a client as typed, and the steps of answering."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import Any

from tests import deliveries, personas
from tests.site.conftest import expect, work_all
from uitkomst.care import queries
from uitkomst.care.links import token_of
from uitkomst.care.types import Invitation, Trajectory
from uitkomst.flows.accept_delivery import accept_delivery
from uitkomst.flows.care import answering
from uitkomst.flows.care.add_client import add_client
from uitkomst.flows.freeze_period import freeze_period
from uitkomst.flows.show_figures import figures_file, releases, show_figures
from uitkomst.records.models import Delivery

ADDRESS = "198.51.100.9"


def typed(number: str = "C-1", **more: str) -> dict[str, str]:
    """A girl of fifteen with a mother, as a practitioner types her in."""
    usual = {
        "number": number, "first_name": "Noor", "bsn": deliveries.bsn(8000), "born": "15-03-2009", "sex": "V", "municipality": "0632",
        "form_of_help": "02", "referrer": "02", "start_date": "01-02-2024", "request_for_help": "Ik wil weer naar school.",
        "email": "noor@example.org", "parent_1": "Marja", "parent_1_email": "marja@example.org", "parent_1_custody": "on",
    }  # fmt: skip
    return usual | more


def client(now: datetime, name: str = "pim", number: str = "C-1", **more: str) -> Trajectory:
    """Put her in the register, as this practitioner."""
    return add_client(actor=personas.actor(name), now=now, typed=typed(number, **more))


def whole(trajectory: Trajectory, name: str = "pim") -> Trajectory:
    """The trajectory as it stands in the database now."""
    found = queries.trajectory(personas.actor(name), trajectory.pk)
    assert found is not None
    return found


def token(invitation: Invitation) -> str:
    return token_of("invitation", invitation.pk, invitation.nonce)


def young_person(trajectory: Trajectory) -> Any:
    return trajectory.client.informants.get(kind="young_person")


def parent(trajectory: Trajectory) -> Any:
    return trajectory.client.informants.get(kind="parent")


def answer_all(link: str, now: datetime, values: dict[str, str], *, only_total: bool = False, send: bool = True) -> None:
    """Begin, answer each question that comes, and send."""
    sheet = answering.begin(token=link, now=now, address=ADDRESS, language="nl")
    while question := sheet.next_id:
        sheet = answering.answer(
            token=link, now=now, address=ADDRESS, question_id=question, typed=values.get(question, ""), only_total=only_total
        )
    if send:
        answering.send(token=link, now=now, address=ADDRESS)


def figures_from(delivery: Delivery, now: datetime) -> dict[tuple[str, str], tuple[str, ...]]:
    """What a delivery of Het Anker about the second half of 2024, made from the register with one client in it, becomes in the mirror.

    (population, denominator, numerator, value) of the whole provider by indicator and informant, out of the file of the mirror.
    """
    quirine = personas.actor("quirine")
    work_all()
    accept_delivery(actor=quirine, now=now, delivery_id=delivery.pk)
    kept = Delivery.objects.get(pk=delivery.pk)
    assert (kept.state, kept.rows_usable, kept.rows_refused) == ("accepted", 1, 0), kept.report
    freeze_period(actor=quirine, now=now, period="2024-2")
    work_all()
    release = next(one for one in releases(actor=quirine, now=now) if one.opening_period == "2024-2")
    expect("quirine", str(release.id), now)
    show_figures(actor=quirine, now=now, release_id=release.id, language="nl")
    _, _, content = figures_file(actor=quirine, now=now, release_id=release.id, kind="csv", language="nl")
    return {
        (row["indicator"], row["informant"]): tuple(row[name] for name in ("population", "denominator", "numerator", "value"))
        for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
        if row["period"] == "2024-2" and row["team"] == "*" and not row["variant"]
    }
