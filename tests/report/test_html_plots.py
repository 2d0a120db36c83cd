"""Plots put values where they belong; sides that say less are drawn so."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from html_makers import full_study

from formcheck.report.html.film import MOST_FRAMES, reel, span_s, window
from formcheck.report.html.plots import charts, lanes
from formcheck.report.html.rows import pairs, scales
from formcheck.types import Study

POINT = re.compile(r"[ML](\S+) ([^ML]+)")


def points(path: str) -> np.ndarray:
    return np.array([[float(x), float(y)] for x, y in POINT.findall(path)])


def lane(study: Study, id: str, span: tuple[float, float] = (0.0, 1.9)):
    return next(one for one in lanes(study, span) if one.id == id)


def test_a_lane_puts_each_value_at_its_moment() -> None:
    study = full_study()
    drawn, curve = lane(study, "knee"), study.curves[2]
    found = points(drawn.lines[0].path)
    wanted = curve.values[np.isfinite(curve.values) & (curve.times_s <= 1.9)]
    values = drawn.high - found[:, 1] / 100 * (drawn.high - drawn.low)
    assert values == pytest.approx(wanted, abs=0.1)
    assert found[-1, 0] == pytest.approx(1000 * curve.times_s[curve.times_s <= 1.9][-1] / 1.9, 0.01)


def test_a_side_without_a_verdict_is_drawn_as_less_sure() -> None:
    drawn = lane(full_study(), "foot_ahead")
    assert [(line.side, line.is_sure) for line in drawn.lines] == [("left", True), ("right", False)]


def test_a_side_without_a_number_is_not_drawn() -> None:
    study = full_study()
    kept = tuple(m for m in study.analysis.measurements if m.key != "overstride:right")
    study = replace(study, analysis=replace(study.analysis, measurements=kept))
    assert [line.side for line in lane(study, "foot_ahead").lines] == ["left"]


def test_a_number_stands_at_its_moment_with_what_is_typical() -> None:
    chart = next(one for one in charts(full_study()) if one.id == "foot_ahead")
    (mark,) = chart.marks
    assert mark.x == 0.0
    assert mark.typical_top is not None and mark.typical_bottom is not None
    assert mark.y < mark.typical_top < mark.typical_bottom  # typical lies lower here
    assert chart.toe_off_pct == 33.0
    values = {float(t.text): t.at for t in chart.ticks}
    assert values[0.0] == pytest.approx(chart.zero, abs=0.01)
    assert sorted(values, reverse=True) == [
        v for v, _ in sorted(values.items(), key=lambda i: i[1])
    ]


def test_a_stride_of_unknown_mean_has_no_chart() -> None:
    study = full_study()
    empty = tuple(replace(c, mean=np.empty(0), spread=np.empty(0)) for c in study.curves)
    assert charts(replace(study, curves=empty)) == []
    assert lanes(replace(study, curves=empty), (0.0, 1.9))


def test_left_and_right_share_one_line() -> None:
    study = full_study()
    ((left, right),) = pairs(study.analysis.measurements)
    drawn = scales((left, right), {left.id: "x"})
    assert left.value is not None and right.value is not None
    assert (drawn[0].value > drawn[1].value) == (left.value > right.value)
    for scale in drawn:
        assert 0 <= scale.low < scale.value < scale.high <= 100
        assert scale.typical is not None and scale.typical[1] < scale.value


def test_a_long_clip_is_shown_in_the_middle_and_thinned_where_fast() -> None:
    study = full_study()
    rows = 20 * MOST_FRAMES
    times_s = np.arange(rows) / 240.0
    xy = np.tile(study.track.xy[:1], (rows, 1, 1))
    shape = xy.shape[:2]
    ones, world = np.ones(shape), np.zeros((*shape, 3))
    track = replace(study.track, xy=xy, depth=0 * ones, world=world, visibility=ones,
                    presence=ones, times_s=times_s)  # fmt: skip
    gait = replace(study.analysis.gait, steady_s=(30.0, 40.0))
    study = replace(study, track=track, analysis=replace(study.analysis, gait=gait))
    shown = reel(study)
    assert sum(row in shown for row in range(rows)) == MOST_FRAMES
    start_s, end_s = span_s(study, shown)
    assert (start_s + end_s) / 2 == pytest.approx(35.0, abs=0.1)
    assert 240.0 / shown.every >= 50.0


def test_a_short_clip_is_shown_whole() -> None:
    study = full_study()
    assert all(row in reel(study) for row in range(len(study.track.times_s)))


def test_the_film_shows_what_the_runner_passes_through() -> None:
    study = full_study()
    part = window(study)
    points = study.track.xy.reshape(-1, 2)
    assert (points >= part.low).all() and (points <= part.high).all()
    assert np.prod(np.subtract(part.high, part.low)) < 0.7 * 720 * 1280
    nobody = replace(study, track=replace(study.track, xy=study.track.xy * np.nan))
    assert window(nobody).high == (720, 1280)
