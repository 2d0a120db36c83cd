"""What the pictures show that landmarks do not: how the pelvis tilts, how the camera moved."""

from formcheck.picture.background import Follower, followed
from formcheck.picture.camera import find_camera, turns_deg
from formcheck.picture.pelvis import find_pelvis_tilt

__all__ = ["Follower", "find_camera", "find_pelvis_tilt", "followed", "turns_deg"]
