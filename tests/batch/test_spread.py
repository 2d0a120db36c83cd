"""The spread of many clips, and who stands out from it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from report_makers import make_study

from formcheck.batch.spread import FEWEST, fence_of, strip
from formcheck.types.cohort import CohortClip

CADENCE = make_study().analysis.measurement("cadence")


def clips(values: list[float]) -> list[CohortClip]:
    return [
        CohortClip(f"{k}.mp4", measured={"cadence:both": replace(CADENCE, value=value)})
        for k, value in enumerate(values)
    ]


def test_the_fence_is_three_and_a_half_robust_deviations() -> None:
    values = np.random.default_rng(1).normal(170, 5, 20_000).tolist()
    low, high = fence_of(values) or (0, 0)
    assert (low, high) == pytest.approx((170 - 17.5, 170 + 17.5), abs=0.5)


def test_an_outlier_does_not_move_the_fence_that_finds_it() -> None:
    found = strip(clips([*range(165, 176), 900.0]), "cadence", "both")
    assert found is not None and [one.clip.name for one in found.outliers] == ["11.mp4"]
    assert len(found.values) == 12 and found.median == 170.5


def test_the_furthest_outlier_comes_first() -> None:
    found = strip(clips([300.0, *range(165, 176), 20.0]), "cadence", "both")
    assert found is not None
    assert [one.measurement.value for one in found.outliers] == [20.0, 300.0]


def test_of_few_clips_or_equal_ones_nobody_stands_out() -> None:
    assert fence_of([*range(FEWEST - 2), 1000.0]) is None
    assert fence_of([170.0] * 20 + [900.0]) is None


def test_the_margin_is_that_of_the_middle_clip() -> None:
    halves = [1.0, 2.0, 9.0]
    given = [
        replace(CADENCE, value=170.0, interval95=(170.0 - half, 170.0 + half)) for half in halves
    ]
    told = [CohortClip(f"{k}.mp4", measured={"cadence:both": m}) for k, m in enumerate(given)]
    found = strip(told, "cadence", "both")
    assert found is not None and found.margin == 2.0


def test_clips_that_did_not_measure_it_do_not_count() -> None:
    found = strip([*clips([170.0]), CohortClip("b.mp4")], "cadence", "both")
    assert found is not None and found.values == (170.0,)
    assert strip([CohortClip("b.mp4")], "cadence", "both") is None
