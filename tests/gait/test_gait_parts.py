"""What happens in a clip, and which part is measured."""

from __future__ import annotations

import numpy as np
import pytest
from formula_body import walk
from formula_clips import joined, with_noise
from formula_runner import Film, Stick, film, filmed_points

from formcheck.clean import clean, smooth
from formcheck.gait import find_gait, with_parts
from formcheck.gait.pace import pace_spans
from formcheck.types import Floats, Part, Runner, Track

EVEN_HZ = 2.8


def parts_of(track: Track) -> tuple[Part, ...]:
    exact = clean(track)
    calm = smooth(exact)
    return with_parts(find_gait(exact, calm, Runner(height_cm=176.0)), calm).summary.parts


def runs(cadence_spm: float, seconds: float) -> Track:
    return with_noise(film(Stick(cadence_spm=cadence_spm), Film(seconds=seconds)), 1.0)


@pytest.mark.parametrize("view", ["side", "rear", "front"])
def test_even_running_is_one_part(view: str) -> None:
    (only,) = parts_of(with_noise(film(Stick(), Film(view, seconds=20.0)), 2.0))  # type: ignore[arg-type]
    assert only.activity == "running" and only.is_measured and only.reason is None
    assert only.cadence_spm == pytest.approx(166.0, abs=1.0)


@pytest.mark.parametrize(("first", "second"), [(10.0, 14.0), (14.0, 10.0)])
def test_of_two_paces_the_longer_is_measured_and_the_other_said(
    first: float, second: float
) -> None:
    slow, fast = parts_of(joined(runs(160.0, first), runs(172.0, second)))
    assert slow.end_s == fast.start_s == pytest.approx(first, abs=0.8)
    assert slow.cadence_spm == pytest.approx(160.0, abs=1.5)
    assert fast.cadence_spm == pytest.approx(172.0, abs=1.5)
    longer, other = (slow, fast) if first > second else (fast, slow)
    assert longer.is_measured and not other.is_measured
    assert "another pace" in (other.reason or "")


def test_walking_before_is_said_and_left_out() -> None:
    how = Film(seconds=4.0)
    walker = with_noise(filmed_points(walk(how.times_s * 112 / 120), how), 1.0)
    before, running = parts_of(joined(walker, runs(170.0, 10.0)))
    assert (before.activity, before.reason, before.is_measured) == ("walking", "walking", False)
    assert running.is_measured and before.start_s == 0.0 and before.end_s == running.start_s


# ------------------------------------------------------------ pace


def steps(rate_hz: Floats, scatter: float = 0.02) -> Floats:
    """Ankles apart at that step rate, whose single strides scatter."""
    rng = np.random.default_rng(1)
    stride = np.floor(np.cumsum(rate_hz) / 60 / 2).astype(int)
    varied = rate_hz * (1 + rng.normal(0, scatter, stride.max() + 1))[stride]
    return 0.8 * np.abs(np.sin(np.pi * np.cumsum(varied) / 60)) + rng.normal(0, 0.01, len(stride))


@pytest.mark.parametrize("drift_per_min", [0.0, 0.02])
def test_scatter_and_slow_drift_stay_one_part(drift_per_min: float) -> None:
    times_s = np.arange(0, 180, 1 / 60)
    apart = steps(EVEN_HZ * (1 + drift_per_min * times_s / 60))
    assert len(pace_spans(apart, times_s, EVEN_HZ)) == 1


def test_a_step_in_pace_is_found_where_it_is() -> None:
    times_s = np.arange(0, 60, 1 / 60)
    spans = pace_spans(steps(EVEN_HZ * (1 + 0.06 * (times_s > 25))), times_s, EVEN_HZ)
    assert len(spans) == 2 and spans[0][1] == pytest.approx(25.0, abs=2.0)


def test_a_ramp_is_no_even_part() -> None:
    times_s = np.arange(0, 60, 1 / 60)
    rate = EVEN_HZ * (1 + 0.12 * np.clip((times_s - 20) / 20, 0, 1))
    assert len(pace_spans(steps(rate), times_s, EVEN_HZ)) >= 2
