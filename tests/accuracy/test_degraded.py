"""A clip made worse says less, or says it less surely: never a confident wrong number."""

from __future__ import annotations

import pytest
from degrade import (
    SHOWN,
    Worse,
    all_worse,
    as_it_is,
    by_landmarks,
    gait_of,
    half_dropped,
    mirrored,
)
from degraded_table import half_width, number_of
from formula_clips import gait_of as gait_of_track
from formula_clips import numbers
from formula_runner import Film, Stick, film
from formula_truth import truth

from formcheck.metrics import measure

pytestmark = pytest.mark.accuracy

ROUNDING = {"deg": 0.1, "%leg": 0.1, "cm": 0.1, "%": 0.1, "steps/min": 0.1, "m": 0.01, "m/s": 0.01,
            "s": 0.002, "1": 0.01}  # fmt: skip
CADENCE_SPM = 1.0  # of a runner without any jitter, whose interval is next to nothing
OPPOSITE = {"left": "right", "right": "left", "both": "both"}


@pytest.fixture(scope="module")
def worse(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Worse]:
    return {each.label: each for each in all_worse(tmp_path_factory.mktemp("worse"))}


def test_no_measured_number_misses_the_truth_by_far(worse: dict[str, Worse]) -> None:
    """A measured number may lie a half-width beyond its interval, which one of 10 000 should."""
    for each in worse.values():
        for metric in SHOWN:
            m = number_of(metric, each)
            if m is not None and m.value is not None and m.status == "measured":
                apart = abs(m.value - each.truth[m.key])
                assert apart <= 2 * half_width(m), (each.label, m.key, m.value, each.truth[m.key])


@pytest.mark.parametrize("label", ["half of the frames lost", "15 frames/s", "three strides only"])
def test_fewer_frames_are_hardly_surer(worse: dict[str, Worse], label: str) -> None:
    """What timing does to a number is read from its curve, which is smoother with fewer frames."""
    usual, each = worse["as filmed, 60 frames/s"], worse[label]
    for metric in ("overstride", "tibia_angle", "contact_time"):
        before, now = number_of(metric, usual), number_of(metric, each)
        assert before is not None
        assert now is None or half_width(now) >= 0.7 * half_width(before), (label, metric)


def test_three_strides_carry_no_verdict_on_their_spread(worse: dict[str, Worse]) -> None:
    found = worse["three strides only"].numbers
    for metric in ("overstride", "trunk_lean"):
        shown = [m for m in found.values() if m.id == metric and m.value is not None]
        assert all(m.status != "measured" or m.n >= 3 for m in shown)


@pytest.mark.parametrize("label", ["feet cropped off", "feet never seen"])
def test_without_feet_nothing_is_said_of_them(worse: dict[str, Worse], label: str) -> None:
    each = worse[label]
    for metric in ("foot_strike_angle", "overstride", "tibia_angle"):
        m = number_of(metric, each)
        assert m is None or m.status != "measured" or m.value is None, (label, metric, m)
    assert each.refused is not None or any(m.reason for m in each.numbers.values())


def test_a_mirrored_clip_exchanges_left_and_right() -> None:
    track, _ = as_it_is()
    straight = {m.key: m for m in measure(gait_of(track))}
    for m in by_landmarks("mirrored", mirrored).numbers.values():
        twin = straight[f"{m.id}:{OPPOSITE[m.side]}"]
        assert m.status == twin.status
        if m.value is not None:
            sign = -1 if "asymmetry" in m.id and m.unit == "deg" else 1
            near = pytest.approx(sign * (twin.value or 0.0), rel=0.01, abs=ROUNDING[m.unit])
            assert m.value == near, m.key


def test_half_the_frames_keep_the_cadence() -> None:
    each = by_landmarks("half of the frames lost", half_dropped)
    assert each.numbers["cadence:both"].value == pytest.approx(each.truth["cadence:both"], abs=0.5)


@pytest.mark.parametrize("yaw_deg", [-35.0, 35.0])
def test_a_clip_turned_by_35_degrees_gives_no_sure_wrong_number(yaw_deg: float) -> None:
    stick = Stick()
    true = truth(stick, "right")
    found = numbers(gait_of_track(film(stick, Film(yaw_deg=yaw_deg))))
    assert found["overstride:right"].status != "measured"
    for m in found.values():
        if m.id in SHOWN and m.status == "measured" and m.side != "left" and m.value is not None:
            allowed = CADENCE_SPM if m.id == "cadence" else 2 * half_width(m)
            assert abs(m.value - true[m.id]) <= allowed, m.key
