"""What became of start and stop messages, as one line for every command on files. No command itself."""

from __future__ import annotations

from uitkomst.flows.check_deliveries import MessageCounts
from uitkomst.vocabulary.texts import read_texts


def message_line(counts: MessageCounts, language: str) -> str:
    """How many messages were read, how many count, and why the others do not; '' when there were none."""
    if not counts.read:
        return ""
    texts = read_texts("uitkomst.commands.shared", "message_texts", language)
    parts = [texts[name].format(number=number) for name, number in counts._asdict().items() if number and name != "read"]
    return str(texts["read"].format(number=counts.read)) + "; ".join(parts) + "."
