"""What a party is called: the organisation, or the client council of one, which is a party of its own (D62)."""

from __future__ import annotations

from uitkomst.conversation.kinds import Part
from uitkomst.conversation.types import Party
from uitkomst.vocabulary.texts import read_texts


def party_name(party: Party, language: str) -> str:
    """Het Anker; its client council: Cliëntenraad Het Anker."""
    name = str(party.organisation.name)
    if party.part != Part.CLIENT_COUNCIL:
        return name
    return str(read_texts("uitkomst.flows.conversation", "papers", language)["council_of"]).format(name=name)
