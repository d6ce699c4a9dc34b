"""Messages of iJw and iWmo for the register: read without BSN, folded into help, laid beside what the register holds. Pure."""

from uitkomst.intake.from_messages.batch import Batch, read_batch
from uitkomst.intake.from_messages.fold import Folded, Help, fold
from uitkomst.intake.from_messages.meanings import Meanings
from uitkomst.intake.from_messages.propose import EVERYBODY, NewHelp, Proposed, Register, propose
from uitkomst.intake.from_messages.texts import message_text
from uitkomst.intake.from_messages.told import Told, Who, made_number

__all__ = [
    "EVERYBODY", "Batch", "Folded", "Help", "Meanings", "NewHelp", "Proposed", "Register", "Told", "Who", "fold",
    "made_number", "message_text", "propose", "read_batch",
]  # fmt: skip
