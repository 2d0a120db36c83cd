"""What the decoding process takes from itself before it looks at a file."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import Final

_WORDS_BYTES: Final = 1 << 20  # the last words of a process that fails go into a file
_OPEN_FILES: Final = 64  # libraries that load, the clip, pipes; chosen by us


def restrict(memory: int, cpu_s: int | None = None, written: int = _WORDS_BYTES) -> None:
    """Nothing; from now on so many bytes may be mapped and written to a file, not more.

    Nor more processor time, where it is said; few files are open at once, no core is left. There
    is no way back, as far as the system knows such limits: Linux all, macOS some, Windows none.
    """
    if sys.platform == "win32":
        return
    import resource

    limits = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: written,
        resource.RLIMIT_NOFILE: _OPEN_FILES,
    }
    if cpu_s is not None:
        limits[resource.RLIMIT_CPU] = cpu_s
    for what, most in limits.items():
        hard = resource.getrlimit(what)[1]
        if hard == resource.RLIM_INFINITY or most <= hard:
            with suppress(ValueError, OSError):  # macOS refuses some
                resource.setrlimit(what, (most, most))
