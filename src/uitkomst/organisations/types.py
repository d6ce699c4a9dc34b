"""The names of what queries hand out, for type hints elsewhere. Models themselves are used only inside this package."""

from uitkomst.organisations.models import Contract, Invitation, Organisation, Person, Role

__all__ = ["Contract", "Invitation", "Organisation", "Person", "Role"]
