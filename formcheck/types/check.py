"""What a quick look at a clip finds, before any number is measured."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.types.results import QualityCheck, Verdict
from formcheck.types.words import Activity, View


@dataclass(frozen=True, slots=True)
class Check:
    """A rough look at a few moments of a clip.

    Attributes
    ----------
    clip : the file's name
    verdict : from the few checks in `quality`, `analyze` makes more of them; None unless
        somebody runs
    doing : what the person does in most of the moments looked at
    view : None where nobody was seen
    cadence_spm : rough, in the clip's own time; None unless somebody runs
    n_people : most people in one moment; 0 for nobody
    quality : the checks that a quick look can make, what hurts most first
    width_px, height_px : upright, as a player shows it
    fps_nominal, duration_s : what the file says; None where it says nothing
    """

    clip: str
    verdict: Verdict | None
    doing: Activity
    view: View | None
    cadence_spm: float | None
    n_people: int
    quality: tuple[QualityCheck, ...]
    width_px: int
    height_px: int
    fps_nominal: float | None
    duration_s: float | None
