"""People and their roles: for the administrator of accounts alone. The role is that of Pim, a practitioner of Het Anker."""

from __future__ import annotations

from datetime import timedelta

from tests.personas import ANKER, BRUG, SINCE, actor
from tests.site.conftest import World
from tests.site.rights import Row, answers
from uitkomst.flows.invite import invite
from uitkomst.organisations import queries, team_keeping
from uitkomst.organisations.kinds import OrganisationKind, RoleKind
from uitkomst.organisations.types import Person

ROWS: dict[str, list[Row]] = {
    "people": [Row(get=answers((200, ("bert",))), post=answers((400, ("bert",))))],
    "give_role": [Row(post=answers((404, ("bert",))))],
    "role": [
        Row(get=answers((200, ("bert",))), post=answers((302, ("bert",))), about="role", changes=True),
        Row(get=answers((404, ("bert",))), post=answers((404, ("bert",))), about="role_elsewhere"),
    ],
    "withdraw_invitation": [Row(post=answers((302, ("bert",))), about="colleague", changes=True)],
    "teams": [Row(get=answers((200, ("bert",))), post=answers((400, ("bert",))))],
    "team_page": [
        Row(get=answers((200, ("bert",))), post=answers((400, ("bert",))), about="kept_team"),
        Row(get=answers((404, ("bert",))), post=answers((404, ("bert",))), about="kept_team_elsewhere"),
    ],
    "team_person": [
        Row(get=answers((200, ("bert",))), post=answers((302, ("bert",))), about="team_person", changes=True),
        Row(get=answers((404, ("bert",))), post=answers((404, ("bert",))), about="team_person_elsewhere"),
    ],
}


def ids(world: World) -> dict[str, dict[str, object]]:
    """The role of Pim, one in another organisation, and an open invitation."""
    from django.utils import timezone

    now = timezone.now()
    here, elsewhere = (queries.person_by_email(f"{name}@example.org") for name in ("pim", "bram"))
    assert here and elsewhere and queries.organisation(OrganisationKind.PROVIDER, ANKER)
    one, other = (queries.roles_of(person, now.date())[0] for person in (here, elsewhere))
    invitation, _ = invite(actor=actor("bert"), now=now - timedelta(hours=1), email="later@example.org", name="Later", role="director")
    return {
        "role": {"role_id": one.pk},
        "role_elsewhere": {"role_id": other.pk},
        "colleague": {"invitation_id": invitation.pk},
        **_teams("kept_team", "team_person", ANKER, here),
        **_teams("kept_team_elsewhere", "team_person_elsewhere", BRUG, other.person),
    }


def _teams(of_team: str, of_person: str, code: str, who: Person) -> dict[str, dict[str, object]]:
    """A team of this provider, with somebody in it."""
    provider = queries.organisation(OrganisationKind.PROVIDER, code)
    assert provider is not None
    team = team_keeping.add_team(provider.pk, "rijn", "Team Rijn", SINCE, None)
    role = team_keeping.put_in(who, team, RoleKind.PRACTITIONER, SINCE)
    return {of_team: {"team_id": team.pk}, of_person: {"team_id": team.pk, "role_id": role.pk}}
