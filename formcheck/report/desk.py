"""Makes what a human judges contacts by: the film with the skeleton, and the height of each foot.

Nothing in it says when feet land: that is what the human is asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import numpy as np

from formcheck.report.drawing import scaled, sheet_of, skeleton, up_in_picture
from formcheck.report.exporters import OpenWriter
from formcheck.report.html.film import Window, window
from formcheck.skeleton import SIDES, Side
from formcheck.types import Floats, Frame, Pixels, Study

LONGEST_SIDE_PX: Final = 1280
POINTS: Final = {"heel": "heel", "toe": "foot_index"}
GROUND_PERCENT: Final = 5.0  # of the lowest moments of a foot, which are taken as ground; by us


def write_film(
    study: Study, frames: Iterable[Frame], open_writer: OpenWriter, path: Path
) -> tuple[int, int]:
    """Width and height of the film at `path`: a picture for each row of the track, in real time."""
    part, size = window(study), (0, 0)
    scale = min(1.0, LONGEST_SIDE_PX / max(np.subtract(part.high, part.low)))
    times_s = study.track.times_s
    with open_writer(path) as writer:
        for row, frame in zip(range(len(times_s)), frames, strict=False):
            pixels = _painted(study, row, frame.rgb, part, float(scale))
            size = (pixels.shape[1], pixels.shape[0])
            writer.write(pixels, float(times_s[row] - times_s[0]))
    return size


def facts(study: Study) -> dict[str, Any]:
    """What the time line under the film shows, by name, ready for JSON.

    `feet` holds for each side and point its height above its own lowest moments, in leg lengths;
    null where it was not seen. `times_s` are those of `Contact`.
    """
    return {
        "times_s": [round(float(at_s), 5) for at_s in study.track.times_s],
        "feet": {side: heights(study, side) for side in SIDES},
        "near_side": study.analysis.gait.near_side,
    }


def heights(study: Study, side: Side) -> dict[str, list[float | None]]:
    """Height of heel and toe of a foot in each picture, leg lengths; None is "not seen"."""
    names, leg_px = study.track.names, study.analysis.gait.leg_length_px
    up = up_in_picture(study.analysis.gait.camera.roll_deg)
    found = {}
    for point, landmark in POINTS.items():
        height = study.track.xy[:, names.index(f"{side}_{landmark}")] @ up / max(leg_px, 1.0)
        found[point] = _plain(height - _ground(height))
    return found


def _ground(height: Floats) -> float:
    seen = height[np.isfinite(height)]
    return float(np.percentile(seen, GROUND_PERCENT)) if len(seen) else 0.0


def _plain(values: Floats) -> list[float | None]:
    return [round(float(v), 4) if np.isfinite(v) else None for v in values]


def _painted(study: Study, row: int, rgb: Pixels, part: Window, scale: float) -> Pixels:
    pixels = scaled(rgb[part.low[1] : part.high[1], part.low[0] : part.high[0]], scale)
    sheet = sheet_of(study, row, pixels, np.array(part.low, dtype=float), scale)
    skeleton(sheet, study.analysis.gait.near_side)
    return pixels
