"""Who is meant by the words of the file: accounts of practitioners, and teams. Without an account nobody could open the client."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from uitkomst.intake.caseload.clients import Caseload, CaseTrajectory
from uitkomst.intake.caseload.table import CaseFinding


def resolve_people(caseload: Caseload, people: Mapping[str, str], teams: Mapping[str, str]) -> Caseload:
    """The same caseload with the account instead of the word. ``people``, ``teams``: word in small letters -> account, team.

    A trajectory without a known practitioner is not used, nor a client without any trajectory left; an unknown stand-in or team is
    left out.
    """
    findings = list(caseload.findings)
    clients = []
    for client in caseload.clients:
        kept = [found for one in client.trajectories if (found := _resolved(one, people, teams, findings))]
        if kept:
            clients.append(replace(client, trajectories=tuple(kept)))
    used = caseload.used - sum(one.code == "practitioner_unknown" for one in findings[len(caseload.findings) :])
    return replace(caseload, clients=tuple(clients), findings=tuple(sorted(findings, key=lambda one: (one.line, one.code))), used=used)


def _resolved(
    trajectory: CaseTrajectory, people: Mapping[str, str], teams: Mapping[str, str], findings: list[CaseFinding]
) -> CaseTrajectory | None:
    fields = dict(trajectory.fields)
    for name, known in (("practitioner", people), ("stand_in", people), ("team", teams)):
        word = fields.pop(name, "")
        found = known.get(" ".join(word.lower().split()), "")
        if found:
            fields[name] = found
        elif word:
            level = "error" if name == "practitioner" else "signal"
            findings.append(CaseFinding(trajectory.line, f"{name}_unknown", level, name, word[:60]))
    return replace(trajectory, fields=fields) if "practitioner" in fields else None


def asked_here(caseload: Caseload, names: Collection[str]) -> Caseload:
    """The same without ``outcome_asked_by`` where it is one of these names (small letters): the provider that the register is of."""
    return replace(
        caseload, clients=tuple(replace(one, trajectories=tuple(_here(it, names) for it in one.trajectories)) for one in caseload.clients)
    )


def _here(trajectory: CaseTrajectory, names: Collection[str]) -> CaseTrajectory:
    if " ".join(trajectory.fields.get("outcome_asked_by", "").lower().split()) not in names:
        return trajectory
    return replace(trajectory, fields={name: value for name, value in trajectory.fields.items() if name != "outcome_asked_by"})
