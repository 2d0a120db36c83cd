"""Draws the curves of one stride: small plots without a letter in them, words stand beside.

left and right over 0 to 100 % of a stride, the spread between strides behind them
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from formcheck.report.numbers import unit_words, with_margin
from formcheck.report.words import _
from formcheck.types import Curve, Floats, Study

WIDTH, HEIGHT = 100.0, 60.0
COLOURS: Final = {"left": "#1d5fa8", "right": "#b4530a", "both": "#3d4852"}  # as on the page
SMALLEST_SPAN: Final = 10.0  # of an axis, so that noise does not fill it; by us


def stride_plots(study: Study) -> tuple[dict[str, Any], dict[str, bytes]]:
    """What the plots say, and their drawings by file name; nothing where there are no curves."""
    groups: dict[str, list[Curve]] = {}
    for curve in study.curves:
        if len(curve.mean) and np.isfinite(curve.mean).any():
            groups.setdefault(curve.id, []).append(curve)
    plots, files = [], {}
    for id, curves in groups.items():
        low, high = _ends(curves)
        files[f"curve_{id}.svg"] = _svg(curves, low, high).encode()
        plots.append(_words(curves[0], f"curve_{id}.svg", low, high))
    return {"title": _("One stride"), "note": _note(), "plots": plots}, files


def _words(curve: Curve, file: str, low: float, high: float) -> dict[str, str]:
    title = _titles().get(curve.id, curve.id.replace("_", " ").capitalize())
    ends = [with_margin(end, 5.0, curve.unit).partition(" ±")[0] for end in (low, high)]
    return {
        "title": f"{title} ({unit_words(curve.unit)})",
        "file": file,
        "low": ends[0],
        "high": ends[1],
    }


def _note() -> str:
    return _(
        "From one landing to the next of the same foot; blue is left, orange is right, grey is "
        "both; the band is the spread between strides (SD), the dashed line is toe-off."
    )


def _titles() -> dict[str, str]:
    return {
        "foot_ahead": _("Foot ahead of the hip"),
        "knee": _("Knee bend"),
        "thigh": _("Thigh"),
        "trunk": _("Trunk lean"),
        "upper_arm": _("Upper arm"),
        "pelvis_drop": _("Pelvis"),
    }


def _ends(curves: Sequence[Curve]) -> tuple[float, float]:
    """Lowest and highest value of the axis that the curves share."""
    ends = [c.mean + sign * _spread(c) for c in curves for sign in (-1, 1)]
    low, high = float(np.nanmin(ends)), float(np.nanmax(ends))
    room = max(0.0, SMALLEST_SPAN - (high - low)) / 2
    return float(np.floor(low - room)), float(np.ceil(high + room))


def _spread(curve: Curve) -> Floats:
    known = len(curve.spread) == len(curve.mean)
    return np.nan_to_num(curve.spread) if known else np.zeros_like(curve.mean)


def _svg(curves: Sequence[Curve], low: float, high: float) -> str:
    parts = [_zero(low, high)]
    for curve in curves:
        parts += [_band(curve, low, high), _mean(curve, low, high), _toe_off(curve)]
    size = f'viewBox="0 0 {WIDTH:g} {HEIGHT:g}" width="{WIDTH:g}" height="{HEIGHT:g}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(parts)}</svg>'


def _zero(low: float, high: float) -> str:
    """The frame, and the line of zero if it lies within."""
    frame = f'<rect x="0" y="0" width="{WIDTH:g}" height="{HEIGHT:g}" fill="#f6f7f8"/>'
    if not low < 0 < high:
        return frame
    y = HEIGHT * high / (high - low)
    return frame + f'<path d="M0 {y:.2f}H{WIDTH:g}" stroke="#aab2ba" stroke-width="0.6"/>'


def _points(values: Floats, low: float, high: float) -> list[str]:
    xs = np.linspace(0.0, WIDTH, len(values))
    ys = HEIGHT * (high - values) / (high - low)
    return [f"{x:.2f} {y:.2f}" for x, y in zip(xs, ys, strict=True) if np.isfinite(y)]


def _mean(curve: Curve, low: float, high: float) -> str:
    path, colour = "L".join(_points(curve.mean, low, high)), COLOURS[curve.side]
    return f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="1.6"/>'


def _band(curve: Curve, low: float, high: float) -> str:
    spread = _spread(curve)
    there = _points(curve.mean + spread, low, high)
    back = _points(curve.mean - spread, low, high)[::-1]
    path = "L".join([*there, *back])
    return f'<path d="M{path}Z" fill="{COLOURS[curve.side]}" fill-opacity="0.18"/>'


def _toe_off(curve: Curve) -> str:
    if curve.toe_off_pct is None:
        return ""
    x, colour = WIDTH * curve.toe_off_pct / 100, COLOURS[curve.side]
    dashes = f'stroke="{colour}" stroke-width="0.7" stroke-dasharray="3 2"'
    return f'<path d="M{x:.2f} 0V{HEIGHT:g}" {dashes}/>'
