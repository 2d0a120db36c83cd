"""Writes text on pictures: smooth, in a box, never outside the picture.

OpenCV 5 brings a real font. Older OpenCV has stroke letters without ± and °;
there the same text is spelt out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import cv2
import numpy as np

from formcheck.types import Floats, Pixels

Colour = tuple[int, int, int]

LIGHT: Colour = (245, 245, 245)
DARK: Colour = (20, 20, 20)

_LINE_HEIGHT = 1.35  # of the letter size
_SPELT_OUT = {"±": "+/-", "°": " deg", "·": "-", "–": "-", "×": "x"}
_BREAKS = re.compile(r"(?<!±) (?!±)")  # a number stays with its margin
_MEDIUM, _BOLD = 500, 700  # font weights


def text_width_px(text: str, size_px: float, *, bold: bool = False) -> int:
    """How wide the text becomes, pixels."""
    if _font() is None:
        (width, _), _ = cv2.getTextSize(_ascii(text), cv2.FONT_HERSHEY_SIMPLEX, size_px / 30, 2)
        return int(width)
    weight = _BOLD if bold else _MEDIUM
    return int(cv2.getTextSize((8192, 8192), text, (0, 0), _font(), round(size_px), weight)[2])


def write_text(
    pixels: Pixels, text: str, at: tuple[float, float], look: tuple[float, Colour, bool]
) -> None:
    """Nothing; the text stands in the picture, `at` the left end of its base line.

    `look` is letter size in pixels, colour, and whether it is bold.
    """
    size_px, colour, bold = look
    corner = (round(at[0]), round(at[1]))
    if _font() is None:
        face, thick = cv2.FONT_HERSHEY_SIMPLEX, max(1, round(size_px / 14))
        cv2.putText(pixels, _ascii(text), corner, face, size_px / 30, colour, thick, cv2.LINE_AA)
    else:
        weight = _BOLD if bold else _MEDIUM
        cv2.putText(pixels, text, corner, colour, _font(), round(size_px), weight)


def label(pixels: Pixels, text: str, centre: Floats, size_px: float, colour: Colour) -> None:
    """Nothing; the text stands in a dark box around `centre`, moved to stay in the picture."""
    if not np.isfinite(centre).all():
        return
    width, height = _box_px(text, size_px)
    left = min(max(0, round(centre[0] - width / 2)), max(0, pixels.shape[1] - width))
    top = min(max(0, round(centre[1] - height / 2)), max(0, pixels.shape[0] - height))
    patch = pixels[top : top + height, left : left + width]
    patch[:] = patch // 4 + np.array(DARK, np.uint8) // 4 * 3
    base = (left + 0.35 * size_px, top + 1.02 * size_px)
    write_text(pixels, text, base, (size_px, colour, False))


def panel(lines: Sequence[tuple[str, Colour, bool]], size_px: float, width_px: int = 0) -> Pixels:
    """A dark picture with one line of text each: (text, colour, is bold).

    It is as wide as its longest line; a `width_px` fixes it and shrinks the letters to fit.
    """
    widest = _widest_px(lines, size_px)
    if width_px and widest + 1.2 * size_px > width_px:
        size_px *= width_px / (widest + 1.2 * size_px)
        # letters come in whole sizes, and small ones are wider than in proportion
        while size_px > 4 and _widest_px(lines, size_px) + 1.2 * size_px > width_px:
            size_px -= 0.5
    step = _LINE_HEIGHT * size_px
    shape = (round(step * len(lines) + 0.6 * size_px), width_px or round(widest + 1.2 * size_px))
    pixels = np.full((*shape, 3), DARK, np.uint8)
    for k, (text, colour, bold) in enumerate(lines):
        write_text(pixels, text, (0.6 * size_px, step * (k + 1)), (size_px, colour, bold))
    return pixels


def wrapped(
    lines: Sequence[tuple[str, Colour, bool]], size_px: float, width_px: int
) -> list[tuple[str, Colour, bool]]:
    """The lines of a panel, those too long for its width broken between words."""
    room = width_px - 1.2 * size_px

    def fits(row: str) -> bool:
        return text_width_px(row, size_px, bold=True) <= room

    return [(row, colour, bold) for text, colour, bold in lines for row in _rows(text, fits)]


def _rows(text: str, fits: Callable[[str], bool]) -> list[str]:
    """The text in rows that fit, broken between its parts where that can be, else between words.

    >>> _rows("shin from vertical: yours 14 ± 6°, usual 8 to 13°", lambda row: len(row) < 45)
    ['shin from vertical: yours 14 ± 6°,', '   usual 8 to 13°']
    """
    rows, row = [], ""
    for word in _BREAKS.split(text):
        longer = f"{row} {word}" if row.strip() else f"{row}{word}"
        if row.strip() and not fits(longer):
            kept = max(row.rfind(", "), row.rfind(": ")) + 1
            cut = kept if kept > len(row) / 2 else len(row)
            rows.append(row[:cut])
            longer = " ".join(filter(None, ("  ", row[cut:].strip(), word)))
        row = longer
    return [*rows, row]


def _widest_px(lines: Sequence[tuple[str, Colour, bool]], size_px: float) -> int:
    return max(text_width_px(text, size_px, bold=bold) for text, _, bold in lines)


def _box_px(text: str, size_px: float) -> tuple[int, int]:
    """Width and height of the box around a text."""
    return round(text_width_px(text, size_px) + 0.7 * size_px), round(_LINE_HEIGHT * size_px)


@cache
def _font() -> Any:
    return cv2.FontFace("sans") if hasattr(cv2, "FontFace") else None


def _ascii(text: str) -> str:
    """The text in letters that every OpenCV has.

    >>> _ascii("één voet 9 ± 3°")
    'een voet 9 +/- 3 deg'
    """
    for sign, spelt in _SPELT_OUT.items():
        text = text.replace(sign, spelt)
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
