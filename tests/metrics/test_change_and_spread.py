"""Numbers that tell a change or a spread over the clip: each follows what the runner does."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from formula_body import slow_wave
from formula_clips import filmed, filmed_numbers
from formula_runner import Film, Stick

from formcheck.metrics.arm_leg_locking import arm_leg_locking
from formcheck.metrics.knee_gap import knee_gap
from formcheck.metrics.reading import of, strides
from formcheck.metrics.shoulder_lift import shoulder_lift
from formcheck.skeleton import LANDMARKS
from formcheck.types import Gait

TIRED = Stick(shrug_per_stride=0.004, arms_unsteady_deg=30.0, feet_unsteady_cm=1.0)
SIDE, REAR, FRONT = (Film(view, seconds=9.0) for view in ("side", "rear", "front"))
RIGHT_KNEE = LANDMARKS.index("right_knee")
EARS = 0.28  # leg lengths above the shoulders at the first strike


def first_strides(gait: Gait, n: int) -> Gait:
    return replace(gait, summary=replace(gait.summary, contacts=gait.contacts[: 2 * n + 2]))


@pytest.mark.parametrize("how", [SIDE, REAR, FRONT], ids=lambda how: how.view)
def test_shoulders_that_rise_are_seen_to_rise(how: Film) -> None:
    got = filmed_numbers(TIRED, how)["shoulder_lift:both"]
    n = len(list(strides(filmed(TIRED, how), "right")))
    rise, apart = TIRED.shrug_per_stride, n - n // 3  # strides from one third to the other
    first = EARS - rise * n // 3 / 2
    assert got.value == pytest.approx(100 * rise * apart / first, rel=0.12)
    assert got.status == "indicative" and "a usual range shown is our own" in str(got.reason)


def test_arms_that_lose_the_rhythm_lower_the_locking() -> None:
    spans = np.array(list(strides(filmed(TIRED, SIDE), "right")))
    phase = (spans - SIDE.first_strike_s) / TIRED.stride_s
    lags = [slow_wave(np.linspace(a, b, 99) - 0.5).mean() for a, b in phase]
    locked = abs(np.exp(1j * np.radians(TIRED.arms_unsteady_deg * np.array(lags))).mean())
    assert locked < 0.95
    got = filmed_numbers(TIRED, SIDE)["arm_leg_locking:right"]
    assert got.value == pytest.approx(locked, abs=0.012)
    assert got.n == len(spans)  # strides far from the others are the point


def test_feet_set_down_here_and_there_show_as_spread() -> None:
    moments = [c.strike_s + 0.14 * TIRED.stride_s for c in of(filmed(TIRED, REAR), "left")]
    phase = (np.array(moments) - REAR.first_strike_s) / TIRED.stride_s
    placed_cm = TIRED.feet_unsteady_cm * np.std(slow_wave(phase), ddof=1)
    got = filmed_numbers(TIRED, REAR)["ankle_steadiness:left"]
    assert got.value == pytest.approx(placed_cm / np.sqrt(2), rel=0.1)
    assert got.status == "indicative" and "a usual range shown is our own" in str(got.reason)


def test_a_few_strides_tell_no_change_and_no_rhythm() -> None:
    gait = filmed(TIRED, SIDE)
    assert len(shoulder_lift(first_strides(gait, 6))) == 2
    assert shoulder_lift(first_strides(gait, 4)).size == 0
    assert arm_leg_locking(first_strides(gait, 4), "right").size == 4
    assert arm_leg_locking(first_strides(gait, 2), "right").size == 0


def test_the_gap_of_the_knees_is_the_one_at_their_closest() -> None:
    gait = filmed(TIRED, REAR)
    path = gait.path.copy()
    path[:, RIGHT_KNEE, 0] += 0.1 * np.abs(np.sin(2 * np.pi * gait.times_s / TIRED.stride_s))
    wider = knee_gap(replace(gait, path=path)) - knee_gap(gait)
    assert 0 <= wider.mean() < 0.1  # at their widest it would be 0.36 more
