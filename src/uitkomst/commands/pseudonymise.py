"""uitkomst pseudonymise: a delivery made ready for a hub that may have no BSNs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from uitkomst.flows.pseudonymise import pseudonymise as run
from uitkomst.vocabulary.client_keys import read_key
from uitkomst.vocabulary.texts import read_texts


def pseudonymise(paths: Annotated[list[Path], Parameter(name="PATH")], /, *, out: Path, language: Literal["nl", "en"] = "nl") -> int:
    """Write deliveries again with a pseudonym where each BSN stood, for a hub that refuses BSNs. Run it at the provider.

    Example: uitkomst pseudonymise 12345678_2024-1_jeugdhulp.csv --out ready/

    Exit code 0: written. 1: written, but rows had no usable BSN. 2: nothing usable, nothing written.

    Parameters
    ----------
    paths:
        Delivery files or folders.
    out:
        The folder to write in; each file keeps its name and appears whole or not at all.
    language:
        Language of the messages.
    """
    said = read_texts("uitkomst.commands.shared", "pseudonymise_texts", language)
    written = run(paths, out=out, key=read_key(), language=language)
    for one in written:
        print(said["written"].format(path=one.path, rows=one.rows))
        if one.unusable:
            print(said["unusable"].format(number=one.unusable))
        if one.emptied:
            print(said["emptied"].format(number=one.emptied))
    if not written:
        print(said["nothing"])
        return 2
    return 1 if any(one.unusable for one in written) else 0
