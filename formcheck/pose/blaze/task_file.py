"""The two networks inside a `.task` file, which is an uncompressed zip of them."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from formcheck.errors import ModelError
from formcheck.types.said import Said

DETECTOR: Final = "pose_detector.tflite"
LANDMARKER: Final = "pose_landmarks_detector.tflite"


@dataclass(frozen=True, slots=True)
class TaskFile:
    """What is in it, as the bytes of TensorFlow Lite files."""

    detector: bytes
    landmarker: bytes


def read_task(path: Path) -> TaskFile:
    """Both networks of a file, in memory.

    Raises
    ------
    ModelError : it holds no such networks
    """
    try:
        with zipfile.ZipFile(path) as task:
            return TaskFile(task.read(DETECTOR), task.read(LANDMARKER))
    except (OSError, KeyError, zipfile.BadZipFile) as error:
        raise ModelError(
            Said("The pose network {name} cannot be read: {error}.", name=path.name, error=error),
            Said("Install formcheck again; the networks come with it and are never downloaded."),
        ) from error
