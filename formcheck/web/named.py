"""How clips and runners are called on a page."""

from __future__ import annotations

import unicodedata
from typing import Final

from formcheck.report.words import _

DESK_ALONE: Final = "me"  # whom the desk means where it names nobody
LONGEST: Final = 120  # signs; more is no name that anybody reads; chosen by us
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})  # Unicode categories


def shown_name(told: str) -> str:
    r"""The last part of the name, without signs that nobody sees; "clip" where nothing is left.

    It is shown, and never part of a path.

    >>> shown_name("../../etc/run 7.mov"), shown_name("C:\\fotos\\a.mp4"), shown_name("..")
    ('run 7.mov', 'a.mp4', 'clip')
    """
    last = told.replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(c for c in last if unicodedata.category(c) not in _UNSEEN)
    return " ".join(seen.split()).strip(". ")[:LONGEST].strip() or "clip"


def called(code: str) -> str:
    """A runner's code; of the desk itself a word in the language of the moment.

    >>> called("r07"), called("me")
    ('r07', 'me')
    """
    return _("me") if code == DESK_ALONE else code
