"""The checks of a clip that a few short looks allow, with the names of the full ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from formcheck.gait.quality import FEWEST_STRIDES, LEAST_FPS, LEAST_HEIGHT_SHARE, MOST_YAW_DEG
from formcheck.gait.verdict import ordered
from formcheck.types import QualityCheck, Track

STRIDE_S: Final = 0.8  # 150 steps a minute, a slow runner's; chosen by us, to ask enough


def quick_checks(
    fps: float | None, duration_s: float | None, tracks: Sequence[Track], yaws_deg: Sequence[float]
) -> tuple[QualityCheck, ...]:
    """Checks from the file's own claims and the tracks; none where nothing is known.

    `yaws_deg` are those of the side views only.

    >>> [c.check for c in quick_checks(30.0, 4.0, (), ()) if not c.ok]
    ['strides', 'frame_rate']
    """
    made = []
    if fps is not None:
        made.append(QualityCheck("frame_rate", fps >= LEAST_FPS, f"{fps:.0f} frames a second"))
    if duration_s is not None:
        long_enough = duration_s >= FEWEST_STRIDES * STRIDE_S
        made.append(QualityCheck("strides", long_enough, f"the clip lasts {duration_s:.1f} s"))
    if tracks:
        share = float(np.median([_height_share(track) for track in tracks]))
        detail = f"the runner fills {share:.0%} of the height"
        made.append(QualityCheck("runner_size", share >= LEAST_HEIGHT_SHARE, detail))
    if yaws_deg:
        yaw = abs(float(np.median(yaws_deg)))
        detail = f"camera about {yaw:.0f}° off square"
        made.append(QualityCheck("camera_square", yaw <= MOST_YAW_DEG, detail))
    return ordered(made)


def _height_share(track: Track) -> float:
    """Usual height of the person over that of the picture; 0 where too little is seen."""
    y = track.xy[..., 1]
    seen = np.isfinite(y).sum(axis=1) > 8
    if not seen.any():
        return 0.0
    tall = np.nanmax(y[seen], axis=1) - np.nanmin(y[seen], axis=1)
    return float(np.median(tall)) / track.size_px[1]
