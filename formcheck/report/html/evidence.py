"""Chooses the moment that shows each finding."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from formcheck.report.html.chosen import chosen
from formcheck.report.pictures import Moment, key_moments
from formcheck.types import Finding, Study

Shot = Moment

_SHOWN_AT: Final = {
    "overstride": "initial_contact",
    "overstride_ratio": "initial_contact",
    "overstride_distance": "initial_contact",
    "tibia_angle": "initial_contact",
    "knee_flexion_contact": "initial_contact",
    "cadence": "initial_contact",
    "thigh_extension": "toe_off",
}


def shots(study: Study) -> Mapping[str, Shot]:
    """The moment to picture for each topic to act on or seen beside it, where there is one."""
    moments = key_moments(study)
    parts = chosen(study)
    found = {f.topic: _of(f, moments) for f in (*parts.act, *parts.also)}
    return {topic: moment for topic, moment in found.items() if moment is not None}


def _of(finding: Finding, moments: tuple[Moment, ...]) -> Moment | None:
    """Of the side the finding is about, where that is pictured."""
    names = [_SHOWN_AT.get(key.partition(":")[0], "mid_stance") for key in finding.measurements]
    sides = [key.partition(":")[2] for key in finding.measurements]
    fitting = [m for m in moments if m.name in names[:1]]
    return min(fitting, key=lambda m: m.side not in sides, default=None)
