"""Makes the film with the skeleton, the feet on the ground, the numbers and a slow replay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np

from formcheck.report import hand_lines
from formcheck.report.corners import body_points, freest_corner, lay
from formcheck.report.drawing import even, scaled, sheet_of
from formcheck.report.exporters import OpenWriter, See
from formcheck.report.lettering import LIGHT, Colour, panel
from formcheck.report.lines import draw_measured, measured, told
from formcheck.report.marks import body, feet
from formcheck.report.replay import packed, replay_of, replayed
from formcheck.types import Contact, Frame, Pixels, Study

LONGEST_SIDE_PX: Final = 1280
FLASH_S: Final = 0.040  # the overstride line shows this long before and after a strike

_IN_PANEL: Final = ("cadence", "contact_time", "overstride", "trunk_lean", "trunk_side_lean")


def write_overlay(
    study: Study,
    frames: Iterable[Frame],
    open_writer: OpenWriter,
    path: Path,
    *,
    has_replay: bool = True,
) -> None:
    """Nothing; the film stands at `path`, one picture per frame, at the frame's own time."""
    with overlay(study, open_writer, path, has_replay=has_replay) as see:
        for row, frame in enumerate(frames):
            see(row, frame)


@contextmanager
def overlay(
    study: Study, open_writer: OpenWriter, path: Path, *, has_replay: bool = True
) -> Iterator[See]:
    """A function to call with each row and frame; the film is complete at the end.

    After the clip follows the replay, at times of its own; it can be left out.
    """
    painter = _painter(study)
    replay = replay_of(study, painter.size) if has_replay else None
    kept: dict[int, bytes] = {}
    times_s: list[float] = [0.0, 0.0]  # of the last two frames
    with open_writer(path) as writer:

        def see(row: int, frame: Frame) -> None:
            writer.write(_paint(painter, row, frame), frame.time_s)
            times_s[:] = times_s[1], frame.time_s
            if replay is not None and row in replay.rows:
                kept[row] = packed(replay, frame.rgb)

        yield see
        if replay is not None and replay.moment.frame in kept:
            end_s = 2 * times_s[1] - times_s[0]  # the last frame lasts as long as the one before
            for pixels, time_s in replayed(study, replay, kept, end_s):
                writer.write(pixels, time_s)


@dataclass(frozen=True, slots=True)
class _Painter:
    """What stays the same through the film; `corner` is where the numbers do not hide legs."""

    study: Study
    scale: float
    size: tuple[int, int]
    numbers: Pixels | None
    corner: tuple[int, int]


def _painter(study: Study) -> _Painter:
    full = np.array(study.track.size_px)
    scale = min(1.0, LONGEST_SIDE_PX / int(full.max()))
    width, height = even(round(full[0] * scale)), even(round(full[1] * scale))
    numbers = _numbers(study, max(11.0, float(full.max()) * scale / 46))
    corner = freest_corner(body_points(study.track) * scale, full * scale, numbers)
    return _Painter(study, scale, (width, height), numbers, corner)


def _paint(painter: _Painter, row: int, frame: Frame) -> Pixels:
    """The frame with everything drawn on it; the frame itself is left alone."""
    pixels, study = scaled(frame.rgb, painter.scale), painter.study
    if row < len(study.track.times_s):
        sheet = sheet_of(study, row, pixels, np.zeros(2), painter.scale)
        time_s = float(study.track.times_s[row])
        landing = _landing(study, time_s)
        body(sheet, study)
        feet(sheet, study, time_s, landing)
        number = measured(study.analysis, "overstride", study.analysis.gait.near_side)
        if landing is not None and number is not None:
            draw_measured(sheet, number, landing.side)
    if painter.numbers is not None:
        lay(pixels, painter.numbers, painter.corner)
    return pixels


def _landing(study: Study, time_s: float) -> Contact | None:
    """The contact of the near foot that begins now, where its overstride was measured."""
    near = study.analysis.gait.near_side
    if near is None or measured(study.analysis, "overstride", near) is None:
        return None
    contacts = (c for c in study.analysis.gait.contacts if c.side == near)
    return next((c for c in contacts if abs(time_s - c.strike_s) <= FLASH_S), None)


def _numbers(study: Study, size_px: float) -> Pixels | None:
    """The panel with the main numbers; None where there is nothing to tell."""
    near = study.analysis.gait.near_side
    found = [measured(study.analysis, id, near) for id in _IN_PANEL]
    lines: list[tuple[str, Colour, bool]] = [
        (told(replace(m, typical=None)), LIGHT, False) for m in found if m is not None
    ]
    if hand_lines.is_changed(study.analysis):
        lines.append((hand_lines.mark(study.analysis), LIGHT, False))
    return panel(lines, size_px) if lines else None
