"""Other people's files become delivery rows, without BSN. ``find`` looks, ``read`` reads batch after batch into the engine."""

from uitkomst.intake.find import DeliveryFile, Found, Notice, Progress, find
from uitkomst.intake.read import read
from uitkomst.intake.reader import FILE_FAULTS, LINE_FAULTS, REPAIRS

__all__ = ["FILE_FAULTS", "LINE_FAULTS", "REPAIRS", "DeliveryFile", "Found", "Notice", "Progress", "find", "read"]
