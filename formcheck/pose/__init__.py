"""From frames to one runner's landmarks. After this stage nobody knows MediaPipe exists.

A backend is a function ``(frames, size_px, model, progress) -> Track``; add one with
a file and a row in `BACKENDS`. Landmarks stored before need no backend: `load_track`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from formcheck.errors import SettingsError
from formcheck.pose.cache import cache_folder, cache_path, clear, keep, recall
from formcheck.pose.landmark_file import load_track, save_track
from formcheck.pose.mediapipe_backend import find_runner
from formcheck.pose.models import SHA256, ModelState, inspect_model, model_path
from formcheck.settings import Model
from formcheck.types import Frame, Track

Backend = Callable[
    [Callable[[], Iterable[Frame]], tuple[int, int], Model, Callable[[int], None]], Track
]

BACKENDS: Final[dict[str, Backend]] = {
    "mediapipe": find_runner,
}
STORED: Final = "stored"
CHOICES: Final = ("auto", *BACKENDS, STORED)


def choose(name: str) -> str:
    """The backend that the name stands for.

    Raises
    ------
    SettingsError : there is no such backend

    >>> choose("auto")
    'mediapipe'
    """
    if name == "auto":
        return "mediapipe"
    if name not in CHOICES:
        raise SettingsError(f"There is no backend {name!r}.", f"Choose from {', '.join(CHOICES)}.")
    return name


__all__ = [
    "BACKENDS",
    "CHOICES",
    "SHA256",
    "STORED",
    "ModelState",
    "cache_folder",
    "cache_path",
    "choose",
    "clear",
    "inspect_model",
    "keep",
    "load_track",
    "model_path",
    "recall",
    "save_track",
]
