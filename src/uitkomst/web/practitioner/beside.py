"""Who sits beside the practitioner: on a screen that is turned to somebody stands nothing of what another informant said (principle 8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest

from uitkomst.care.types import Informant, Trajectory
from uitkomst.web.practitioner.naming import informant_name


@dataclass(frozen=True, slots=True)
class Beside:
    """The informant beside the practitioner (None: nobody), and who can be chosen: number, name, whether it is this one."""

    informant: Informant | None
    people: tuple[tuple[int, str, bool], ...]

    @property
    def pk(self) -> str:
        return str(self.informant.pk) if self.informant else ""

    @property
    def name(self) -> str:
        return next((name for _, name, here in self.people if here), "")

    @property
    def sides(self) -> frozenset[str]:
        """The sides whose views may stand on the screen: the own one and the practitioner's."""
        if self.informant is None:
            return frozenset({"practitioner"})
        own = "young_person" if self.informant.kind == "young_person" else f"parent-{self.informant.pk}"
        return frozenset({own, "practitioner"})


def beside(request: HttpRequest, one: Trajectory, typed: Mapping[str, str] | None = None) -> Beside:
    """Who was chosen (``with`` in the address, the form, or what was typed before); when there is only one informant, that one. Anybody
    else is nobody."""
    found = list(one.client.informants.all())
    asked = request.POST.get("with", request.GET.get("with", (typed or {}).get("with")))
    chosen = next((person for person in found if str(person.pk) == asked), None)
    if asked is None and len(found) == 1:
        chosen = found[0]
    people = tuple((person.pk, informant_name(person, one), person is chosen) for person in found)
    return Beside(chosen, people)
