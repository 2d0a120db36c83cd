"""What a quick look at a clip finds, before any number is measured."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.types.clip import Clip
from formcheck.types.results import QualityCheck, Verdict
from formcheck.types.words import Activity, View


@dataclass(frozen=True, slots=True)
class Check:
    """A rough look at a few moments of a clip.

    Attributes
    ----------
    clip : what the file says, and what the moments show of its rate; lengths in real time
    verdict : from `quality`; None unless somebody runs
    doing : what the person does in most of the moments looked at
    view : None where nobody was seen
    cadence_spm : rough, in real time; None unless somebody runs
    n_people : most people in one moment; 0 for nobody
    quality : the checks that a quick look can make, what hurts most first
    """

    clip: Clip
    verdict: Verdict | None
    doing: Activity
    view: View | None
    cadence_spm: float | None
    n_people: int
    quality: tuple[QualityCheck, ...]
