"""A connection between a phone and a server that can be slow, and cut in the middle."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlparse

PART_BYTES = 16_384


class Wire:
    """Hands on what goes between; `bytes_a_second` of what the phone sends, None is all at once."""

    def __init__(self, to: str) -> None:
        self.there = ("127.0.0.1", urlparse(to).port or 0)
        self.door = socket.socket()
        self.door.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, PART_BYTES)  # nothing piles up
        self.door.bind(("127.0.0.1", 0))
        self.door.listen()
        self.address = f"http://127.0.0.1:{self.door.getsockname()[1]}"
        self.bytes_a_second: int | None = None
        self.is_cut = False
        self.open: list[socket.socket] = []
        threading.Thread(target=self._let_in, daemon=True).start()

    def cut(self) -> None:
        """Nothing; what is open breaks off, and nobody gets through until `mend`."""
        self.is_cut = True
        for one in self.open[:]:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        self.is_cut = False

    def close(self) -> None:
        self.cut()
        self.door.close()

    def _let_in(self) -> None:
        while True:
            try:
                phone, _ = self.door.accept()
            except OSError:
                return
            if self.is_cut:
                phone.close()
                continue
            server = socket.create_connection(self.there)
            self.open += [phone, server]
            for one, other, is_up in ((phone, server, True), (server, phone, False)):
                threading.Thread(
                    target=self._hand_on, args=(one, other, is_up), daemon=True
                ).start()

    def _hand_on(self, one: socket.socket, other: socket.socket, is_up: bool) -> None:
        with suppress(OSError):
            while part := one.recv(PART_BYTES):
                if is_up and self.bytes_a_second:
                    time.sleep(len(part) / self.bytes_a_second)
                other.sendall(part)
        for end in (one, other):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
                end.close()


@contextmanager
def wired(to: str) -> Iterator[Wire]:
    """A wire to that server, while it is needed."""
    wire = Wire(to)
    try:
        yield wire
    finally:
        wire.close()
