"""Who was erased: known by a keyed hash of the number alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.crypto import salted_hmac

from uitkomst.care.models import Erasure


def hash_of_number(provider_id: int, number: str) -> str:
    """What is left of a client number; without the secret of the installation nobody can find the number back."""
    return salted_hmac("uitkomst.care.erased", f"{provider_id}:{number}", algorithm="sha256").hexdigest()


def erased_on(provider_id: int, numbers: Iterable[str]) -> dict[str, date]:
    """The day on which each of these numbers was erased, for those that were."""
    days = dict(Erasure.objects.filter(provider_id=provider_id).order_by("erased_on").values_list("number_hash", "erased_on"))
    if not days:
        return {}
    return {number: days[key] for number in numbers if (key := hash_of_number(provider_id, number)) in days}
