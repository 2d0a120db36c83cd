"""Rendered runners from pixels to numbers, against what is true of them.

Run with ``pytest -m accuracy``; it prints found, true and error per clip.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import numpy as np
import pytest

import formcheck
from formcheck.types import Analysis, Measurement

sys.path.insert(0, str(Path(__file__).parent))
from truth import SIDES, Truth, load

VIDEOS = Path(__file__).parents[2] / "videos"
CLIPS = sorted(p.name.removesuffix(".truth.json") for p in VIDEOS.glob("*.truth.json"))
EACH = pytest.mark.parametrize("clip", CLIPS)

pytestmark = pytest.mark.accuracy


@cache
def truth_of(clip: str) -> Truth:
    return load(VIDEOS / clip)


@cache
def analysis_of(clip: str) -> Analysis:
    true = truth_of(clip)
    known = formcheck.Settings(height_m=true.height_m, speed_mps=true.speed_mps)
    return formcheck.study(VIDEOS / f"{clip}.mp4", known).analysis


def strike_errors_ms(clip: str) -> tuple[np.ndarray, int, int]:
    """Found minus true of paired strikes in the steady part; how many missed, invented."""
    analysis, true = analysis_of(clip), truth_of(clip)
    start, end = analysis.gait.steady_s
    errors, missed, invented = [], 0, 0
    for side in SIDES:
        found = np.array([c.strike_s for c in analysis.gait.contacts if c.side == side])
        due = true.strikes_s(side)
        due = due[(due >= start - 0.05) & (due <= end + 0.05)]
        apart = np.abs(np.subtract.outer(found, due))
        near = apart.min(axis=1) < 0.1
        errors.append((found - due[apart.argmin(axis=1)])[near])
        missed += int((apart.min(axis=0) >= 0.1).sum())
        invented += len(found) - len(set(apart.argmin(axis=1)[near]))
    return 1000 * np.concatenate(errors), missed, invented


def found(clip: str, id: str, side: str = "both") -> Measurement:
    return analysis_of(clip).measurement(id, side)  # type: ignore[arg-type]


def error(clip: str, id: str, side: str = "both") -> float:
    m = found(clip, id, side)
    assert m.value is not None, m.reason
    return m.value - truth_of(clip).values[m.key]


@pytest.fixture(scope="module", autouse=True)
def table(pytestconfig: pytest.Config):
    """Prints every clip when all have been looked at."""
    yield
    capture = pytestconfig.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        print("", *(line for clip in CLIPS for line in lines(clip)), sep="\n")


def lines(clip: str) -> list[str]:
    errors, missed, invented = strike_errors_ms(clip)
    rows = [f"{clip}: strikes {errors.mean():+.0f} ms, mean abs {np.abs(errors).mean():.0f} ms, "
            f"missed {missed}, invented {invented}"]  # fmt: skip
    for m in analysis_of(clip).measurements:
        true = truth_of(clip).values.get(m.key)
        if m.value is not None and m.interval95 is not None and true is not None:
            inside = m.interval95[0] <= true <= m.interval95[1]
            numbers = f"{m.value:8.3f}  true {true:8.3f}  {m.value - true:+7.3f} {m.unit}"
            rows.append(f"   {m.key:20s} {numbers}{'' if inside else '  OUTSIDE'}")
    return rows


def only(clip: str, *views: str) -> Truth:
    true = truth_of(clip)
    if true.view not in views:
        pytest.skip(f"filmed from the {true.view}")
    return true


@EACH
def test_view_direction_and_near_side(clip: str) -> None:
    gait, true = analysis_of(clip).gait, truth_of(clip)
    assert (gait.view, gait.direction, gait.near_side) == (
        true.view, true.direction, true.near_side,
    )  # fmt: skip


@EACH
def test_cadence(clip: str) -> None:
    assert abs(error(clip, "cadence")) <= 1.0


@EACH
def test_initial_contacts(clip: str) -> None:
    errors, missed, invented = strike_errors_ms(clip)
    assert (missed, invented) == (0, 0)
    assert np.abs(errors).mean() <= (30.0 if truth_of(clip).fps < 50 else 20.0)


@EACH
def test_overstride_of_the_near_leg(clip: str) -> None:
    true = only(clip, "side")
    assert abs(error(clip, "overstride", str(true.near_side))) <= 5.0


@EACH
def test_trunk_lean(clip: str) -> None:
    only(clip, "side")
    assert abs(error(clip, "trunk_lean")) <= 4.0


@EACH
def test_step_width(clip: str) -> None:
    only(clip, "rear", "front")
    assert abs(error(clip, "step_width")) <= 4.0


@EACH
def test_the_pelvis_is_not_read_from_landmarks(clip: str) -> None:
    drop = found(clip, "pelvic_drop")
    if drop.value is None:
        assert drop.status == "not_measurable" and drop.reason
    else:  # from the picture, then
        assert abs(error(clip, "pelvic_drop")) <= 2.5
