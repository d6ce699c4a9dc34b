"""Lines about the running program, as JSON, without personal data: what, where in the code, what kind of error."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime


class JsonLines(logging.Formatter):
    """One line of JSON a record. Of an error only its kind and place: its message may quote what a person typed."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "what": str(record.msg) if record.name.startswith("uitkomst") else record.module,
            "where": f"{record.module}:{record.lineno}",
        }
        details = getattr(record, "details", None)
        if isinstance(details, dict):
            line |= {str(name): str(value) for name, value in details.items()}
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            trace = record.exc_info[2]
            while trace and trace.tb_next:
                trace = trace.tb_next
            if trace:
                line["error_at"] = f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"
        return json.dumps(line, ensure_ascii=False)
