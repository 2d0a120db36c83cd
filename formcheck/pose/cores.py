"""How many cores this program may use."""

from __future__ import annotations

import os
from typing import Final

VARIABLE: Final = "FORMCHECK_CORES"  # fewer than there are, where several of us share them


def cores() -> int:
    """Cores that the system lets us run on, in a container fewer than the machine has.

    No more than `FORMCHECK_CORES` says, where it says a number from 1.
    """
    has = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    asked = os.environ.get(VARIABLE, "")
    return min(has or 1, int(asked)) if asked.isdecimal() and int(asked) else has or 1
