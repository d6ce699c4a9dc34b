"""What stands in the part of the minutes that leaves, and may not be meant to: a name, an address, a share. Told before all confirm it.

Part A is made of what people typed. It is not refused: they decide, together, what is a fair account.
"""

from __future__ import annotations

from collections.abc import Sequence

from uitkomst.care.traces import Known, Trace, find_traces
from uitkomst.flows.conversation.show import ConversationShown
from uitkomst.presentation.papers import Block
from uitkomst.vocabulary.shares import tells_share

_TRACES = frozenset({Trace.OWN_NAME, Trace.ADDRESS})
_LONGEST = 90


def perhaps_not_outside(talk: ConversationShown, blocks: Sequence[Block]) -> tuple[str, ...]:
    """Names of who takes part, addresses, and the beginning of lines that hold a share; each once."""
    known = Known(people=tuple(one.name for party in talk.parties for one in party.participants))
    names = (one.words for block in blocks for one in find_traces(block.text, known) if one.trace in _TRACES)
    lines = (block.text for block in blocks if tells_share(block.text))
    return tuple(dict.fromkeys([*names, *(line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…" for line in lines)]))
