"""What can be chosen in the forms of the register, in words."""

from __future__ import annotations

from datetime import date
from typing import Any

from uitkomst.care import queries
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.teams import provider_of, teams_of
from uitkomst.vocabulary.codes import code_list
from uitkomst.vocabulary.municipalities import read_municipalities


def choices_for(actor: Actor, today: date, language: str) -> dict[str, Any]:
    """Forms of help, referrers, sexes, municipalities (with the one last used), teams: pairs of code and words."""
    provider = provider_of(actor, today)
    places = sorted(((place.code, place.name) for place in read_municipalities().values()), key=lambda pair: pair[1])
    return {
        "forms": pairs("form_of_help", today, language),
        "referrers": pairs("referrer", today, language),
        "sexes": pairs("sex", today, language),
        "municipalities": places,
        "last_municipality": queries.last_municipality(actor),
        "teams": [(str(team.pk), team.name) for team in teams_of(provider, today)] if provider else [],
    }


def pairs(name: str, today: date, language: str) -> list[tuple[str, str]]:
    """The codes of a list that may be used today."""
    return [(code.code, code.labels[language]) for code in code_list(name).on(today)]
