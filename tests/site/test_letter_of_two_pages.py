"""The letter before a talk is two pages, however much was typed: what is left out stands in the conversation, and it says so."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.personas import actor
from tests.site import conversations as walk
from tests.site.conftest import World
from uitkomst.conversation.models import Conversation, ImprovementAction, Party, ProgressNote
from uitkomst.flows.conversation import papers

pytestmark = pytest.mark.once
LONG = " ".join(["gezinnensamenwerkingsverband in de wijk"] * 125)[:5000]


def test_the_longest_input_makes_no_third_page(world: World, now: datetime) -> None:
    earlier = walk.begun(now)
    made = walk.looking(now, subjects=("dropout", "usefulness", "able_to_continue", "no_return"))
    Conversation.objects.filter(pk=made).update(purpose=LONG, earlier=earlier)
    for party in Party.objects.filter(conversation=earlier):
        written = {"written_by_id": actor("quirine").person_id, "written_at": now}
        for _ in range(6):
            fields = {"who": LONG[:200], "what": LONG, "notice": LONG, "before": (now + timedelta(days=30)).date()}
            action = ImprovementAction.objects.create(party=party, **fields, **written)
            ProgressNote.objects.create(action=action, state="going", text=LONG, **written)
    for name in walk.TWO:
        for language in ("nl", "en"):
            said = {"actor": actor(name), "now": now, "conversation_id": made, "language": language}
            content = papers.make_paper(name="letter", **said)[2]  # type: ignore[arg-type]
            told = " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
            assert len(PdfReader(BytesIO(content)).pages) == 2
    told = " ".join(told.split())
    assert "3 of the 12 agreements" in told and "under Prepare" in told and "Three questions" in told
