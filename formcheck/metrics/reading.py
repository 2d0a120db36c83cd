"""How metrics read a gait: points at a moment, whole strides, angles.

A metric is a function of one `Gait` and gives one value per stride (step,
contact), NaN where that stride does not show it. The same function reads single
strides and the folded typical stride.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt
from scipy.interpolate import CubicSpline

from formcheck.skeleton import Side
from formcheck.types import Bools, Contact, Floats, Gait, Span

Waves = npt.NDArray[np.complex128]

STRAY: Final = 1.5  # usual strides, or steps; longer means that contacts were missed
LONGEST_BRIDGE = 2.5  # frames between which a point is read; further apart is "not seen"


def of(gait: Gait, side: Side) -> tuple[Contact, ...]:
    """Contacts of one foot in order of time."""
    return tuple(c for c in gait.contacts if c.side == side)


def strikes_s(gait: Gait, side: Side) -> Floats:
    """Initial contacts of one foot, seconds."""
    return np.array([c.strike_s for c in of(gait, side)])


class _Curve:
    """A path between frames: the cubic spline through those that show it."""

    def __init__(self, values: Floats, times_s: Floats) -> None:
        seen = np.isfinite(values.reshape(len(values), -1)).all(axis=1)
        self._shape, self._known_s = values.shape[1:], times_s[seen]
        enough = len(self._known_s) >= 4
        self._spline = CubicSpline(self._known_s, values[seen]) if enough else None
        self._bridge_s = LONGEST_BRIDGE * float(np.median(np.diff(times_s)))

    def at(self, at_s: Floats) -> Floats:
        """Values at moments, (moments, ...); NaN beside gaps and outside."""
        out, known_s = np.full((len(at_s), *self._shape), np.nan), self._known_s
        if self._spline is None or not len(at_s):
            return out
        after = np.clip(np.searchsorted(known_s, at_s), 1, len(known_s) - 1)
        near = known_s[after] - known_s[after - 1] <= self._bridge_s
        near &= (at_s >= known_s[0]) & (at_s <= known_s[-1])
        if near.any():
            out[near] = self._spline(at_s[near])
        return out


# Many metrics read the same points; what is known of a gait goes when the gait goes.
_CURVES: Final[WeakKeyDictionary[Gait, dict[str, _Curve]]] = WeakKeyDictionary()


def read(values: Floats, times_s: Floats, at_s: Floats) -> Floats:
    """Values, (frames, ...), at moments between frames; NaN beside gaps and outside."""
    return _Curve(values, times_s).at(at_s)


def point(gait: Gait, name: str, at_s: Floats) -> Floats:
    """A landmark at those moments, (moments, 2), leg lengths."""
    curves = _CURVES.setdefault(gait, {})
    if name not in curves:
        curves[name] = _Curve(gait[name], gait.times_s)
    return curves[name].at(at_s)


def strides(gait: Gait, side: Side) -> Iterator[tuple[float, float]]:
    """Start and end of each whole stride of one foot, `[start, end)`."""
    starts = strikes_s(gait, side)
    if len(starts) < 2:
        return
    usual = float(np.median(np.diff(starts)))
    for start, end in pairwise(starts):
        if end - start < STRAY * usual and _is_clear(gait, start, end):
            yield float(start), float(end)


def steps(gait: Gait) -> Iterator[tuple[Contact, Contact]]:
    """Neighbouring contacts of opposite feet: two of the same foot mean one was missed.

    So does a step that is half as long again as usual: then one of each was.
    """
    pairs = [(a, b) for a, b in pairwise(gait.contacts) if a.side != b.side]
    if not pairs:
        return
    usual = float(np.median([b.strike_s - a.strike_s for a, b in pairs]))
    for first, then in pairs:
        is_one = then.strike_s - first.strike_s < STRAY * usual
        if is_one and _is_clear(gait, first.strike_s, then.strike_s):
            yield first, then


def _is_clear(gait: Gait, start_s: float, end_s: float) -> bool:
    """Whether nothing between two moments was left out by hand."""
    return not any(start_s < stop and end_s > start for start, stop in gait.left_out_s)


def frames(gait: Gait, start_s: float, end_s: float) -> slice:
    """The frames in `[start, end)`."""
    first, stop = np.searchsorted(gait.times_s, [start_s, end_s]).tolist()
    return slice(first, stop)


def during(gait: Gait, values: Floats, start_s: float, end_s: float) -> Floats:
    """The values of the frames in `[start, end)`; empty when under half of them are seen."""
    part = values[frames(gait, start_s, end_s)]
    seen = np.isfinite(part)
    return part[seen] if len(part) and seen.mean() >= 0.5 else np.empty(0)


def peak_to_peak(gait: Gait, values: Floats, start_s: float, end_s: float) -> float:
    """Range of the values within `[start, end)`; NaN when not seen."""
    part = during(gait, values, start_s, end_s)
    return float(np.ptp(part)) if len(part) > 2 else float("nan")


def mid(gait: Gait, joint: str) -> Floats:
    """Half-way between left and right joint, (frames, 2)."""
    return np.asarray((gait[f"left_{joint}"] + gait[f"right_{joint}"]) / 2)


def from_vertical_deg(low: Floats, high: Floats) -> Floats:
    """Angle of the line from `low` up to `high` against the vertical, + = upper end ahead.

    >>> from_vertical_deg(np.array([[0.0, 0.0]]), np.array([[1.0, 1.0]]))
    array([45.])
    """
    way = high - low
    return np.asarray(np.degrees(np.arctan2(way[..., 0], way[..., 1])))


def flexion_deg(upper: Floats, joint: Floats, lower: Floats) -> Floats:
    """180 minus the angle at the joint: 0 when straight.

    >>> flexion_deg(np.array([[0.0, 1.0]]), np.array([[0.0, 0.0]]), np.array([[1.0, 0.0]]))
    array([90.])
    """
    a, b = upper - joint, lower - joint
    lengths = np.linalg.norm(a, axis=-1) * np.linalg.norm(b, axis=-1)
    cosine = np.sum(a * b, axis=-1) / lengths
    return np.asarray(180.0 - np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0))))


def fundamentals(gait: Gait, values: Floats, spans: Iterable[Span]) -> Waves:
    """First harmonic of each stride as amplitude and phase, (strides,); NaN when not seen.

    The value is A exp(i p) for A cos(2 pi t / T + p), t from the stride's start. A drift
    and the second harmonic are fitted along, so that they do not leak in.
    """
    return harmonics(gait, values, spans, fewest=6, least_seen=0.6)[:, 0]


def harmonics(
    gait: Gait, values: Floats, spans: Iterable[Span], *, fewest: int, least_seen: float
) -> Waves:
    """First and second harmonic of each stride, (strides, 2), with a drift fitted along.

    A exp(i p) for A cos(2 pi k t / T + p); NaN for strides of which fewer samples, or a lesser
    share of them, are seen.
    """
    start_s, end_s = np.array([*spans]).reshape(-1, 2).T
    first, stop = np.searchsorted(gait.times_s, [start_s, end_s])
    longest = int(np.max(stop - first, initial=0))
    at = np.minimum(first[:, None] + np.arange(longest), len(gait.times_s) - 1)
    seen = (np.arange(longest) < (stop - first)[:, None]) & np.isfinite(values[at])
    enough = seen.sum(axis=1) >= np.maximum(fewest, least_seen * (stop - first))
    angle = 2 * np.pi * (gait.times_s[at] - start_s[:, None]) / (end_s - start_s)[:, None]
    basis = [np.ones_like(angle), angle, *(f(k * angle) for k in (1, 2) for f in (np.cos, np.sin))]
    weights = _fitted(np.stack(basis, axis=2), np.where(seen, values[at], 0.0), seen)
    found = weights[:, [2, 4]] - 1j * weights[:, [3, 5]]
    return np.where(enough[:, None], found, complex("nan"))


def _fitted(basis: Floats, values: Floats, seen: Bools) -> Floats:
    """Least squares of (strides, samples) by (strides, samples, terms): (strides, terms)."""
    basis = np.where(seen[..., None], basis, 0.0)
    across = basis.transpose(0, 2, 1)
    return np.asarray(
        np.linalg.pinv(across @ basis, hermitian=True) @ (across @ values[..., None])
    )[..., 0]


def ground_speed_leg_s(gait: Gait, side: Side) -> float:
    """How fast the ground passes under the hips, leg lengths a second; NaN when not seen.

    Median over contacts of the foot's backward speed at 30-70 % of contact.
    """
    foot = (gait[f"{side}_heel"] + gait[f"{side}_foot_index"])[:, 0] / 2
    found = []
    for c in of(gait, side):
        if c.off_s is None:
            continue
        start_s, end_s = c.strike_s + np.array([0.3, 0.7]) * (c.off_s - c.strike_s)
        part = frames(gait, start_s, np.nextafter(end_s, np.inf))
        seen = np.isfinite(foot[part])
        if seen.sum() >= 3:
            line = np.polyfit(gait.times_s[part][seen], foot[part][seen], 1)
            found.append(-float(line[0]))
    return float(np.median(found)) if found else float("nan")
