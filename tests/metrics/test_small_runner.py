"""Landmarks of a runner of few pixels are less sure, and the numbers say so."""

from __future__ import annotations

from dataclasses import replace

import pytest
from formula_clips import Numbers, gait_of, numbers
from formula_runner import Film, Stick, film

from formcheck.metrics.derived_table import derive

KEYS = (
    "vertical_oscillation:both",
    "overstride:right",
    "trunk_lean:both",
    "asymmetry_overstride:both",
)


def read(leg_px: float) -> Numbers:
    """The numbers of the same runner whose legs are that long in the picture."""
    gait = gait_of(film(Stick(), Film(seconds=8.0)))
    sized = replace(gait.summary, leg_length_px=leg_px)
    small = replace(gait, summary=sized)
    found = [*numbers(small).values(), *derive(small)]
    return {m.key: m for m in found}


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize(("leg_px", "times"), [(52.0, 2**0.5), (104.0, 1.118)])
def test_the_error_of_landmarks_grows_as_the_runner_shrinks(key, leg_px, times):
    large, small = read(5_000.0)[key], read(leg_px)[key]
    grown = small.standard_error.landmarks / large.standard_error.landmarks
    assert grown == pytest.approx(times, rel=1e-3)
    assert small.value == large.value


def test_a_runner_of_a_phone_clip_is_hardly_touched():
    large, usual = read(5_000.0)["overstride:right"], read(300.0)["overstride:right"]
    assert usual.standard_error.landmarks <= 1.02 * large.standard_error.landmarks
