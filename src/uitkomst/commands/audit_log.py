"""uitkomst audit-log: is the log whole."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from uitkomst.commands.shared.site import prepare_environment, start
from uitkomst.vocabulary.texts import read_texts


def audit_log(action: Literal["verify"], /, *, head: str = "", demo: bool = False, data: Path | None = None) -> int:
    """Verify the audit log: walk its chain from the first line to the last.

    Example: uitkomst audit-log verify --head 3f5a…

    Exit code 0: whole. 1: a line was changed, removed or put in between; the first that does not fit is named.

    Parameters
    ----------
    action:
        verify.
    head:
        A hash that was printed earlier: it must still be in the chain. Keep it outside this machine.
    demo:
        The log of the demo.
    data:
        The folder of the application (else UITKOMST_DATA; in the demo demo/site).
    """
    prepare_environment(demo=demo, data=data)
    start()
    from uitkomst.records import audit

    chain = audit.verify(head.strip())
    said = read_texts("uitkomst.commands.shared", "audit_log_texts", "nl")
    print(said["whole" if chain.ok else "broken"].format(events=chain.events, at=chain.broken_at, head=chain.head))
    return 0 if chain.ok else 1
