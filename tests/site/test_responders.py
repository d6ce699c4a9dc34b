"""Who answered beside who did not, from delivery to page: the same numbers as the slow twin, and nothing of a group that is hidden."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.urls import reverse

from tests import deliveries, personas
from tests.reference import ages
from tests.reference.responders import beside, split
from tests.site.conftest import World, deliver, expect, work_all
from tests.site.conftest import rows as world_rows
from tests.site.test_rights_matrix import visitor
from uitkomst.flows.freeze_period import freeze_period
from uitkomst.flows.publish_figures import read_release
from uitkomst.flows.show_figures import show_figures
from uitkomst.presentation.document import Block
from uitkomst.records.models import ReleaseRecord

pytestmark = pytest.mark.once


def told(year: int = 2024) -> list[dict[str, str]]:
    """Clients of Het Anker of whom young children's parents answer twice as often; boys and girls alike."""
    found = []
    for n in range(144):
        young, ended = n % 2 == 0, n % 8 != 7
        answers = n % 4 != 3 if young else n % 6 < 2
        more = {"datum_einde": f"{year}05{n % 28 + 1:02d}", "reden_beeindiging": "01"} if ended else {}
        more |= {"nut_ouder": str(n % 5 + 6)} if ended and answers else {}
        more |= {"geboortedatum": f"{year - 6 if young else year - 15}0315", "geslacht": "VM"[n // 24 % 2]}
        found.append(deliveries.row(bsn=deliveries.bsn(n + 1), datum_aanvang=f"{year}02{n % 28 + 1:02d}", **more))
    return found


def block_of(name: str, release: Any, now: datetime) -> Block:
    """The block of usefulness."""
    section = show_figures(actor=personas.actor(name), now=now, release_id=release, indicator="usefulness", language="nl").section(
        "usefulness"
    )
    assert section is not None
    (found,) = [one for one in section.blocks if one.key == "responders"]
    return found


def test_the_page_has_the_numbers_of_the_slow_twin(world: World, now: datetime, tmp_path: Any) -> None:
    rows = told()
    deliver("quirine", deliveries.write_delivery(tmp_path, personas.ANKER, "2024-1", rows, version=2))
    freeze_period(actor=personas.actor("quirine"), now=now, period="2024-1")
    work_all()
    record = ReleaseRecord.objects.filter(subject__code=personas.ANKER).exclude(pk__in=world.releases.values()).get()
    expect("quirine", str(record.pk), now)
    block = block_of("quirine", record.pk, now)
    assert block.table is not None
    shown = {row.cells[0]: row for row in block.table.rows}
    for row in rows:
        start = row["datum_aanvang"]
        row["leeftijd"] = ages.age_group(row["geboortedatum"], date(int(start[:4]), int(start[4:6]), int(start[6:])))
    apart = set()
    for dim, names in (
        ("leeftijd", {"4-11": "Leeftijd: 4-11", "12-17": "Leeftijd: 12-17"}),
        ("geslacht", {"V": "Vrouw", "M": "Man"}),
    ):
        answered, silent = split(rows, "nut_ouder", dim)
        for group, name in names.items():
            one, other, difference = beside(answered, silent, group)
            cells = shown[name].cells
            assert all(abs(int(cell) - share * 100) <= 0.5 for cell, share in zip(cells[-2:], (one, other), strict=True)), (
                cells,
                one,
                other,
            )
            assert shown[name].strong == (abs(difference) > 0.1)
            apart |= {dim} if abs(difference) > 0.1 else set()
    assert apart == {"leeftijd"}
    assert "De ouders die antwoordden, waren bij de start anders dan wie niet antwoordde. Ze verschillen in leeftijd." in " ".join(
        block.intro
    )
    assert "Jongeren: te weinig om naast elkaar te leggen." in block.notes
    page = visitor("quirine").get(reverse("indicator", kwargs={"release_id": record.pk, "indicator": "usefulness"})).text
    assert "Wie antwoordde, en wie niet" in page and block.intro[1] in page


def test_a_region_compares_only_what_its_release_shows(world: World, now: datetime, tmp_path: Any, monkeypatch: Any) -> None:
    from uitkomst.flows import breakdowns
    from uitkomst.vocabulary.verdicts import Audience

    monkeypatch.setitem(breakdowns.BESIDE, (Audience.PARTNER, "region"), ("age_group",))
    # Another year than that of the world: releases of one period to the same readers are weighed together.
    few = {"geboortedatum": "20200315", "datum_aanvang": "20220201", "datum_einde": "20220501", "nut_ouder": "7"}
    rows = [*told(2022), *(deliveries.row(bsn=deliveries.bsn(300 + n), **few) for n in range(4))]
    deliver("quirine", deliveries.write_delivery(tmp_path, personas.ANKER, "2022-1", rows))
    deliver(
        "carla", deliveries.write_delivery(tmp_path, personas.CONTOUR, "2022-1", world_rows(9, municipality=personas.EDE, period="2022-1"))
    )
    freeze_period(actor=personas.actor("hanna"), now=now, period="2022")
    work_all()
    record = ReleaseRecord.objects.filter(subject__code=personas.WEST).exclude(pk__in=world.releases.values()).get()
    at = record.dims.index("age_group")
    by_group = {
        one.group[at]: one
        for one in read_release(record)
        if (one.indicator, one.variant, one.informant, one.period) == ("usefulness", "", "parent", record.opening_period)
        and all(value == "*" for i, value in enumerate(one.group) if i != at)
    }
    whole, hidden = by_group.pop("*"), {name for name, one in by_group.items() if one.denominator is None or one.unknown is None}
    assert hidden, "a group of four should be hidden"
    block = block_of("bianca", record.pk, now)
    assert block.table is not None
    shown = {row.cells[0].removeprefix("Leeftijd: "): row.cells[-2:] for row in block.table.rows}
    assert shown and not set(shown) & hidden
    for name, cells in shown.items():
        one = by_group[name]
        for cell, (part, of) in zip(cells, ((one.denominator, whole.denominator), (one.unknown, whole.unknown)), strict=True):
            assert part is not None and of and abs(int(cell) - part / of * 100) <= 0.5
    assert any("Kleine groepen zijn niet te tonen" in note for note in block.notes)
