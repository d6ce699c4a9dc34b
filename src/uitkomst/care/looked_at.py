"""How the log may name one client of the register: for the auditor of the provider, who asks who looked at this client."""

from __future__ import annotations

from django.db.models import Q

from uitkomst.care.models import Client
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.kinds import OrganisationKind
from uitkomst.organisations.rights import Right, may


def names_in_log(actor: Actor, number: str, pseudonym: str = "") -> tuple[frozenset[str], frozenset[str]]:
    """The numbers of the register's records and the pseudonyms of a client, by its number in the case file system or its pseudonym.

    Records that were merged into it, or that it was merged into, belong to it. Empty without the right, and for other organisations.
    """
    if not may(actor, Right.SEE_AUDIT_LOG) or actor.organisation_kind is not OrganisationKind.PROVIDER:
        return frozenset(), frozenset()
    own = Client.objects.filter(provider_id=actor.organisation_id)
    asked = Q(number=number) | (Q(pseudonym=pseudonym) if pseudonym else Q(pk=None))
    found = list(own.filter(asked))
    kept = {client.merged_into_id or client.pk for client in found}
    everyone = list(own.filter(Q(pk__in=kept) | Q(merged_into_id__in=kept)))
    return frozenset(str(client.pk) for client in everyone), frozenset(client.pseudonym for client in everyone if client.pseudonym)
