"""From two scores of a licensed instrument to the verdict in the figures of the provider. The norms are made up."""

from __future__ import annotations

import csv
import io

import pytest

from tests.personas import actor
from tests.site import care
from tests.site.test_instruments import csv_of, enter, norms
from tests.unit.test_norms import LINE
from uitkomst.flows.care.closing import close_trajectory
from uitkomst.flows.care.deliver_from_register import deliver_from_register
from uitkomst.flows.instruments.norms import NormsRefused, load_norms
from uitkomst.questionnaires.norms import COLUMNS
from uitkomst.records import files

pytestmark = pytest.mark.once
HEAD = "instrument,informant,sex,age_from,age_to,direction,mean,sd,reliability,source,version"


def load(now, **more: str) -> None:
    columns = (*COLUMNS, "delivered_as")
    load_norms(actor=actor("quirine"), now=now, name="normen.csv", chunks=[csv_of(columns, LINE | more)])


def test_two_scores_become_a_verdict(world, now, tmp_path, monkeypatch):
    """15 to 7 with mean 9.5 and SD 5.2 is T 60.6 to 45.2; with reliability .80 from 12.4 on it is more than error."""
    (tmp_path / "norms.csv").write_text(f"{HEAD}\nLIJST-T,jeugdige,*,0,23,higher_is_more_problems,50,10,0.80,verzonnen,1\n")
    monkeypatch.setenv("UITKOMST_TABLES", str(tmp_path))
    day, quirine = now.replace(hour=10), actor("quirine")
    load(now, delivered_as="LIJST-T")
    noor = care.client(day, start_date="01-09-2024")
    enter(noor, day, "15", "05-09-2024")
    enter(noor, day, "12", "01-11-2024")
    enter(noor, day, "7", "10-12-2024")
    close_trajectory(
        actor=actor("pim"), now=day, trajectory_id=noor.pk, typed={"end_date": "20-12-2024", "end_reason": "01", "what_next": ""}
    )
    delivery = deliver_from_register(actor=quirine, now=day, period="2024-2")
    (path,) = files.folder("inbox").rglob("*jeugdhulp*.csv")
    (row,) = csv.DictReader(io.StringIO(path.read_text()), delimiter=";")
    assert [row[name] for name in ("instrument", "informant_instrument", "t_begin", "t_eind")] == ["LIJST-T", "jeugdige", "60.6", "45.2"]
    assert care.figures_from(delivery, day)["problem_reduction", ""] == ("1", "1", "1", "1.0")


def test_of_a_client_who_withdrew_or_a_scale_without_a_name_no_score_goes_along(world, now):
    norms(now)
    noor = care.client(now, start_date="01-09-2024")
    enter(noor, now, "15", "05-09-2024")
    close_trajectory(
        actor=actor("pim"), now=now, trajectory_id=noor.pk, typed={"end_date": "20-12-2024", "end_reason": "01", "what_next": ""}
    )
    deliver_from_register(actor=actor("quirine"), now=now, period="2024-2")
    load(now, delivered_as="LIJST-T")
    with pytest.raises(NormsRefused, match="norms_faulty"):
        load(now, instrument="Andere", delivered_as="LIJST-T")
    type(noor.client).objects.update(withdrawn_at=now)
    deliver_from_register(actor=actor("quirine"), now=now, period="2024-2")
    assert all("LIJST-T" not in path.read_text() for path in files.folder("inbox").rglob("*.csv"))
