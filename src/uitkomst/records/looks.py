"""Who looked at one client, for that client: the log's lines about the client, without what else is in them."""

from __future__ import annotations

from datetime import datetime

from uitkomst.records.models import AuditEvent

MOST = 1000


def looks_at(client: str) -> list[tuple[datetime, str, str]]:
    """(moment, who, what: C, R, U, D or E) of every act about this client, the newest first. client: as the log names it."""
    found = AuditEvent.objects.filter(clients__icontains=client).order_by("-sequence")[:MOST]
    return [(one.event_date_time, one.user_name, one.event_action_code) for one in found if client in one.clients]
