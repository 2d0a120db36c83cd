"""How the pelvis tilts, from the rotation of the cloth over it.

1. Cut a patch round the mid-hip out of each picture (`patch`).
2. Turn and shift each patch until it fits the average of all patches best: the enhanced
   correlation coefficient of Evangelidis and Psarakis 2008 (doi:10.1109/TPAMI.2008.113).
3. Average the fitted patches, and fit all to that once more.

What comes back is the tilt against the clip's average: a tilted camera and crooked shorts
drop out of it, and so does a pelvis that hangs to one side all the time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

import cv2
import numpy as np

from formcheck.picture.patch import Patches, Progress, cut_patches
from formcheck.types import Floats, Frame, PelvisTilt, Pixels, Track

BLUR_PX: Final = 2.0  # of 96; chosen on rendered clips, as are the next three
ROUNDS: Final = 2
STEPS: Final = 60
PRECISION: Final = 1e-5
FEWEST_PATCHES: Final = 8

Grey = np.ndarray[tuple[int, ...], np.dtype[np.float32]]


def find_pelvis_tilt(
    frames: Callable[[], Iterable[Frame]],
    track: Track,
    leg_px: float,
    progress: Progress = lambda done: None,
) -> PelvisTilt:
    """Tilt of the pelvis in each frame, degrees, + = the hip on the picture's right is higher.

    `track` is smoothed and has all frames; the runner is seen from behind, so the picture's
    right is the runner's right. NaN where the cloth could not be fitted.
    """
    mid_hip = (track["left_hip"] + track["right_hip"]) / 2
    patches = cut_patches(frames(), mid_hip, leg_px, progress)
    tilt, agreement = np.full((2, len(track.times_s)), np.nan)
    contrast = 0.0
    if len(patches.frames) >= FEWEST_PATCHES:
        rows = list(patches.frames)
        tilt[rows], agreement[rows], average = _fit(patches)
        contrast = float(np.std(average))
    return PelvisTilt(tilt, agreement, contrast)


def _fit(patches: Patches) -> tuple[Floats, Floats, Grey]:
    """Tilt and agreement of each patch, and the average of the fitted patches."""
    average = _start(patches)
    for _ in range(ROUNDS):
        total = np.zeros_like(average)
        fits = []
        for grey in patches.grey:
            patch = _soft(grey)
            warp, agreement = _fitted(average, patch)
            total += _warped(patch, warp)
            fits.append((_tilt_deg(warp) if agreement > 0 else np.nan, agreement))
        average = np.asarray(total / len(fits), np.float32)
    tilt, agreement = np.array(fits).T
    return tilt, agreement, average


def _start(patches: Patches) -> Grey:
    """The average of the patches as they were cut."""
    total = np.zeros(patches.grey.shape[1:], np.float32)
    for grey in patches.grey:
        total += _soft(grey)
    return np.asarray(total / len(patches.grey), np.float32)


def _soft(grey: Pixels) -> Grey:
    return np.asarray(cv2.GaussianBlur(grey.astype(np.float32), (0, 0), BLUR_PX), np.float32)


def _fitted(average: Grey, patch: Grey) -> tuple[Floats, float]:
    """The rigid motion from the average to the patch, and how well they agree then, 0 to 1.

    Where no motion makes them alike: none, and 0.
    """
    until = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, STEPS, PRECISION)
    try:
        agreement, warp = cv2.findTransformECC(
            average, patch, np.eye(2, 3, dtype=np.float32), cv2.MOTION_EUCLIDEAN, until
        )
    except cv2.error:  # says that it did not converge
        return np.eye(2, 3), 0.0
    return np.asarray(warp, float), float(agreement)


def _tilt_deg(warp: Floats) -> float:
    """Degrees a patch is turned anticlockwise as people see it; picture rows point down."""
    return -float(np.degrees(np.arctan2(warp[1, 0], warp[0, 0])))


def _warped(patch: Grey, warp: Floats) -> Grey:
    """The patch moved back on to the average."""
    height, width = patch.shape
    moved = cv2.warpAffine(
        patch, warp, (width, height),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderMode=cv2.BORDER_REPLICATE,
    )  # fmt: skip
    return np.asarray(moved, np.float32)
