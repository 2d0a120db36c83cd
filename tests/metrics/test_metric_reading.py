"""How metrics read a gait: between frames, beside gaps, stride by stride."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from formula_body import speed_leg_s
from formula_clips import filmed
from formula_runner import Film, Stick

from formcheck.metrics.cadence import cadence
from formcheck.metrics.reading import (
    during,
    fundamentals,
    ground_speed_leg_s,
    of,
    read,
    steps,
    strides,
)
from formcheck.metrics.stride_time import stride_time
from formcheck.types import Gait

TIMES_S = np.arange(60) / 60
WAVE = np.sin(2 * np.pi * TIMES_S)


@pytest.fixture
def gait() -> Gait:
    return filmed(Stick(), Film())


def without(gait: Gait, k: int) -> Gait:
    contacts = gait.contacts[:k] + gait.contacts[k + 1 :]
    return replace(gait, summary=replace(gait.summary, contacts=contacts))


def test_between_frames_the_curve_is_followed() -> None:
    at_s = np.array([0.1083, 0.5021])
    assert read(WAVE, TIMES_S, at_s) == pytest.approx(np.sin(2 * np.pi * at_s), abs=1e-4)


@pytest.mark.parametrize(("hole", "is_read"), [(1, True), (2, False), (8, False)])
def test_only_the_narrowest_hole_is_bridged(hole: int, is_read: bool) -> None:
    holed = WAVE.copy()
    holed[20 : 20 + hole] = np.nan
    at_s = np.array([(20 + (hole - 1) / 2) / 60])
    assert np.isfinite(read(holed, TIMES_S, at_s)).all() == is_read


def test_outside_the_clip_and_without_samples_nothing_is_read() -> None:
    assert np.isnan(read(WAVE, TIMES_S, np.array([-0.01, 1.0]))).all()
    assert np.isnan(read(WAVE * np.nan, TIMES_S, np.array([0.5]))).all()


def test_a_stretch_mostly_unseen_has_no_values(gait: Gait) -> None:
    values = np.ones(len(gait.times_s))
    values[60:91] = np.nan
    assert len(during(gait, values, 1.0, 2.0)) == 0
    values[85:91] = 1.0
    assert len(during(gait, values, 1.0, 2.0)) == 35


def test_a_missed_contact_gives_no_false_stride_and_no_false_step(gait: Gait) -> None:
    missed = without(gait, 5)
    assert len(list(steps(missed))) == len(list(steps(gait))) - 2
    assert cadence(missed) == pytest.approx(166.0, abs=1.0)
    side = gait.contacts[5].side
    assert len(list(strides(missed, side))) == len(list(strides(gait, side))) - 2
    assert stride_time(missed) == pytest.approx(Stick().stride_s, abs=0.005)
    assert len(of(missed, side)) == len(of(gait, side)) - 1


def test_the_first_harmonic_is_free_of_drift_and_of_the_second(gait: Gait) -> None:
    turn = 2 * np.pi * (gait.times_s - 1.0) / 0.72
    values = 0.3 * np.cos(turn + 0.5) + 0.2 * np.sin(2 * turn) + 0.7 * gait.times_s + 4
    assert fundamentals(gait, values, [(1.0, 1.72)])[0] == pytest.approx(
        0.3 * np.exp(0.5j), abs=1e-6
    )
    assert np.isnan(fundamentals(gait, values * np.nan, [(1.0, 1.72)])[0])


def test_without_toe_offs_the_ground_has_no_speed(gait: Gait) -> None:
    contacts = tuple(replace(c, off_s=None) for c in gait.contacts)
    bare = replace(gait, summary=replace(gait.summary, contacts=contacts))
    assert np.isnan(ground_speed_leg_s(bare, "right"))
    assert ground_speed_leg_s(gait, "right") == pytest.approx(speed_leg_s(Stick()), abs=0.06)
