"""How often the truth lies in the printed interval, over runners, cameras and points at random.

Run with ``pytest -m accuracy -s``; it prints the share per metric.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from formula_clips import read, with_noise
from formula_runner import Film, Stick, film
from formula_truth import truth

from formcheck.gait import Level
from formcheck.metrics import METRICS
from formcheck.types import Runner

pytestmark = pytest.mark.accuracy
ROW = {m.id: m for m in METRICS}  # the stick runner's points have none
RUNNERS = 40
POINT_SD, NOISE_PX = 0.012, 2.0  # share of the leg a point lies off on a body; jitter
HEIGHT_CV, ROLL_SD_DEG, YAW_SD_DEG = 0.04, 3.0, 5.0


def anybody(rng: np.random.Generator) -> Stick:
    return Stick(
        cadence_spm=rng.uniform(150, 190),
        contact_s=rng.uniform(0.22, 0.29),
        overstride=rng.uniform(14, 27),
        bounce_cm=rng.uniform(6, 11),
        lean_deg=rng.uniform(2, 12),
        turn_deg=rng.uniform(14, 36),
        arm_swing_deg=rng.uniform(35, 75),
    )


def anyhow(rng: np.random.Generator, k: int) -> Film:
    fps, roll = float(rng.choice([30, 60, 120])), rng.normal(0, ROLL_SD_DEG)
    yaw = rng.normal(0, YAW_SD_DEG) if k % 4 else 0.0
    return Film("side" if k % 4 else "rear", fps=fps, seconds=5.0, roll_deg=roll, yaw_deg=yaw)


def judged(rng: np.random.Generator, k: int) -> Iterator[tuple[str, bool]]:
    """Each measured number's id and whether the truth lies in its interval."""
    stick, how = anybody(rng), anyhow(rng, k)
    track = with_noise(film(stick, how), NOISE_PX, k)
    off_px = rng.normal(0, POINT_SD * how.leg_px, (1, *track.xy.shape[1:]))
    said = Runner(height_cm=stick.height_cm * float(rng.normal(1, HEIGHT_CV)))
    for m in read(replace(track, xy=track.xy + off_px), said, Level(0.0, ROLL_SD_DEG)).values():
        true = truth(stick, "right" if m.side == "right" else "left").get(m.id)
        if m.status == "measured" and m.interval95 is not None and true is not None:
            yield m.id, m.interval95[0] <= true - ROW[m.id].bias_from(how.view) <= m.interval95[1]


def test_the_truth_lies_in_nine_to_ten_of_ten_intervals() -> None:
    rng = np.random.default_rng(0)
    found: list[tuple[str, bool]] = []
    for k in range(RUNNERS):
        found += judged(rng, k)
    shares = {id: [hit for name, hit in found if name == id] for id, _ in found}
    for id, hits in shares.items():
        print(f"{id:24s} {sum(hits):3d} of {len(hits)}")
    share = float(np.mean([hit for _, hit in found]))
    print(f"inside the 95 % interval: {share:.1%} of {len(found)}")
    assert share >= 0.9
    assert min(float(np.mean(hits)) for hits in shares.values()) >= 0.8
