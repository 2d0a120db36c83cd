"""Follows angles and distances over the clip, and folds each into one typical stride.

    strike          toe-off                          strike of the same foot
    |================|................................|
    0 %          toe_off_pct                        100 %

Angles and distances are those that metrics read, from the same points between frames: the
curve at a contact is what the metric says of that stride, before its bias is taken off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from scipy.interpolate import CubicSpline

from formcheck.skeleton import SIDES, Side
from formcheck.types import Contact, Curve, Floats, Gait, Span

POINTS: Final = 101  # 0 to 100 % of a stride
FEWEST: Final = 3  # strides; fewer tell no typical one
LONGEST_BRIDGE: Final = 2.5  # frames between which a point is read, as metrics read it
STRAY: Final = 1.5  # usual strides; longer means a contact was missed, as metrics take it
PELVIS: Final = "pelvis"


def curves(gait: Gait) -> tuple[Curve, ...]:
    """Every quantity that this view shows, left and right apart where there are both.

    Those of both sides together are folded by the near foot, or the left one.
    """
    rows = _ROWS.get(gait.summary.view, ())
    shown = [row for row in rows if row.id != "pelvis_tilt" or gait.pelvis is not None]
    return tuple(_curve(gait, row, side) for row in shown for side in _sides(row))


@dataclass(frozen=True, slots=True)
class _Points:
    """The runner's points in every frame, or at moments between frames."""

    gait: Gait
    at_s: Floats | None = None

    def __getitem__(self, name: str) -> Floats:
        gait, pelvis = self.gait, self.gait.pelvis
        values = pelvis.tilt_deg if pelvis is not None and name == PELVIS else gait[name]
        return values if self.at_s is None else _read(values, gait.times_s, self.at_s)

    def middle(self, joint: str) -> Floats:
        """Half-way between the left and the right joint."""
        return np.asarray((self[f"left_{joint}"] + self[f"right_{joint}"]) / 2)


@dataclass(frozen=True, slots=True)
class _Row:
    """One quantity: its name, its unit, how it is read; `sided` where each side has its own."""

    id: str
    unit: str
    course: Callable[[_Points, Side], Floats]
    sided: bool = True


def _sides(row: _Row) -> tuple[Side | None, ...]:
    return SIDES if row.sided else (None,)


def _curve(gait: Gait, row: _Row, side: Side | None) -> Curve:
    foot: Side = side or gait.summary.near_side or "left"
    mine = [c for c in gait.contacts if c.side == foot]
    spans = list(_strides(mine, gait.left_out_s))
    strides = _folded(gait, row, foot, spans)
    mean, spread = _typical(strides)
    return Curve(
        id=row.id,
        side=side or "both",
        unit=row.unit,
        times_s=gait.times_s,
        values=row.course(_Points(gait), foot),
        mean=mean,
        spread=spread,
        toe_off_pct=_toe_off_pct(mine, spans),
        strides=strides,
        spans_s=tuple(spans),
    )


def _strides(contacts: list[Contact], left_out_s: Sequence[Span]) -> Iterator[Span]:
    """Start and end of each whole stride of one foot that no part left out touches."""
    starts = [c.strike_s for c in contacts]
    if len(starts) < 2:
        return
    usual = float(np.median(np.diff(starts)))
    for start, end in pairwise(starts):
        is_clear = not any(start < b and end > a for a, b in left_out_s)
        if end - start < STRAY * usual and is_clear:
            yield start, end


def _folded(gait: Gait, row: _Row, foot: Side, spans: list[Span]) -> Floats:
    """(strides, 101), NaN where not seen."""
    share = np.linspace(0, 1, POINTS)
    at_s = np.array([a + share * (b - a) for a, b in spans]).reshape(-1)
    return row.course(_Points(gait, at_s), foot).reshape(-1, POINTS)


def _typical(strides: Floats) -> tuple[Floats, Floats]:
    """Mean and spread of the strides, (101,) each, NaN where too few show it; else empty."""
    n = np.isfinite(strides).sum(axis=0)
    enough = n >= FEWEST
    if not enough.any():
        return np.empty(0), np.empty(0)
    known = np.where(enough, strides, np.nan)
    mean, spread = np.full(POINTS, np.nan), np.full(POINTS, np.nan)
    mean[enough] = np.nanmean(known[:, enough], axis=0)
    spread[enough] = np.nanstd(known[:, enough], axis=0, ddof=1)
    return mean, spread


def _toe_off_pct(contacts: list[Contact], spans: list[Span]) -> float | None:
    """Percent of the stride at which the foot leaves the ground; None where it does not show."""
    lengths = [c.off_s - c.strike_s for c in contacts if c.off_s is not None]
    if not lengths or not spans:
        return None
    return 100.0 * float(np.mean(lengths)) / float(np.mean([b - a for a, b in spans]))


def _read(values: Floats, times_s: Floats, at_s: Floats) -> Floats:
    """Values, (frames, ...), at moments between frames; NaN beside gaps and outside."""
    out = np.full((len(at_s), *values.shape[1:]), np.nan)
    seen = np.isfinite(values.reshape(len(values), -1)).all(axis=1)
    if seen.sum() < 4 or not len(at_s):
        return out
    known_s = times_s[seen]
    after = np.clip(np.searchsorted(known_s, at_s), 1, len(known_s) - 1)
    bridge_s = LONGEST_BRIDGE * float(np.median(np.diff(times_s)))
    near = known_s[after] - known_s[after - 1] <= bridge_s
    near &= (at_s >= known_s[0]) & (at_s <= known_s[-1])
    if near.any():
        out[near] = CubicSpline(known_s, values[seen])(at_s[near])
    return out


# ------------------------------------------------------------------ what is read


def _from_vertical_deg(low: Floats, high: Floats) -> Floats:
    """Of the line from `low` up to `high`, + = the upper end ahead (to the right)."""
    way = high - low
    return np.asarray(np.degrees(np.arctan2(way[:, 0], way[:, 1])))


def _foot_ahead(at: _Points, side: Side) -> Floats:
    """Percent of the leg, + = the ankle is ahead of the hip of its side."""
    return np.asarray(100.0 * (at[f"{side}_ankle"] - at[f"{side}_hip"])[:, 0])


def _knee(at: _Points, side: Side) -> Floats:
    """Degrees of bend, 0 = straight."""
    hip, knee, ankle = (at[f"{side}_{joint}"] for joint in ("hip", "knee", "ankle"))
    thigh, shank = hip - knee, ankle - knee
    lengths = np.linalg.norm(thigh, axis=1) * np.linalg.norm(shank, axis=1)
    cosine = np.sum(thigh * shank, axis=1) / lengths
    return np.asarray(180.0 - np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0))))


def _thigh(at: _Points, side: Side) -> Floats:
    """Degrees from the vertical, + = the knee is behind the hip."""
    return _from_vertical_deg(at[f"{side}_knee"], at[f"{side}_hip"])


def _trunk(at: _Points, side: Side) -> Floats:
    """Degrees from the vertical, + = forward, or to the runner's right."""
    return _from_vertical_deg(at.middle("hip"), at.middle("shoulder"))


def _upper_arm(at: _Points, side: Side) -> Floats:
    """Degrees against the trunk, + = the elbow is ahead."""
    arm = -_from_vertical_deg(at[f"{side}_elbow"], at[f"{side}_shoulder"])
    return np.asarray(arm + _trunk(at, side))


def _foot_out(at: _Points, side: Side) -> Floats:
    """Percent of the leg from the middle of the hips, + = outward, - = past the middle."""
    outward = 1.0 if side == "right" else -1.0
    return np.asarray(100.0 * outward * (at[f"{side}_ankle"] - at.middle("hip"))[:, 0])


def _knees_apart(at: _Points, side: Side) -> Floats:
    """Percent of the leg, - = crossed."""
    return np.asarray(100.0 * (at["right_knee"] - at["left_knee"])[:, 0])


def _pelvis_tilt(at: _Points, side: Side) -> Floats:
    """Degrees of the cloth over the pelvis, + = the hip on the picture's right is higher."""
    return at[PELVIS]


_FRONTAL: Final = (
    _Row("foot_out", "%leg", _foot_out),
    _Row("knees_apart", "%leg", _knees_apart, sided=False),
    _Row("pelvis_tilt", "deg", _pelvis_tilt, sided=False),
    _Row("side_lean", "deg", _trunk, sided=False),
)
_ROWS: Final = {
    "side": (
        _Row("foot_ahead", "%leg", _foot_ahead),
        _Row("knee", "deg", _knee),
        _Row("thigh", "deg", _thigh),
        _Row("trunk", "deg", _trunk, sided=False),
        _Row("upper_arm", "deg", _upper_arm),
    ),
    "rear": _FRONTAL,
    "front": _FRONTAL,
}
