"""What only the picture shows: how cloth and camera turn, how the runner looks; and
its faces, to blur them.
"""

from __future__ import annotations

from formcheck.picture.background import Follower, followed
from formcheck.picture.camera import find_camera, turns_deg
from formcheck.picture.faces import blurred
from formcheck.picture.looks import find_looks, sampled
from formcheck.picture.pelvis import find_pelvis_tilt

__all__ = [
    "Follower",
    "blurred",
    "find_camera",
    "find_looks",
    "find_pelvis_tilt",
    "followed",
    "sampled",
    "turns_deg",
]
