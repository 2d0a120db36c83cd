"""The reference backend: MediaPipe's PoseLandmarker, every picture looked at afresh."""

from __future__ import annotations

from typing import Final

from formcheck.pose.models import model_path
from formcheck.pose.pool import PosePool
from formcheck.settings import Model

MOST_PEOPLE: Final = 5  # in one picture; more are not looked for


def open_mediapipe(model: Model) -> PosePool:
    """Processes that look for people in pictures; close them, or use it with ``with``.

    Raises
    ------
    ModelError : the network or its library cannot be used
    """
    return PosePool(model_path(model), MOST_PEOPLE)
