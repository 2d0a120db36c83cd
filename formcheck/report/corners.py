"""Lays panels of text over a picture, in the corner that the runner visits least."""

from __future__ import annotations

from typing import Final

import numpy as np

from formcheck.skeleton import LANDMARKS
from formcheck.types import Floats, Pixels, Track

# the nose and the ears stand for the head, the wrist for the hand
_DETAILS: Final = ("eye", "mouth", "pinky", "_index", "thumb")
_BODY: Final = [k for k, name in enumerate(LANDMARKS)
                if "foot" in name or not any(part in name for part in _DETAILS)]  # fmt: skip
_BELOW: Final = 0.08  # of the points: where feet and their numbers are is worth as much; by us


def body_points(track: Track) -> Floats:
    """What a panel should not hide, (frames, landmarks, 2): of head and hands a few only."""
    return track.xy[:, _BODY]


def freest_corner(points: Floats, size: Floats, text: Pixels | None) -> tuple[int, int]:
    """Left top of the panel in the corner with the fewest of the points; the top wins a tie."""
    if text is None:
        return 0, 0
    box = np.array([text.shape[1], text.shape[0]])
    gap = int(size.max() / 80)
    far = np.maximum(size.astype(int) - box - gap, 0)
    corners = [(gap, gap), (int(far[0]), gap), (gap, int(far[1])), (int(far[0]), int(far[1]))]
    low = _BELOW * points[..., 0].size
    return min(corners, key=lambda c: _visits(points, np.array(c), box) + low * (c[1] > gap))


def lay(pixels: Pixels, text: Pixels, corner: tuple[int, int]) -> None:
    """Nothing; the panel lies over the picture, which shimmers through its dark parts."""
    left, top = corner
    patch = pixels[top : top + text.shape[0], left : left + text.shape[1]]
    fitting = text[: patch.shape[0], : patch.shape[1]]
    patch[:] = np.maximum(fitting, patch // 4)


def _visits(points: Floats, corner: Floats, box: Floats) -> int:
    return int(((points >= corner) & (points <= corner + box)).all(axis=-1).sum())
