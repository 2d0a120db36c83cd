"""Pose tracks that other systems made, in place of a network of our own.

A row of `IMPORTERS` is a kind of file: how it is known by its content, how it is read into a
`Sheet`. What follows is the same for all: `settle` makes one runner's track of it.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import Final

from formcheck.pose.imports.coco import is_coco, read_coco
from formcheck.pose.imports.mediapipe import is_mediapipe, read_mediapipe
from formcheck.pose.imports.nouns import Importer, Sheet, TrackError
from formcheck.pose.imports.openpose import files_in, is_openpose, read_openpose
from formcheck.pose.imports.own import is_own, read_own
from formcheck.pose.imports.own_table import is_own_table, read_own_table
from formcheck.pose.imports.settle import Asked, Settled, settle
from formcheck.pose.imports.trc import is_trc, read_trc

IMPORTERS: Final[tuple[Importer, ...]] = (
    Importer("trc", "TRC (Sports2D, Pose2Sim)", is_trc, read_trc),
    Importer("openpose", "OpenPose JSON folder", is_openpose, read_openpose),
    Importer("coco", "MMPose, RTMLib, AlphaPose JSON", is_coco, read_coco),
    Importer("mediapipe", "MediaPipe landmark JSON", is_mediapipe, read_mediapipe),
    Importer("formcheck", "formcheck landmarks.npz", is_own, read_own),
    Importer("formcheck", "formcheck landmarks.csv", is_own_table, read_own_table),
)
START: Final = 1 << 16  # bytes that are enough to know a file by


def importer_of(path: Path) -> Importer | None:
    """The row that knows the file or folder by its content; None: it is no pose track."""
    first = start(path)
    if first is None:
        return None
    return next((row for row in IMPORTERS if row.sniff(path, first)), None)


def fingerprint(path: Path) -> str:
    """SHA-256 of a file; of a folder, over names and contents of its JSON files."""
    if not path.is_dir():
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    whole = hashlib.sha256()
    for file_path in files_in(path).values():
        whole.update(file_path.name.encode() + b"\0")
        whole.update(hashlib.sha256(file_path.read_bytes()).digest())
    return whole.hexdigest()


def start(path: Path) -> bytes | None:
    """The first bytes; of a folder, those of its first JSON file; None where there are none."""
    first: Path | None = path
    if path.is_dir():
        first = min(path.glob("*.json"), default=None)
    with suppress(OSError):
        if first is not None:
            with first.open("rb") as file:
                return file.read(START)
    return None


__all__ = [
    "IMPORTERS",
    "Asked",
    "Importer",
    "Settled",
    "Sheet",
    "TrackError",
    "fingerprint",
    "importer_of",
    "settle",
    "start",
]
