"""From frames to one runner's landmarks. After this stage nobody knows MediaPipe exists.

A backend opens a network that looks at pictures, whole ones and parts: a function
``model, precision, people -> looker``, where ``looker.look(pictures)`` gives the people in
each; add one with a file and a row in `BACKENDS`. What is made of that is the same for all:
`everybody`, `choose_runner`, `closely`. Landmarks stored before need no backend: `load_track`.
"""

from __future__ import annotations

from formcheck.pose.backends import BACKENDS, CHOICES, STORED, choose
from formcheck.pose.cache import (
    cache_folder,
    cache_path,
    clear,
    keep,
    keep_crowd,
    recall,
    recall_crowd,
)
from formcheck.pose.choice import Choice, choose_runner
from formcheck.pose.crowd import Looker
from formcheck.pose.heads import find_heads
from formcheck.pose.landmark_file import load_track, save_track
from formcheck.pose.models import SHA256, ModelState, inspect_model, model_path
from formcheck.pose.runner import closely, everybody

__all__ = [
    "BACKENDS",
    "CHOICES",
    "SHA256",
    "STORED",
    "Choice",
    "Looker",
    "ModelState",
    "cache_folder",
    "cache_path",
    "choose",
    "choose_runner",
    "clear",
    "closely",
    "everybody",
    "find_heads",
    "inspect_model",
    "keep",
    "keep_crowd",
    "load_track",
    "model_path",
    "recall",
    "recall_crowd",
    "save_track",
]
