"""How many cores this program may use."""

from __future__ import annotations

import os


def cores() -> int:
    """Cores that the system lets us run on: in a container fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
