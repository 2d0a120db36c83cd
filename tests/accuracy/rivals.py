"""Published rules, re-implemented from their description, on the same landmarks.

None of this is anybody's program: each function states one rule as its paper does, and reads
the landmarks that formcheck reads, repaired and smoothed alike. Joint offsets are not taken off.

- lowest ankle: the foot lands where the ankle is lowest, as several open programs have it.
- heel-pelvis maximum: where the heel is furthest ahead of the pelvis (Zeni 2008,
  doi:10.1016/j.gaitpost.2007.07.007; stated for walking).
- pelvis falling fastest: the peak downward velocity of the pelvis (Milner and Paquette 2015,
  J Biomech 48:3502, PMID 26283411; their constant offset of 15 ms is not taken off).
- lowest hip: where the mid-hip is lowest, as some open programs have it.
- landmark hip line: tilt of the line between the hip points.
- world shoulders: turn of the shoulder line in the network's world points.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
from rows import Clip, Row, row
from scipy.signal import find_peaks
from score import score_strikes
from true_motion import SIDES
from truth import Truth

from formcheck.clean import clean, smooth
from formcheck.gait.view import facing
from formcheck.types import Floats, Study, Track

Signal = Callable[[Track, str, float], Floats]
APART = 0.7  # of a stride (step), before which no next contact of a foot (body) is taken


def ankle_lowest(track: Track, side: str, front: float) -> Floats:
    """Ankle height in the picture, downward, px."""
    return track[f"{side}_ankle"][:, 1]


def heel_furthest(track: Track, side: str, front: float) -> Floats:
    """Heel ahead of the mid-hip, px."""
    return front * (track[f"{side}_heel"] - mid_hip(track))[:, 0]


def hip_lowest(track: Track, side: str, front: float) -> Floats:
    """Mid-hip height, downward, px."""
    return mid_hip(track)[:, 1]


def pelvis_falling(track: Track, side: str, front: float) -> Floats:
    """Downward speed of the mid-hip, px/s."""
    return np.asarray(np.gradient(mid_hip(track)[:, 1], track.times_s))


OF_A_FOOT: dict[str, Signal] = {
    "rule: lowest ankle": ankle_lowest,
    "rule: heel-pelvis maximum": heel_furthest,
}
OF_THE_BODY: dict[str, Signal] = {
    "rule: lowest hip": hip_lowest,
    "rule: pelvis falling fastest": pelvis_falling,
}


def mid_hip(track: Track) -> Floats:
    """Half-way between the hip points, (frames, 2), px."""
    return np.asarray((track["left_hip"] + track["right_hip"]) / 2)


def score_rivals(clip: Clip, found: Study, true: Truth) -> list[Row]:
    """Rows of every rule that the view allows."""
    gait = found.analysis.gait
    track = within(smooth(clean(found.raw)), gait.steady_s)
    if clip.view != "side":
        return [*hip_line(clip, track, true), *world_shoulders(clip, track, true)]
    stride_s, front = 120 / true.values["cadence:both"], float(facing(gait.direction)[0])
    rows = []
    for name, signal in (OF_A_FOOT | OF_THE_BODY).items():
        if name in OF_A_FOOT:
            strikes = {s: peaks_s(track, signal(track, s, front), stride_s) for s in SIDES}
        else:
            strikes = by_feet(track, peaks_s(track, signal(track, "", front), stride_s / 2), front)
        due = {side: true.strikes_s(side) for side in SIDES}
        rows += score_strikes(clip, strikes, due, gait.steady_s, name)
        rows += overstride_at(clip, track, true, strikes, name)
    return [*rows, *world_shoulders(clip, track, true)]


def peaks_s(track: Track, values: Floats, period_s: float) -> Floats:
    """Moments of the largest values, one each period, between frames by a parabola."""
    seen = np.isfinite(values)
    if seen.sum() < 8:
        return np.empty(0)
    filled = np.interp(track.times_s, track.times_s[seen], values[seen])
    frame_s = float(np.median(np.diff(track.times_s)))
    spread = float(np.ptp(np.percentile(filled, [5, 95])))
    apart = max(1, round(APART * period_s / frame_s))
    tops, _ = find_peaks(filled, distance=apart, prominence=0.25 * spread)
    before, top, after = (filled[tops + k] for k in (-1, 0, 1))
    bow = before - 2 * top + after
    shift = 0.5 * (before - after) / np.where(bow == 0, np.inf, bow)
    return np.asarray(track.times_s[tops] + shift * frame_s)


def by_feet(track: Track, moments_s: Floats, front: float) -> dict[str, Floats]:
    """Moments of the body given to the foot that is ahead then."""
    apart = front * (track["left_ankle"] - track["right_ankle"])[:, 0]
    left = np.interp(moments_s, track.times_s, np.nan_to_num(apart)) > 0
    return {"left": moments_s[left], "right": moments_s[~left]}


def overstride_at(
    clip: Clip, track: Track, true: Truth, strikes_s: Mapping[str, Floats], name: str
) -> list[Row]:
    """The near ankle ahead of the near hip as the rule sees it land, %leg of the points' leg."""
    side = str(clip.near_side)
    hip, knee, ankle = (track[f"{side}_{joint}"] for joint in ("hip", "knee", "ankle"))
    length = np.linalg.norm(hip - knee, axis=1) + np.linalg.norm(knee - ankle, axis=1)
    front = 1.0 if true.direction == "right" else -1.0
    ahead = 100 * front * (ankle - hip)[:, 0] / np.nanpercentile(length, 90)
    seen = np.isfinite(ahead)
    moments = strikes_s[side]
    value = (
        float(np.interp(moments, track.times_s[seen], ahead[seen]).mean()) if len(moments) else None
    )
    key = f"overstride:{side}"
    return [row(clip, key, true.values[key], value, unit="%leg", algorithm=name)]


def hip_line(clip: Clip, track: Track, true: Truth) -> list[Row]:
    """Pelvic drop as the line between the hip points has it, at the true contacts."""
    line = (track["left_hip"] - track["right_hip"]) * np.array(
        [-1.0 if clip.view == "rear" else 1.0, -1.0]
    )
    tilt = np.degrees(np.arctan2(line[:, 1], np.abs(line[:, 0])))
    rows = []
    for side, sign in (("left", 1.0), ("right", -1.0)):
        spans = [
            (track.times_s >= on) & (track.times_s < off) for on, off in true.motion.contacts(side)
        ]
        peaks = [float(np.nanmax(sign * tilt[s])) for s in spans if np.isfinite(tilt[s]).any()]
        key, value = f"pelvic_drop:{side}", float(np.mean(peaks)) if peaks else None
        rows.append(
            row(clip, key, true.values[key], value, unit="deg", algorithm="rule: landmark hip line")
        )
    return rows


def world_shoulders(clip: Clip, track: Track, true: Truth) -> list[Row]:
    """Turning of the shoulders as the world points have it, peak to peak per true stride."""
    left, right = (track.world[:, track.names.index(f"{s}_shoulder")] for s in SIDES)
    across = left - right
    turn = np.degrees(np.unwrap(np.nan_to_num(np.arctan2(across[:, 2], across[:, 0]))))
    spans = [(track.times_s >= a) & (track.times_s < b) for a, b in true.motion.strides("left")]
    ranges = [float(np.ptp(turn[s])) for s in spans if s.sum() > 5]
    key, value = "trunk_rotation:both", float(np.mean(ranges)) if ranges else None
    return [row(clip, key, true.values[key], value, unit="deg", algorithm="rule: world shoulders")]


def within(track: Track, span_s: tuple[float, float]) -> Track:
    """The track's frames within the span."""
    kept = (track.times_s >= span_s[0]) & (track.times_s <= span_s[1])
    parts = ("xy", "depth", "world", "visibility", "presence", "times_s")
    some = {part: getattr(track, part)[kept] for part in parts}
    camera = track.camera and track.camera.part(kept)
    return replace(track, pelvis=None, camera=camera, **some)
