"""A slow-motion factor of which nobody is sure reaches the numbers that depend on time."""

from __future__ import annotations

from dataclasses import replace

import pytest
from formula_clips import Numbers, gait_of, numbers
from formula_runner import Film, Stick, film

from formcheck.types import Runner, SlowMotion

TIMES = ("cadence", "stride_time", "contact_time:right", "flight_time:right", "stride_length")
ANGLES = ("knee_flexion_stance:right", "trunk_lean", "overstride:right", "duty_factor:right")


def read(*rivals: float) -> Numbers:
    """The numbers of a runner filmed four times slower than life, or as the rivals say."""
    gait = gait_of(film(Stick(), Film(seconds=8.0)), Runner(speed_mps=3.0, speed_source="given"))
    slow = SlowMotion(4.0, "plausibility", rivals=rivals)
    return {
        m.key.removesuffix(":both"): m for m in numbers(replace(gait, slow_motion=slow)).values()
    }


@pytest.mark.parametrize("key", TIMES)
@pytest.mark.parametrize("rival", [3.3, 4.8])
def test_what_depends_on_time_is_indicative_and_reaches_the_other_factor(key, rival):
    sure, doubted = read()[key], read(rival)[key]
    assert sure.status == "measured"
    assert doubted.status == "indicative" and f"4 or {rival:g} times" in doubted.reason
    assert doubted.value == sure.value
    share = 4.0 / rival if key != "cadence" else rival / 4.0
    low, high = doubted.interval95
    assert low <= share * sure.value <= high


@pytest.mark.parametrize("key", ANGLES)
def test_what_does_not_stays_as_it_is(key):
    sure, doubted = read()[key], read(4.8)[key]
    assert (doubted.value, doubted.status) == (sure.value, sure.status)


def test_a_rival_close_by_only_widens_the_interval():
    sure, doubted = read()["cadence"], read(4.1)["cadence"]
    assert doubted.status == "measured"
    assert doubted.interval95[1] - doubted.interval95[0] > sure.interval95[1] - sure.interval95[0]
    assert doubted.interval95[0] <= sure.value * 4.1 / 4.0 <= doubted.interval95[1]
