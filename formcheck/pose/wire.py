"""What goes through the pipes between formcheck and its pose processes.

To the process:   height, width (2 x uint32), then the picture's bytes, RGB.
From the process: kind (1 byte), length (uint32), then so many bytes:
    R  ready, nothing more
    P  people: float32 of (people, 33, 8)
    E  error: text; the process ends
"""

from __future__ import annotations

import struct
from typing import IO, Final

import numpy as np
import numpy.typing as npt

from formcheck.skeleton import LANDMARKS
from formcheck.types import Pixels

People = npt.NDArray[np.float32]

# one landmark: x, y, depth in px; world x, y, z in m; visibility, presence
VALUES: Final = 8
NO_ONE: Final[People] = np.empty((0, len(LANDMARKS), VALUES), np.float32)

_SIZE: Final = struct.Struct("<II")
_REPLY: Final = struct.Struct("<cI")


def send_picture(pipe: IO[bytes], rgb: Pixels) -> None:
    """Write one picture, (height, width, 3)."""
    pipe.write(_SIZE.pack(*rgb.shape[:2]))
    pipe.write(np.ascontiguousarray(rgb).data)
    pipe.flush()


def receive_picture(pipe: IO[bytes]) -> Pixels | None:
    """The next picture; None when the other side has closed."""
    head = pipe.read(_SIZE.size)
    if len(head) < _SIZE.size:
        return None
    height, width = _SIZE.unpack(head)
    data = pipe.read(height * width * 3)
    if len(data) < height * width * 3:
        return None
    return np.frombuffer(data, np.uint8).reshape(height, width, 3)


def send(pipe: IO[bytes], kind: bytes, payload: bytes = b"") -> None:
    """Write one reply."""
    pipe.write(_REPLY.pack(kind, len(payload)) + payload)
    pipe.flush()


def receive(pipe: IO[bytes]) -> tuple[bytes, bytes]:
    """The next reply, kind and payload; kind is empty when the other side is gone."""
    head = pipe.read(_REPLY.size)
    if len(head) < _REPLY.size:
        return b"", b""
    kind, length = _REPLY.unpack(head)
    payload = pipe.read(length)
    return (kind, payload) if len(payload) == length else (b"", b"")


def as_people(payload: bytes) -> People:
    """The people of a reply, (people, 33, 8)."""
    return np.frombuffer(payload, np.float32).reshape(-1, len(LANDMARKS), VALUES)
