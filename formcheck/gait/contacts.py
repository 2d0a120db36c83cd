"""When each foot meets and leaves the ground, from the side.

        strike                off
    ______|____________________|_________________________|____
          |<---- contact ----->|<------- flight + swing ->|
          |<------------------ stride ------------------->|

1. Strike: the heel is furthest ahead of the mid-hip shortly before the foot
   lands; contact follows that moment by 22 ms (force plates, two runners at
   2.5 m/s; 22-28 ms in the mean curves of 28 runners at 2.5-4.5 m/s,
   doi:10.6084/m9.figshare.4543435). On folded strides this holds within 10 ms from
   25 to 150 frames a second, for heel and forefoot strikers.
2. Toe-off: see `toe_off`.

Differs from Zeni 2008 (doi:10.1016/j.gaitpost.2007.07.007) in the 22 ms and in
the toe-off, which the toe furthest behind would give 100 ms late in running.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from formcheck.gait.periodic import Folding, peaks_s, phase_at
from formcheck.gait.toe_off import Leg, toe_off_s
from formcheck.skeleton import SIDES, Side, other
from formcheck.types import Contact, Floats, Span

STRIKE_LAG_S: Final = 0.022
STRIKE_SD_S: Final = 0.006  # between runners; doi:10.6084/m9.figshare.4543435
OFF_SD_S: Final = 0.012  # between runners and shoes: see `toe_off`
CONTACT_S: Final = (0.10, 0.45)  # shortest and longest believable contact
FRAME_SHARE: Final = 0.2  # of a frame interval: scatter of a sub-frame peak; rendered runners
MOST_FILLED: Final = 2  # strides in a row whose strike is hidden; by us
HIDDEN_SHARE: Final = 0.02  # of a stride: scatter of a strike that nobody saw; strides vary by 2 %
OWN_PEAK: Final = 0.08  # of a stride a peak may lie from where the other leg expects it; by us

PHASES: Final = np.arange(0.0, 1.0, 0.001)


@dataclass(frozen=True, slots=True)
class Feet:
    """What contacts are read from, all (frames, ...), leg lengths, mid-hip as origin.

    `exact` is repaired but not smoothed, for folding; `calm` is smoothed, for
    single strides. Both map "left_heel" and so on to (frames, 2). Strides that touch a part
    in `left_out_s` are not folded.
    """

    exact: dict[str, Floats]
    calm: dict[str, Floats]
    times_s: Floats
    left_out_s: tuple[Span, ...] = ()

    @property
    def frame_s(self) -> float:
        """Median time between frames."""
        return float(np.median(np.diff(self.times_s)))


@dataclass(frozen=True, slots=True)
class Ticks:
    """One moment per stride of each foot: heel furthest ahead of the mid-hip, seconds."""

    left: Floats
    right: Floats

    def __getitem__(self, side: Side) -> Floats:
        return self.left if side == "left" else self.right


def find_ticks(feet: Feet, near: Side, stride_s: float) -> Ticks:
    """Strides of both feet; those of the far foot guided by the near one."""
    near_s = regular(_in_turn(_peaks(feet, near, stride_s), stride_s), stride_s)
    far_s = _guided(_peaks(feet, other(near), stride_s), near_s)
    return Ticks(near_s, far_s) if near == "left" else Ticks(far_s, near_s)


def _peaks(feet: Feet, side: Side, stride_s: float) -> Floats:
    """Peaks of the heel, or of the ankle where the heel is hidden too often."""
    heel, ankle = feet.calm[f"{side}_heel"][:, 0], feet.calm[f"{side}_ankle"][:, 0]
    hidden = np.isnan(heel).mean() > 0.3 and np.isnan(ankle).mean() < np.isnan(heel).mean()
    return peaks_s(ankle if hidden else heel, feet.times_s, apart_s=0.6 * stride_s)


def _in_turn(ticks_s: Floats, stride_s: float) -> Floats:
    """Ticks without single ones that fall elsewhere than their neighbours expect.

    >>> _in_turn(np.array([0.0, 0.7, 1.4, 2.2, 2.8]), 0.7)
    array([0. , 0.7, 1.4, 2.8])
    """
    if len(ticks_s) < 4:
        return ticks_s
    gaps = np.diff(ticks_s)
    strides = np.maximum(np.rint(gaps / stride_s), 1)
    late = gaps - strides * np.median(gaps / strides)
    large = np.abs(late) > OWN_PEAK * stride_s
    off = large[:-1] & large[1:] & (late[:-1] * late[1:] < 0)
    first, last = large[0] and not off[0], large[-1] and not off[-1]
    return np.asarray(ticks_s[~np.array([first, *off, last])])


def regular(ticks_s: Floats, stride_s: float) -> Floats:
    """Ticks with one or two missing ones in a row filled in evenly.

    >>> regular(np.array([0.0, 0.7, 2.1, 2.8]), 0.7)
    array([0. , 0.7, 1.4, 2.1, 2.8])
    """
    if len(ticks_s) < 2:
        return ticks_s
    gaps = np.diff(ticks_s)
    strides = np.rint(gaps / stride_s).astype(int)
    missed = (strides > 1) & (strides <= MOST_FILLED + 1)
    missed &= np.abs(gaps - strides * stride_s) < 0.15 * strides * stride_s
    filled = [
        start + gap * np.arange(1, n) / n
        for start, gap, n in zip(ticks_s[:-1][missed], gaps[missed], strides[missed], strict=True)
    ]
    return np.sort(np.concatenate([ticks_s, *filled]))


def _guided(own_s: Floats, near_s: Floats) -> Floats:
    """The far foot's ticks: its own where they fall as expected, the expected ones elsewhere."""
    if len(near_s) < 2:
        return own_s
    stride_s = float(np.median(np.diff(near_s)))
    ends = np.array([near_s[0] - stride_s, *near_s, near_s[-1] + stride_s])
    phase = phase_at(own_s, ends) % 1.0
    phase = phase[np.isfinite(phase)]
    share = _circular_median(phase) if len(phase) else 0.5
    expected = ends[:-1] + share * np.diff(ends)
    if not len(own_s):
        return expected[1:-1]
    nearest = own_s[np.abs(own_s[None] - expected[:, None]).argmin(axis=1)]
    agree = np.abs(nearest - expected) <= OWN_PEAK * stride_s
    ticks = np.where(agree, nearest, expected)
    inner = np.ones(len(ticks), bool)
    inner[[0, -1]] = agree[[0, -1]]
    return np.asarray(ticks[inner])


def _circular_median(phase: Floats) -> float:
    """The phase nearest to all others round the circle, 0 to 1.

    >>> _circular_median(np.array([0.98, 0.02, 0.99]))
    0.99
    """
    apart = np.abs(phase[:, None] - phase[None])
    return float(phase[np.minimum(apart, 1 - apart).sum(axis=1).argmin()])


def side_contacts(feet: Feet, ticks: Ticks, *, folded: bool) -> tuple[Contact, ...]:
    """Contacts of both feet in order of time.

    With `folded` every contact of a foot lasts as long as in its typical stride;
    otherwise each toe-off is searched for on its own, and the typical one stands
    in where the toe was not seen.
    """
    found = [c for side in SIDES for c in _of_foot(feet, ticks[side], side, folded)]
    return tuple(sorted(found, key=lambda contact: contact.strike_s))


def _of_foot(feet: Feet, ticks_s: Floats, side: Side, folded: bool) -> list[Contact]:
    if len(ticks_s) < 2:
        return []
    shift, typical_s = typical_contact(feet, ticks_s, side)
    stride_s = float(np.median(np.diff(ticks_s)))
    scatter = _scatter_s(feet, ticks_s, side, stride_s)
    contacts = []
    for strike_s, strike_se in zip(ticks_s + shift * stride_s + STRIKE_LAG_S, scatter, strict=True):
        length_s = typical_s if folded else _own_length(feet, side, strike_s, stride_s)
        length_s = length_s if np.isfinite(length_s) else typical_s
        off_s = strike_s + length_s if CONTACT_S[0] <= length_s <= CONTACT_S[1] else None
        off_se = None if off_s is None else float(np.hypot(OFF_SD_S, strike_se))
        contacts.append(Contact(side, float(strike_s), strike_se, _number(off_s), off_se))
    return contacts


def _scatter_s(feet: Feet, ticks_s: Floats, side: Side, stride_s: float) -> list[float]:
    """Standard error of each strike, wider where the heel was hidden."""
    usual = float(np.hypot(STRIKE_SD_S, FRAME_SHARE * feet.frame_s))
    hidden = float(np.hypot(usual, HIDDEN_SHARE * stride_s))
    at_s = feet.times_s[np.isfinite(feet.calm[f"{side}_heel"][:, 0])]
    if not len(at_s):
        return [hidden] * len(ticks_s)
    after = np.clip(np.searchsorted(at_s, ticks_s), 1, len(at_s) - 1)
    away_s = np.minimum(np.abs(ticks_s - at_s[after - 1]), np.abs(ticks_s - at_s[after]))
    return [usual if s < 1.5 * feet.frame_s else hidden for s in away_s.tolist()]


def _number(value: float | None) -> float | None:
    return None if value is None else float(value)


def typical_contact(feet: Feet, ticks_s: Floats, side: Side) -> tuple[float, float]:
    """Phase of the furthest heel after the tick, and seconds from strike to toe-off, folded.

    NaN seconds when the toe is not seen well enough; phase 0 when the heel is not.
    """
    stride_s = float(np.median(np.diff(ticks_s)))
    folding = Folding(extended_phase(feet.times_s, ticks_s, feet.left_out_s))
    heel = folding.typical(feet.exact[f"{side}_heel"][:, 0], PHASES)
    shift = _signed(PHASES[int(np.argmax(heel))]) if np.isfinite(heel).all() else 0.0
    shift = shift if abs(shift) < 0.1 else 0.0
    strike = shift + STRIKE_LAG_S / stride_s
    hip, heel, toe = (
        folding.typical(feet.exact[f"{side}_{name}"], strike + PHASES)
        for name in ("hip", "heel", "foot_index")
    )
    return shift, toe_off_s(Leg(hip, heel, toe, PHASES), stride_s)


def _signed(phase: float) -> float:
    return phase - 1.0 if phase > 0.5 else phase


def _own_length(feet: Feet, side: Side, strike_s: float, stride_s: float) -> float:
    first, stop = np.searchsorted(feet.times_s, [strike_s, strike_s + stride_s]).tolist()
    part, since = slice(first, stop), (feet.times_s[first:stop] - strike_s) / stride_s
    hip, heel, toe = (feet.calm[f"{side}_{name}"][part] for name in ("hip", "heel", "foot_index"))
    return toe_off_s(Leg(hip, heel, toe, since), stride_s)


def extended_phase(times_s: Floats, ticks_s: Floats, left_out_s: Sequence[Span] = ()) -> Floats:
    """Strides since the first tick, carried on half a stride beyond the first and last.

    NaN beyond that, and from tick to tick round every part that is left out.

    >>> ticks = np.array([1.0, 2.0, 3.0, 6.4, 7.4])
    >>> extended_phase(np.array([2.5, 3.1, 6.5]), ticks, [(4.0, 5.0)])
    array([1.5, nan, 3.1])
    """
    first, last = ticks_s[1] - ticks_s[0], ticks_s[-1] - ticks_s[-2]
    ends = np.array([ticks_s[0] - first, *ticks_s, ticks_s[-1] + last])
    phase = phase_at(times_s, ends) - 1.0
    outside = (phase < -0.5) | (phase > len(ticks_s) - 0.5)
    for start_s, end_s in left_out_s:
        before, after = np.searchsorted(ends, [start_s, end_s])
        touched = times_s >= ends[max(before - 1, 0)]
        outside |= touched & (times_s < ends[min(after, len(ends) - 1)])
    return np.where(outside, np.nan, phase)
