"""A camera that is not square: corrected to 25 degrees, refused beyond; roll from an upright."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from formula_clips import filmed, filmed_numbers, gait_of, numbers, read
from formula_runner import Film, Stick, film

from formcheck.gait import Level, check_quality
from formcheck.metrics import measure
from formcheck.types import Measurement
from formcheck.video import given_roll

YAWS = (-20.0, -10.0, 10.0, 20.0)
CORRECTED = {  # how near the square film's value, in the metric's unit
    "overstride:near": 1.0, "tibia_angle:near": 1.5, "knee_flexion_contact:near": 1.5,
    "knee_flexion_stance:near": 1.5, "thigh_extension:near": 1.5, "trunk_lean:both": 0.5,
    "elbow_flexion:near": 6.0,  # elbows stand out less on this body than on most
    "step_length:both": 0.03,
}  # fmt: skip


def by_key(found: dict[str, Measurement], near: str) -> dict[str, Measurement]:
    return {key.replace(f":{near}", ":near"): m for key, m in found.items()}


@pytest.mark.parametrize(("towards", "yaw_deg"), list(product(("left", "right"), YAWS)))
def test_a_turned_camera_gives_the_numbers_of_a_square_one(towards: str, yaw_deg: float) -> None:
    how = Film(towards=towards, yaw_deg=yaw_deg)  # type: ignore[arg-type]
    square = by_key(filmed_numbers(Stick(), Film(towards=towards)), towards)  # type: ignore[arg-type]
    turned = by_key(filmed_numbers(Stick(), how), towards)
    off = {key: turned[key].value - square[key].value for key in CORRECTED}
    assert {k: v for k, v in off.items() if abs(v) > CORRECTED[k]} == {}
    for key in CORRECTED:
        low, high = turned[key].interval95
        assert low <= square[key].value <= high, key


def test_the_yaw_part_of_the_error_is_that_of_the_yaw_found() -> None:
    """A wrong yaw shifts what is nearer to the camera, so even a square view has its part.

    It also stretches what lies along the way, more so when turned: seen from behind both add.
    """
    square, turned = (
        filmed_numbers(Stick(), Film(yaw_deg=yaw))["overstride:right"].standard_error.yaw
        for yaw in (0.0, -20.0)
    )
    assert 0.2 < square < turned < 3.0  # percent of the leg
    assert filmed_numbers(Stick(), Film())["cadence:both"].standard_error.yaw == 0.0


@pytest.mark.parametrize("yaw_deg", [-35.0, 35.0])
@pytest.mark.parametrize("view", ["auto", "side"])
def test_a_camera_turned_too_far_is_refused(view: str, yaw_deg: float) -> None:
    gait = gait_of(film(Stick(), Film(yaw_deg=yaw_deg)), view=view)
    found = {m.id: m for m in measure(gait)}
    for refused in ("overstride", "tibia_angle", "knee_flexion_contact", "trunk_lean"):
        assert found[refused].value is None
        assert "film square from the side" in found[refused].reason
    assert found["cadence"].value == pytest.approx(Stick().cadence_spm, abs=1.0)


def test_the_warning_about_the_camera_says_how_far_off_it_is() -> None:
    gait = filmed(Stick(), Film(yaw_deg=20.0))
    check = next(c for c in check_quality(gait, film()) if c.check == "camera_square")
    assert not check.ok and "corrected" in check.detail and "square" in check.detail


@pytest.mark.parametrize("roll_deg", [-8.0, -3.0, 4.0])
@pytest.mark.parametrize("downwards", [True, False])
def test_a_shown_vertical_makes_a_rolled_film_level(roll_deg: float, downwards: bool) -> None:
    """The upright of a picture to be turned clockwise by the roll leans the other way."""
    lean = np.radians(-roll_deg)
    foot, top = np.array([640.0, 600.0]), np.array([640.0, 600.0])
    top = top + 400 * np.array([np.sin(lean), -np.cos(lean)])
    points = (*top, *foot) if downwards else (*foot, *top)
    found_deg, sd_deg = given_roll(points, (1280, 720))
    assert found_deg == pytest.approx(roll_deg, abs=1e-6)
    level = filmed_numbers(Stick(), Film())
    turned = read(film(Stick(), Film(roll_deg=roll_deg)), level=Level(found_deg, sd_deg))
    for key in ("trunk_lean:both", "tibia_angle:right", "overstride:right"):
        assert turned[key].value == pytest.approx(level[key].value, abs=0.1)
    assert turned["trunk_lean:both"].standard_error.roll == pytest.approx(sd_deg, rel=0.05)


def test_a_vertical_is_as_sure_as_it_is_long_and_near_the_middle() -> None:
    def sd_deg(x: float, length: float) -> float:
        return given_roll((x, 650.0 - length, x, 650.0), (1280, 720))[1]

    assert 0.3 < sd_deg(640, 500) < 0.5
    assert sd_deg(640, 100) > 1.5
    assert sd_deg(40, 500) > 2 * sd_deg(640, 500)
    assert numbers(filmed(Stick(), Film()))["trunk_lean:both"].standard_error.roll > 2.0
