"""Draws the bar below the film: where in the stride it is, and when each foot is down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from formcheck.report.compared.phases import Strides
from formcheck.report.drawing import SIDE_COLOURS
from formcheck.report.lettering import DARK, LIGHT, text_width_px, write_text
from formcheck.report.words import _
from formcheck.types import Pixels

BAR_PX: Final = 96  # how high
ROW_PX: Final = 20
LETTER_PX: Final = 15.0
TOP_PX: Final = 26
RIGHT_PX: Final = 16
LANDS: Final = 0.012  # of a stride: how wide a mark of a landing is
TRACK: Final = (52, 58, 62)


def drawn_bar(both: Sequence[Strides], width_px: int) -> tuple[Pixels, int]:
    """The bar without its cursor, (height, width, 3), and where its phases begin from the left."""
    pixels = np.full((BAR_PX, width_px, 3), DARK, np.uint8)
    names = [_("before"), _("after")]
    left = 24 + max(text_width_px(name, LETTER_PX) for name in names)
    span = width_px - RIGHT_PX - left
    title = _title(both)
    size = LETTER_PX - 1
    while size > 8 and text_width_px(title, size) > width_px - 24:
        size -= 0.5
    write_text(pixels, title, (12, 17), (size, LIGHT, False))
    for k, (strides, name) in enumerate(zip(both, names, strict=True)):
        top = TOP_PX + k * (ROW_PX + 8)
        write_text(pixels, name, (12, top + 15), (LETTER_PX, LIGHT, False))
        pixels[top : top + ROW_PX, left : left + span] = TRACK
        for n, (foot, begin, end) in enumerate(strides.down):
            rows = slice(top + 10 * n, top + 10 * n + 10)
            for shift in (-1, 0):  # what goes on after the next landing begins the bar
                last = begin + LANDS if np.isnan(end) else end
                a, b = np.clip([begin + shift, last + shift], 0, 1)
                pixels[rows, left + round(a * span) : left + round(b * span)] = SIDE_COLOURS[foot]
    return pixels, left


def _title(both: Sequence[Strides]) -> str:
    """What the bars are: feet on the ground, or where that does not show, landings."""
    if any(np.isnan(end) for strides in both for _foot, _begin, end in strides.down):
        return _(
            "one stride, from landing to landing; marks: a foot lands (blue left, orange right)"
        )
    return _(
        "one stride: from landing to landing; bars: foot on the ground (blue left, orange right)"
    )


def with_cursor(bar: tuple[Pixels, int], phase: float) -> Pixels:
    """A copy with a line at that share of the stride."""
    pixels, left = bar[0].copy(), bar[1]
    x = left + round(phase * (pixels.shape[1] - RIGHT_PX - left))
    pixels[TOP_PX - 4 : TOP_PX + 2 * ROW_PX + 12, x : x + 3] = LIGHT
    return pixels
