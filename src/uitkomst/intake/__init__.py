"""Other people's files become delivery rows, without BSN. ``find`` looks, ``read`` reads batch after batch into the engine."""

from uitkomst.intake.find import DeliveryFile, Found, Notice, Progress, find
from uitkomst.intake.read import read

__all__ = ["DeliveryFile", "Found", "Notice", "Progress", "find", "read"]
