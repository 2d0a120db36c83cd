"""Shows the moment that matters most once more, slowly and near by, and holds it still.

    clip:     |----------------------[ half a second ]-----|
    replay:                                                | slowly | held, lines | slowly |

Only the pictures of that half second are kept, packed, so that memory stays small.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from formcheck.report.corners import body_points, freest_corner, lay
from formcheck.report.drawing import Sheet, sheet_of
from formcheck.report.lettering import LIGHT, Colour, panel, wrapped
from formcheck.report.lines import LINES, draw_measured, told
from formcheck.report.marks import body, feet
from formcheck.report.moments import Moment, leading_moment, shown_at
from formcheck.report.pictures import moment_words
from formcheck.report.words import _
from formcheck.types import Floats, Pixels, Study

# All chosen by us, because a step lasts a third of a second and two lines of text are read in 1.5.
HALF_S: Final = 0.25  # before and after the moment
SLOWER: Final = 4.0  # than life
HELD_S: Final = 1.5
HELD_EVERY_S: Final = 0.25  # the same picture again, for players that stumble over long ones
MOST_PICTURES: Final = 32
NEAREST: Final = 2.5  # times larger than in the film
_ROOM: Final = 0.15  # of the runner's height, left around the runner
_BESIDE: Final = 0.38  # of a broad picture, for words beside the runner
_QUALITY: Final = 95  # of the packed pictures, of 100


@dataclass(frozen=True, slots=True)
class Replay:
    """What is shown again.

    Attributes
    ----------
    rows : of the track, those whose pictures are kept
    corners : (2, 2), upper left and lower right of the window, pixels of the frame
    size : width and height of the film's pictures
    slower : how many times slower than life
    """

    moment: Moment
    rows: tuple[int, ...]
    corners: Floats
    size: tuple[int, int]
    slower: float


def replay_of(study: Study, size: tuple[int, int]) -> Replay | None:
    """What to show again in a film of that size; None where no moment is seen."""
    moment = leading_moment(study)
    if moment is None:
        return None
    times_s = study.track.times_s
    near = np.flatnonzero(np.abs(times_s - times_s[moment.frame]) <= HALF_S)
    step = -(-len(near) // MOST_PICTURES)
    rows = tuple(int(row) for row in near if (row - moment.frame) % step == 0)
    slower = max(SLOWER, study.analysis.clip.slow_motion.factor)
    return Replay(moment, rows, _corners(study, rows, size), size, slower)


def packed(replay: Replay, rgb: Pixels) -> bytes:
    """The part of a frame that is shown again, packed."""
    (left, top), (right, bottom) = replay.corners.round().astype(int).tolist()
    part = rgb[top:bottom, left:right]
    how = cv2.INTER_AREA if part.shape[1] > replay.size[0] else cv2.INTER_CUBIC
    pixels = cv2.resize(part, replay.size, interpolation=how)
    quality = [cv2.IMWRITE_JPEG_QUALITY, _QUALITY]
    return bytes(cv2.imencode(".jpg", pixels[..., ::-1], quality)[1])


def replayed(
    study: Study, replay: Replay, kept: Mapping[int, bytes], start_s: float
) -> Iterator[tuple[Pixels, float]]:
    """Pictures and the times they are shown at, from `start_s` on; frames not kept are left out."""
    rows = [row for row in replay.rows if row in kept]
    held = _words(study, replay, is_held=True)
    words = _words(study, replay, is_held=False)
    points = (body_points(study.track)[rows] - replay.corners[0]) * _scale(replay)
    corner = freest_corner(points, np.array(replay.size), held)
    for row in rows:
        since_s = float(study.track.times_s[row] - study.track.times_s[rows[0]])
        time_s = start_s + replay.slower * since_s
        sheet = _sheet(study, replay, kept[row], row)
        if row != replay.moment.frame:
            lay(sheet.pixels, words, corner)
            yield sheet.pixels, time_s
            continue
        _draw_moment(study, replay, sheet)
        lay(sheet.pixels, held, corner)
        for late_s in np.arange(0, HELD_S, HELD_EVERY_S):
            yield sheet.pixels, time_s + float(late_s)
        start_s += HELD_S


def _sheet(study: Study, replay: Replay, kept: bytes, row: int) -> Sheet:
    """A kept picture with the runner's body and feet marked."""
    pixels = cv2.imdecode(np.frombuffer(kept, np.uint8), cv2.IMREAD_COLOR)
    assert pixels is not None  # `packed` made it
    rgb = np.ascontiguousarray(pixels[..., ::-1])
    sheet = sheet_of(study, row, rgb, replay.corners[0], _scale(replay))
    body(sheet, study)
    if row != replay.moment.frame:
        feet(sheet, study, float(study.track.times_s[row]))
    return sheet


def _draw_moment(study: Study, replay: Replay, sheet: Sheet) -> None:
    for measurement in shown_at(study, replay.moment):
        draw_measured(sheet, measurement, replay.moment.side)


def _words(study: Study, replay: Replay, *, is_held: bool) -> Pixels:
    """A panel that says what is shown; while the picture is held, the numbers as well."""
    what = moment_words(replay.moment)
    speed = f"{1 / replay.slower:.2g}"
    title = _("Slow replay ×{speed}: {moment}").format(speed=speed, moment=what)
    lines: list[tuple[str, Colour, bool]] = [(title, LIGHT, True)]
    if is_held:
        lines += [(told(m), LINES[m.id].colour, False) for m in shown_at(study, replay.moment)]
    size_px = max(11.0, max(replay.size) / 46)
    width, height = replay.size
    room = width - width // 20 if width < height else round(_BESIDE * width)
    return panel(wrapped(lines, size_px, room), size_px)


def _scale(replay: Replay) -> float:
    return float(replay.size[0] / (replay.corners[1, 0] - replay.corners[0, 0]))


def _corners(study: Study, rows: tuple[int, ...], size: tuple[int, int]) -> Floats:
    """A window of the film's shape around the runner, inside the frame."""
    full = np.array(study.track.size_px, float)
    points = study.track.xy[list(rows)].reshape(-1, 2)
    inside = points[((points >= 0) & (points <= full)).all(axis=1)]
    if not len(inside):
        return np.stack([np.zeros(2), full])
    low, high = inside.min(axis=0), inside.max(axis=0)
    reach = (high - low) / 2 + _ROOM * (high[1] - low[1])
    shape = np.array(size, float) / size[0]
    largest = full.min() if shape[1] == 1 else min(full[0], full[1] / shape[1])
    width = float(np.clip(2 * max(reach[0], reach[1] / shape[1]), largest / NEAREST, largest))
    half = width * shape / 2
    centre = np.clip((low + high) / 2, half, full - half)
    return np.stack([centre - half, centre + half])
