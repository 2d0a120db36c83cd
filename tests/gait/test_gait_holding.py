"""Hands that hold on, slopes, and what the pictures say: each seen where it is, only there."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from formula_clips import gait_of, read, with_noise
from formula_runner import Film, Stick, film, turned

from formcheck.clean import clean, smooth
from formcheck.gait import Level, check_quality, with_parts
from formcheck.gait.verdict import verdict
from formcheck.metrics import measure
from formcheck.skeleton import LANDMARKS
from formcheck.types import Gait, Looks, Runner, Track

HAND = ("wrist", "pinky", "index", "thumb")
KNOWN = Level(0.0, 1.0)


def held(track: Track, side: str) -> Track:
    """The hand of that side fixed in the picture, as on a rail."""
    xy = track.xy.copy()
    for part in HAND:
        column = LANDMARKS.index(f"{side}_{part}")
        xy[:, column] = np.median(xy[:, column], axis=0)
    return replace(track, xy=xy)


def seen(track: Track, runner: Runner | None = None, level: Level | None = KNOWN) -> Gait:
    return with_parts(gait_of(track, runner, level=level), smooth(clean(track)))


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_hand_on_the_rail_is_seen(side: str) -> None:
    gait = seen(with_noise(held(film(), side), 1.5))
    assert gait.summary.holding == (side,)
    check = next(c for c in check_quality(gait, film()) if c.check == "handrail")
    assert not check.ok and side in check.detail and check.advice
    arms = [m for m in measure(gait) if m.id == "arm_swing" and m.side == side]
    assert arms and all(m.status != "measured" for m in arms)


@pytest.mark.parametrize("view", ["side", "rear", "front"])
@pytest.mark.parametrize("swing_deg", [15.0, 50.0])
def test_free_hands_hold_nothing(view: str, swing_deg: float) -> None:
    track = with_noise(film(Stick(arm_swing_deg=swing_deg), Film(view)), 1.5)  # type: ignore[arg-type]
    assert seen(track).summary.holding == ()


def test_a_hidden_hand_says_nothing() -> None:
    track = held(film(), "left")
    track.xy[: len(track.xy) * 7 // 10, LANDMARKS.index("left_wrist")] = np.nan
    assert seen(track).summary.holding == ()


# ------------------------------------------------------------ slope


def tilted(pct: float, fps: float = 60.0) -> Track:
    """A film of somebody who runs up such a belt, seen by a level camera."""
    track = film(Stick(), Film(fps=fps, seconds=10.0))
    return replace(track, xy=turned(track.xy, -float(np.degrees(np.arctan(pct / 100)))))


def test_a_level_belt_is_level() -> None:
    runner = seen(with_noise(tilted(0.0), 1.0)).runner
    assert runner.incline_source == "none" and runner.incline_pct == 0.0
    assert runner.incline_seen_pct is not None and runner.incline_sd_pct is not None
    assert abs(runner.incline_seen_pct) < 2 * runner.incline_sd_pct


@pytest.mark.parametrize(("pct", "source"), [(5.0, "none"), (9.0, "none"), (14.0, "seen")])
def test_a_steep_belt_is_seen_with_its_error(pct: float, source: str) -> None:
    runner, level = (seen(with_noise(tilted(p), 1.0)).runner for p in (pct, 0.0))
    assert runner.incline_source == source
    assert runner.incline_seen_pct is not None and level.incline_seen_pct is not None
    assert runner.incline_seen_pct - level.incline_seen_pct == pytest.approx(pct, abs=1.0)
    assert abs(runner.incline_seen_pct - pct) < 2 * (runner.incline_sd_pct or 0.0)


def test_what_is_given_counts_and_an_unknown_roll_says_nothing() -> None:
    given = Runner(height_cm=176.0, incline_pct=6.0, incline_source="given")
    runner = seen(tilted(14.0), given).runner
    assert (runner.incline_source, runner.incline_pct) == ("given", 6.0)
    assert seen(tilted(14.0), level=Level(0.0, 3.0)).runner.incline_seen_pct is None


@pytest.mark.parametrize(("pct", "fps"), [(30.0, 60.0), (14.0, 30.0)])
def test_no_slope_is_read_askew_or_from_three_pictures_of_a_contact(pct: float, fps: float) -> None:
    runner = seen(tilted(pct, fps)).runner
    assert runner.incline_seen_pct is None and runner.incline_source == "none"


# ------------------------------------------------------------ pictures and verdict

GOOD = Looks(80.0, 120.0, 50.0, 0.02, 0.015, 0.02)


@pytest.mark.parametrize(
    ("looks", "check", "word"),
    [
        (replace(GOOD, runner_light=9.0, surround_light=15.0), "light", "poor"),
        (replace(GOOD, runner_light=40.0, surround_light=200.0), "light", "usable"),
        (replace(GOOD, leg_contrast=6.0), "contrast", "usable"),
        (replace(GOOD, foot_edge_per_leg=0.078), "sharp_feet", "usable"),
        (replace(GOOD, bits_per_pixel=0.001), "compression", "poor"),
    ],
)
def test_what_hurts_most_comes_first_with_advice(looks: Looks, check: str, word: str) -> None:
    track = film(Stick(), Film(seconds=10.0))
    gait = seen(track)
    assert verdict(check_quality(gait, track, GOOD)).word == "good"
    first = check_quality(gait, track, looks)[0]
    assert first.check == check and not first.ok and first.advice
    assert verdict(check_quality(gait, track, looks)).word == word


def test_free_arms_keep_their_numbers() -> None:
    assert read(film())["arm_swing:right"].status == "measured"


def test_who_asked_for_fewer_pictures_is_not_told_to_film_with_more() -> None:
    track = film(Stick(), Film(seconds=10.0, fps=30.0))
    gait = seen(track)
    rates = {
        every: next(
            c for c in check_quality(gait, track, GOOD, every=every) if c.check == "frame_rate"
        )
        for every in (1, 2)
    }
    assert "Film with 60" in rates[1].advice and rates[2].advice.startswith("Look at all pictures")
    assert not rates[2].ok and rates[2].harm == rates[1].harm
    assert rates[2].detail == "30 frames a second looked at, one in 2 of the clip"
    fine = film(Stick(), Film(seconds=10.0, fps=60.0))
    assert all(c.ok for c in check_quality(seen(fine), fine, GOOD, every=2))
