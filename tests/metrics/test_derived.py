"""Asymmetry, variability and drift: what was set comes back, and noise is not taken for it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from formula_clips import gait_of, mirrored, with_noise
from formula_runner import Film, Stick, body, filmed_points

from formcheck.metrics import DERIVED, LABELS, METRICS
from formcheck.metrics.derived import Asked
from formcheck.metrics.derived_table import derive
from formcheck.metrics.drift import trend
from formcheck.metrics.variability import _noise, _seen, variability, without
from formcheck.skeleton import SIDES
from formcheck.types import Contact, Floats, Gait, Measurement, Runner, Track

ARM = ("elbow", "wrist", "pinky", "index", "thumb")
FOOT = ("ankle", "heel", "foot_index")
Derived = dict[str, Measurement]


# ------------------------------------------------------------ runners that differ by stride


def uneven_film(how: Film, late: float = 0.0, arms: tuple[float, float] = (50.0, 50.0)) -> Track:
    """The right foot lands later by that share of a stride; arms swing left, right so far."""
    phase = (how.times_s - how.first_strike_s) / Stick().stride_s
    phase = phase - late / 2 * (1 - np.cos(2 * np.pi * phase))
    points = body(Stick(arm_swing_deg=arms[0]), phase)
    other_arm = body(Stick(arm_swing_deg=arms[1]), phase)
    points |= {f"right_{part}": other_arm[f"right_{part}"] for part in ARM}
    return filmed_points(points, how)


def ahead_film(how: Film, ahead: Floats) -> Track:
    """The runner lands further ahead in each stride by so many percent of the leg, (strides,)."""
    phase = (how.times_s - how.first_strike_s) / Stick().stride_s
    points = body(Stick(), phase)
    shift = np.interp(phase, np.arange(len(ahead)), ahead / 100)
    for side in SIDES:
        for part in FOOT:
            points[f"{side}_{part}"] = points[f"{side}_{part}"] + shift[:, None] * [1.0, 0.0, 0.0]
    return filmed_points(points, how)


def numbers(gait: Gait) -> Derived:
    return {m.key: m for m in derive(gait)}


def steps_vary(gait: Gait) -> Measurement:
    row = next(row for row in DERIVED if row.id == "variability_step_time")
    return variability(Asked(row, gait))


def of(track: Track) -> Derived:
    return numbers(gait_of(track, Runner(height_cm=176.0)))


@cache
def long_gait() -> Gait:
    """Forty-five strides, landing ever further ahead, with noise."""
    how = Film(seconds=33.0, fps=50.0)
    return gait_of(with_noise(ahead_film(how, np.linspace(0.0, 4.0, 46)), 1.0), Runner(176.0))


def stepping(gait: Gait, steps_s: Floats, noise_s: Floats) -> Gait:
    """The gait with contacts at the ends of those steps, each found off by its noise."""
    strikes_s = gait.times_s[0] + 0.3 + np.concatenate([[0.0], np.cumsum(steps_s)]) + noise_s
    contacts = tuple(
        Contact(SIDES[k % 2], float(s), 0.004, None, None) for k, s in enumerate(strikes_s)
    )
    return replace(gait, summary=replace(gait.summary, contacts=contacts), mean_stride=None)


# ------------------------------------------------------------ rows


def test_each_row_is_labelled_and_rests_on_a_metric() -> None:
    assert len({row.id for row in DERIVED} | {m.id for m in METRICS}) == len(LABELS)
    for row in DERIVED:
        kind, _, base = row.id.partition("_")
        assert kind in {"asymmetry", "variability", "drift"} and base == row.base.id
        assert row.label and row.source


@pytest.mark.parametrize("view", ["side", "rear", "front"])
def test_each_has_a_number_with_an_interval_or_a_reason(view: str) -> None:
    for m in of(uneven_film(Film(view, seconds=4.0))).values():  # type: ignore[arg-type]
        if m.value is None:
            assert m.reason and m.status == "not_measurable"
        else:
            assert m.interval95 is not None
            assert m.interval95[0] <= m.value <= m.interval95[1], m.key


# ------------------------------------------------------------ asymmetry


@cache
def uneven() -> Derived:
    return of(uneven_film(Film(), late=0.03, arms=(65.0, 35.0)))


def test_a_set_difference_comes_back_but_one_side_alone_is_indicative() -> None:
    found = uneven()
    step, arm = found["asymmetry_step_time:both"], found["asymmetry_arm_swing:both"]
    assert step.interval95 is not None and step.value is not None
    assert step.interval95[0] <= 12.0 <= step.interval95[1]  # 53 and 47 % of the stride
    assert step.value == pytest.approx(12.0, abs=1.5)
    assert arm.value == pytest.approx(30.0, abs=1.5)
    assert {step.status, arm.status} == {"indicative"}
    assert "film the other side" in (arm.reason or "")


def test_the_mirror_twin_has_the_opposite_difference() -> None:
    track = uneven_film(Film(), arms=(65.0, 35.0))
    found, twin = of(track), of(mirrored(track))
    for key, m in found.items():
        assert (m.value is None) == (twin[key].value is None), key
        if m.value is not None and m.unit == "deg":
            assert twin[key].value == pytest.approx(-m.value, abs=1e-6), key
        elif m.value is not None:
            assert twin[key].value == pytest.approx(m.value, abs=1e-6), key


def test_no_difference_is_not_read_as_one() -> None:
    """The size of a difference that is noise alone comes out as 0, with an interval from 0."""
    sizes = []
    for seed in range(4):
        found = of(with_noise(uneven_film(Film(seconds=4.0)), 2.0, seed))
        told = found["asymmetry_contact_time:both"]
        assert told.value is None and "one contact time per foot" in str(told.reason)
        for id in ("step_time", "overstride"):
            m = found[f"asymmetry_{id}:both"]
            assert m.interval95 is not None and m.interval95[0] == 0.0
            sizes.append(m.value)
    assert np.median(sizes) == 0.0


def test_from_behind_steps_are_not_compared_in_time_but_the_lean_is() -> None:
    found = of(uneven_film(Film("rear", seconds=4.0)))
    assert found["asymmetry_step_time:both"].value is None
    lean = found["asymmetry_trunk_side_lean:both"]
    assert lean.status == "measured"
    assert lean.value == pytest.approx(0.0, abs=0.5)


# ------------------------------------------------------------ variability


def test_twenty_strides_are_needed() -> None:
    found = uneven()["variability_overstride:right"]
    assert found.value is None
    assert (found.reason or "").startswith("20 strides are needed, ")


@pytest.mark.parametrize(("true_ms", "noise_ms"), [(0.0, 4.0), (6.5, 3.0), (6.5, 6.0), (12.0, 3.0)])
def test_noise_of_contacts_is_not_taken_for_variability(true_ms: float, noise_ms: float) -> None:
    rng, found = np.random.default_rng(5), []
    for _ in range(30):
        steps_s = 0.36 + rng.normal(0, true_ms / 1000, 60) + 0.01 * (-1.0) ** np.arange(60)
        gait = stepping(long_gait(), steps_s, rng.normal(0, noise_ms / 1000, 61))
        found.append(steps_vary(gait))
    values = np.array([m.value for m in found]) * 1000
    inside = [m.interval95[0] <= true_ms / 1000 <= m.interval95[1] for m in found]  # type: ignore[index]
    assert np.mean(inside) >= 0.9
    assert np.sqrt(np.mean(values**2)) == pytest.approx(true_ms, abs=2.0)


@pytest.mark.parametrize(("true", "noise"), [(0.0, 0.5), (1.0, 0.5), (1.0, 1.0), (3.0, 0.25)])
def test_the_interval_of_a_spread_holds_the_truth(true: float, noise: float) -> None:
    rng, inside = np.random.default_rng(2), 0
    for _ in range(300):
        values = rng.normal(0, np.hypot(true, noise), 25)
        v = without(_seen(values, False), _noise(values, 0.5))
        inside += v.low - 1e-9 <= true**2 <= v.high
    assert inside >= 270


def test_strides_that_are_alike_do_not_vary() -> None:
    steady = stepping(long_gait(), np.full(60, 0.36), np.zeros(61))
    assert steps_vary(steady).reason == "strides are not read one by one at this frame rate"
    jitter_s = np.random.default_rng(4).normal(0, 1e-5, 61)
    jittered = stepping(long_gait(), np.full(60, 0.36), jitter_s)
    assert steps_vary(jittered).value == pytest.approx(0.0, abs=1e-4)


# ------------------------------------------------------------ drift


def test_a_set_drift_comes_back() -> None:
    found = numbers(long_gait())["drift_overstride:right"]
    assert found.status == "measured" and found.interval95 is not None
    assert found.interval95[0] <= 4.0 <= found.interval95[1]
    assert found.value == pytest.approx(4.0, abs=0.6)
    assert found.interval95[0] > 0  # p < 0.05


def test_what_does_not_drift_is_not_said_to() -> None:
    found = numbers(long_gait())
    folded = found["drift_contact_time:right"]  # below 75 frames a second all last as one does
    assert folded.value is None and "one by one" in (folded.reason or "")
    for id in ("cadence:both", "trunk_lean:both", "arm_swing:right"):
        m = found[f"drift_{id}"]
        assert m.interval95 is not None and abs(m.value or 0.0) < 0.5, id


def test_forty_strides_are_needed() -> None:
    found = uneven()["drift_cadence:both"]
    assert found.value is None and (found.reason or "").startswith("40 strides are needed, ")


@pytest.mark.parametrize("alike", [0.0, 0.3])
def test_false_alarms_of_drift_are_rare(alike: float) -> None:
    """Strides that do not drift, some of them like their neighbours: 0 lies in the interval."""
    rng, alarms = np.random.default_rng(3), 0
    for _ in range(400):
        values = rng.normal(size=70)
        for k in range(1, 70):
            values[k] += alike * values[k - 1]
        _, low, high = trend(values[-50:])
        alarms += not low <= 0 <= high
    assert alarms <= 0.07 * 400
