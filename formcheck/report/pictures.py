"""Makes the pictures of moments, cut out around the runner, with what their lines mean below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import cv2
import numpy as np

from formcheck.report import hand_lines
from formcheck.report.drawing import Sheet, sheet_of, skeleton
from formcheck.report.lettering import LIGHT, Colour, panel, wrapped
from formcheck.report.lines import LINES, draw_measured, told
from formcheck.report.moments import (
    Moment,
    evidence,
    finding_moment,
    key_moments,
    leading_moment,
    shown_at,
)
from formcheck.report.words import _
from formcheck.skeleton import SIDES
from formcheck.types import Floats, Frame, Measurement, Pixels, Study

_MOMENT_WORDS: Final = {
    "initial_contact": ("Left foot lands", "Right foot lands"),
    "mid_stance": ("Middle of left stance", "Middle of right stance"),
    "toe_off": ("Left foot leaves the ground", "Right foot leaves the ground"),
}
_MARGIN = 0.17  # of the runner's height, left around the runner
_LONG_SIDE_PX = (800, 1280)  # pictures are brought between these, for letters that read well
_GREY: Colour = (170, 170, 170)


def draw_moments(study: Study, frames: Iterable[Frame]) -> Iterator[tuple[str, Pixels]]:
    """File name without ending and picture of every moment; one pass over the frames."""
    moments = (*key_moments(study), *evidence(study))
    last = max((m.frame for m in moments), default=-1)
    for row, frame in zip(range(last + 1), frames, strict=False):
        for moment in moments:
            if moment.frame == row:
                yield moment.file, draw_moment(study, moment, frame.rgb)


def draw_moment(study: Study, moment: Moment, rgb: Pixels, *, is_captioned: bool = True) -> Pixels:
    """A new picture: the runner at that moment, lines and numbers, what they mean below."""
    present = shown_at(study, moment)
    sheet = _cut_out(study, moment.frame, rgb)
    skeleton(sheet, study.analysis.gait.near_side)
    for measurement in present:
        draw_measured(sheet, measurement, moment.side)
    if not is_captioned:
        return sheet.pixels
    return np.vstack([sheet.pixels, _caption(study, moment, present, sheet)])


def png(rgb: Pixels) -> bytes:
    """The picture as a PNG file."""
    return bytes(cv2.imencode(".png", rgb[..., ::-1])[1])


def _cut_out(study: Study, row: int, rgb: Pixels) -> Sheet:
    """The part of the picture around the runner, enlarged or made smaller."""
    low, high = _window(study.track.xy[row], rgb)
    part = rgb[low[1] : high[1], low[0] : high[0]]
    long_side = max(part.shape[:2])
    scale = float(np.clip(long_side, *_LONG_SIDE_PX)) / long_side
    size = (round(part.shape[1] * scale), round(part.shape[0] * scale))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    pixels = cv2.resize(part, size, interpolation=how) if scale != 1 else part.copy()
    return sheet_of(study, row, pixels, low.astype(float), scale)


def _window(points: Floats, rgb: Pixels) -> tuple[Floats, Floats]:
    """Corners of a window around the runner that lies inside the picture, whole pixels."""
    size = np.array([rgb.shape[1], rgb.shape[0]])
    inside = points[np.isfinite(points).all(axis=1)]
    low, high = inside.min(axis=0), inside.max(axis=0)
    height = high[1] - low[1]
    reach = np.maximum((high - low) / 2 + _MARGIN * height, [0.5 * height, 0])
    centre = (low + high) / 2
    corners = np.clip([centre - reach, centre + reach], 0, size).round().astype(int)
    wide_enough = (corners[1] - corners[0]).min() >= 16
    return (corners[0], corners[1]) if wide_enough else (np.zeros(2, int), size)


def moment_words(moment: Moment) -> str:
    """What a moment shows, in words: ``Left foot lands``."""
    return _(_MOMENT_WORDS[moment.name][SIDES.index(moment.side)])


def _caption(study: Study, moment: Moment, shown: list[Measurement], sheet: Sheet) -> Pixels:
    """What the lines mean, as wide as the picture."""
    time_s = study.track.times_s[moment.frame]
    title = _("{moment}, {time} s").format(moment=moment_words(moment), time=f"{time_s:.2f}")
    lines: list[tuple[str, Colour, bool]] = [(title, LIGHT, True)]
    lines += [(told(m), LINES[m.id].colour, False) for m in shown]
    if hand_lines.is_changed(study.analysis):
        lines.append((hand_lines.mark(study.analysis), _GREY, False))
    if shown:
        note = _("numbers: average of all steps; lines: this picture")
        lines.append((note, _GREY, False))
    width = sheet.pixels.shape[1]
    return panel(wrapped(lines, sheet.letter_px, width), sheet.letter_px, width)


__all__ = [
    "Moment",
    "draw_moment",
    "draw_moments",
    "evidence",
    "finding_moment",
    "key_moments",
    "leading_moment",
    "moment_words",
    "png",
]
