"""Draws the exercises: python tests/figures/draw.py writes formcheck/report/figures/*.svg.

Plain colours on a light card, so that the drawings read in dark pages, in print and in grey.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from figures.body import ACCENT, CARD, INK, Part
from figures.shapes import GRID, Points, at, closed, opened

FOLDER: Final = Path(__file__).parents[2] / "formcheck" / "report" / "figures"
WIDTH, HEIGHT = 480, 240
FAR_INK: Final = "#6f7b85"


@dataclass(frozen=True)
class Arrow:
    """A curved arrow through points; `both` has two heads."""

    points: tuple[Points, ...]
    both: bool = False


@dataclass(frozen=True)
class Panel:
    """One pose with what is round it, in shares of the body's height, floor at 0."""

    parts: list[Part]
    arrows: tuple[Arrow, ...] = ()
    spots: tuple[Points, ...] = ()
    before: str = ""  # drawn behind: floor, wall, mat; in picture units
    lines: tuple[tuple[str, tuple[Points, ...]], ...] = ()  # style and points, on top


@dataclass(frozen=True)
class Drawing:
    """Two panels side by side."""

    id: str
    title: str
    told: str
    panels: tuple[Panel, Panel]
    scale: float
    floor_y: float = 216.0
    middles: tuple[float, float] = (120.0, 360.0)
    scenery: str = ""
    far_shade: float = field(default=0.5)


def svg(drawing: Drawing) -> str:
    """The drawing as a file."""
    body = "".join(
        _panel(drawing, panel, middle)
        for panel, middle in zip(drawing.panels, drawing.middles, strict=True)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" role="img" '
        f'aria-labelledby="{drawing.id}-t {drawing.id}-d">\n'
        f'<title id="{drawing.id}-t">{escape(drawing.title)}</title>\n'
        f'<desc id="{drawing.id}-d">{escape(drawing.told)}</desc>\n'
        f'<rect x="1" y="1" width="{WIDTH - 2}" height="{HEIGHT - 2}" rx="14" fill="{CARD}" '
        f'stroke="#d9d3c7" stroke-width="1.5"/>\n{drawing.scenery}'
        f'<g stroke-linejoin="round" stroke-linecap="round" transform="scale({1 / GRID:g})" '
        f'stroke="{INK}" stroke-width="{2.8 * GRID:g}" paint-order="stroke">\n'
        f"{body}</g>\n{_numbers()}</svg>\n"
    )


def _panel(drawing: Drawing, panel: Panel, middle: float) -> str:
    def place(points: Points) -> Points:
        return at(middle, drawing.floor_y) + drawing.scale * points * at(1, -1)

    words = [panel.before]
    words += [_part(part, place) for part in panel.parts]
    for spot in panel.spots:
        words.append(
            f'<path d="{closed(place(spot))}" fill="{ACCENT}" stroke="{CARD}" '
            f'stroke-width="{1.5 * GRID}"/>\n'
        )
    for style, points in panel.lines:
        words.append(f'<path d="{opened(place(np.array(points)))}" fill="none" {style}/>\n')
    words += [_arrow(arrow, place) for arrow in panel.arrows]
    return "".join(words)


def _part(part: Part, place) -> str:
    d = "".join(closed(place(outline)) for outline in part.outlines)
    if part.is_bare:
        return f'<path d="{d}" fill="{part.fill}" stroke="none"/>\n'
    fill = _mixed(part.fill, CARD, 0.34) if part.is_far else part.fill
    far = f' stroke="{FAR_INK}" stroke-width="{2.2 * GRID:g}"' if part.is_far else ""
    return f'<path d="{d}" fill="{fill}"{far}/>\n'


def _mixed(a: str, b: str, share: float) -> str:
    """A colour between two."""
    pairs = [(int(a[k : k + 2], 16), int(b[k : k + 2], 16)) for k in (1, 3, 5)]
    return "#" + "".join(f"{round(x + (y - x) * share):02x}" for x, y in pairs)


def _arrow(arrow: Arrow, place) -> str:
    way = place(np.array(arrow.points))
    d = opened(way)
    heads = _head(way[-2], way[-1], len(way)) + (
        _head(way[1], way[0], len(way)) if arrow.both else ""
    )
    return (
        f'<path d="{d}" fill="none" stroke="{CARD}" stroke-width="{8 * GRID}"/>'
        f'<path d="{d}{heads}" fill="none" stroke="{ACCENT}" stroke-width="{4 * GRID}"/>\n'
    )


def _head(start: Points, end: Points, n: int) -> str:
    way = (end - start) / np.hypot(*(end - start))
    side = at(-way[1], way[0])
    left, right = end - 9 * way + 6.5 * side, end - 9 * way - 6.5 * side
    (a, b), (c, d), (e, f) = np.rint(GRID * np.array([left, end, right])).tolist()
    return f"M{a:g} {b:g}L{c:g} {d:g}L{e:g} {f:g}"


def _numbers() -> str:
    """1 and 2 as lines, so that no font is needed."""
    style = (
        f'fill="none" stroke="{CARD}" stroke-width="2.4" stroke-linecap="round" '
        'stroke-linejoin="round"'
    )
    return (
        f'<circle cx="22" cy="22" r="11" fill="{INK}"/><path d="M19 19.5L22.5 17V27.5" {style}/>\n'
        f'<circle cx="262" cy="22" r="11" fill="{INK}"/>'
        '<path d="M258.5 20C258.5 15.5 265.5 15.5 265.5 20C265.5 22.6 260.5 24.4 258.5 27.3H265.8"'
        f" {style}/>\n"
    )


def main() -> None:
    """Write all drawings."""
    from figures.poses import DRAWINGS

    FOLDER.mkdir(exist_ok=True)
    for drawing in DRAWINGS:
        (FOLDER / f"{drawing.id}.svg").write_text(svg(drawing), encoding="utf-8")


if __name__ == "__main__":
    main()
