"""Treadmill or open ground, and how fast the runner goes over it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from formcheck.gait.body import mid
from formcheck.gait.motion import Motion
from formcheck.gait.running_frame import slow
from formcheck.types import Floats, Runner, Setting, Surface, Track
from formcheck.types.said import Said

STAYS: Final = 0.2  # of the ground's speed under the hips; by us, as are the following
TRAVELS: Final = 0.6
TRAVELS_ALONG: Final = 0.35  # seen by a camera that moves along: what is far off passes slower
GROWS: Final = (0.10, 0.25)  # share by which the body changes size: hardly, plainly
# Errors of an estimated speed over ground beside that of the scale, as shares. The foot that
# stands: its points slide a little in shoes and blur. The hips against the background: the way
# is not quite square to the camera (5 deg), nor the lens free of distortion; more when the
# camera turns after the runner.
FOOT_CV: Final = 0.03
STANDING_CV: Final = 0.02
TURNING_CV: Final = 0.05
APART: Final = 0.10  # by which the two may differ; more, and the background is not that far off


@dataclass(frozen=True, slots=True)
class Ground:
    """How the ground passes, in leg lengths a second, and how that is known.

    Attributes
    ----------
    speed_leg_s : NaN when neither foot nor background shows it
    cv : its standard error as a share, beside that of the scale
    is_seen : whether places in the picture are places on the ground
    doubt : why it carries no verdict; None when nothing speaks against it
    """

    setting: Setting
    speed_leg_s: float
    cv: float = 0.0
    is_seen: bool = False
    doubt: str | None = None


def find_ground(track: Track, progress: Floats, foot_leg_s: float, camera: Motion) -> Ground:
    """Setting and speed from how the hips get on and how fast the standing foot goes back.

    `track` and `progress` (leg lengths) are on one still picture, the track not yet brought to
    one size; `foot_leg_s` is NaN from rear and front.
    """
    hips_leg_s = _slope(track.times_s, progress)
    setting = _setting(track, hips_leg_s, foot_leg_s, camera)
    if setting != "overground" or not np.isfinite(foot_leg_s):
        return Ground(setting, foot_leg_s)
    if camera.is_unknown:
        return Ground(setting, foot_leg_s, FOOT_CV)
    return _compared(foot_leg_s, abs(hips_leg_s), camera)


def _compared(foot_leg_s: float, hips_leg_s: float, camera: Motion) -> Ground:
    """The mean of both ways by their errors; the foot's alone where they contradict."""
    hips_cv = TURNING_CV if camera.moving else STANDING_CV
    apart = float(np.log(hips_leg_s / foot_leg_s))
    if abs(apart) > APART:
        cv = FOOT_CV if camera.moving else max(FOOT_CV, abs(apart) / 2)
        return Ground("overground", foot_leg_s, cv, doubt=_doubt(apart, camera))
    weights = np.array([FOOT_CV**-2, hips_cv**-2])
    mean = float(np.exp(np.average(np.log([foot_leg_s, hips_leg_s]), weights=weights)))
    return Ground("overground", mean, max(float(weights.sum() ** -0.5), abs(apart) / 2), True)


def _doubt(apart: float, camera: Motion) -> str:
    if camera.moving:
        return Said("the camera went along, so that the background does not confirm the speed")
    return Said(
        "foot and background tell speeds {apart:.0%} apart; film square to the way",
        apart=abs(apart),
    )


def _setting(track: Track, hips_leg_s: float, foot_leg_s: float, camera: Motion) -> Setting:
    """Treadmill when the body stays in place, overground when it travels or changes size.

    Without a background to tell, a body that stays in the picture says nothing: the camera may
    have followed it.
    """
    stays: Setting = "unknown" if camera.is_unknown else "treadmill"
    if np.isfinite(foot_leg_s) and foot_leg_s > 0:
        share = abs(hips_leg_s) / foot_leg_s
        travels = TRAVELS_ALONG if camera.moving else TRAVELS
        return stays if share < STAYS else "overground" if share > travels else "unknown"
    growth = _growth(track)
    return stays if growth < GROWS[0] else "overground" if growth > GROWS[1] else "unknown"


def _growth(track: Track) -> float:
    """By what share the body is larger at its largest, a second's mean."""
    length_s = track.times_s[-1] - track.times_s[0]
    size = np.linalg.norm(mid(track, "shoulder") - mid(track, "hip"), axis=1)
    size = slow(size, track.times_s, min(1.0, length_s / 3))
    return float(np.nanmax(size) / np.nanmin(size)) - 1


def _slope(times_s: Floats, values: Floats) -> float:
    seen = np.isfinite(values)
    return float(np.polyfit(times_s[seen], values[seen], 1)[0])


def with_speed(runner: Runner, ground: Ground, m_per_leg: float | None) -> Runner:
    """The runner with a surface and, where a scale allows it, an estimated speed."""
    surface: Surface = runner.surface
    if surface == "unknown" and ground.setting == "treadmill":
        surface = "treadmill"
    runner = replace(runner, surface=surface)
    if runner.speed_mps is not None:
        return replace(runner, speed_source="given")
    if m_per_leg is None or not np.isfinite(ground.speed_leg_s):
        return runner
    speed_mps = float(ground.speed_leg_s * m_per_leg)
    return replace(runner, speed_mps=speed_mps, speed_source="estimated")
