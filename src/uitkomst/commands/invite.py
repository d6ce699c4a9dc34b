"""uitkomst invite: the first person of an organisation."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from cyclopts import Parameter

from uitkomst.commands.shared.site import prepare_environment, start
from uitkomst.vocabulary.problems import Problem
from uitkomst.vocabulary.texts import read_texts


def invite(
    email: Annotated[str, Parameter(name="EMAIL")],
    /,
    *,
    organisation: Annotated[str, Parameter(name="--for")],
    site: str,
    name: str = "",
    role: str = "administrator",
    data: Path | None = None,
    language: Literal["nl", "en"] = "nl",
) -> int:
    """Invite somebody to an organisation. An administrator of accounts then invites the others in the application itself.

    Example: uitkomst invite bert@example.org --for provider:12345678 --site https://uitkomst.example.org --name Bert

    Exit code 0: invited (by mail, or the link is printed). 1: invited, but the mail server did not take the letter; the link is printed.
    2: nothing has changed.

    Parameters
    ----------
    email:
        The e-mail address; it is the name to log in with.
    organisation:
        The organisation as kind:code (see `uitkomst organisations`).
    site:
        The address of the application in a browser, for the link.
    name:
        The name of the person.
    role:
        What the person does there: administrator, quality_officer, director, policy_adviser, hub_operator, auditor, …
    data:
        The folder of the application (else UITKOMST_DATA).
    language:
        Language of the messages.
    """
    base = urlsplit(site)
    if base.scheme not in ("https", "http") or not base.netloc or base.query:
        raise Problem("site_address", site=site)
    prepare_environment(demo=False, data=data)
    start(migrate=True)
    from django.urls import reverse
    from django.utils import timezone

    from uitkomst.flows.begin import invite_first

    invited = invite_first(
        now=timezone.now(),
        organisation=organisation,
        email=email,
        name=name,
        role=role,
        link_of=lambda secret: site.rstrip("/") + reverse("invitation", kwargs={"token": secret}),
    )
    said = read_texts("uitkomst.commands.shared", "begin_texts", language)
    print(said[invited.sent].format(email=invited.invitation.email, link=invited.link))
    return 1 if invited.sent == "not_sent" else 0
