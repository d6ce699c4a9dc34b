"""The people every test of the application knows, in two regions that must never meet.

Anker and Brug are providers with a contract with region West; Contour works for
region Food Valley. Quirine is quality officer of Anker, and so on.
"""

from __future__ import annotations

from datetime import date

from uitkomst.organisations import operations as make
from uitkomst.organisations import queries
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.kinds import OrganisationKind as K
from uitkomst.organisations.kinds import RoleKind as R

SINCE = date(2015, 1, 1)
PASSWORD = "een heel lang wachtwoord"
ANKER, BRUG, CONTOUR = "12345678", "23456789", "34567890"
WEST, EAST = "Utrecht-West", "Food Valley"
WOERDEN, EDE = "0632", "0228"

# name -> (kind and code of the organisation, role)
PERSONAS: dict[str, tuple[tuple[K, str], R]] = {
    "quirine": ((K.PROVIDER, ANKER), R.QUALITY_OFFICER),
    "daan": ((K.PROVIDER, ANKER), R.DIRECTOR),
    "pim": ((K.PROVIDER, ANKER), R.PRACTITIONER),
    "bram": ((K.PROVIDER, BRUG), R.QUALITY_OFFICER),
    "carla": ((K.PROVIDER, CONTOUR), R.QUALITY_OFFICER),
    "bianca": ((K.MUNICIPALITY, WOERDEN), R.POLICY_ADVISER),
    "willem": ((K.MUNICIPALITY, WOERDEN), R.ALDERMAN),
    "evert": ((K.MUNICIPALITY, EDE), R.POLICY_ADVISER),
    "rosa": ((K.REGION, WEST), R.POLICY_ADVISER),
    "cleo": ((K.PROVIDER, ANKER), R.CLIENT_COUNCIL),
    "hanna": ((K.NATION, "NL"), R.HUB_OPERATOR),
    "arjen": ((K.NATION, "NL"), R.AUDITOR),
    "aisha": ((K.PROVIDER, ANKER), R.AUDITOR),
    "bert": ((K.PROVIDER, ANKER), R.ADMINISTRATOR),
}
NAMES = {ANKER: "Het Anker", BRUG: "De Brug", CONTOUR: "Contour", WOERDEN: "Gemeente Woerden", EDE: "Gemeente Ede", "NL": "Knooppunt"}


def populate() -> None:
    """Make the organisations and the people."""
    nation = make.add_organisation(K.NATION, "NL", NAMES["NL"], valid_from=SINCE)
    for region_name, municipality, providers in ((WEST, WOERDEN, (ANKER, BRUG)), (EAST, EDE, (CONTOUR,))):
        region = make.add_organisation(K.REGION, region_name, region_name, valid_from=SINCE)
        make.add_membership(region, nation, valid_from=SINCE)
        place = make.add_organisation(K.MUNICIPALITY, municipality, NAMES[municipality], valid_from=SINCE)
        make.add_membership(place, region, valid_from=SINCE)
        for code in providers:
            provider = make.add_organisation(K.PROVIDER, code, NAMES[code], valid_from=SINCE)
            make.add_contract(provider, region if code != BRUG else place, valid_from=SINCE)
    for name, ((kind, code), role) in PERSONAS.items():
        person = make.add_person(f"{name}@example.org", name.capitalize(), password=PASSWORD)
        organisation = queries.organisation(kind, code)
        assert organisation is not None
        make.give_role(person, organisation, role, valid_from=SINCE)


def actor(name: str, *, second_factor: bool = True) -> Actor:
    """A persona acting for the own organisation."""
    person = queries.person_by_email(f"{name}@example.org")
    assert person is not None
    return queries.actor_for(person, second_factor=second_factor, address="192.0.2.7")
