"""Makes the pictures of key moments, cut out around the runner.

From the side: the near leg at initial contact, mid-stance and toe-off. From
the rear and the front: mid-stance of each leg. Under each picture stands what
its lines mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from formcheck.report.drawing import Sheet, sheet_of, skeleton
from formcheck.report.lettering import LIGHT, Colour, panel
from formcheck.report.lines import LINES, draw_measured, measured
from formcheck.report.numbers import value_text
from formcheck.report.words import _
from formcheck.skeleton import LEG, SIDES, Side
from formcheck.types import Contact, Floats, Frame, Measurement, Pixels, Study

_SEEN_FROM_THE_SIDE: Final = ("initial_contact", "mid_stance", "toe_off")
_MOMENT_WORDS: Final = {
    "initial_contact": ("Left foot lands", "Right foot lands"),
    "mid_stance": ("Middle of left stance", "Middle of right stance"),
    "toe_off": ("Left foot leaves the ground", "Right foot leaves the ground"),
}
_SHOWN: Final = {
    "initial_contact": ("overstride", "tibia_angle", "trunk_lean"),
    "mid_stance": (
        "knee_flexion_stance", "trunk_lean", "trunk_side_lean", "pelvic_drop", "step_width",
    ),
    "toe_off": ("thigh_extension", "trunk_lean", "contact_time"),
}  # fmt: skip
_MARGIN = 0.17  # of the runner's height, left around the runner
_LONG_SIDE_PX = (800, 1280)  # pictures are brought between these, for letters that read well
_GREY: Colour = (170, 170, 170)


@dataclass(frozen=True, slots=True)
class Moment:
    """A frame worth a picture: `frame` is a row of the track."""

    name: str
    side: Side
    frame: int

    @property
    def file(self) -> str:
        """Name of its picture, without ending: ``initial_contact_left``."""
        return f"{self.name}_{self.side}"


def key_moments(study: Study) -> tuple[Moment, ...]:
    """The moments to show, in order of time within a stance; fewer when none can be seen."""
    gait = study.analysis.gait
    if gait.near_side is not None:
        wanted = [(name, gait.near_side) for name in _SEEN_FROM_THE_SIDE]
    else:
        wanted = [("mid_stance", side) for side in SIDES]
    found = ((name, side, _best_frame(study, name, side)) for name, side in wanted)
    return tuple(Moment(name, side, k) for name, side, k in found if k is not None)


def draw_moments(study: Study, frames: Iterable[Frame]) -> Iterator[tuple[str, Pixels]]:
    """File name without ending and picture of every key moment; one pass over the frames."""
    moments = key_moments(study)
    last = max((m.frame for m in moments), default=-1)
    for row, frame in zip(range(last + 1), frames, strict=False):
        for moment in moments:
            if moment.frame == row:
                yield moment.file, draw_moment(study, moment, frame.rgb)


def draw_moment(study: Study, moment: Moment, rgb: Pixels) -> Pixels:
    """A new picture: the runner at that moment, lines and numbers, what they mean below."""
    shown = [measured(study.analysis, id, moment.side) for id in _SHOWN[moment.name]]
    present = [m for m in shown if m is not None]
    sheet = _cut_out(study, moment.frame, rgb)
    skeleton(sheet, study.analysis.gait.near_side)
    for measurement in present:
        draw_measured(sheet, measurement, moment.side)
    return np.vstack([sheet.pixels, _caption(study, moment, present, sheet)])


def png(rgb: Pixels) -> bytes:
    """The picture as a PNG file."""
    return bytes(cv2.imencode(".png", rgb[..., ::-1])[1])


LATEST_S = 0.002  # after the strike a picture of it may be; by us
LATE_WEIGHT = 4.0  # of a later picture against an earlier one; by us
HALF_CONTACT_S = 0.12  # contacts last 0.21-0.29 s at 2.5-4.5 m/s; doi:10.6084/m9.figshare.4543435


def _best_frame(study: Study, name: str, side: Side) -> int | None:
    """The row nearest to such a moment, of contacts in the middle of the steady part."""
    times_s = study.track.times_s
    seen = _rows_with_leg(study, side)
    moments = _middle([m for c in study.analysis.gait.contacts if c.side == side
                       if (m := _moment_s(c, name)) is not None], study)  # fmt: skip
    if not seen or not len(moments):
        return None
    late_s = np.subtract.outer(times_s[seen], moments)
    if name == "initial_contact":  # a loaded leg bends at once: better a little early
        late_s = np.where(late_s > LATEST_S, LATE_WEIGHT * late_s, late_s)
    away_s = np.abs(late_s).min(axis=1)
    best = int(away_s.argmin())
    return seen[best] if away_s[best] <= _frame_time_s(times_s) else None


def _frame_time_s(times_s: Floats) -> float:
    """Usual time between frames; a picture further off than that shows another moment."""
    return float(np.median(np.diff(times_s))) if len(times_s) > 1 else 0.0


def _moment_s(contact: Contact, name: str) -> float | None:
    if name == "initial_contact":
        return contact.strike_s
    if name == "toe_off":
        return contact.off_s
    if contact.off_s is None:  # from behind and in front toe-off does not show
        return contact.strike_s + HALF_CONTACT_S
    return (contact.strike_s + contact.off_s) / 2


def _middle(moments_s: list[float], study: Study) -> Floats:
    """The third of the moments that lies nearest to the middle of the steady part."""
    centre = sum(study.analysis.gait.steady_s) / 2
    ordered = sorted(moments_s, key=lambda s: abs(s - centre))
    return np.array(ordered[: max(3, len(ordered) // 3)])


def _rows_with_leg(study: Study, side: Side) -> list[int]:
    """Rows of the track in which all of a leg was seen."""
    leg = np.stack([study.track[f"{side}_{name}"] for name in LEG], axis=1)
    return [row for row, points in enumerate(leg) if np.isfinite(points).all()]


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


def _caption(study: Study, moment: Moment, shown: list[Measurement], sheet: Sheet) -> Pixels:
    """What the lines mean, as wide as the picture."""
    title = _(_MOMENT_WORDS[moment.name][SIDES.index(moment.side)])
    time_s = study.track.times_s[moment.frame]
    lines: list[tuple[str, Colour, bool]] = [
        (_("{title}, {time_s:.2f} s").format(title=title, time_s=time_s), LIGHT, True)
    ]
    for m in shown:
        lines.append((f"{_(LINES[m.id].words)}: {value_text(m)}", LINES[m.id].colour, False))
    if shown:
        note = _("numbers: average of all steps; lines: this picture")
        lines.append((note, _GREY, False))
    return panel(lines, sheet.letter_px, sheet.pixels.shape[1])
