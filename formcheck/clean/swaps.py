"""Legs that the network exchanged are exchanged back.

From the side the legs cross twice a stride, and a network that looks at single
pictures may then call left right. Legs repeat themselves, though, and that tells
them apart even at 30 frames a second, where no leg keeps its speed from one
frame to the next:

1. The distance between the legs does not care which is which and beats once a
   step; its phase, halved, is the phase of the stride.
2. Each lower-leg landmark is folded over that phase: its usual course round the
   hip, fitted robustly, since most frames are named rightly. Seen from the side both
   legs share one course at first, half a stride apart: where the network misnames the
   legs at one moment of every stride, the other half of the strides tells.
3. A two-state Viterbi search ("as is", "exchanged") finds the course over the
   clip that stays nearest to the usual one, with a penalty for each change.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.signal import butter, hilbert, periodogram, sosfiltfilt

from formcheck.skeleton import LOWER_LEG
from formcheck.types import Bools, Floats, Track

PENALTY_LEG: Final = 0.2  # leg lengths per landmark that a change of naming must save; by us
PRIOR_LEG: Final = 0.02  # the same, per exchanged frame: the network is mostly right; by us
STEP_BAND_HZ: Final = (1.2, 4.5)  # 72 to 270 steps a minute
JUMP_SHARE: Final = 2.0  # weight of a leap beside the way from the usual course; fit clips
LONGEST_JUMP_LEG: Final = 0.5  # leg lengths; a point further off is lost; by us
HARMONICS: Final = 4
FEWEST_FRAMES: Final = 30
LEAST_HZ: Final = 8.0  # slower frames do not show a step
SHARED_ROUNDS: Final = 2  # with one course for both legs, seen from the side
ROUNDS: Final = 3
SIDEWAYS_LEG: Final = 0.2  # leg lengths, deviation of the ankles' distance across: from the side
# it is about 0.5, from behind 0.05; chosen by us between them
SLIP: Final = 3.0  # strides looked at together to tell a slip of the phase; by us

Ints = npt.NDArray[np.int64]


def repair_swaps(track: Track) -> Track:
    """The track with its legs named consistently, and the count of frames put right.

    Which of the two consistent namings is right is the network's majority. A clip
    too short to show a leg's usual course is returned as it is.
    """
    pair, leg_px = _legs(track), _leg_length_px(track)
    seen = np.isfinite(pair).all(axis=(0, 3)).mean(axis=0)
    if len(track.times_s) < FEWEST_FRAMES or seen.max() < 0.3 or _rate_hz(track) < LEAST_HZ:
        return track
    phase = _stride_phase(pair, track.times_s)
    exchanged = np.zeros(len(phase), bool)
    shared_rounds = SHARED_ROUNDS if _is_sideways(pair, leg_px) else 0
    for find_course, rounds in ((_shared_course, shared_rounds), (_usual_course, ROUNDS)):
        for _ in range(rounds):
            usual = find_course(_named(pair, exchanged), phase)
            before, exchanged = exchanged, _likeliest(pair, usual, leg_px)
            if np.array_equal(before, exchanged):  # and so would every further round
                break
    return _exchange(track, _but_slips(exchanged, phase))


def _but_slips(exchanged: Bools, phase: Floats) -> Bools:
    """The exchanges, without those that last for strides: there the phase lost count.

    Across a halt nobody knows which leg comes next, so half a stride may be gained or
    lost; the network, which looks at single pictures, does not err for strides on end.
    """
    course = np.maximum.accumulate(phase)
    start = np.searchsorted(course, course - SLIP / 2)
    stop = np.searchsorted(course, course + SLIP / 2, side="right")
    total = np.concatenate([[0], np.cumsum(exchanged)])
    share = (total[stop] - total[start]) / (stop - start)
    return np.asarray(exchanged ^ (share > 0.5))


def _legs(track: Track) -> Floats:
    """Lower legs relative to the mid-hip, (2, frames, joints, 2): left, right."""
    hips = (track["left_hip"] + track["right_hip"]) / 2
    return np.stack([track.xy[:, _columns(track, s)] for s in ("left", "right")]) - hips[:, None]


def _rate_hz(track: Track) -> float:
    return float((len(track.times_s) - 1) / (track.times_s[-1] - track.times_s[0]))


def _named(pair: Floats, exchanged: Bools) -> Floats:
    return np.where(exchanged[:, None, None], pair[::-1], pair)


def _stride_phase(pair: Floats, times_s: Floats) -> Floats:
    """Phase of the stride in cycles, (frames,): half the phase of the legs' distance."""
    even_s = np.linspace(times_s[0], times_s[-1], len(times_s))
    squares = (pair[0] - pair[1]) ** 2
    known = np.isfinite(squares).sum(axis=(1, 2))
    apart = np.sqrt(np.nansum(squares, axis=(1, 2)) / np.maximum(known, 1))
    seen = known > 0
    signal = np.interp(even_s, times_s[seen], apart[seen])
    signal -= signal.mean()
    rate_hz = (len(times_s) - 1) / (times_s[-1] - times_s[0])
    step_hz = _beat_hz(signal, rate_hz)
    band = np.clip(np.array([0.7, 1.3]) * step_hz, 0.1, 0.49 * rate_hz)
    narrow = sosfiltfilt(butter(2, band, "band", fs=rate_hz, output="sos"), signal, padlen=0)
    step_phase = np.unwrap(np.angle(hilbert(narrow))) / (2 * np.pi)
    step_phase = _straight_ends(step_phase, round(rate_hz / step_hz))
    return np.asarray(np.interp(times_s, even_s, step_phase / 2))


def _straight_ends(phase: Floats, step: int) -> Floats:
    """The phase with its first and last step carried on straight from the two steps inside.

    A filter and a Hilbert transform know nothing beyond the ends, and bend the phase there.
    """
    if len(phase) < 5 * step:
        return phase
    out, frames = phase.copy(), np.arange(len(phase))
    for ends, inside in (
        (slice(0, step), slice(step, 3 * step)),
        (slice(-step, None), slice(-3 * step, -step)),
    ):
        out[ends] = np.polyval(np.polyfit(frames[inside], phase[inside], 1), frames[ends])
    return out


def _beat_hz(signal: Floats, rate_hz: float) -> float:
    hz, power = periodogram(signal, rate_hz, nfft=max(len(signal), 4096))
    inside = (hz >= STEP_BAND_HZ[0]) & (hz <= min(STEP_BAND_HZ[1], 0.45 * rate_hz))
    return float(hz[inside][power[inside].argmax()])


def _is_sideways(pair: Floats, leg_px: float) -> bool:
    """Whether the feet pass each other across the picture, as they do seen from the side."""
    ankle = LOWER_LEG.index("ankle")
    apart = pair[0, :, ankle, 0] - pair[1, :, ankle, 0]
    apart = apart[np.isfinite(apart)]
    return len(apart) > 0 and float(np.std(apart)) > SIDEWAYS_LEG * leg_px


def _usual_course(pair: Floats, phase: Floats) -> Floats:
    """Each landmark's course as harmonics of the stride, evaluated at each frame."""
    basis = _harmonics(phase)
    courses = [[_fit(basis, pair[s, :, j]) for j in range(pair.shape[2])] for s in (0, 1)]
    return np.asarray(courses).transpose(0, 2, 1, 3)


def _shared_course(pair: Floats, phase: Floats) -> Floats:
    """The same with one course for both legs; the right one is half a stride later."""
    basis = _harmonics(np.concatenate([phase, phase + 0.5]))
    both = np.concatenate(list(pair))
    course = np.stack([_fit(basis, both[:, j]) for j in range(pair.shape[2])], axis=1)
    return np.asarray(course.reshape(pair.shape))


def _harmonics(phase: Floats) -> Floats:
    """One, cosines and sines of the stride at these phases, (phases, 1 + 2 harmonics)."""
    angle = 2 * np.pi * phase[:, None] * np.arange(1, HARMONICS + 1)
    return np.concatenate([np.ones((len(phase), 1)), np.cos(angle), np.sin(angle)], axis=1)


def _fit(basis: Floats, values: Floats) -> Floats:
    """Robust least squares of (frames, 2) values; what strays far is left out of a second fit."""
    kept = np.flatnonzero(np.isfinite(values).all(axis=1))
    if len(kept) < 2 * basis.shape[1]:
        return np.full(values.shape, np.nan)
    course = basis @ _least_squares(basis[kept], values[kept])
    for _ in range(2):
        stray = np.linalg.norm(values - course, axis=1)
        kept = np.flatnonzero(stray <= max(3.0 * 1.4826 * np.nanmedian(stray), 1e-9))
        course = basis @ _least_squares(basis[kept], values[kept])
    return np.asarray(course)


def _least_squares(basis: Floats, values: Floats) -> Floats:
    """By the normal equations: waves over whole strides stand nearly at right angles."""
    return np.asarray(np.linalg.lstsq(basis.T @ basis, basis.T @ values, rcond=None)[0])


def _likeliest(pair: Floats, usual: Floats, leg_px: float) -> Bools:
    """Whether each frame is exchanged, (frames,)."""
    joints = pair.shape[2]
    penalty = joints * (PENALTY_LEG * leg_px) ** 2
    prior = joints * (PRIOR_LEG * leg_px) ** 2
    stay = np.nansum((pair - usual) ** 2, axis=(0, 2, 3))
    change = np.nansum((pair[::-1] - usual) ** 2, axis=(0, 2, 3)) + prior
    moves = JUMP_SHARE * _jumps(pair, usual, LONGEST_JUMP_LEG * leg_px)
    exchanged = _viterbi(np.stack([stay, change], axis=1), penalty + moves)
    return exchanged if exchanged.mean() <= 0.5 else ~exchanged


def _jumps(pair: Floats, usual: Floats, longest_px: float) -> Floats:
    """How much more a change of naming jumps than none, squared pixels, (frames - 1,).

    A leg that the network misnames at one moment of every stride has made its usual
    course crooked; but it does not leap there, and what leaps is misnamed.
    """
    expected = np.diff(usual, axis=1)

    def leap(after: Floats) -> Floats:
        away = np.linalg.norm(after[:, 1:] - pair[:, :-1] - expected, axis=-1)
        return np.asarray(np.nansum(np.minimum(away, longest_px) ** 2, axis=(0, 2)))

    return leap(pair[::-1]) - leap(pair)


def _viterbi(costs: Floats, penalty: Floats) -> Bools:
    """The cheapest course through two states, (frames,) bool; a penalty for each change.

    >>> _viterbi(np.array([[0, 9], [5, 0], [9, 0], [0, 9.0]]), np.ones(3)).tolist()
    [False, True, True, False]
    """
    extra = costs[:, 1] - costs[:, 0]

    def step(ahead: float, change: tuple[float, float]) -> float:
        """By how much the second state costs more, one frame later."""
        moving, here = change
        return min(ahead, moving) - min(0.0, ahead + moving) + here

    changes = zip(penalty.tolist(), extra[1:].tolist(), strict=True)
    ahead = np.array(list(accumulate(changes, step, initial=float(extra[0]))))
    from_second = np.stack([ahead[:-1] + penalty < 0, ahead[:-1] < penalty], axis=1).tolist()
    last = bool(ahead[-1] < 0)
    states = accumulate(reversed(from_second), lambda state, back: back[state], initial=last)
    return np.array([*states][::-1], bool)


def _exchange(track: Track, frames: Bools) -> Track:
    left, right = _columns(track, "left"), _columns(track, "right")
    rows = np.flatnonzero(frames)[:, None]

    def swap(values: Floats) -> Floats:
        out = values.copy()
        out[rows, left], out[rows, right] = values[rows, right], values[rows, left]
        return out

    return replace(
        track,
        xy=swap(track.xy),
        depth=swap(track.depth),
        world=swap(track.world),
        visibility=swap(track.visibility),
        presence=swap(track.presence),
        swaps_repaired=track.swaps_repaired + int(frames.sum()),
    )


def _columns(track: Track, side: str) -> Ints:
    return np.array([track.names.index(f"{side}_{joint}") for joint in LOWER_LEG])


def _leg_length_px(track: Track) -> float:
    """Thigh plus shank, 90th percentile over both legs; 1 px when no leg is seen."""
    legs = [
        np.linalg.norm(track[f"{s}_hip"] - track[f"{s}_knee"], axis=1)
        + np.linalg.norm(track[f"{s}_knee"] - track[f"{s}_ankle"], axis=1)
        for s in ("left", "right")
    ]
    seen = np.concatenate(legs)
    seen = seen[np.isfinite(seen)]
    return float(np.percentile(seen, 90)) if len(seen) else 1.0
