"""Exchanged legs are put back and counted; a clean runner is left alone."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from formula_body import stand
from formula_clips import joined, swapped, unseen, with_noise
from formula_runner import Film, Stick, film, filmed_points
from hypothesis import given
from hypothesis import strategies as st

from formcheck.clean import clean
from formcheck.clean.swaps import _viterbi, repair_swaps
from formcheck.types import Track

RATES = pytest.mark.parametrize("fps", [30.0, 60.0, 120.0])


def spans(track: Track, seed: int, count: int = 8) -> np.ndarray:
    """Frames of short stretches at random, as networks exchange legs."""
    rng, n = np.random.default_rng(seed), len(track.times_s)
    longest = max(2, round(0.1 * n / track.times_s[-1]))
    starts = rng.choice(np.arange(2, n - longest - 2), count, replace=False)
    return np.unique([s + k for s in starts for k in range(rng.integers(1, longest + 1))])


def legs_px(found: Track, wanted: Track) -> np.ndarray:
    """Which frames differ from the wanted naming."""
    return np.flatnonzero(np.abs(found.xy - wanted.xy).max(axis=(1, 2)) > 1e-9)


@RATES
def test_swaps_at_random_are_put_back_and_counted(fps: float) -> None:
    for seed in range(3):
        track = with_noise(film(Stick(), Film(fps=fps)), 1.5, seed)
        frames = spans(track, seed)
        found = repair_swaps(swapped(track, frames))
        wrong = legs_px(found, track)
        # where the legs pass each other either name fits
        assert len(wrong) <= 0.15 * len(frames), (seed, wrong)
        assert found.swaps_repaired == pytest.approx(len(frames), abs=0.15 * len(frames))


@RATES
@pytest.mark.parametrize("seconds", [3.0, 6.0, 8.3])
def test_none_is_invented_on_a_clean_runner(fps: float, seconds: float) -> None:
    track = film(Stick(), Film(fps=fps, seconds=seconds))
    found = repair_swaps(track)
    assert found.swaps_repaired == 0
    assert np.array_equal(found.xy, track.xy)


@given(seed=st.integers(0, 1000), spm=st.floats(145, 195), start=st.floats(0, 0.7))
def test_none_is_invented_under_noise(seed: int, spm: float, start: float) -> None:
    how = Film(fps=30.0, first_strike_s=start)
    track = with_noise(film(Stick(cadence_spm=spm, contact_s=0.24), how), 3.0, seed)
    assert repair_swaps(track).swaps_repaired <= 1


def test_swaps_are_put_back_over_holes_and_uneven_frames() -> None:
    track = film(Stick(), Film(fps=60.0))
    holed = unseen(track, slice(100, 106), "left_ankle", "left_heel", "left_foot_index")
    frames = np.arange(200, 212)
    found = repair_swaps(swapped(holed, frames))
    assert found.swaps_repaired == pytest.approx(12, abs=2)


def test_the_near_and_far_leg_keep_their_names_when_most_are_right() -> None:
    track = film(Stick(), Film(fps=60.0))
    frames = np.flatnonzero(np.arange(len(track.times_s)) % 60 < 18)  # nearly a third
    assert len(legs_px(repair_swaps(swapped(track, frames)), track)) <= 6


@RATES
@pytest.mark.parametrize("moment", [0.1, 0.3, 0.55, 0.8])
def test_the_same_moment_of_every_stride_misnamed_is_put_back(fps: float, moment: float) -> None:
    """Small runners filmed at 30 frames a second are misnamed so; most strides are wrong there."""
    how, stick = Film(fps=fps), Stick()
    track = with_noise(film(stick, how), 1.0)
    phase = (how.times_s - how.first_strike_s) / stick.stride_s % 1
    frames = np.flatnonzero(np.abs(phase - moment) < 0.06)
    wrong = legs_px(repair_swaps(swapped(track, frames)), track)
    assert len(wrong) <= 0.15 * len(frames)


def test_depth_and_sight_go_with_the_leg() -> None:
    track = film(Stick(), Film(fps=60.0))
    column = track.names.index("left_ankle")
    found = repair_swaps(swapped(track, np.arange(100, 110)))
    put_back = legs_px(swapped(track, np.arange(100, 110)), found)
    assert len(put_back) >= 8
    other = track.names.index("right_ankle")
    assert np.array_equal(found.depth[put_back, column], track.depth[put_back, other])
    assert np.array_equal(found.visibility[put_back, column], track.visibility[put_back, other])


def test_a_halt_does_not_make_the_legs_change_names() -> None:
    how = Film(seconds=4.0)
    halt = with_noise(filmed_points(stand(np.arange(200) / 60), Film(seconds=200 / 60)), 1.0)
    for again in (0.1, 0.45):  # starts off with either foot
        track = joined(
            film(Stick(), how), halt, film(Stick(), Film(seconds=5.0, first_strike_s=again))
        )
        assert repair_swaps(track).swaps_repaired <= 15  # of 740 frames


def test_a_clip_too_short_to_know_the_usual_course_is_left_alone() -> None:
    track = film(Stick(), Film(fps=30.0, seconds=0.9))
    assert repair_swaps(track) is track


def test_a_clip_without_legs_is_left_alone() -> None:
    track = unseen(film(), slice(None))
    assert clean(track).swaps_repaired == 0


@given(seed=st.integers(0, 999))
def test_no_course_through_two_states_is_cheaper(seed: int) -> None:
    rng = np.random.default_rng(seed)
    costs, penalty = rng.uniform(0, 5, (9, 2)), rng.uniform(-1, 4, 8)

    def cost(states: tuple[int, ...]) -> float:
        return float(costs[range(9), states].sum() + penalty[np.diff(states) != 0].sum())

    cheapest = min(product((0, 1), repeat=9), key=cost)
    assert _viterbi(costs, penalty).tolist() == [state == 1 for state in cheapest]
