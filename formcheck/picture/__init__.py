"""What the pictures show that landmarks do not: the tilt of the pelvis seen from behind."""

from formcheck.picture.pelvis import find_pelvis_tilt

__all__ = ["find_pelvis_tilt"]
