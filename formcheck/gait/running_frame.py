"""From pixels to the running frame: forward, up, in leg lengths."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formcheck.gait.body import mid
from formcheck.skeleton import Side, aside
from formcheck.types import Floats, Track


@dataclass(frozen=True, slots=True)
class Axes:
    """How a picture maps to the running frame.

    `facing` is (2,): the sign of each picture axis in the running frame.
    `roll_deg` is + when the picture has to be turned clockwise to be level. `yaw_deg` is
    + when a side view looks a little from the front; it and `near_side` count there only.
    """

    facing: Floats
    roll_deg: float
    leg_px: float
    yaw_deg: float = 0.0
    near_side: Side | None = None


def to_running(track: Track, axes: Axes, stride_s: float) -> tuple[Floats, Floats]:
    """Paths relative to the mid-hip and progress of the mid-hip, both in leg lengths.

    Paths are (frames, landmarks, 2): x forward (right, from rear and front) from
    the mid-hip, y up with the drift slower than a stride taken out. Progress is
    (frames,), + forward. Both as a square camera would see them.
    """
    turned = level(track.xy, axes.roll_deg) * axes.facing / axes.leg_px
    hips = level(mid(track, "hip"), axes.roll_deg) * axes.facing / axes.leg_px
    origin = np.stack([hips[:, 0], slow(hips[:, 1], track.times_s, stride_s)], axis=1)
    path = turned - origin[:, None]
    if axes.near_side is None:
        return path, hips[:, 0]
    path[..., 0] = squared(path[..., 0], track.names, axes)
    return path, hips[:, 0] / np.cos(np.radians(axes.yaw_deg))


def squared(across: Floats, names: tuple[str, ...], axes: Axes) -> Floats:
    """What is forward of the mid-hip, (frames, landmarks), from what is across the picture.

    A camera a little in front of the runner sees everything along his way shortened, by
    the cosine of the yaw, and what is nearer to it moved back, by the sine: the hip, further
    from the body's midline than the foot, more than the foot.
    """
    assert axes.near_side is not None
    yaw = np.radians(axes.yaw_deg)
    nearer = np.array([aside(name, axes.near_side) for name in names])
    return np.asarray((across + nearer * np.sin(yaw)) / np.cos(yaw))


def stretched(xy: Floats, roll_deg: float, yaw_deg: float) -> Floats:
    """Picture points (..., 2) with what lies along the runner's way as long as it is.

    Level afterwards, about the picture's corner; for lengths, not for places.
    """
    return np.asarray(level(xy, roll_deg) / np.array([np.cos(np.radians(yaw_deg)), 1.0]))


def level(xy: Floats, roll_deg: float) -> Floats:
    """Picture points turned clockwise by the roll, about the picture's corner.

    >>> level(np.array([[0.0, 1.0]]), 90.0).round(6)
    array([[-1.,  0.]])
    """
    turn = np.radians(roll_deg)
    c, s = np.cos(turn), np.sin(turn)
    return np.asarray(xy @ np.array([[c, s], [-s, c]]))


def slow(values: Floats, times_s: Floats, stride_s: float) -> Floats:
    """The part slower than a stride: the mean over one stride round each moment.

    At the ends, where half a stride is missing, the trend is carried on straight.
    NaN only when nothing was seen.
    """
    seen = np.isfinite(values)
    if seen.sum() < 2:
        return np.full(len(values), np.nan)
    fine_s = np.linspace(times_s[0], times_s[-1], 4 * len(times_s))
    fine = np.interp(fine_s, times_s[seen], values[seen])
    total = np.concatenate([[0.0], np.cumsum(fine)])
    inner = (fine_s - fine_s[0] >= stride_s / 2) & (fine_s[-1] - fine_s >= stride_s / 2)
    if inner.sum() < 2:
        slope, start = np.polyfit(fine_s, fine, 1)
        return np.asarray(start + slope * times_s)
    half = max(1, round(stride_s / 2 / (fine_s[1] - fine_s[0])))
    centre = np.flatnonzero(inner)
    centre = centre[(centre >= half) & (centre + half < len(fine))]
    means = (total[centre + half] - total[centre - half]) / (2 * half)
    line = np.polyfit(fine_s[centre], means, 1)
    carried = np.interp(times_s, fine_s[centre], means)
    before, after = times_s < fine_s[centre[0]], times_s > fine_s[centre[-1]]
    carried[before] = means[0] + line[0] * (times_s[before] - fine_s[centre[0]])
    carried[after] = means[-1] + line[0] * (times_s[after] - fine_s[centre[-1]])
    return np.asarray(carried)
