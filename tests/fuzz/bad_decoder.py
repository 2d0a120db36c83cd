"""A decoding process that goes wrong on purpose; tests start it in the place of the real one.

FORMCHECK_TEST_FATE is e.g. ``abort:0`` or ``hang:3``: what happens, after how many frames.
"""

from __future__ import annotations

import os
import signal
import sys
import time

from formcheck.video import decoder, wire


def meet(fate: str) -> None:
    if fate == "hang":
        time.sleep(600)
    if fate == "memory":
        bytearray(1 << 50)
    os.kill(os.getpid(), getattr(signal, {"abort": "SIGABRT", "crash": "SIGSEGV"}[fate]))


def main() -> int:
    fate, after = os.environ["FORMCHECK_TEST_FATE"].split(":")
    send = wire.send_frame

    def send_or_fail(pipe, frame):
        if frame.index == int(after):
            meet(fate)
        send(pipe, frame)

    if int(after) < 0:
        meet(fate)
    wire.send_frame = send_or_fail
    return decoder.main()


if __name__ == "__main__":
    sys.exit(main())
