"""Frames in which somebody else hides the runner are not seen, and all others stay."""

from __future__ import annotations

import numpy as np
import pytest
from crowd_makers import FPS, RED, TIMES_S, placed, runs, stands

from formcheck.pose.continuity import doubtful, hidden_spans
from formcheck.pose.second_look import Sheet

HIDDEN = slice(50, 68)  # 0.6 s


def sheet(people: np.ndarray, noise_px: float = 1.0) -> Sheet:
    shaken = people.copy()
    shaken[..., :2] += np.random.default_rng(3).normal(0, noise_px, shaken[..., :2].shape)
    colours = np.tile(np.array(RED, float), (len(people), 1))
    return Sheet(shaken, colours + np.random.default_rng(4).normal(0, 3, colours.shape))


@pytest.fixture
def alone() -> Sheet:
    return sheet(runs())


def crossing() -> np.ndarray:
    """A runner who goes from the left edge to the right."""
    moving = runs()
    moving[..., 0] += (300 * (TIMES_S - 2.0))[:, None]
    return moving


@pytest.mark.parametrize("people", [runs(), runs(200), crossing(), stands()])
def test_nothing_is_dropped_of_somebody_alone(people):
    assert not doubtful(sheet(people), TIMES_S).any()


def test_nothing_is_dropped_when_the_camera_follows():
    swaying = runs()
    swaying[..., 0] += (60 * np.sin(2 * np.pi * 0.3 * TIMES_S))[:, None]
    shaken = sheet(swaying)
    assert not doubtful(shaken, TIMES_S).any()
    shaken.poses[50, :, 1] += 60  # one bad frame does not spoil what is far from it
    lost = doubtful(shaken, TIMES_S)
    assert lost[50] and lost.sum() <= 8


def test_a_body_that_passes_is_not_taken_for_the_runner(alone):
    """The landmarks go with the passer-by for a while and come back."""
    alone.poses[HIDDEN, :, 0] += (np.arange(18) * 8)[:, None]
    lost = doubtful(alone, TIMES_S)
    assert lost[HIDDEN][4:].all()
    assert lost.sum() <= 18 + 6
    ((start, end),) = hidden_spans(lost, TIMES_S)
    assert start == pytest.approx(TIMES_S[50], abs=0.2)
    assert end == pytest.approx(TIMES_S[68], abs=0.1)


def test_a_guess_that_jumps_about_is_no_sight(alone):
    alone.poses[HIDDEN, :, :2] += np.random.default_rng(5).normal(0, 25, (18, 1, 2))
    lost = doubtful(alone, TIMES_S)
    assert lost[HIDDEN].mean() > 0.9
    assert lost.sum() <= 18 + 6


def test_other_clothes_where_the_thighs_should_be_are_somebody_else(alone):
    alone.colours[HIDDEN, 3:] = (150, 150, 150)
    lost = doubtful(alone, TIMES_S)
    assert lost[HIDDEN].all() and lost.sum() <= 18 + 4


def test_a_trunk_that_shrinks_is_not_the_runners(alone):
    """Little by little, without a jump, and with the middle of the trunk in its place."""
    share = 1 - 0.4 * np.sin(np.linspace(0, np.pi, 30))[:, None, None]
    points = alone.poses[45:75, [11, 12, 23, 24], :2]
    middle = points.mean(axis=1, keepdims=True)
    alone.poses[45:75, [11, 12, 23, 24], :2] = middle + (points - middle) * share
    lost = doubtful(alone, TIMES_S)
    assert lost[54:66].all() and not lost[:45].any() and not lost[75:].any()


def test_arms_before_the_trunk_are_no_other_clothes(alone):
    alone.colours[::3, :3] = (220, 180, 150)
    assert not doubtful(alone, TIMES_S).any()


def test_a_shadow_is_no_other_clothes(alone):
    alone.colours[40:90] *= 0.5
    assert not doubtful(alone, TIMES_S).any()


def test_frames_between_doubtful_ones_are_doubtful_too(alone):
    """A network that is right by chance in the middle is not to be believed."""
    for k in (50, 56):
        alone.poses[k, :, 0] += 120
    lost = doubtful(alone, TIMES_S)
    assert lost[50:57].all() and not lost[:48].any() and not lost[60:].any()


def test_unseen_frames_are_neither_dropped_nor_in_the_way(alone):
    alone.poses[HIDDEN] = np.nan
    alone.colours[HIDDEN] = np.nan
    assert not doubtful(alone, TIMES_S).any()


def test_nobody_at_all_is_no_mistake():
    empty = Sheet(np.full((120, 33, 8), np.nan), np.full((120, 6), np.nan))
    assert not doubtful(empty, TIMES_S).any()


def test_spans_are_told_from_first_to_last_and_short_ones_are_not():
    lost = np.zeros(120, bool)
    lost[30:48] = True
    lost[90] = True
    assert hidden_spans(lost, TIMES_S) == ((1.0, 1.6),)
    assert hidden_spans(np.zeros(120, bool), TIMES_S) == ()
    lost[:] = True
    assert hidden_spans(lost, TIMES_S) == ((0.0, 4.0),)


def test_the_size_of_the_runner_does_not_matter():
    small = sheet(placed(runs(), size=0.25), noise_px=0.3)
    assert not doubtful(small, TIMES_S).any()
    small.poses[HIDDEN, :, 0] += (np.arange(18) * 2)[:, None]
    assert doubtful(small, TIMES_S)[HIDDEN][5:].all()
    assert FPS == 30.0
