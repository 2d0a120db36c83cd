"""The reference backend: MediaPipe's PoseLandmarker, every picture looked at afresh."""

from __future__ import annotations

from typing import Final

from formcheck.errors import SettingsError
from formcheck.pose.models import model_path
from formcheck.pose.pool import PosePool
from formcheck.settings import Model, Precision
from formcheck.types.said import Said

MOST_PEOPLE: Final = 5  # in one picture; more are not looked for


def open_mediapipe(
    model: Model, precision: Precision = "exact", people: int = MOST_PEOPLE
) -> PosePool:
    """Processes that look for people in pictures; close them, or use it with ``with``.

    Raises
    ------
    ModelError : the network or its library cannot be used
    SettingsError : another precision is wanted than the one it has
    """
    if precision != "exact":
        raise SettingsError(
            Said("MediaPipe knows no precision {precision!r}.", precision=precision),
            Said("Leave out --precision, or choose --backend fast."),
        )
    return PosePool(model_path(model), people)
