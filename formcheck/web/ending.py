"""Hears of the end of the server at once: streams that stay open would keep it from ending."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def when_asked_to_end(tell: Callable[[], None]) -> Iterator[None]:
    """Nothing; inside it `tell` is called on Ctrl-C and when the system asks the server to end.

    What was done about these signals before is still done. In a thread, as in tests, nothing is
    heard.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {which: signal.getsignal(which) for which in (signal.SIGINT, signal.SIGTERM)}

    def hear(which: int, frame: FrameType | None) -> None:
        tell()
        then = before[signal.Signals(which)]
        if callable(then):
            then(which, frame)
        elif then == signal.SIG_DFL:
            signal.signal(which, then)
            signal.raise_signal(which)

    for which in before:
        signal.signal(which, hear)
    try:
        yield
    finally:
        for which, then in before.items():
            if then is not None:  # None: somebody else's, which Python cannot put back
                signal.signal(which, then)
