"""Draws the plots of a comparison as SVG files, to be printed: curves and trends."""

from __future__ import annotations

import re
from typing import Final

from formcheck.report.compared.overlaid import Overlaid
from formcheck.report.compared.trended import Trended

WIDTH, HEIGHT = 100.0, 56.0  # of a drawing; paths come 1000 wide and 100 high
COLOURS: Final = {"before": "#8a4fa3", "after": "#0b6b66"}  # as on the page
DASHES: Final = {"before": ' stroke-dasharray="3 1.6"', "after": ""}
USUAL: Final = "#2f8f63"
GREY: Final = "#cfd6da"
_PAIR: Final = re.compile(r"(-?[\d.]+) (-?[\d.]+)")


def curves_svg(plot: Overlaid) -> bytes:
    """Both visits' typical strides, their spread, and when the foot leaves the ground."""
    parts = [_grid([tick.at for tick in plot.ticks], plot.zero)]
    for stroke in plot.strokes:
        colour = COLOURS[stroke.who]
        if stroke.band:
            parts.append(f'<path d="{_to_size(stroke.band)}" fill="{colour}" fill-opacity="0.18"/>')
        if stroke.toe_off_pct is not None:
            parts.append(
                f'<path d="M{stroke.toe_off_pct:.2f} 0V{HEIGHT:g}" stroke="{colour}" '
                'stroke-width="0.6" stroke-dasharray="1.2 1.2"/>'
            )
    for stroke in plot.strokes:
        parts.append(
            f'<path d="{_to_size(stroke.path)}" fill="none" stroke="{COLOURS[stroke.who]}" '
            f'stroke-width="{1.3 if stroke.is_sure else 0.8}"{DASHES[stroke.who]}/>'
        )
    return _svg(parts)


def trend_svg(one: Trended) -> bytes:
    """Values with their margins, and the usual range."""
    parts = []
    if one.usual is not None:
        top, bottom = (HEIGHT * at / 100 for at in one.usual)
        parts.append(
            f'<rect x="0" y="{top:.2f}" width="{WIDTH:g}" height="{bottom - top:.2f}" '
            f'fill="{USUAL}" fill-opacity="0.2"/>'
        )
    parts.append(_grid([tick.at for tick in one.ticks], None))
    parts.append(
        f'<path d="{_to_size(one.path)}" fill="none" stroke="{COLOURS["after"]}" '
        'stroke-width="0.7"/>'
    )
    for point in one.points:
        top, bottom, middle = (HEIGHT * at / 100 for at in (point.top, point.bottom, point.y))
        parts.append(
            f'<path d="M{point.x:.2f} {top:.2f}V{bottom:.2f}" stroke="{COLOURS["after"]}" '
            f'stroke-width="0.8" stroke-opacity="0.55"/>'
            f'<circle cx="{point.x:.2f}" cy="{middle:.2f}" r="1.7" fill="{COLOURS["after"]}"/>'
        )
    return _svg(parts)


def _grid(at: list[float], zero: float | None) -> str:
    lines = [f"M0 {HEIGHT * y / 100:.2f}H{WIDTH:g}" for y in at]
    drawn = f'<path d="{"".join(lines)}M0 0V{HEIGHT:g}H{WIDTH:g}" fill="none" stroke="{GREY}" '
    drawn += 'stroke-width="0.4"/>'
    if zero is not None:
        y = HEIGHT * zero / 100
        drawn += f'<path d="M0 {y:.2f}H{WIDTH:g}" stroke="#7a868d" stroke-width="0.5"/>'
    return drawn


def _to_size(path: str) -> str:
    """The path as wide and high as a drawing.

    >>> _to_size("M0.0 50.0L1000.0 100.0")
    'M0.00 28.00L100.00 56.00'
    """

    def scaled(pair: re.Match[str]) -> str:
        x, y = float(pair[1]) * WIDTH / 1000, float(pair[2]) * HEIGHT / 100
        return f"{x:.2f} {y:.2f}"

    return _PAIR.sub(scaled, path)


def _svg(parts: list[str]) -> bytes:
    size = f'viewBox="-1 -1 {WIDTH + 2:g} {HEIGHT + 2:g}" width="{WIDTH:g}" height="{HEIGHT:g}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(parts)}</svg>'.encode()
