"""What is true of a rendered clip: its joints and contacts, read as formcheck defines them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from formcheck.types import Floats

SIDES = ("left", "right")


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
    def values(self) -> dict[str, float]:
        """Metric key to true value: ``overstride:left``, ``cadence:both``."""
        every = np.sort(np.concatenate([self.strikes_s(s) for s in SIDES]))
        whole = {"cadence": 60 / np.diff(every).mean(), "trunk_lean": self._trunk_lean(),
                 "step_width": self._step_width_cm()}  # fmt: skip
        sides = {f"{name}:{s}": v for s in SIDES for name, v in self._of_side(s).items()}
        return {f"{name}:both": float(v) for name, v in whole.items()} | sides

    def _of_side(self, side: str) -> dict[str, float]:
        hip, knee, ankle = (self.joints[f"{j}_{side[0]}"] for j in ("hip", "knee", "ankle"))
        shank = np.degrees(np.arctan2((ankle - knee)[:, 0], (knee - ankle)[:, 2]))
        ahead = 100 * (ankle - hip)[:, 0] / self.facts["leg_length"]
        return {
            "overstride": self._at_strikes(ahead, side),
            "tibia_angle": self._at_strikes(shank, side),
            "contact_time": self._contact_s(side),
        }

    def _at_strikes(self, signal: Floats, side: str) -> float:
        at_s = self.strikes_s(side)
        at_s = at_s[(at_s >= 0) & (at_s <= self.times_s[-1])]
        return float(np.interp(at_s, self.times_s, signal).mean())

    def _contact_s(self, side: str) -> float:
        offs = np.array(self.facts["to"][side])
        pairs = [(on, offs[offs > on]) for on in self.strikes_s(side)]
        return float(np.mean([later[0] - on for on, later in pairs if len(later)]))

    def _trunk_lean(self) -> float:
        shoulders, hips = (
            (self.joints[f"{j}_l"] + self.joints[f"{j}_r"]) / 2 for j in ("shoulder", "hip")
        )
        lean = np.degrees(np.arctan2((shoulders - hips)[:, 0], (shoulders - hips)[:, 2]))
        ends = self.strikes_s("left")[[0, -1]]
        return float(lean[(self.times_s >= ends[0]) & (self.times_s < ends[1])].mean())

    def _step_width_cm(self) -> float:
        """Left minus right ankle, across, at 40 % of contact."""
        places = []
        for side in SIDES:
            at_s = self.strikes_s(side) + 0.4 * self._contact_s(side)
            at_s = at_s[at_s <= self.times_s[-1]]
            across = self.joints[f"ankle_{side[0]}"][:, 1]
            places.append(np.median(np.interp(at_s, self.times_s, across)))
        return float(100 * (places[0] - places[1]))


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
