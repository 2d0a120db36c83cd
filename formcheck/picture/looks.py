"""How the runner looks in a few pictures: too dark, too blurred, the same grey as the wall."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import cv2
import numpy as np

from formcheck.skeleton import SIDES
from formcheck.types import Floats, Frame, Looks, Pixels, Track

MOST_PICTURES: Final = 16
FOOT: Final = 0.16  # leg lengths from the middle of the foot to the border of its patch
TRUNK: Final = 0.20  # the same about the middle of the trunk
BESIDE: Final = 0.35  # leg lengths from the shin to what lies beside it
LEAST_CONTRAST: Final = 16.0  # grey levels across a patch, below which it has no edges to measure
BLURRED: Final = 75  # percentile of the pictures' edges: feet are still half of the time

Kept = dict[int, Pixels]


def sampled(frames: Iterable[Frame], every_s: float, kept: Kept) -> Iterator[Frame]:
    """The same frames; a grey picture every so often is put into `kept`, by frame."""
    due_s = None
    for frame in frames:
        due_s = frame.time_s if due_s is None else due_s
        if frame.time_s >= due_s and len(kept) < MOST_PICTURES:
            due_s = frame.time_s + every_s
            if frame.index not in kept:
                kept[frame.index] = cv2.cvtColor(frame.rgb, cv2.COLOR_RGB2GRAY)
        yield frame


def find_looks(kept: Kept, track: Track, bits_per_pixel: float | None = None) -> Looks:
    """What the kept pictures show about the runner; frame k is row k of the track."""
    seen = [_one(grey, track, row) for row, grey in kept.items() if row < len(track.times_s)]
    rows = np.array([row for row in seen if row is not None]).reshape(-1, 6)
    light, around, contrast, foot, across, trunk = (_finite(column) for column in rows.T)
    return Looks(
        _middle(light),
        _middle(around),
        _middle(contrast),
        _blurrier(foot),
        _middle(trunk, 4),
        bits_per_pixel,
        _blurrier(across),
    )


def _finite(values: Floats) -> Floats:
    return values[np.isfinite(values)]


def _middle(values: Floats, digits: int = 1) -> float | None:
    return round(float(np.median(values)), digits) if len(values) else None


def _blurrier(edges: Floats) -> float | None:
    return None if len(edges) < 3 else round(float(np.percentile(edges, BLURRED)), 4)


def _one(grey: Pixels, track: Track, row: int) -> tuple[float, ...] | None:
    """Light, light around, contrast of the legs, edges of feet, feet across and trunk.

    NaN for what is not seen.
    """
    at = {name: track.xy[row, k] for k, name in enumerate(track.names)}
    trunk = (at["left_shoulder"] + at["right_shoulder"] + at["left_hip"] + at["right_hip"]) / 4
    legs = [_leg(at, side) for side in SIDES]
    leg_px = float(np.nanmax([*(length for length, _ in legs), 0.0]))
    if not np.isfinite(trunk).all() or leg_px < 20:
        return None
    shins = [shin for _, shin in legs if np.isfinite(shin).all()]
    feet = [(at[f"{s}_heel"] + at[f"{s}_foot_index"]) / 2 for s in SIDES]
    points = [trunk, *(at[f"{s}_knee"] for s in SIDES)]
    light = _mean([_grey_at(grey, point, 0.05 * leg_px) for point in points])
    return (
        light,
        float(np.median(grey)),
        _mean([_stands_out(grey, shin, leg_px) for shin in shins]),
        _largest([_edge_px(grey, foot, FOOT * leg_px) / leg_px for foot in feet]),
        _largest([_edge_px(grey, foot, FOOT * leg_px, across=True) / leg_px for foot in feet]),
        _edge_px(grey, trunk, TRUNK * leg_px) / leg_px,
    )


def _leg(at: dict[str, Floats], side: str) -> tuple[float, Floats]:
    """Length of the leg as seen, px, and the middle of the shin."""
    hip, knee, ankle = (at[f"{side}_{joint}"] for joint in ("hip", "knee", "ankle"))
    length = float(np.linalg.norm(hip - knee) + np.linalg.norm(knee - ankle))
    return length, np.asarray((knee + ankle) / 2)


def _mean(values: list[float]) -> float:
    seen = [value for value in values if np.isfinite(value)]
    return float(np.mean(seen)) if seen else float("nan")


def _largest(values: list[float]) -> float:
    """Of those that are known, wherever the unknown stand; NaN for none."""
    return max((value for value in values if np.isfinite(value)), default=float("nan"))


def _patch(grey: Pixels, point: Floats, half_px: float) -> Floats:
    """The square about a point as far as it lies in the picture, as floats."""
    if not np.isfinite(point).all():
        return np.empty((0, 0))
    (x0, y0), (x1, y1) = (np.round(point + sign * half_px).astype(int) for sign in (-1, 1))
    return grey[max(0, y0) : max(0, y1 + 1), max(0, x0) : max(0, x1 + 1)].astype(float)


def _grey_at(grey: Pixels, point: Floats, half_px: float) -> float:
    patch = _patch(grey, point, half_px)
    return float(np.median(patch)) if patch.size else float("nan")


def _stands_out(grey: Pixels, shin: Floats, leg_px: float) -> float:
    """Grey of a shin against the nearer of what lies left and right of it."""
    half_px, aside = 0.03 * leg_px, np.array([BESIDE * leg_px, 0.0])
    own = _grey_at(grey, shin, half_px)
    beside = [_grey_at(grey, shin + sign * aside, half_px) for sign in (-1, 1)]
    apart = [abs(own - other) for other in beside if np.isfinite(other)]
    return _mean(apart)


def _edge_px(grey: Pixels, point: Floats, half_px: float, across: bool = False) -> float:
    """Width of the sharpest edges of a patch, px; NaN without contrast.

    `across` looks at changes from left to right only: a slow shutter smears those of a foot
    that flies past, and leaves the edge of its sole.
    """
    patch = _patch(grey, point, half_px)
    if min(patch.shape, default=0) < 6:
        return float("nan")
    low, high = np.percentile(patch, [2, 98])
    if high - low < LEAST_CONTRAST:
        return float("nan")
    ways = ((1, 0),) if across else ((1, 0), (0, 1))
    steep = np.linalg.norm([cv2.Sobel(patch, cv2.CV_64F, *way) / 8 for way in ways], axis=0)
    return float((high - low) / max(float(np.percentile(steep, 98)), 1e-6))
