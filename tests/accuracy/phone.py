"""A virtual phone before the force-plate runner: markers to the landmarks a network would give."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import rbds
from formula_body import Stick, body
from formula_clips import gait_of, swapped, unseen, with_noise
from formula_runner import Film, filmed_points, turned
from rows import Clip, Row
from scipy.interpolate import CubicSpline
from score import score_numbers, score_strikes, strikes_of
from true_metrics import true_values
from true_motion import SIDES

from formcheck.metrics import measure
from formcheck.metrics.table import METRICS
from formcheck.types import Floats, Gait, Measurement, Runner, Track, View

MADE_UP = ("trunk", "arm", "elbow", "head", "shoulder")  # the body above the pelvis is no truth
UNUSUAL = {
    "distance_m": "{:g} m away",
    "yaw_deg": "yaw {:g} deg",
    "roll_deg": "roll {:g} deg",
    "noise_mm": "noise {:g} mm",
    "lost": "{:.0%} lost",
    "exchanged": "{:.0%} exchanged",
    "toe": "shoe's {}",
}


@dataclass(frozen=True)
class Phone:
    """How the runner is filmed. Noise is in millimetres on the body; shares are of the frames."""

    fps: float = 60.0
    view: View = "side"
    distance_m: float = 5.0
    yaw_deg: float = 0.0
    roll_deg: float = 0.0
    noise_mm: float = 8.0
    lost: float = 0.0
    exchanged: float = 0.0
    toe: str = "toe"
    seconds: float = 15.0

    @property
    def name(self) -> str:
        """What is not as usual, for tables."""
        parts = [f"{self.view} {self.fps:g} fps"]
        for field, text in UNUSUAL.items():
            if getattr(self, field) != getattr(Phone, field):
                parts.append(text.format(getattr(self, field)))
        return ", ".join(parts)


PHONES = (
    *(Phone(fps=fps) for fps in (30.0, 60.0, 120.0)),
    Phone(fps=25.0), Phone(fps=240.0, seconds=8.0), Phone(noise_mm=15.0),
    Phone(distance_m=3.0), Phone(yaw_deg=10.0), Phone(yaw_deg=20.0), Phone(roll_deg=5.0),
    Phone(lost=0.1), Phone(exchanged=0.05), Phone(toe="tip"),
    *(Phone(fps=fps, view="rear") for fps in (30.0, 60.0)),
)  # fmt: skip


def track_of(phone: Phone) -> Track:
    """The landmarks a network as good as BlazePose's points allow would give."""
    how = Film(
        view=phone.view,
        fps=phone.fps,
        seconds=phone.seconds,
        yaw_deg=phone.yaw_deg,
        roll_deg=phone.roll_deg,  # type: ignore[arg-type]
    )
    flat = filmed_points(points(how.times_s, phone.toe), how)
    track = _in_perspective(flat, how, phone.distance_m / rbds.leg_length_m())
    seed = np.random.default_rng(round(phone.fps))
    noise_px = phone.noise_mm / 1000 / rbds.leg_length_m() * how.leg_px
    track = with_noise(track, noise_px, seed=round(phone.fps))
    frames = np.arange(len(track.times_s))
    track = swapped(track, seed.choice(frames, round(phone.exchanged * len(frames)), replace=False))
    return unseen(track, seed.choice(frames, round(phone.lost * len(frames)), replace=False))


def points(times_s: Floats, toe: str) -> dict[str, Floats]:
    """Formula-body names to (frames, 3): x forward, y up, z right, leg lengths."""
    known = rbds.motion()
    middle = (known.joints["hip_l"] + known.joints["hip_r"]).mean(axis=0) / 2 * np.array([1, 1, 0])
    legs = {}
    for name, xyz in known.joints.items():
        joint, side = name.split("_")
        if joint in ("toe", "tip") and joint != toe:
            continue
        path = CubicSpline(known.times_s, (xyz - middle) / known.leg_m)(times_s)
        called = "foot_index" if joint == toe else joint
        legs[f"{'left' if side == 'l' else 'right'}_{called}"] = path[:, [0, 2, 1]] * [1, 1, -1]
    whole = body(Stick(cadence_spm=156.9), times_s * 156.9 / 120)
    lift = sum(legs[f"{s}_hip"] - whole[f"{s}_hip"] for s in SIDES) / 2
    return {name: xyz + lift for name, xyz in whole.items()} | legs


def _in_perspective(flat: Track, how: Film, distance_leg: float) -> Track:
    """Nearer points larger, about the middle of the picture; `depth` is in pixels, + away."""
    middle = np.array([640.0, 360.0])
    level = turned(flat.xy, how.roll_deg)
    larger = distance_leg / (distance_leg + flat.depth / how.leg_px)
    xy = middle + (level - middle) * larger[..., None]
    return replace(flat, xy=turned(xy, -how.roll_deg))


@cache
def gait_by(phone: Phone) -> Gait:
    """What the pipeline after the network makes of it; height is known."""
    runner = Runner(height_cm=100 * rbds.HEIGHT_M, speed_mps=rbds.SPEED_MPS, speed_source="given")
    return gait_of(track_of(phone), runner)


def score_phone(phone: Phone) -> list[Row]:
    """Every row of one virtual film."""
    gait, known = gait_by(phone), rbds.motion()
    side = gait.summary.near_side if phone.view == "side" else None
    clip = Clip("force plates", phone.name, "fit", phone.fps, phone.view, side)
    found = [unbiased(m, phone.view) for m in measure(gait) if not m.id.startswith(MADE_UP)]
    return [
        *score_numbers(clip, found, true_values(known.within(gait.summary.steady_s))),
        *score_strikes(clip, strikes_of(gait.contacts), known.strikes_s, gait.summary.steady_s),
    ]


def unbiased(m: Measurement, view: View) -> Measurement:
    """The measurement without what the table takes off for the network: markers have no bias."""
    bias = {metric.id: metric.bias_from(view) for metric in METRICS}.get(m.id, 0.0)
    if m.value is None or m.interval95 is None or not bias:
        return m
    low, high = m.interval95
    return replace(m, value=m.value + bias, interval95=(low + bias, high + bias))
