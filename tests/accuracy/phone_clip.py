"""A real phone clip whose cadence was counted from its pixels; it is not in the repository."""

from __future__ import annotations

from pathlib import Path

from rows import Clip, Row
from score import score_numbers

import formcheck

CLIP = Path(__file__).parents[3] / "shared" / "data" / "real" / "male_side.mp4"
CADENCE_SPM = 168.9  # +- 0.5


def score_phone_clip() -> list[Row]:
    """One row, or none when the clip is not there."""
    if not CLIP.exists():
        return []
    found = formcheck.analyze(CLIP)
    clip = Clip("phone", "man on a home treadmill", "test", 30.0, "side", "left")
    return score_numbers(clip, found.measurements, {"cadence:both": CADENCE_SPM})
