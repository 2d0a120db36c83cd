"""A decoding process of formcheck's own, with a watchdog that ends it when it hangs."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from typing import Final

import numpy as np

from formcheck.child import Closing, close_pipes, environment, last_words
from formcheck.types import Frame
from formcheck.video import wire

DECODER: Final = "formcheck.video.decoder"

# How long the process may take, chosen by us: libraries load and far seeks happen before the
# first reply; a picture of a healthy clip takes well under a second. Generous, because a busy
# computer can starve a healthy process: limits of 60 s and 20 s stopped one with 0.4 s of work.
FIRST_REPLY_S: Final = 120.0
NEXT_REPLY_S: Final = 60.0

_PIPE_BYTES = 1 << 20  # what Linux allows everybody; a pipe of 64 kB wakes both sides too often
_LOOK_S = 0.25  # how often the watchdog looks


class DecoderDiedError(Exception):
    """The process crashed or had to be ended; `hung` tells which."""

    def __init__(self, hung: bool, last_words: str) -> None:
        super().__init__(last_words)
        self.hung = hung


class Decoder(Closing):
    """One process that answers one request; a context manager that leaves nothing behind."""

    def __init__(self, request: str, about: object) -> None:
        self._words = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the process
        self._due_s: float | None = None
        self._hung = False
        self._done = threading.Event()
        self._allowed_s = FIRST_REPLY_S
        self._process = subprocess.Popen(
            [sys.executable, "-m", DECODER],
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._words,
            # One thread for linear algebra: nothing is multiplied there, and each maps memory.
            env=environment() | {"OPENBLAS_NUM_THREADS": "1"},
            start_new_session=True,  # Ctrl-C is for the parent, which then closes us
        )
        try:
            self._watchdog = threading.Thread(target=self._watch, name="decoder", daemon=True)
            self._watchdog.start()
            self._ask(wire.pack((request, about)))
        except BaseException:  # Ctrl-C too: nobody else knows of the process yet
            self.close()
            raise

    def close(self) -> None:
        """End the process, whatever it is doing."""
        self._done.set()
        self._process.kill()
        self._process.wait()
        close_pipes(self._process)
        self._words.close()

    def reply(self) -> tuple[bytes, object]:
        """The next reply: its kind and the noun in it.

        Raises
        ------
        DecoderDiedError : there is none, or not in time
        """
        self._due_s = time.monotonic() + self._allowed_s
        try:
            return self._receive()
        except EOFError:
            raise self._died() from None
        finally:
            self._due_s, self._allowed_s = None, NEXT_REPLY_S

    def _ask(self, request: bytes) -> None:
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        _enlarge(stdout.fileno())
        with suppress(BrokenPipeError):  # the first reply will be missed, and says why
            stdin.write(wire.LENGTH.pack(len(request)) + request)

    def _receive(self) -> tuple[bytes, object]:
        pipe = self._process.stdout
        assert pipe is not None
        kind, length = wire.REPLY.unpack(wire.read_exactly(pipe, wire.REPLY.size))
        data = wire.read_exactly(pipe, length)
        if kind != b"F":
            return kind, wire.unpack(data)
        index, time_s, height, width = wire.PICTURE.unpack(data)
        rgb = np.empty((height, width, 3), np.uint8)
        wire.fill(pipe, rgb.data.cast("B"))
        return kind, Frame(index, time_s, rgb)

    def _watch(self) -> None:
        """End the process when a reply is overdue; the reader then meets a closed pipe."""
        while not self._done.wait(_LOOK_S):
            due_s = self._due_s
            if due_s is not None and time.monotonic() > due_s:
                self._hung = True
                self._process.kill()
                return

    def _died(self) -> DecoderDiedError:
        return DecoderDiedError(self._hung, last_words(self._words))


def _enlarge(pipe: int) -> None:
    """Let more of a picture wait in the pipe, where the system allows it."""
    if sys.platform.startswith("linux"):
        import fcntl

        with suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
