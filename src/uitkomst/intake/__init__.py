"""Other people's files become delivery rows, without BSN. ``find`` looks, ``read`` reads batch after batch into the engine."""

from uitkomst.intake.find import DeliveryFile, Found, Notice, Progress, find
from uitkomst.intake.messages.read import MESSAGE_FAULTS, MESSAGE_SIGNALS, read_messages
from uitkomst.intake.read import read
from uitkomst.intake.reader import FILE_FAULTS, LINE_FAULTS, REPAIRS

__all__ = [
    "FILE_FAULTS", "LINE_FAULTS", "MESSAGE_FAULTS", "MESSAGE_SIGNALS", "REPAIRS", "DeliveryFile", "Found", "Notice", "Progress", "find",
    "read", "read_messages",
]  # fmt: skip
