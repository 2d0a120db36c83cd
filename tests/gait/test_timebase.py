"""How many times slower than life a film plays: by the user, the file, the runner."""

from __future__ import annotations

import numpy as np
import pytest
from formula_body import stand, walk
from formula_clips import joined, played, unseen, with_noise
from formula_runner import Film, Stick, film, filmed_points

from formcheck.clean import drop_unseen, smooth
from formcheck.errors import NoRunnerError
from formcheck.gait import find_slow_motion, one_speed
from formcheck.gait.beat import find_beats
from formcheck.gait.factors import factors_at, likely
from formcheck.gait.timebase import slow_motion_factor
from formcheck.types import Capture, SlowMotion, Track

VIEWS = pytest.mark.parametrize("view", ["side", "rear", "front"])


def calm(track: Track) -> Track:
    return smooth(drop_unseen(track))


def found(track: Track, given: float | None = None, filmed_fps: float | None = None) -> SlowMotion:
    capture = None if filmed_fps is None else Capture(filmed_fps, "com.android.capture.fps")
    return find_slow_motion(calm(track), given, capture=capture)


def brief(slow: SlowMotion) -> tuple[float, str]:
    return slow.factor, slow.how


def slowed(factor: float, shown_fps: float = 30.0, spm: float = 168.0, strides: int = 5) -> Track:
    """A runner filmed fast enough and shown at that rate."""
    stick = Stick(cadence_spm=spm, contact_s=0.24)
    how = Film(fps=shown_fps * factor, seconds=strides * stick.stride_s)
    return played(film(stick, how), factor)


# ------------------------------------------------------------ by the runner


@VIEWS
@pytest.mark.parametrize("factor", [2.0, 4.0, 8.0])
def test_slow_motion_is_found_and_its_reason_told(view: str, factor: float) -> None:
    how = Film(view, fps=30.0 * factor, seconds=4.0)
    slow = found(with_noise(played(film(Stick(), how), factor), 1.0))
    assert (brief(slow), slow.rivals, slow.warning) == ((factor, "plausibility"), (), None)
    assert "inferred" in slow.reason and "say how many times slower" in slow.reason
    assert f"divided by {factor:g}" in slow.reason


@pytest.mark.parametrize(
    ("factor", "shown_fps"),
    [(2.5, 24.0), (2.4, 25.0), (4.8, 25.0), (5.0, 24.0), (9.6, 25.0), (10.0, 24.0), (16.0, 30.0)],
)
def test_other_factors_than_powers_of_two_are_found(factor: float, shown_fps: float) -> None:
    assert brief(found(slowed(factor, shown_fps))) == (factor, "plausibility")


@pytest.mark.parametrize("spm", [148.0, 166.0, 195.0])
def test_real_time_is_left_alone(spm: float) -> None:
    slow = found(film(Stick(cadence_spm=spm, contact_s=0.24)))
    assert brief(slow) == (1.0, "none")
    assert (slow.rivals, slow.warning) == ((), None)
    assert "real time" in slow.reason


def test_walkers_and_empty_clips_are_never_slow_motion() -> None:
    how = Film()
    walker = filmed_points(walk(how.times_s * 112 / 120), how)
    assert brief(found(with_noise(walker, 1.0))) == (1.0, "none")
    assert brief(found(unseen(film(), slice(None)))) == (1.0, "none")


@pytest.mark.parametrize(
    ("spm", "factor"),
    [(130.0, 1.0), (88.0, 2.0), (43.0, 4.0), (21.0, 8.0), (240.0, 1.0), (2.0, 1.0)],
)
def test_factors_make_a_cadence_usual(spm: float, factor: float) -> None:
    assert slow_motion_factor(spm) == factor


def test_two_plausible_factors_are_both_told() -> None:
    slow = found(slowed(4.0, 25.0, spm=154.0))  # or 4.8 times, and 185 steps a minute
    assert {slow.factor, *slow.rivals} == {4.0, 4.8}
    assert slow.doubt == pytest.approx(0.2, abs=0.035)
    assert "not certain" in slow.warning


def test_shares_of_the_factors_are_those_of_one() -> None:
    assert sum(likely(39.0, 25.0).values()) == pytest.approx(1.0, abs=0.05)
    assert not likely(120.0, 30.0)
    assert 4.8 in factors_at(25.0) and 4.8 not in factors_at(29.97) and 8.0 in factors_at(29.97)


@pytest.mark.parametrize("spm", [310.0, 340.0, 400.0])
def test_a_film_played_too_fast_is_refused(spm: float) -> None:
    fast = played(film(Stick(), Film(fps=30.0, seconds=8.0)), 166.0 / spm)
    with pytest.raises(NoRunnerError, match="plays faster than life") as told:
        found(fast)
    assert f"{spm:.0f}" in told.value.problem or f"{spm + 1:.0f}" in told.value.problem


def test_a_sprint_or_a_film_played_faster_is_doubted() -> None:
    slow = found(played(film(Stick(), Film(seconds=8.0)), 166.0 / 250.0))
    assert brief(slow) == (1.0, "none")
    assert slow.doubt > 0.3 and "sprint" in slow.warning


# ------------------------------------------------------------ by the user


def test_what_the_user_says_counts() -> None:
    assert brief(found(film(), 4.0)) == (4.0, "given")
    assert brief(found(played(film(), 4.0), 1.0)) == (1.0, "given")


def test_a_factor_under_which_nobody_runs_is_believed_with_a_loud_warning() -> None:
    slow = found(film(), 3.0)
    assert brief(slow) == (3.0, "given")
    assert "LOOK AT THIS" in slow.warning and "498" in slow.warning
    assert found(played(film(), 4.0), 4.0).warning is None


# ------------------------------------------------------------ by the file


def test_the_file_is_believed_where_the_runner_agrees() -> None:
    slow = found(slowed(8.0), filmed_fps=240.0)
    assert brief(slow) == (pytest.approx(8.0, rel=1e-3), "container")
    assert "com.android.capture.fps" in slow.reason and slow.warning is None


def test_a_file_of_240_pictures_a_second_shown_as_such_is_real_time() -> None:
    slow = found(film(Stick(), Film(fps=240.0, seconds=4.0)), filmed_fps=240.0)
    assert brief(slow) == (1.0, "container")


def test_a_file_that_the_runner_contradicts_is_not_believed() -> None:
    slow = found(film(Stick(), Film(fps=30.0)), filmed_fps=240.0)
    assert brief(slow) == (1.0, "none")
    assert "The file says 8 times" in slow.warning and "steps a minute" in slow.warning
    slow = found(slowed(8.0), filmed_fps=30.0)
    assert brief(slow) == (8.0, "plausibility")
    assert "The file says 1 times" in slow.warning


def test_the_file_decides_where_the_runner_allows_two_factors() -> None:
    slow = found(slowed(4.0, 25.0, spm=154.0), filmed_fps=100.0)
    assert brief(slow) == (pytest.approx(4.0, rel=1e-3), "container")
    assert slow.rivals == ()


def test_a_time_lapse_without_running_is_refused_as_one() -> None:
    how = Film(fps=30.0)
    stander = filmed_points(stand(how.times_s), how)
    with pytest.raises(NoRunnerError, match="time lapse"):
        found(stander, filmed_fps=2.0)


# ------------------------------------------------------------ several speeds


def ramp(factor: float) -> Track:
    """Six strides in real time, nine slow, six in real time, without a break in the run."""
    stick, shown_fps = Stick(), 30.0
    real = Film(fps=shown_fps, seconds=6 * stick.stride_s)
    slow = Film(fps=shown_fps * factor, seconds=9 * stick.stride_s)
    rest = Film(fps=shown_fps, seconds=6 * stick.stride_s)
    return joined(film(stick, real), played(film(stick, slow), factor), film(stick, rest))


@pytest.mark.parametrize("factor", [2.0, 4.0, 8.0])
def test_a_film_slow_in_its_middle_is_measured_in_one_part(factor: float) -> None:
    slow = found(ramp(factor))
    assert brief(slow) == (factor, "plausibility")
    start, end = slow.part_s
    stride_s = Stick().stride_s
    assert start >= (6 - 1.2) * stride_s and end <= (6 + 9 * factor + 1.2) * stride_s
    assert end - start > 3 * factor * stride_s
    assert "changes its speed" in slow.warning
    assert len(find_beats(calm(ramp(factor)))) >= 2


def test_what_plays_at_another_speed_is_not_seen() -> None:
    track = ramp(4.0)
    slow = SlowMotion(4.0, "given", part_s=(4.0, 8.0))
    real = one_speed(track, slow)
    assert np.allclose(real.times_s, track.times_s / 4)
    seen = np.isfinite(real["left_hip"][:, 0])
    assert np.array_equal(seen, (track.times_s >= 4.0) & (track.times_s <= 8.0))


def test_one_speed_is_one_beat() -> None:
    assert len(find_beats(calm(film(Stick(), Film(seconds=8.0))))) == 1
    assert found(film()).part_s is None
