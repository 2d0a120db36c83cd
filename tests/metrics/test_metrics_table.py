"""Every row of the table keeps its promises, and reads what the formula runner was set to."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from formula_clips import Numbers, filmed, numbers
from formula_runner import Film, Stick
from formula_truth import truth

from formcheck.metrics import LABELS, METRICS, Metric
from formcheck.skeleton import SIDES
from formcheck.types import Gait, Runner

ROWS = pytest.mark.parametrize("metric", METRICS, ids=lambda m: m.id)
MEASURED = [m for m in METRICS if m.withheld is None]
SIDE, REAR, FRONT = Film(), Film("rear"), Film("front")
UNITS = {"s", "steps/min", "m/s", "m", "1", "%leg", "cm", "deg", "%"}

STICKS = {
    "easy": Stick(),
    "long": Stick(154.0, 0.30, 27.0, bounce_cm=11.0, lean_deg=2.0, nod_deg=5.0, side_lean_deg=5.0,
                  turn_deg=36.0, arm_swing_deg=35.0, elbow_deg=70.0, arm_lag_deg=-25.0,
                  sway_cm=4.0, step_width_cm=-2.0, height_cm=188.0),
    "quick": Stick(192.0, 0.21, 14.0, bounce_cm=6.0, lean_deg=12.0, nod_deg=2.0, side_lean_deg=2.0,
                   turn_deg=14.0, arm_swing_deg=75.0, elbow_deg=105.0, arm_lag_deg=30.0,
                   step_width_cm=14.0, height_cm=160.0),
}  # fmt: skip

# How far from the runner's geometry: by folding and, from rear and front, by legs that are
# foreshortened in the picture (lengths 4 %).
NEAR = {"s": 0.006, "steps/min": 0.4, "m/s": 0.05, "m": 0.03, "1": 0.01, "%leg": 0.7, "cm": 0.6,
        "deg": 1.2, "%": 0.6}  # fmt: skip


def view_of(metric: Metric) -> Film:
    return SIDE if "side" in metric.views else REAR


def keys(metric: Metric) -> list[str]:
    return [f"{metric.id}:{side}" for side in (("both",) if metric.sided is None else SIDES)]


def one(metric: Metric, gait: Gait) -> list:
    found = numbers(gait)
    return [found[key] for key in keys(metric)]


@pytest.fixture(scope="module")
def found() -> dict[str, Numbers]:
    return {how.view: numbers(filmed(STICKS["easy"], how)) for how in (SIDE, REAR, FRONT)}


# ------------------------------------------------------------ set values come back


@pytest.mark.parametrize("who", STICKS)
@pytest.mark.parametrize("metric", MEASURED, ids=lambda m: m.id)
def test_it_returns_what_the_runner_was_set_to(metric: Metric, who: str) -> None:
    stick = STICKS[who]
    for m in one(metric, filmed(stick, view_of(metric))):
        true = truth(stick, "left" if m.side == "both" else m.side)[metric.id]
        assert m.value == pytest.approx(true, abs=NEAR[metric.unit]), m.key


@pytest.mark.parametrize(("how", "who"), list(product((REAR, FRONT), STICKS)), ids=str)
def test_the_frontal_views_return_it_too(how: Film, who: str) -> None:
    stick, got = STICKS[who], numbers(filmed(STICKS[who], how))
    for metric in (m for m in MEASURED if how.view in m.views and m.needs != "speed"):
        for key in keys(metric):
            assert got[key].value == pytest.approx(
                truth(stick, "left")[metric.id], rel=0.05, abs=NEAR[metric.unit]
            ), key


@pytest.mark.parametrize(("fps", "towards"), [(30.0, "left"), (120.0, "right")])
def test_other_frame_rates_return_it_too(fps: float, towards: str) -> None:
    stick = STICKS["easy"]
    gait = filmed(stick, Film(towards=towards, fps=fps))
    for metric in (m for m in MEASURED if "side" in m.views):
        for m in one(metric, gait):
            true = truth(stick, "left" if m.side == "both" else m.side)[metric.id]
            assert m.value == pytest.approx(true, abs=2.5 * NEAR[metric.unit]), m.key


def test_an_uneven_runner_shows_on_each_side() -> None:
    got = numbers(filmed(Stick(overstride=16.0, overstride_right=26.0), SIDE))
    assert got["overstride:left"].value == pytest.approx(16.0, abs=0.7)
    assert got["overstride:right"].value == pytest.approx(26.0, abs=0.7)


# ------------------------------------------------------------ contracts of a row


@ROWS
def test_its_file_and_function_are_called_like_the_row(metric: Metric) -> None:
    functions = [f for f in (metric.function, metric.sided) if f is not None]
    assert len(functions) == (0 if metric.withheld else 1)
    for function in functions:
        assert function.__name__ == metric.id
        assert function.__module__ == f"formcheck.metrics.{metric.id}"


@ROWS
def test_its_row_is_filled_in(metric: Metric) -> None:
    assert metric.views and metric.views <= {"side", "rear", "front", "oblique"}
    assert metric.indicative_in <= metric.views
    assert metric.unit in UNITS
    assert metric.source and LABELS[metric.id] == metric.label
    assert metric.landmark_sd >= 0


def test_no_id_is_used_twice() -> None:
    assert len({m.id for m in METRICS}) == len(METRICS) == len(LABELS)


@ROWS
def test_it_has_a_finite_number_or_a_reason(metric: Metric, found: dict[str, Numbers]) -> None:
    for view, key in product(found, keys(metric)):
        m = found[view][key]
        assert m.unit == metric.unit
        if m.value is None:
            assert m.status == "not_measurable" and m.reason
            assert m.sd is m.standard_error is m.interval95 is None and m.frames_s == ()
        else:
            assert m.interval95 is not None and m.interval95[0] <= m.value <= m.interval95[1]
            assert m.n >= 2 and np.isfinite([m.value, m.sd, m.standard_error.total]).all()
            assert m.status == "measured" or m.reason


@ROWS
def test_it_refuses_other_views_with_a_reason(metric: Metric, found: dict[str, Numbers]) -> None:
    for view, key in product(found, keys(metric)):
        if view not in metric.views:
            assert found[view][key].value is None
            assert found[view][key].reason == f"cannot be seen from the {view}"
        else:
            assert found[view][key].value is not None or metric.withheld or metric.needs == "speed"


@ROWS
def test_from_an_oblique_camera_only_what_needs_no_angle(metric: Metric) -> None:
    gait = filmed(STICKS["easy"], SIDE)
    oblique = replace(gait, summary=replace(gait.summary, view="oblique"))
    for m in one(metric, oblique):
        assert (m.value is None) == ("oblique" not in metric.views)
        assert m.value is not None or "oblique" in (m.reason or "")


@ROWS
def test_the_far_side_is_indicative_at_best(metric: Metric, found: dict[str, Numbers]) -> None:
    if metric.sided is None or "side" not in metric.views:
        pytest.skip("has no sides, or is not seen from the side")
    near, far = (found["side"][f"{metric.id}:{side}"] for side in ("right", "left"))
    assert near.status == "measured"
    assert far.status == "indicative" and "far side" in (far.reason or "")
    assert far.standard_error.landmarks == pytest.approx(2 * near.standard_error.landmarks)


@ROWS
def test_lengths_and_speeds_need_a_scale(metric: Metric) -> None:
    gait = filmed(STICKS["easy"], view_of(metric))
    bare = replace(
        gait,
        runner=Runner(),
        summary=replace(gait.summary, scale_m_per_px=None, scale_cv=None),
        mean_stride=None,
    )
    for m in one(metric, bare):
        if metric.needs != "nothing":
            assert m.value is None and (m.reason or "").startswith("needs the runner's")
        else:
            assert m.value is not None or metric.withheld


@ROWS
def test_a_withheld_metric_says_why(metric: Metric, found: dict[str, Numbers]) -> None:
    if metric.withheld is not None:
        for view in metric.views:
            assert found[view][f"{metric.id}:both"].reason == metric.withheld


@ROWS
def test_a_gait_without_points_gives_no_number(metric: Metric) -> None:
    gait = filmed(STICKS["easy"], view_of(metric))
    blank = replace(
        gait,
        path=np.full_like(gait.path, np.nan),
        progress=np.full_like(gait.progress, np.nan),
        world=np.full_like(gait.world, np.nan),
        mean_stride=None,
    )
    from_contacts = {"cadence", "stride_time", "speed", "stride_length", "step_length",
                     "contact_time", "flight_time", "duty_factor"}  # fmt: skip
    for m in one(metric, blank):
        assert (m.value is None) == (metric.id not in from_contacts)
        assert m.value is not None or m.reason
