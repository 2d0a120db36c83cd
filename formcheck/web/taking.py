"""Refuses what is no clip as soon as its first bytes are here."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Engine

from formcheck.batch.nouns import Outcome
from formcheck.batch.wire import as_json, from_json
from formcheck.store.uploads import change_upload
from formcheck.store.web_nouns import Upload
from formcheck.types.said import Said
from formcheck.web.places import Places
from formcheck.web.refused import RefusedError
from formcheck.web.sniffing import N_BYTES, sniff

_PROBLEM: Final = Said("This is not a clip of a phone or a camera.")
_HINT: Final = Said("Choose a film as the phone saved it, such as .mp4 or .mov.")


def refuse_no_clip(mine: Upload, n_received: int, places: Places, store: Engine) -> None:
    """Nothing where it begins as a clip does; else its bytes are gone, and it is kept as refused.

    Looked at once, when enough bytes are here to tell.

    Raises
    ------
    RefusedError : 415, it is no clip
    """
    enough = min(N_BYTES, mine.n_bytes)
    if mine.n_received >= enough or n_received < enough:
        return
    file = places.incoming(mine.id)
    with file.open("rb") as opened:
        if sniff(opened.read(N_BYTES)) is not None:
            return
    file.unlink(missing_ok=True)
    refuse(mine, Outcome(mine.id, "unreadable", _PROBLEM, _HINT), store)
    raise RefusedError(415, _PROBLEM, _HINT)


def refusal(mine: Upload) -> tuple[str, str]:
    """Why a clip was refused, and what to do."""
    outcome = from_json(mine.trouble)
    return outcome.reason, outcome.hint


def refuse(mine: Upload, outcome: Outcome, store: Engine) -> None:
    """Nothing; it is kept that the clip was refused, and why."""
    change_upload(mine.id, store, state="refused", n_received=0, trouble=as_json(outcome))
