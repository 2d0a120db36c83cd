"""What goes through the pipes between formcheck and its decoding process.

To the process:   one request: length (uint32), then a packed ("open", path),
                  ("read", source), ("list", path) or ("copy", (path, copy, tags)).
From the process: kind (1 byte), length (uint32), then so many bytes:
    S  the source, packed                  answers "open"
    P  source and its packets, or None of a copy: answers "list" and "copy"
    F  index (uint32), time in seconds (float64), height, width (2 x uint32);
       the picture's bytes follow, RGB
    N  notes, packed; the clip has been read to its end
    E  problem and hint, packed; the process ends

Packed is pickle, unpacked with nothing but the nouns below allowed: whatever a
damaged file does to the process, it cannot make the reader run code.
"""

from __future__ import annotations

import io
import pickle
import struct
from typing import IO, Any, Final

import numpy as np

from formcheck.types import Frame

REPLY: Final = struct.Struct("<cI")
PICTURE: Final = struct.Struct("<IdII")
LENGTH: Final = struct.Struct("<I")

# What requests and replies are made of; plain numbers, text and tuples need no leave.
_ALLOWED = ("formcheck.types", "fractions", "pathlib", "pathlib._local")


class _Nouns(pickle.Unpickler):
    """Unpacks nouns and refuses everything else."""

    def find_class(self, module: str, name: str) -> Any:
        if module not in _ALLOWED and not module.startswith("formcheck.types."):
            raise pickle.UnpicklingError(f"{module}.{name} is no noun")
        return super().find_class(module, name)


def pack(thing: object) -> bytes:
    """The bytes of a noun."""
    return pickle.dumps(thing)


def unpack(data: bytes) -> Any:
    """The noun again.

    >>> unpack(pack(("read", 0.5)))
    ('read', 0.5)

    Raises
    ------
    pickle.UnpicklingError : it is anything but a noun
    """
    return _Nouns(io.BytesIO(data)).load()


def send(pipe: IO[bytes], kind: bytes, payload: bytes) -> None:
    """Write one reply."""
    pipe.write(REPLY.pack(kind, len(payload)) + payload)
    pipe.flush()


def send_frame(pipe: IO[bytes], frame: Frame) -> None:
    """Write one picture with its time."""
    height, width = frame.rgb.shape[:2]
    head = PICTURE.pack(frame.index, frame.time_s, height, width)
    pipe.write(REPLY.pack(b"F", len(head)) + head)
    pipe.write(np.ascontiguousarray(frame.rgb).data)
    pipe.flush()


def read_exactly(pipe: IO[bytes], n_bytes: int) -> bytes:
    """So many bytes.

    Raises
    ------
    EOFError : the other side has closed before
    """
    data = bytearray(n_bytes)
    fill(pipe, memoryview(data))
    return bytes(data)


def fill(pipe: IO[bytes], view: memoryview) -> None:
    """Fill all of the view; EOFError when the other side has closed before."""
    at = 0
    while at < len(view):
        n = pipe.readinto(view[at:])  # type: ignore[attr-defined]
        if not n:
            raise EOFError
        at += n
