"""What somebody with a phone can do about an outcome: no word of options or command lines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from formcheck.batch.nouns import Outcome, Trouble
from formcheck.types.said import Said

_TYPED: Final = re.compile(r"(^|\W)--[a-z]|\bformcheck [a-z]+ |\bCLIP\b|\bpip install\b")
HINTS: Final[Mapping[Trouble, Said]] = {
    "nobody_runs": Said(
        "Film one runner, whole body in the picture, for 10 to 30 seconds, and hand that in."
    ),
    "settings": Said("Change what you filled in, and try again."),
    "unreadable": Said("See whether it plays on the phone; if it does, hand it in again."),
    "unreachable": Said("Try again in a moment."),
    "model": Said("Tell whoever looks after this server; the clip is kept."),
    "bug": Said("Tell whoever looks after this server, with these words; the clip is kept."),
    "crashed": Said("See whether it plays on the phone; if it does, hand it in again."),
    "hung": Said("Hand in a shorter clip: half a minute of running is enough."),
    "memory": Said(
        "Try again in a while. If it happens again, hand in a shorter clip, or one in 1080p."
    ),
}


def for_a_phone(outcome: Outcome) -> Outcome:
    """The same, with a hint that makes sense on a web page."""
    if outcome.trouble is None:
        return outcome
    hint = _usable(outcome.hint)
    return replace(outcome, hint=HINTS[outcome.trouble] if hint is None else hint)


def _usable(hint: Any) -> Any:
    """The hint, or the one inside it, that speaks of nothing to be typed; None for none."""
    if not _TYPED.search(hint.english if isinstance(hint, Said) else str(hint)):
        return hint
    inner = hint.fields.get("hint") if isinstance(hint, Said) else None
    return None if inner is None else _usable(inner)
