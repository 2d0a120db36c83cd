"""Contacts: none missed, none invented, alternating, at the right moments."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from formula_clips import filmed, gait_of, unseen, with_frames, with_noise
from formula_runner import Film, Stick, film, strikes_s
from hypothesis import given
from hypothesis import strategies as st

from formcheck.gait.contacts import Ticks, _guided
from formcheck.gait.steady import steady_span
from formcheck.skeleton import SIDES
from formcheck.types import Gait


def matched_ms(gait: Gait, stick: Stick, how: Film) -> np.ndarray:
    """Found minus true strikes in the steady part, ms; fails when one is missed or invented."""
    off = []
    start, end = gait.summary.steady_s
    for side in SIDES:
        found = np.array([c.strike_s for c in gait.contacts if c.side == side])
        true = strikes_s(stick, how, side)
        true = true[(true > start - 0.05) & (true < end + 0.05)]
        assert len(found) == len(true), (side, found, true)
        off.append(found - true)
    return 1000 * np.concatenate(off)


def alternate(gait: Gait) -> bool:
    return all(a.side != b.side for a, b in pairwise(gait.contacts))


@pytest.mark.parametrize("towards", ["left", "right"])
@pytest.mark.parametrize(("fps", "near_ms"), [(30.0, 4.0), (60.0, 2.0), (120.0, 4.0)])
def test_the_side_view_finds_every_contact(towards: str, fps: float, near_ms: float) -> None:
    how = Film(towards=towards, fps=fps, seconds=8.0)
    gait = filmed(Stick(), how)
    assert np.abs(matched_ms(gait, Stick(), how)).mean() < near_ms
    assert alternate(gait)
    start, end = gait.summary.steady_s
    assert end - start > 6.5


@given(
    spm=st.floats(145, 195), ahead=st.floats(12, 30), seed=st.integers(0, 99),
    fps=st.sampled_from([30.0, 60.0, 120.0]),
)  # fmt: skip
def test_noise_moves_contacts_by_little(spm: float, ahead: float, seed: int, fps: float) -> None:
    stick, how = Stick(cadence_spm=spm, overstride=ahead, contact_s=0.25), Film(fps=fps)
    gait = gait_of(with_noise(film(stick, how), 2.5, seed))  # about 8 mm
    assert np.abs(matched_ms(gait, stick, how)).mean() < 12.0
    assert alternate(gait)


@pytest.mark.parametrize("view", ["rear", "front"])
@pytest.mark.parametrize("fps", [30.0, 60.0])
def test_the_frontal_views_find_every_contact(view: str, fps: float) -> None:
    how = Film(view, fps=fps, seconds=8.0)
    gait = gait_of(with_noise(film(Stick(), how), 1.5))
    assert alternate(gait)
    assert np.abs(matched_ms(gait, Stick(), how)).mean() < 30.0  # 22 ms: slower than the usual
    assert all(c.off_s is None for c in gait.contacts)


@pytest.mark.parametrize("contact_s", [0.20, 0.25, 0.30])
@pytest.mark.parametrize("fps", [30.0, 60.0, 120.0])
def test_contact_times_come_back(contact_s: float, fps: float) -> None:
    gait = filmed(Stick(contact_s=contact_s), Film(fps=fps, seconds=7.0))
    lengths = [c.off_s - c.strike_s for c in gait.contacts if c.off_s is not None]
    assert len(lengths) == len(gait.contacts)
    assert np.mean(lengths) == pytest.approx(contact_s, abs=0.010)


def test_a_far_foot_hidden_for_a_while_is_filled_from_the_near_one() -> None:
    how, far = Film(seconds=8.0), ("left_knee", "left_ankle", "left_heel", "left_foot_index")
    gait = gait_of(unseen(film(Stick(), how), slice(150, 260), *far))
    assert np.abs(matched_ms(gait, Stick(), how)).max() < 15.0
    assert alternate(gait)


def test_a_far_foot_hidden_but_for_the_ankle_is_followed_by_it() -> None:
    gait = gait_of(unseen(film(), slice(None), "left_heel", "left_foot_index"))
    assert alternate(gait)
    assert np.abs(matched_ms(gait, Stick(), Film())).max() < 25.0


def test_far_peaks_that_fall_elsewhere_do_not_count() -> None:
    near, stride = np.arange(0.3, 6.0, 0.7), 0.7
    own = near[:-1] + stride / 2
    own[3] += 0.2
    guided = _guided(own, near)
    assert guided[3] == pytest.approx(near[3] + stride / 2, abs=1e-6)
    assert len(guided) == len(own)


def test_a_heel_hidden_too_often_is_replaced_by_the_ankle() -> None:
    heel = unseen(film(), np.flatnonzero(np.arange(360) % 2 == 0), "right_heel")
    gait = gait_of(heel)
    cadence = 60 / np.diff([c.strike_s for c in gait.contacts]).mean()
    assert cadence == pytest.approx(166.0, abs=1.0)


def test_uneven_frame_times_are_believed() -> None:
    how = Film(fps=120.0, seconds=7.0)
    track = film(Stick(), how)
    kept = np.random.default_rng(3).random(len(track.times_s)) < 0.4
    gait = gait_of(with_frames(track, kept))
    assert np.abs(matched_ms(gait, Stick(), how)).mean() < 5.0


def test_strides_that_are_unlike_are_not_steady() -> None:
    assert steady_span(np.array([0.0, 0.7, 1.4, 2.1, 4.0, 4.7])) == (0.0, 2.1)
    assert steady_span(np.array([0.0, 0.7])) is None
    assert steady_span(np.array([0.0, 0.7, 2.4])) is None
    assert Ticks(np.zeros(1), np.ones(1))["right"] == 1.0


# ------------------------------------------------------------ the typical stride


@pytest.mark.parametrize("towards", ["left", "right"])
@pytest.mark.parametrize("fps", [30.0, 60.0])
def test_the_mean_stride_of_an_exact_runner_is_each_of_his_strides(
    fps: float, towards: str
) -> None:
    gait = filmed(Stick(), Film(towards=towards, fps=fps, seconds=9.0))
    mean = gait.mean_stride
    assert mean is not None and mean.mean_stride is None
    near = gait.summary.near_side
    start = next(c.strike_s for c in gait.contacts if c.side == near)
    begin = next(c.strike_s for c in mean.contacts if c.side == near)
    at_s = np.linspace(0, 0.7, 40)
    for name in ("knee", "ankle", "wrist", "shoulder"):
        one = [np.interp(start + 1.446 + at_s, gait.times_s, xy) for xy in gait[f"{near}_{name}"].T]
        typical = [np.interp(begin + at_s, mean.times_s, xy) for xy in mean[f"{near}_{name}"].T]
        assert np.abs(np.array(one) - typical).max() < (0.06 if fps < 50 else 0.02), name


def test_fast_clips_need_no_mean_stride_and_short_ones_have_none() -> None:
    assert filmed(Stick(), Film(fps=120.0)).mean_stride is None
    assert filmed(Stick(), Film(fps=30.0, seconds=2.4)).mean_stride is None


def test_contacts_of_the_mean_stride_repeat_and_alternate() -> None:
    mean = filmed(Stick(), Film()).mean_stride
    assert mean is not None and alternate(mean) and len(mean.contacts) == 6
    for side in SIDES:
        strikes = [c.strike_s for c in mean.contacts if c.side == side]
        assert np.diff(strikes) == pytest.approx(Stick().stride_s, abs=0.002)


@pytest.mark.parametrize("longer", [0.8, 1.25])
def test_where_on_the_shoe_the_toe_point_lies_hardly_matters(longer: float) -> None:
    track = film(Stick(), Film(seconds=7.0))
    xy = track.xy.copy()
    for side in SIDES:
        heel, toe = (track.names.index(f"{side}_{part}") for part in ("heel", "foot_index"))
        xy[:, toe] = xy[:, heel] + longer * (xy[:, toe] - xy[:, heel])
    lengths = [c.off_s - c.strike_s for c in gait_of(replace(track, xy=xy)).contacts if c.off_s]
    assert np.mean(lengths) == pytest.approx(Stick().contact_s, abs=0.012)


def test_a_strike_nobody_saw_is_less_sure() -> None:
    how = Film(fps=30.0, seconds=8.0)
    gait = gait_of(unseen(film(Stick(), how), slice(90, 112), "right_heel", "right_ankle"))
    spread = {round(c.strike_se_s, 4) for c in gait.contacts if c.side == "right"}
    assert len(spread) == 2
