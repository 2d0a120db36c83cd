"""A clip made worse on purpose: wider, doubted or no number, never a confident wrong one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
import pytest
from formula_clips import Numbers, gait_of, numbers, unseen, with_frames, with_noise
from formula_runner import Film, Stick, film
from formula_truth import truth

from formcheck.errors import NoRunnerError
from formcheck.metrics import METRICS
from formcheck.skeleton import SIDES
from formcheck.types import Runner, Track

STICK = Stick()
HEIGHT = Runner(height_cm=STICK.height_cm)
ROW = {m.id: m for m in METRICS}  # the stick runner's points have none
FEET = [f"{side}_{part}" for side in SIDES for part in ("ankle", "heel", "foot_index")]
SHOES = [name for name in FEET if "ankle" not in name]
# A formula body has no true value for these, or one that depends on the camera.
WITHOUT_TRUTH = {"speed", "stride_length", "step_length"}


@dataclass(frozen=True)
class Worse:
    """A degradation and what must come of it.

    `reasons` are measurement keys with a part of their reason, None where no gait may be found
    at all; `wider` are keys with how much wider their interval must be than in the good clip.
    """

    how: Film
    change: Callable[[Track], Track]
    runner: Runner = HEIGHT
    view: str = "auto"
    reasons: tuple[tuple[str, str], ...] | None = ()
    wider: tuple[tuple[str, float], ...] = ()


def halved(track: Track) -> Track:
    return with_frames(track, np.arange(len(track.times_s)) % 2 == 0)


def thinned(track: Track) -> Track:
    return with_frames(track, np.random.default_rng(1).random(len(track.times_s)) < 0.5)


def noisy(track: Track) -> Track:
    return with_noise(track, 5.0)


def as_it_is(track: Track) -> Track:
    return with_noise(track, 1.5)


def without(names: list[str]) -> Callable[[Track], Track]:
    return lambda track: unseen(as_it_is(track), slice(None), *names)


GOOD = Worse(Film(), as_it_is)
WORSE = {
    "every second frame lost": Worse(Film(), lambda t: halved(as_it_is(t))),
    "half of the frames lost at random": Worse(Film(), lambda t: thinned(as_it_is(t))),
    "feet cropped off": Worse(Film(), without(FEET), reasons=None),
    "shoes cropped off": Worse(
        Film(), without(SHOES),
        reasons=(("foot_strike_angle:right", "seen in 0"), ("contact_time:right", "seen in 0")),
    ),
    "camera rolled by 12 deg, unknown, side": Worse(
        Film(roll_deg=12.0), as_it_is,
        reasons=(("trunk_lean:both", "tilted by about"), ("overstride:right", "tilted by about")),
        wider=(("trunk_lean:both", 2.5), ("tibia_angle:right", 2.0), ("overstride:right", 2.0)),
    ),
    "camera rolled by 12 deg, unknown, rear": Worse(
        Film("rear", roll_deg=-12.0), as_it_is,
        reasons=(("trunk_side_lean:left", "tilted by about 12"),),
    ),
    "camera 35 deg off square": Worse(
        Film(yaw_deg=35.0), as_it_is,
        reasons=(("overstride:right", "obliquely"), ("trunk_lean:both", "obliquely")),
    ),
    "camera 35 deg off square, called a side view": Worse(
        Film(yaw_deg=35.0), as_it_is, view="side",
        reasons=(("overstride:right", "° off"), ("trunk_lean:both", "° off")),
    ),
    "camera 20 deg off square": Worse(Film(yaw_deg=20.0), as_it_is),
    "three strides": Worse(
        Film(seconds=2.5), as_it_is, wider=(("cadence:both", 1.05),)
    ),
    "two strides": Worse(
        Film(seconds=2.2), as_it_is, reasons=(("trunk_lean:both", "rests on 2"),)
    ),
    "25 frames a second": Worse(
        Film(fps=25.0), as_it_is, reasons=(("foot_strike_angle:right", "25 frames a second"),)
    ),
    "points off by 17 mm": Worse(Film(), noisy),
    "height that contradicts the speed": Worse(
        Film(), as_it_is, runner=Runner(height_cm=145.0, speed_mps=2.5, speed_source="given"),
        reasons=(("overstride_distance:right", "contradict"),
                 ("vertical_oscillation:both", "contradict")),
    ),
}  # fmt: skip
EACH = pytest.mark.parametrize("name", WORSE)


@cache
def outcome(worse: Worse) -> Numbers:
    """Every number; none where the clip is refused."""
    track = worse.change(film(STICK, worse.how))
    try:
        return numbers(gait_of(track, worse.runner, view=worse.view))
    except NoRunnerError:
        return {}


def half_width(found: Numbers, key: str) -> float:
    low, high = found[key].interval95 or (np.nan, np.nan)
    return (high - low) / 2


@EACH
def test_no_measured_number_is_wrong_beyond_its_interval(name: str) -> None:
    for key, m in outcome(WORSE[name]).items():
        if m.status != "measured" or m.id in WITHOUT_TRUTH:
            continue
        true = truth(STICK, "right" if m.side == "right" else "left").get(m.id)
        if true is not None and m.interval95 is not None:
            true -= ROW[m.id].bias_from(WORSE[name].how.view)
            assert m.interval95[0] <= true <= m.interval95[1], (key, true, m.interval95)


@EACH
def test_it_says_why(name: str) -> None:
    worse = WORSE[name]
    assert worse.reasons is not None or not outcome(worse)
    for key, part in worse.reasons or ():
        m = outcome(worse)[key]
        assert m.status != "measured", key
        assert part in (m.reason or ""), (key, m.reason)


@EACH
def test_it_is_less_sure(name: str) -> None:
    for key, factor in WORSE[name].wider:
        good, found = (half_width(outcome(w), key) for w in (GOOD, WORSE[name]))
        assert found >= factor * good, key
