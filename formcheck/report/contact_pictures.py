"""Makes the pictures around a landing or a toe-off, to judge by eye when it happens.

left_2_landing.png   two pictures before, the nearest one, two after; time in the corner
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np

from formcheck.report.drawing import Sheet, sheet_of, skeleton
from formcheck.report.lettering import LIGHT, Colour, label, panel, wrapped
from formcheck.report.moments import Moment
from formcheck.report.pictures import moment_words, png
from formcheck.report.words import _
from formcheck.types import Contact, Floats, Frame, Pixels, Study

AROUND: Final = 2  # pictures before and after
LEGS: Final = ("hip", "knee", "ankle", "heel", "foot_index")
MARGIN: Final = 1.96  # standard errors; 95 %
_ROOM: Final = 0.2  # of the legs' height, left around them; chosen by us
_HEIGHT_PX: Final = 560  # of each picture, so that five fit on a screen; chosen by us
_MOST_ENLARGED: Final = 4.0  # beyond it there is nothing more to see
_NEAREST: Final[Colour] = (240, 228, 66)
_GREY: Final[Colour] = (170, 170, 170)
_MOMENTS: Final = {"landing": "initial_contact", "toe_off": "toe_off"}


@dataclass(frozen=True, slots=True)
class Strip:
    """One moment of a contact, and the pictures around it.

    `name` is the contact as `formcheck events` lists it; `row` that of the nearest picture.
    """

    name: str
    kind: str
    contact: Contact
    row: int
    rows: range

    @property
    def file(self) -> str:
        """Name of its file."""
        return f"{self.name.replace(':', '_')}_{self.kind}.png"

    @property
    def moment(self) -> tuple[float, float]:
        """When it is, and its standard error; seconds."""
        if self.kind == "landing":
            return self.contact.strike_s, self.contact.strike_se_s
        return self.contact.off_s or 0.0, self.contact.off_se_s or 0.0


def strips(study: Study, named: Mapping[str, Contact]) -> tuple[Strip, ...]:
    """Landing of each contact, and toe-off where it is known."""
    times_s, found = study.track.times_s, []
    for name, contact in named.items():
        for kind, at_s in (("landing", contact.strike_s), ("toe_off", contact.off_s)):
            if at_s is not None:
                row = int(np.abs(times_s - at_s).argmin())
                rows = range(max(0, row - AROUND), min(len(times_s), row + AROUND + 1))
                found.append(Strip(name, kind, contact, row, rows))
    return tuple(found)


def write_contacts(
    study: Study, wanted: Sequence[Strip], frames: Iterable[Frame], out: Path
) -> tuple[Path, ...]:
    """A picture of every strip, written into `out`; one pass over the frames."""
    out.mkdir(parents=True, exist_ok=True)
    last = max((strip.rows[-1] for strip in wanted), default=-1)
    tiles: dict[str, list[Pixels]] = {strip.file: [] for strip in wanted}
    for row, frame in zip(range(last + 1), frames, strict=False):
        for strip in wanted:
            if row in strip.rows:
                tiles[strip.file].append(_tile(study, strip, row, frame.rgb))
            if row == strip.rows[-1]:
                made = _with_words(study, strip, tiles.pop(strip.file))
                (out / strip.file).write_bytes(png(made))
    return tuple(out / strip.file for strip in wanted if strip.file not in tiles)


def _tile(study: Study, strip: Strip, row: int, rgb: Pixels) -> Pixels:
    """One picture cut out around the legs, the same part as its neighbours."""
    low, high = _window(study, strip.rows, rgb)
    part = rgb[low[1] : high[1], low[0] : high[0]]
    scale = min(_HEIGHT_PX / part.shape[0], _MOST_ENLARGED)
    size = (round(part.shape[1] * scale), round(part.shape[0] * scale))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    pixels = cv2.resize(part, size, interpolation=how)
    sheet = sheet_of(study, row, pixels, low.astype(float), scale)
    skeleton(sheet, study.analysis.gait.near_side)
    _write_time(sheet, float(study.track.times_s[row]), is_nearest=row == strip.row)
    return sheet.pixels


def _write_time(sheet: Sheet, time_s: float, *, is_nearest: bool) -> None:
    """Nothing; the time stands in the upper left corner, that of the nearest picture in yellow."""
    letter_px, colour = sheet.pixels.shape[0] / 24, _NEAREST if is_nearest else LIGHT
    label(sheet.pixels, _seconds(time_s), np.zeros(2), letter_px, colour)
    if is_nearest:
        height, width = sheet.pixels.shape[:2]
        cv2.rectangle(sheet.pixels, (1, 1), (width - 2, height - 2), colour, 3)


def _window(study: Study, rows: range, rgb: Pixels) -> tuple[Floats, Floats]:
    """Corners around the legs in all these rows, inside the picture; all of it if unseen."""
    size = np.array([rgb.shape[1], rgb.shape[0]])
    columns = [k for k, name in enumerate(study.track.names) if name.split("_", 1)[-1] in LEGS]
    points = study.track.xy[rows.start : rows.stop, columns].reshape(-1, 2)
    seen = points[np.isfinite(points).all(axis=1)]
    if not len(seen):
        return np.zeros(2, int), size
    low, high = seen.min(axis=0), seen.max(axis=0)
    room = _ROOM * (high[1] - low[1])
    low, high = (np.clip(c, 0, size).round().astype(int) for c in (low - room, high + room))
    return (low, high) if (high - low).min() >= 16 else (np.zeros(2, int), size)


def _with_words(study: Study, strip: Strip, tiles: Sequence[Pixels]) -> Pixels:
    """The pictures beside each other, and below them what they show."""
    row = np.hstack([np.pad(tile, ((0, 0), (0, 4), (0, 0))) for tile in tiles])
    at_s, se_s = strip.moment
    shown = moment_words(Moment(_MOMENTS[strip.kind], strip.contact.side, strip.row))
    title = _("{contact}: {moment}, {at} ± {margin}").format(
        contact=strip.name, moment=shown, at=_seconds(at_s), margin=_seconds(MARGIN * se_s)
    )
    by = _("set by hand") if strip.contact.by == "user" else _("found by formcheck")
    near = _("{by}; yellow: the picture nearest to it").format(by=by)
    letter_px = row.shape[0] / 24
    lines = wrapped([(title, LIGHT, True), (near, _GREY, False)], letter_px, row.shape[1])
    return np.vstack([row, panel(lines, letter_px, row.shape[1])])


def _seconds(moment_s: float) -> str:
    return _("{moment_s:.3f} s").format(moment_s=moment_s)
