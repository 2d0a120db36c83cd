"""What is true of a rendered clip: its joints and contacts, read as formcheck defines them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from true_metrics import true_values
from true_motion import SIDES, Motion

from formcheck.types import Floats

__all__ = ["SIDES", "Truth", "load"]


@dataclass(frozen=True)
class Truth:
    """One clip. Joints are in metres: x where the runner goes, y to his left, z up."""

    facts: dict[str, Any]
    joints: dict[str, Floats]
    image: dict[str, Floats]

    @property
    def view(self) -> str:
        return str(self.facts["camera"]["view"]).partition("-")[0]  # "side-right" is a side view

    @property
    def fps(self) -> float:
        return float(self.facts["camera"]["fps"])

    @property
    def height_m(self) -> float:
        return float(self.facts["runner"]["height"])

    @property
    def speed_mps(self) -> float:
        return float(self.facts["runner"]["speed"])

    @property
    def times_s(self) -> Floats:
        return np.arange(len(self.joints["nose"])) / self.fps

    def strikes_s(self, side: str) -> Floats:
        return np.array(self.facts["ic"][side])

    @property
    def direction(self) -> str:
        """Where the toes point in the picture."""
        if self.view != "side":
            return "away" if self.view == "rear" else "toward"
        ahead = np.nanmedian((self.image["toe_l"] - self.image["heel_l"])[:, 0])
        return "right" if ahead > 0 else "left"

    @property
    def near_side(self) -> str | None:
        """Running to the left shows the left side."""
        return self.direction if self.view == "side" else None

    @cached_property
    def motion(self) -> Motion:
        """The runner as the definitions of the metrics read him."""
        ends = {
            key: {side: np.array(self.facts[key][side]) for side in SIDES} for key in ("ic", "to")
        }
        leg_m = float(self.facts["leg_length"])
        return Motion(self.joints, self.times_s, ends["ic"], ends["to"], leg_m, self.speed_mps)

    @cached_property
    def values(self) -> dict[str, float]:
        """Metric key to true value: ``overstride:left``, ``cadence:both``."""
        return true_values(self.motion)


def load(stem: Path) -> Truth:
    """The truth beside a clip: ``CLIP.truth.json`` and ``CLIP.truth.npz``."""
    facts = json.loads(stem.with_suffix(".truth.json").read_text())
    with np.load(stem.with_suffix(".truth.npz")) as saved:
        keys = [str(key) for key in saved["keys"]]
        joints, image = saved["joints"], saved["image"]
    return Truth(
        facts,
        {key: joints[:, k] for k, key in enumerate(keys)},
        {key: image[:, k] for k, key in enumerate(keys)},
    )
