"""Says which curves are shown, how they are called and which numbers stand on them.

`_rows` is the list; a new curve of ``formcheck.gait`` is one row here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from formcheck.report.words import _
from formcheck.types import Curve, Measurement, Study

# Where in the stride a number stands on its curve.
MOMENTS: Final = {
    "overstride": "strike",
    "knee_flexion_contact": "strike",
    "knee_flexion_stance": "stance",
    "thigh_extension": "peak",
    "trunk_lean": "whole",
}


@dataclass(frozen=True, slots=True)
class Course:
    """The curves of one quantity, of each side that shows it, the near one first."""

    id: str
    title: str
    unit: str
    sense: str
    curves: tuple[Curve, ...]
    numbers: tuple[Measurement, ...]

    def is_sure(self, curve: Curve) -> bool:
        """Whether a number of that side carries a verdict, or nothing says that it may not."""
        mine = [m for m in self.numbers if curve.side in (m.side, "both") or m.side == "both"]
        return not mine or any(m.status == "measured" for m in mine)

    def marked(self) -> Iterator[Measurement]:
        """The numbers to put on the curve: of each the surer side."""
        seen: set[str] = set()
        for m in sorted(self.numbers, key=lambda m: m.status != "measured"):
            if m.id in MOMENTS and m.id not in seen:
                seen.add(m.id)
                yield m


@dataclass(frozen=True, slots=True)
class _Row:
    """What a curve shows, which way it counts, the numbers without which it is not shown."""

    title: str
    unit: str
    sense: str
    needs: tuple[str, ...] = ()


def courses(study: Study) -> list[Course]:
    """What there is to draw, in the order of the list."""
    made = (_course(study, id, row) for id, row in _rows().items())
    return [course for course in made if course.curves]


def _course(study: Study, id: str, row: _Row) -> Course:
    numbers = tuple(
        m for m in study.analysis.measurements if m.id in row.needs and m.value is not None
    )
    near = study.analysis.gait.near_side
    mine = [c for c in study.curves if c.id == id and np.isfinite(c.values).any()]
    if row.needs:  # a side without a number is not seen well enough for a curve either
        mine = [c for c in mine if any(c.side in (m.side, "both") for m in numbers)]
    ordered = sorted(mine, key=lambda c: c.side != near if near else 0)
    return Course(id, row.title, row.unit, row.sense, tuple(ordered), numbers)


def _rows() -> dict[str, _Row]:
    degrees, leg = "°", _("% of leg length")
    return {
        "foot_ahead": _Row(
            _("Foot ahead of the hip"), leg, _("Up: the ankle is in front of the hip."),
            ("overstride",),
        ),
        "knee": _Row(
            _("Knee bend"), degrees, _("Up: more bent; 0 is a straight leg."),
            ("knee_flexion_contact", "knee_flexion_stance"),
        ),
        "thigh": _Row(
            _("Thigh behind the hip"), degrees, _("Up: the knee is behind the hip."),
            ("thigh_extension",),
        ),
        "trunk": _Row(
            _("Forward lean of the trunk"), degrees, _("Up: leaning further forward."),
            ("trunk_lean",),
        ),
        "upper_arm": _Row(
            _("Upper arm against the trunk"), degrees,
            _("Up: the elbow is in front of the trunk."), ("arm_swing",),
        ),
        "side_lean": _Row(
            _("Sideways lean of the trunk"), degrees, _("Up: leaning to your right."),
            ("trunk_side_lean",),
        ),
        "foot_out": _Row(
            _("Foot beside the middle of the hips"), leg,
            _("Up: further out; below 0 is past the middle."),
        ),
        "knees_apart": _Row(
            _("Knees apart"), leg, _("Up: further apart."), ("knee_gap",),
        ),
        "pelvis_tilt": _Row(
            _("Tilt of the pelvis"), degrees,
            _("Up: your right hip is higher. Read from the clothes, which the thighs move too."),
            ("pelvic_drop",),
        ),
    }  # fmt: skip
