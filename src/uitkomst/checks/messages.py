"""Care that messages tell of goes on to the snapshots as it is: the rules for delivery rows are not those of messages.

Source: definitions 1 (messages follow standard facts 1.6); the decision on messages.
"""

from __future__ import annotations

from importlib.resources import files

from uitkomst.engine import Engine, read_step


def take_messages(engine: Engine) -> None:
    """Add ``message_rows`` to ``typed``, and say for which half-years a delivery file comes before the messages,
    and whose messages stopped while care was running.

    Call it when all files have been checked: a file that is refused whole leaves the half-year to the messages.
    """
    engine.run(f"INSERT INTO typed BY NAME {_sql('typed_messages')}")
    for signal in ("messages_not_used", "messages_stopped"):
        engine.run(f"INSERT INTO findings {_sql(signal)}")
    engine.drop("message_rows")


def _sql(name: str) -> str:
    return read_step(files(__package__) / "steps" / f"{name}.sql").sql
