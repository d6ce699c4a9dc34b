"""Messages of iJw and iWmo in the register: what was told before, and the help that was set aside. Reads only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import Q

from uitkomst.care.models import BroughtCase, Client, MessageMeanings, MessageRecord, SetAside, Trajectory
from uitkomst.intake.from_messages import Told

_SOME = 500


def told_before(provider_id: int, numbers: Iterable[str]) -> dict[str, list[Told]]:
    """What messages said before about the clients with these numbers, by pseudonym."""
    wanted, found = list(numbers), defaultdict[str, list[Told]](list)
    for start in range(0, len(wanted), _SOME):
        of = Client.objects.filter(provider_id=provider_id, number__in=wanted[start : start + _SOME])
        for one in MessageRecord.objects.filter(client__in=of).select_related("client"):
            found[one.client.pseudonym].append(_told(one, one.client.pseudonym))
    return dict(found)


def _told(one: MessageRecord, pseudonym: str) -> Told:
    return Told(
        pseudonym, one.standard, one.kind, one.agb, one.municipality, one.identification, one.dated, one.assignment, one.category, one.code,
        one.assigned, one.begin, one.end, one.reason, one.status, one.time,
    )  # fmt: skip


def has_messages(client: Client) -> bool:
    """Whether records of messages are kept with this client."""
    return MessageRecord.objects.filter(client=client).exists()


def aside(provider_id: int) -> dict[str, frozenset[str]]:
    """The help that was set aside, by client number, as a caseload names it (form/start)."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in SetAside.objects.filter(trajectory__client__provider_id=provider_id).select_related("trajectory__client"):
        found[one.trajectory.client.number].add(f"{one.trajectory.form_of_help}/{one.trajectory.start_date}")
    return {number: frozenset(of) for number, of in found.items()}


def chosen_forms(provider_id: int) -> Mapping[str, str]:
    """Which form of help each product is, as this provider chose it."""
    kept = MessageMeanings.objects.filter(provider_id=provider_id).first()
    return dict(kept.forms) if kept else {}


def in_use(provider_id: int, found: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Of this help (client number, form/start) what somebody worked with: goals, answers, scores, links, a talk, or an end by hand."""
    used = []
    for number, about in found:
        form, _, start = about.partition("/")
        of = Trajectory.objects.filter(client__provider_id=provider_id, client__number=number, form_of_help=form, start_date=start)
        touched = Q(closed_at__isnull=False) | Q(pk__in=BroughtCase.objects.values("trajectory_id"))
        for name in ("goals", "scores", "own_links", "invitations__response"):
            touched |= Q(**{f"{name}__isnull": False})
        if of.filter(touched).exists():
            used.append((number, about))
    return used
