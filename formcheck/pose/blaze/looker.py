"""Everybody in one picture: the detector, then each person it found."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import Final

import numpy as np

from formcheck.pose.blaze import detector
from formcheck.pose.blaze.landmarks import EDGE, OUTPUTS, landmarks
from formcheck.pose.blaze.network import Job, Network
from formcheck.pose.blaze.runtime import Runtime
from formcheck.pose.blaze.task_file import TaskFile
from formcheck.pose.wire import NO_ONE, People
from formcheck.types import Pixels

# (pixel - mean) / scale: the metadata of the networks, written by models/build.py
DETECTOR_PIXELS: Final = (127.5, 127.5)
LANDMARK_PIXELS: Final = (0.0, 255.0)
# The first picture that OpenVINO's Python side is given sets it up, while Python's lock comes and
# goes: two threads that do that together wait for each other for ever. So one does it, alone.
_FIRST_CALL: Final = Lock()
DETECTOR_OUTPUTS: Final = (12 * len(detector.ANCHORS), len(detector.ANCHORS))


@dataclass(frozen=True, slots=True)
class Eyes:
    """Two networks for one thread, and how many people they look for at most."""

    detector: Network
    landmarker: Network
    people: int

    def see(self, rgb: Pixels) -> People:
        """The people in a picture, (people, 33, 8), the surest first."""
        regions = detector.find(self.detector, rgb, self.people)
        seen = (landmarks(self.landmarker, rgb, region) for region in regions)
        poses = [pose for pose in seen if pose is not None]
        return np.stack(poses) if poses else NO_ONE


def open_eyes(
    runtime: Runtime, task: TaskFile, people: int, threads: int, *, is_bf16: bool
) -> list[Eyes]:
    """As many pairs of eyes as there are threads.

    The detector stays in float32: it costs little, and decides who is seen at all.
    """
    first = Job(task.detector, DETECTOR_OUTPUTS, *DETECTOR_PIXELS, threads)
    second = Job(task.landmarker, OUTPUTS, *LANDMARK_PIXELS, threads, is_bf16)
    with _FIRST_CALL:
        pairs = zip(runtime.open(first), runtime.open(second), strict=True)
        eyes = [Eyes(*pair, people) for pair in pairs]
        eyes[0].detector(np.zeros((detector.EDGE, detector.EDGE, 3), np.uint8))
        eyes[0].landmarker(np.zeros((EDGE, EDGE, 3), np.uint8))
    return eyes
