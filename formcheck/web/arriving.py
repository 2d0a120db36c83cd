"""Takes a piece of a clip as it comes: straight to the disk, and counted once it is safe there.

    piece ──1 MB──> file ──1 MB──> file ── fsync ── n_received     all of it, or what came

A connection that breaks keeps what came. A newer piece of the same clip takes over from one that
hangs on a dead connection: it writes no more, and its bytes do not count.
"""

from __future__ import annotations

import asyncio
import errno
import os
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Final

from fastapi import HTTPException
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from formcheck.types.said import Said
from formcheck.web.refused import RefusedError

_WRITTEN_AT_ONCE: Final = 1 << 20  # bytes held in memory before they are written; chosen by us
_TOO_SLOW: Final = 408
FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_ROOM: Final = Said("Delete clips that are no longer needed, or ask who looks after the server.")


@dataclass(slots=True)
class Turns:
    """Whose turn it is to write each clip: the newest piece's; one write at a time."""

    newest: dict[str, object] = field(default_factory=dict)
    writing: dict[str, asyncio.Lock] = field(default_factory=dict)

    def take(self, id: str) -> object:
        """A turn, which ends when somebody else takes one."""
        turn = self.newest[id] = object()
        self.writing.setdefault(id, asyncio.Lock())
        return turn

    def is_mine(self, id: str, turn: object) -> bool:
        """Whether nobody took over."""
        return self.newest.get(id) is turn

    def give_back(self, id: str, turn: object) -> None:
        """Nothing; the turn is over."""
        if self.is_mine(id, turn):
            del self.newest[id], self.writing[id]


@dataclass(frozen=True, slots=True)
class Piece:
    """Where a piece goes: the clip's file, the place of its first byte, the most it may hold."""

    file: Path
    start: int
    most: int


@dataclass(frozen=True, slots=True)
class Counting:
    """What is done in a thread, while nobody else writes the clip.

    Attributes
    ----------
    begin : where the piece goes, by what is safe at that moment
    end : what is answered once so many bytes of the clip are safe
    """

    begin: Callable[[], Piece]
    end: Callable[[int], Any]


async def take_in(id: str, counting: Counting, body: AsyncIterator[bytes], turns: Turns) -> Any:
    """The answer to a piece of a clip, once all of it that came is safe.

    Raises
    ------
    RefusedError : 409, a newer piece took over; 413, more came than may; 507, the disk is full
    """
    turn = turns.take(id)
    try:
        return await _taken_in(id, counting, body, (turns, turn))
    except OSError as error:
        if error.errno in FULL:
            raise full() from error
        raise
    finally:
        turns.give_back(id, turn)


def full() -> RefusedError:
    """The answer where nothing more fits."""
    return RefusedError(507, Said("There is no room left for clips on the server."), _ROOM)


async def _taken_in(
    id: str, counting: Counting, body: AsyncIterator[bytes], turn: tuple[Turns, object]
) -> Any:
    lock = turn[0].writing[id]
    async with lock:
        _refuse_overtaken(id, *turn)
        piece = await run_in_threadpool(counting.begin)
        file = await run_in_threadpool(_opened, piece)
    n_bytes = 0
    try:
        async for block in _blocks(body):
            n_bytes += len(block)
            if n_bytes > piece.most:
                raise too_much(piece.start)
            async with lock:
                _refuse_overtaken(id, *turn)
                await run_in_threadpool(_write, file, block)
        async with lock:
            _refuse_overtaken(id, *turn)
            await run_in_threadpool(os.fsync, file.fileno())
            return await run_in_threadpool(counting.end, piece.start + n_bytes)
    finally:
        await run_in_threadpool(file.close)


def too_much(n_safe: int) -> RefusedError:
    """The answer to a piece that is larger than it may be, or goes beyond the end."""
    hint = Said("Begin again with the clip.")
    return RefusedError(413, Said("The piece is too large."), hint, n_received=n_safe)


def _refuse_overtaken(id: str, turns: Turns, turn: object) -> None:
    if not turns.is_mine(id, turn):
        raise RefusedError(
            409, Said("Another piece of the clip came in between."), Said("Go on where it stopped.")
        )


def _opened(piece: Piece) -> BinaryIO:
    """The file, cut to what was safe before the piece; unbuffered."""
    piece.file.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
    file = os.fdopen(os.open(piece.file, os.O_RDWR | os.O_CREAT, 0o600), "r+b", buffering=0)
    file.truncate(piece.start)
    file.seek(piece.start)
    return file


def _write(file: BinaryIO, block: bytes) -> None:
    """Nothing; all of it is written, though the system may take less at once."""
    left = memoryview(block)
    while left:
        left = left[file.write(left) :]


async def _blocks(body: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The bytes that came, a megabyte at a time, also before a connection broke or was too slow."""
    held = bytearray()
    try:
        async for some in body:
            held += some
            if len(held) >= _WRITTEN_AT_ONCE:
                yield bytes(held)
                held.clear()
    except ClientDisconnect:
        pass
    except HTTPException as error:
        if error.status_code != _TOO_SLOW:
            raise
    if held:
        yield bytes(held)
