"""The drop of a pelvis that tilts as it is told, with thighs that pull at the cloth."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from formula_runner import Film, Stick, film
from hypothesis import given
from hypothesis import strategies as st

from formcheck.clean import clean, smooth
from formcheck.gait import find_gait
from formcheck.metrics import measure
from formcheck.metrics.pelvic_drop import THIGHS_DEG, pelvic_drop
from formcheck.types import Gait, Measurement, PelvisTilt, Runner

STICK, REAR = Stick(), Film("rear")
WHY = "the clothes show nothing that turns with the pelvis"


def gait(how: Film = REAR, *, tilt: PelvisTilt | None = None) -> Gait:
    track = replace(film(STICK, how), pelvis=tilt)
    exact = clean(track)
    return find_gait(exact, smooth(exact), Runner(height_cm=176), view=how.view)


def phase(how: Film) -> np.ndarray:
    """Of the stride, radians, 0 where the hips are lowest in left stance."""
    seen = gait(how)
    height = (seen["left_hip"] + seen["right_hip"])[:, 1]
    turn = 2 * np.pi * seen.times_s / STICK.stride_s
    bounce = np.angle(np.sum(height * np.exp(-2j * turn)))
    lowest = (np.pi - bounce) / 2
    left = 2 * np.pi * seen.contacts[0].strike_s / STICK.stride_s
    left += 0.0 if seen.contacts[0].side == "left" else np.pi
    while lowest < left:
        lowest += np.pi
    first = round((lowest - left) // np.pi)
    return 2 * np.pi * how.times_s / STICK.stride_s - (lowest - first * np.pi)


PHASE = phase(REAR)


def tilted(drop_deg: float, thighs_deg: float = 0.0, more: float = 0.0, **but) -> PelvisTilt:
    """Cloth over a pelvis that drops by that much on both sides; `more` on the left."""
    drop = drop_deg * np.cos(PHASE) + more * np.cos(2 * PHASE)
    thighs = thighs_deg * np.cos(PHASE + np.radians(THIGHS_DEG))
    facts = {"agreement": np.full(len(PHASE), 0.99), "contrast": 30.0} | but
    return PelvisTilt(-drop + thighs, **facts)


def drops(seen: Gait) -> dict[str, Measurement]:
    return {m.side: m for m in measure(seen) if m.id == "pelvic_drop"}


@given(drop=st.floats(0.0, 14.0), thighs=st.floats(-6.0, 6.0))
def test_the_drop_is_told_from_the_pull_of_the_thighs(drop, thighs):
    seen = drops(gait(tilt=tilted(drop, thighs)))
    for side in ("left", "right"):
        assert seen[side].value == pytest.approx(drop, abs=0.3)
        assert seen[side].status == "measured"


def test_a_side_that_drops_more_within_a_stride_shows():
    left, right = (
        np.mean(pelvic_drop(gait(tilt=tilted(6.0, 3.0, 1.5)), s)) for s in ("left", "right")
    )
    assert left == pytest.approx(7.5, abs=0.5) and right == pytest.approx(4.5, abs=0.5)


def test_single_strides_say_the_same_at_a_high_frame_rate(monkeypatch):
    seen = gait(tilt=tilted(6.0, 3.0))
    assert pelvic_drop(seen, "left") == pytest.approx(6.0, abs=0.6)


@pytest.mark.parametrize(
    "but", [{"contrast": 1.0}, {"agreement": np.tile([0.99, 0.8], len(PHASE) // 2)}]
)
def test_cloth_that_shows_nothing_gives_no_number(but):
    for m in drops(gait(tilt=tilted(8.0, **but))).values():
        assert m.value is None and str(m.reason).startswith(WHY)


def test_without_pictures_and_from_the_front_it_is_withheld_with_the_reason():
    assert "came without them" in str(drops(gait())["left"].reason)
    front = drops(gait(Film("front"), tilt=tilted(8.0)))
    assert "film from behind" in str(front["right"].reason)


def test_thighs_against_the_pelvis_follow_the_drop_and_carry_no_verdict():
    low, high = (
        {m.side: m for m in measure(gait(tilt=tilted(d))) if m.id == "hip_adduction"}
        for d in (2.0, 8.0)
    )
    for side in ("left", "right"):
        assert high[side].value - low[side].value == pytest.approx(6.0, abs=0.3)
        assert high[side].status == "indicative"
