"""A real phone clip: the figures that formcheck must find in it."""

from __future__ import annotations

import itertools
import json

import numpy as np
import pytest

from formcheck.pose import recall
from formcheck.video import VideoWriter

pytestmark = pytest.mark.slow


def analysed(run, *words) -> tuple[dict, dict]:
    """The analysis, and its measurements by id and side."""
    answer = run("analyze", *words, "--json")
    assert answer.returncode == 0, answer.stderr
    analysis = json.loads(answer.stdout)
    return analysis, {(m["id"], m["side"]): m for m in analysis["measurements"]}


def test_the_figures_of_the_phone_clip(run, male_side):
    analysis, found = analysed(run, male_side)
    gait = analysis["gait"]
    seen = [gait[key] for key in ("view", "direction", "activity", "setting")]
    assert seen == ["side", "left", "running", "treadmill"]
    assert found["cadence", "both"]["value"] == pytest.approx(168.9, abs=1.0)
    contact_times = [m["value"] for (name, _), m in found.items() if name == "contact_time"]
    factor = 1000 if found["contact_time", "left"]["unit"] == "ms" else 1
    assert all(0.18 <= value / factor <= 0.32 for value in contact_times)
    for (name, _), m in found.items():
        if name == "duty_factor":
            assert m["value"] < (50 if m["unit"] == "%" else 0.5)
    sides = [contact["side"] for contact in gait["contacts"]]
    assert len(sides) >= 30
    assert all(a != b for a, b in itertools.pairwise(sides))
    stride = found["stride_length", "both"]
    assert (stride["value"], stride["status"]) == (None, "not_measurable")
    assert "speed" in stride["reason"]
    assert "height" in stride["reason"]

    # a second look, from the landmarks just kept
    _, told = analysed(run, male_side, "--speed-kmh", 10)
    wanted_m = 10 / 3.6 * 120 / found["cadence", "both"]["value"]
    assert told["stride_length", "both"]["value"] == pytest.approx(wanted_m, rel=0.02)


def test_the_same_runner_in_1080_by_1920(run, male_side, cache, enlarged, tmp_path):
    """1080 wide is the commonest phone format, and the one whose rows are padded."""
    clip = tmp_path / "upscaled.mp4"
    with VideoWriter(clip) as writer:
        for rgb, time_s in enlarged(male_side, (1080, 1920), 4.0):
            writer.write(rgb, time_s)
    analysis, found = analysed(run, clip)
    assert (analysis["clip"]["width"], analysis["clip"]["height"]) == (1080, 1920)
    (kept,) = cache.iterdir()
    known = recall(kept)
    assert known is not None
    share = float(np.isfinite(known[0]["left_hip"]).all(axis=1).mean())
    print(f"\nrunner found in {share:.1%} of {len(known[0].times_s)} frames of 1080 x 1920")
    assert share >= 0.95
    assert found["cadence", "both"]["value"] == pytest.approx(168.9, abs=2.5)
