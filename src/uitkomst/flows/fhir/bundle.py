"""How answers stand in a FHIR bundle of ours: whom it is about by client number, who answered by kind; of a parent the name as well.

Source: HL7 FHIR R4 (4.0.1), Bundle (collection), QuestionnaireResponse.subject and .source as logical references.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from uitkomst.questionnaires.fhir import OURS, Resource

CLIENT = "urn:uitkomst:client-number"
PARENT = "urn:uitkomst:parent"
INVITATION = "urn:uitkomst:invitation"
_TYPES = {"young_person": "Patient", "parent": "RelatedPerson"}


@dataclass(frozen=True, slots=True)
class About:
    """What a response says beside its answers. parent: which one, by the name in the register ("" = the only one)."""

    client: str
    kind: str
    parent: str
    moment: str
    authored: datetime | None


def bundle(resources: Iterable[Resource]) -> Resource:
    """A collection of resources."""
    return {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": one} for one in resources]}


def resources_of(found: Any) -> list[Mapping[str, Any]] | None:
    """The resources in a bundle, or the one resource that it is; None when it is neither."""
    if not isinstance(found, Mapping) or "resourceType" not in found:
        return None
    if found["resourceType"] != "Bundle":
        return [found]
    entries = found.get("entry", [])
    resources = [one.get("resource") for one in entries if isinstance(one, Mapping)] if isinstance(entries, list) else []
    return [one for one in resources if isinstance(one, Mapping)]


def with_about(response: Resource, about: About, invitation: str) -> Resource:
    """The response with whom it is about."""
    source: Resource = {"type": _TYPES[about.kind]}
    if about.parent:
        source["identifier"] = {"system": PARENT, "value": about.parent}
    return {
        **response,
        "identifier": {"system": INVITATION, "value": invitation},
        "subject": {"type": "Patient", "identifier": {"system": CLIENT, "value": about.client}},
        "source": source,
        "extension": [{"url": f"{OURS}:moment", "valueCode": about.moment}],
    }


def about(response: Mapping[str, Any]) -> About:
    """What a response that came in says of itself; what is not there is ""."""
    source = _map(response.get("source"))
    kind = next((ours for ours, theirs in _TYPES.items() if theirs == source.get("type")), "")
    extensions = response.get("extension", [])
    told = {one.get("url"): one for one in extensions if isinstance(one, Mapping)} if isinstance(extensions, list) else {}
    return About(
        client=str(_map(_map(response.get("subject")).get("identifier")).get("value", "")),
        kind=kind,
        parent=str(_map(source.get("identifier")).get("value", "")),
        moment=str(_map(told.get(f"{OURS}:moment")).get("valueCode", "")),
        authored=_moment(response.get("authored")),
    )


def _map(found: Any) -> Mapping[str, Any]:
    return found if isinstance(found, Mapping) else {}


def _moment(found: Any) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(found))
    except ValueError:
        return None
    return moment if moment.tzinfo else None
