"""Cuts one runner out of a clip: hips in the middle, as large as the other, facing one way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from formcheck.report.compared.phases import Strides
from formcheck.report.drawing import sheet_of
from formcheck.report.marks import bar, body
from formcheck.types import Floats, Frame, Pixels, Study

# What is shown around the hips, leg lengths; by us: arms, trailing foot and flight stay inside
UP: Final = 1.3
DOWN: Final = 1.3
ASIDE: Final = 1.05
PANEL_PX: Final = (452, 560)  # width and height; their shape is that of what is shown
BACKDROP: Final = (20, 20, 20)  # beyond the edge of the clip's picture


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """How a runner is shown all through the film.

    Attributes
    ----------
    hips_px : (frames, 2), the middle of the hips averaged over a stride, so that rise and fall
        within it stay to be seen; NaN-free
    is_mirrored : whether the picture is turned around to face the other runner's way
    """

    study: Study
    strides: Strides
    hips_px: Floats
    is_mirrored: bool


def view_of(study: Study, strides: Strides, *, is_mirrored: bool) -> View | None:
    """How to show a runner; None where hips are never seen or the size is not known."""
    hips_px = _calm((study.track["left_hip"] + study.track["right_hip"]) / 2, study, strides)
    if hips_px is None or not study.analysis.gait.leg_length_px > 0:
        return None
    return View(study, strides, hips_px, is_mirrored)


def face_apart(before: Study, after: Study) -> bool:
    """Whether the runners go opposite ways across the picture."""
    ways = {before.analysis.gait.direction, after.analysis.gait.direction}
    return ways == {"left", "right"}


def painted(view: View, row: int, frame: Frame) -> Pixels:
    """A new picture of the panel's size: the runner with the skeleton and feet on the ground."""
    study = view.study
    scale = PANEL_PX[1] / ((UP + DOWN) * study.analysis.gait.leg_length_px)
    reach = np.array(PANEL_PX) / scale
    low = view.hips_px[row] - reach * (0.5, UP / (UP + DOWN))
    pixels = _cut(frame.rgb, low, reach)
    sheet = sheet_of(study, row, pixels, np.round(low), PANEL_PX[0] / round(float(reach[0])))
    body(sheet, study)
    time_s = float(study.track.times_s[row])
    for contact in study.analysis.gait.contacts:
        if contact.off_s is not None and contact.strike_s <= time_s < contact.off_s:
            bar(sheet, contact)
    return np.ascontiguousarray(pixels[:, ::-1]) if view.is_mirrored else pixels


def _cut(rgb: Pixels, low: Floats, reach: Floats) -> Pixels:
    """That part of the picture, brought to the panel's size; what lies beyond it is dark."""
    left, top = (round(float(x)) for x in low)
    width, height = (round(float(x)) for x in reach)
    right, bottom = left + width, top + height
    inside = rgb[max(0, top) : max(0, bottom), max(0, left) : max(0, right)]
    if not inside.size:
        return np.full((PANEL_PX[1], PANEL_PX[0], 3), BACKDROP, np.uint8)
    missing = (
        max(0, -top), max(0, bottom - rgb.shape[0]), max(0, -left), max(0, right - rgb.shape[1])
    )  # fmt: skip
    part = cv2.copyMakeBorder(inside, *missing, cv2.BORDER_CONSTANT, value=BACKDROP)
    how = cv2.INTER_AREA if part.shape[0] > PANEL_PX[1] else cv2.INTER_CUBIC
    return np.ascontiguousarray(cv2.resize(part, PANEL_PX, interpolation=how), np.uint8)


def _calm(path_px: Floats, study: Study, strides: Strides) -> Floats | None:
    """The path averaged over one stride, gaps bridged, (frames, 2)."""
    times_s = study.track.times_s
    seen = np.isfinite(path_px).all(axis=1)
    if not seen.any():
        return None
    whole = np.stack([np.interp(times_s, times_s[seen], path_px[seen, k]) for k in (0, 1)], axis=1)
    n = max(1, round(strides.length_s / float(np.median(np.diff(times_s)))))
    weight = np.convolve(np.ones(len(whole)), np.ones(n), "same")
    means = [np.convolve(whole[:, k], np.ones(n), "same") / weight for k in (0, 1)]
    return np.stack(means, axis=1)
