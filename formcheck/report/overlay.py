"""Makes the film with the skeleton, the feet on the ground and the numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np

from formcheck.report.drawing import SIDE_COLOURS, Sheet, line, sheet_of, skeleton
from formcheck.report.exporters import OpenWriter, See
from formcheck.report.lettering import LIGHT, Colour, label, panel
from formcheck.report.lines import draw_measured, measured, told
from formcheck.report.words import _
from formcheck.types import Contact, Floats, Frame, Pixels, Study

LONGEST_SIDE_PX: Final = 1280
FLASH_S: Final = 0.040  # the overstride line shows this long before and after a strike

_IN_PANEL: Final = ("cadence", "contact_time", "overstride", "trunk_lean", "trunk_side_lean")
_DOWN: Final = {"left": "left foot down", "right": "right foot down"}


def write_overlay(
    study: Study, frames: Iterable[Frame], open_writer: OpenWriter, path: Path
) -> None:
    """Nothing; the film stands at `path`, one picture per frame, at the frame's own time."""
    with overlay(study, open_writer, path) as see:
        for row, frame in enumerate(frames):
            see(row, frame)


@contextmanager
def overlay(study: Study, open_writer: OpenWriter, path: Path) -> Iterator[See]:
    """A function to call with each row and frame; the film is complete at the end."""
    painter = _painter(study)
    with open_writer(path) as writer:

        def see(row: int, frame: Frame) -> None:
            writer.write(_paint(painter, row, frame), frame.time_s)

        yield see


@dataclass(frozen=True, slots=True)
class _Painter:
    """What stays the same through the film; `corner` is where the numbers do not hide legs."""

    study: Study
    scale: float
    numbers: Pixels | None
    corner: tuple[int, int]


def _painter(study: Study) -> _Painter:
    size = np.array(study.track.size_px)
    scale = min(1.0, LONGEST_SIDE_PX / int(size.max()))
    numbers = _numbers(study, max(11.0, float(size.max()) * scale / 46))
    corner = _freest_corner(study.track.xy * scale, size * scale, numbers)
    return _Painter(study, scale, numbers, corner)


def _paint(painter: _Painter, row: int, frame: Frame) -> Pixels:
    """The frame with everything drawn on it; the frame itself is left alone."""
    pixels = _scaled(frame.rgb, painter.scale)
    if row < len(painter.study.track.times_s):
        sheet = sheet_of(painter.study, row, pixels, np.zeros(2), painter.scale)
        skeleton(sheet, painter.study.analysis.gait.near_side)
        _contacts(sheet, painter.study, float(painter.study.track.times_s[row]))
    if painter.numbers is not None:
        _lay(pixels, painter.numbers, painter.corner)
    return pixels


def _scaled(rgb: Pixels, scale: float) -> Pixels:
    """A copy of even width and height, as H.264 wants them."""
    if scale < 1:
        size = (round(rgb.shape[1] * scale), round(rgb.shape[0] * scale))
        rgb = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)
    height, width = (length // 2 * 2 for length in rgb.shape[:2])
    return rgb[:height, :width].copy()


def _contacts(sheet: Sheet, study: Study, time_s: float) -> None:
    """Feet on the ground marked; the overstride line near a strike of the near foot."""
    gait = study.analysis.gait
    number = measured(study.analysis, "overstride", gait.near_side)
    for contact in gait.contacts:
        is_near = contact.side == gait.near_side
        is_flash = is_near and abs(time_s - contact.strike_s) <= FLASH_S and number is not None
        if contact.off_s is not None and contact.strike_s <= time_s < contact.off_s:
            _mark_foot(sheet, contact, has_label=not is_flash)
        if is_flash and number is not None:
            draw_measured(sheet, number, contact.side)


def _mark_foot(sheet: Sheet, contact: Contact, *, has_label: bool) -> None:
    """Nothing; a bar under the foot, and which foot it is where there is room to say so."""
    heel, toe = (sheet.points[f"{contact.side}_{name}"] for name in ("heel", "foot_index"))
    colour = SIDE_COLOURS[contact.side]
    drop = -2.5 * sheet.pen_px * sheet.up
    line(sheet, (heel + drop, toe + drop), colour, 2.2)
    below = (heel + toe) / 2 - 1.0 * sheet.letter_px * sheet.up + 5 * drop
    if has_label:
        label(sheet.pixels, _(_DOWN[contact.side]), below, 0.8 * sheet.letter_px, colour)


def _numbers(study: Study, size_px: float) -> Pixels | None:
    """The panel with the main numbers; None when none was measured."""
    near = study.analysis.gait.near_side
    found = [measured(study.analysis, id, near) for id in _IN_PANEL]
    lines: list[tuple[str, Colour, bool]] = [
        (told(m), LIGHT, False) for m in found if m is not None
    ]
    return panel(lines, size_px) if lines else None


def _freest_corner(points: Floats, size: Floats, numbers: Pixels | None) -> tuple[int, int]:
    """Left top of the panel in the corner that the runner visits least; the top wins a tie."""
    if numbers is None:
        return 0, 0
    box = np.array([numbers.shape[1], numbers.shape[0]])
    gap = int(size.max() / 80)
    far = np.maximum(size.astype(int) - box - gap, 0)
    corners = [(gap, gap), (int(far[0]), gap), (gap, int(far[1])), (int(far[0]), int(far[1]))]
    return min(corners, key=lambda corner: _visits(points, np.array(corner), box))


def _visits(points: Floats, corner: Floats, box: Floats) -> int:
    return int(((points >= corner) & (points <= corner + box)).all(axis=-1).sum())


def _lay(pixels: Pixels, numbers: Pixels, corner: tuple[int, int]) -> None:
    """Nothing; the panel lies over the picture, which shimmers through its dark parts."""
    left, top = corner
    patch = pixels[top : top + numbers.shape[0], left : left + numbers.shape[1]]
    fitting = numbers[: patch.shape[0], : patch.shape[1]]
    patch[:] = np.maximum(fitting, patch // 4)
