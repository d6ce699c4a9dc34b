"""Ten thousand open invitations in the demo, and one that is half-way: for the speed of the answering page.

Run in a process of its own, with the demo's data folder; prints the address of a question.
"""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

NUMBER = 10_000


def question_address(folder: Path) -> str:
    """Fill the demo in ``folder`` and give the address of a question."""
    made = subprocess.run([sys.executable, "-m", "benchmarks.answering", str(folder)], capture_output=True, text=True, check=True)
    return made.stdout.strip().splitlines()[-1]


def _fill() -> str:
    from django.utils import timezone

    from uitkomst.care.links import hash_of, new_nonce, token_of
    from uitkomst.care.models import Informant, Invitation
    from uitkomst.flows.care import answering

    now = timezone.now()
    informant = Informant.objects.filter(kind="young_person").first()
    assert informant is not None
    common = {
        "trajectory": informant.client.trajectories.first(), "informant": informant, "questionnaire": "closing_young_person",
        "moment": "end", "channel": "letter", "made_at": now, "expires_at": now + timedelta(days=28),
    }  # fmt: skip
    made = [Invitation(**common, nonce=new_nonce(), due_on=date(1990, 1, 1) + timedelta(days=number)) for number in range(NUMBER)]
    for invitation in made:
        invitation.token_hash = hash_of(token_of("invitation", invitation.pk, invitation.nonce))
    Invitation.objects.bulk_create(made, batch_size=500)
    link = token_of("invitation", made[0].pk, made[0].nonce)
    sheet = answering.begin(token=link, now=now, address="", language="nl")
    return f"/v/{link}/q/{sheet.next_id}/"


if __name__ == "__main__":
    from uitkomst.commands.shared.site import prepare_environment, start

    prepare_environment(demo=True, data=Path(sys.argv[1]))
    start()
    print(_fill())
