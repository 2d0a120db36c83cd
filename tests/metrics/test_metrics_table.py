"""Every row of the table keeps its promises, and reads what the formula runner was set to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from formula_clips import Numbers, filmed, filmed_numbers, numbers
from formula_runner import Film, Stick
from formula_truth import truth

from formcheck.metrics import DERIVED, LABELS, METRICS, Metric
from formcheck.skeleton import SIDES
from formcheck.types import Gait, Runner

ROWS = pytest.mark.parametrize("metric", METRICS, ids=lambda m: m.id)
FROM_PICTURES = {"pelvic_drop", "hip_adduction"}  # formula films have landmarks only
MEASURED = [m for m in METRICS if m.withheld is None and m.id not in FROM_PICTURES]
ROW = {m.id: m for m in METRICS}  # the stick runner's points have none
SIDE, REAR, FRONT = Film(), Film("rear"), Film("front")
UNITS = {"s", "steps/min", "m/s", "m", "1", "%leg", "cm", "deg", "%"}

STICKS = {
    "easy": Stick(),
    "long": Stick(154.0, 0.30, 27.0, bounce_cm=11.0, lean_deg=2.0, nod_deg=5.0, side_lean_deg=5.0,
                  turn_deg=36.0, arm_swing_deg=35.0, elbow_deg=70.0, arm_lag_deg=-25.0,
                  sway_cm=4.0, step_width_cm=-2.0, height_cm=188.0, head_ahead=0.12, hand_in=0.35),
    "quick": Stick(192.0, 0.21, 14.0, bounce_cm=6.0, lean_deg=12.0, nod_deg=2.0, side_lean_deg=2.0,
                   turn_deg=14.0, arm_swing_deg=75.0, elbow_deg=105.0, arm_lag_deg=30.0,
                   step_width_cm=14.0, height_cm=160.0, head_ahead=-0.02, hand_in=0.25),
}  # fmt: skip

# How far from the runner's geometry:: what folding, smoothing and the search for contacts cost
# a clip without noise.
NEAR = {"s": 0.006, "steps/min": 0.4, "m/s": 0.05, "m": 0.03, "1": 0.01, "%leg": 0.7, "cm": 0.6,
        "deg": 1.2, "%": 0.6}  # fmt: skip
NEAR_ONE = {
    "arm_leg_lag": 4.0,  # a drift is fitted along, and takes 2-3 deg of a leg's higher harmonics
    "contact_time": 0.008,  # toe-off stands between four sources, of which these curves are one
    "flight_time": 0.008,
    "trunk_lean": 0.3,
    "trunk_lean_range": 0.3,
    "trunk_side_lean": 0.3,
    "foot_strike_angle": 2.5,  # the foot turns by 2-3 deg in 10 ms at landing
}
FROM_CONTACTS = {"cadence", "stride_time", "speed", "stride_length", "step_length",
                 "contact_time", "flight_time", "duty_factor"}  # fmt: skip


def near(metric: Metric) -> float:
    return NEAR_ONE.get(metric.id, NEAR[metric.unit])


def true_of(stick: Stick, key: str, how: Film = SIDE) -> float:
    name, side = key.split(":")
    bias = ROW[name].bias_from(how.view)
    return truth(stick, "left" if side == "both" else side)[name] - bias


def view_of(metric: Metric) -> Film:
    return next(how for how in (SIDE, REAR, FRONT) if how.view in metric.views)


def keys(metric: Metric) -> list[str]:
    return [f"{metric.id}:{side}" for side in (("both",) if metric.sided is None else SIDES)]


@pytest.fixture(scope="module")
def found() -> dict[str, Numbers]:
    return {how.view: filmed_numbers(STICKS["easy"], how) for how in (SIDE, REAR, FRONT)}


def altered(change: Callable[[Gait], Gait]) -> dict[str, Numbers]:
    """Numbers of changed gaits, by the view of the film."""
    return {how.view: numbers(change(filmed(STICKS["easy"], how))) for how in (SIDE, REAR, FRONT)}


@pytest.fixture(scope="module")
def oblique() -> dict[str, Numbers]:
    return altered(lambda g: replace(g, summary=replace(g.summary, view="oblique")))


@pytest.fixture(scope="module")
def unscaled() -> dict[str, Numbers]:
    def without_scale(g: Gait) -> Gait:
        summary = replace(g.summary, scale_m_per_px=None, scale_cv=None)
        return replace(g, runner=Runner(), summary=summary, mean_stride=None)

    return altered(without_scale)


@pytest.fixture(scope="module")
def blank() -> dict[str, Numbers]:
    return altered(
        lambda g: replace(g, path=g.path * np.nan, progress=g.progress * np.nan,
                          world=g.world * np.nan, mean_stride=None)
    )  # fmt: skip


# ------------------------------------------------------------ set values come back


@pytest.mark.parametrize("who", STICKS)
@pytest.mark.parametrize("metric", MEASURED, ids=lambda m: m.id)
def test_it_returns_what_the_runner_was_set_to(metric: Metric, who: str) -> None:
    stick = STICKS[who]
    how = view_of(metric)
    got = filmed_numbers(stick, how)
    for key in keys(metric):
        assert got[key].value == pytest.approx(true_of(stick, key, how), abs=near(metric)), key


@pytest.mark.parametrize(
    ("how", "who"),
    list(product((REAR, FRONT), STICKS)),
    ids=lambda x: x if isinstance(x, str) else x.view,
)
def test_the_frontal_views_return_it_too(how: Film, who: str) -> None:
    stick, got = STICKS[who], filmed_numbers(STICKS[who], how)
    for metric in (m for m in MEASURED if how.view in m.views and m.needs != "speed"):
        for key in keys(metric):
            true = true_of(stick, key, how)
            assert got[key].value == pytest.approx(true, abs=near(metric)), key


@pytest.mark.parametrize(("fps", "towards"), [(30.0, "left"), (120.0, "right")])
def test_other_frame_rates_return_it_too(fps: float, towards: str) -> None:
    stick = STICKS["easy"]
    got = filmed_numbers(stick, Film(towards=towards, fps=fps))
    for metric in (m for m in MEASURED if "side" in m.views):
        for key in keys(metric):
            assert got[key].value == pytest.approx(true_of(stick, key), abs=2 * near(metric)), key


def test_an_uneven_runner_shows_on_each_side() -> None:
    got = filmed_numbers(Stick(overstride=16.0, overstride_right=26.0), SIDE)
    bias = ROW["overstride"].bias
    assert got["overstride:left"].value == pytest.approx(16.0 - bias, abs=0.7)
    assert got["overstride:right"].value == pytest.approx(26.0 - bias, abs=0.7)


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
    assert len({m.id for m in METRICS}) == len(METRICS) == len(LABELS) - len(DERIVED)


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
            assert m.n >= 2 and np.isfinite([m.value, m.sd or 0.0, m.standard_error.total]).all()
            assert m.status == "measured" or m.reason


@ROWS
def test_it_refuses_other_views_with_a_reason(metric: Metric, found: dict[str, Numbers]) -> None:
    for view, key in product(found, keys(metric)):
        if view not in metric.views:
            assert found[view][key].value is None
            assert found[view][key].reason == f"cannot be seen from the {view}"
        else:
            silent = metric not in MEASURED or metric.needs == "speed"
            assert found[view][key].value is not None or silent


@ROWS
def test_from_an_oblique_camera_only_what_needs_no_angle(
    metric: Metric, oblique: dict[str, Numbers]
) -> None:
    for m in (oblique["side"][key] for key in keys(metric)):
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
def test_lengths_and_speeds_need_a_scale(metric: Metric, unscaled: dict[str, Numbers]) -> None:
    for m in (unscaled[view_of(metric).view][key] for key in keys(metric)):
        if metric.needs != "nothing":
            assert m.value is None and (m.reason or "").startswith("needs the runner's")
        else:
            assert m.value is not None or metric not in MEASURED


@ROWS
def test_a_withheld_metric_says_why(metric: Metric, found: dict[str, Numbers]) -> None:
    if metric.withheld is not None:
        for view in metric.views:
            assert found[view][f"{metric.id}:both"].reason == metric.withheld


@ROWS
def test_a_gait_without_points_gives_no_number(metric: Metric, blank: dict[str, Numbers]) -> None:
    for m in (blank[view_of(metric).view][key] for key in keys(metric)):
        assert (m.value is None) == (metric.id not in FROM_CONTACTS)
        assert m.value is not None or m.reason
