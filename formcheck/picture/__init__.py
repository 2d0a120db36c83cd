"""What only the picture shows: how the cloth over the pelvis turns, and how the runner looks."""

from __future__ import annotations

from formcheck.picture.looks import find_looks, sampled
from formcheck.picture.pelvis import find_pelvis_tilt

__all__ = ["find_looks", "find_pelvis_tilt", "sampled"]
