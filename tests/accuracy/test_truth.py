"""The truth read from joints is what the rendered runners were told to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from truth import load

VIDEOS = Path(__file__).parents[2] / "videos"
CLIPS = sorted(p.name.removesuffix(".truth.json") for p in VIDEOS.glob("*.truth.json"))

TOLD = (  # metric, setting of the rig, factor to the metric's unit, how near
    ("cadence:both", "cadence", 1.0, 1.0),
    ("speed:both", "speed", 1.0, 0.0),
    ("contact_time:both", "contact", 1.0, 0.005),
    ("pelvic_drop:left", "pelvic_drop", 1.0, 0.1),
    ("trunk_rotation:both", "thorax_yaw", 2.0, 0.5),
    ("pelvis_rotation:both", "pelvis_yaw", 2.0, 0.5),
    ("vertical_oscillation:both", "vosc", 100.0, 0.3),
    ("step_width:both", "step_width", 100.0, 0.3),
)


@pytest.mark.parametrize("clip", CLIPS)
@pytest.mark.parametrize(("key", "setting", "factor", "near"), TOLD)
def test_truth_is_what_the_rig_was_told(
    clip: str, key: str, setting: str, factor: float, near: float
) -> None:
    true = load(VIDEOS / clip)
    told = factor * true.facts["runner"][setting]
    assert true.values[key] == pytest.approx(told, abs=near)
