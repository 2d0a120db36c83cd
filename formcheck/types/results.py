"""What is said about a clip: measurements, findings, the analysis, the study behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from formcheck.types.advice import Claim, Handbook, Place, RedFlag
from formcheck.types.clip import Clip, Source
from formcheck.types.corrections import Corrections
from formcheck.types.curves import Curve
from formcheck.types.gait import Gait, GaitSummary, Runner
from formcheck.types.heads import Heads
from formcheck.types.landmarks import Track
from formcheck.types.looks import Looks
from formcheck.types.people import Somebody
from formcheck.types.words import ClipWord, Level, MeasuredSide, Status


@dataclass(frozen=True, slots=True)
class StandardError:
    """Standard error of a measurement in its parts, each in the measurement's unit."""

    strides: float = 0.0
    landmarks: float = 0.0
    timing: float = 0.0
    scale: float = 0.0
    roll: float = 0.0
    yaw: float = 0.0

    @property
    def total(self) -> float:
        """The parts together, taken as independent."""
        parts = (self.strides, self.landmarks, self.timing, self.scale, self.roll, self.yaw)
        return float(np.sqrt(sum(part * part for part in parts)))


@dataclass(frozen=True, slots=True)
class Expected:
    """What is typical at this speed and height, and who says so."""

    value: float
    source: str


@dataclass(frozen=True, slots=True)
class Measurement:
    """One number about one side, or the reason why there is none.

    Attributes
    ----------
    value : None when it cannot be measured; then `reason` says why
    n : strides (steps) it rests on
    sd : spread between strides, same unit
    status : `indicative` numbers are shown but carry no verdict
    frames_s : moments that show it best
    typical : usual range at this speed, or over all speeds, in its unit; None where nobody says
    """

    id: str
    side: MeasuredSide
    value: float | None
    unit: str
    n: int = 0
    sd: float | None = None
    standard_error: StandardError | None = None
    interval95: tuple[float, float] | None = None
    status: Status = "not_measurable"
    reason: str | None = None
    expected: Expected | None = None
    frames_s: tuple[float, ...] = ()
    typical: tuple[float, float] | None = None

    @property
    def key(self) -> str:
        """Id and side, as findings quote it: ``overstride:left``."""
        return f"{self.id}:{self.side}"


@dataclass(frozen=True, slots=True)
class Finding:
    """What the measurements say about one topic of the article.

    `probability` is how likely it is that the true value lies beyond the limit
    named by `level` (for ok and borderline: beyond the mild limit). It is that of the leading
    measurement alone: where a topic asks for two signs that agree, where the number is only
    indicative, or where its margin is too wide to call it, a finding is borderline at any
    probability. `place` says where it belongs among the others, `why` why it matters for the
    back, `drill` is what to do in a run, `refilm` when to look again, `evidence` how strong the
    case for it is.
    """

    topic: str
    level: Level
    probability: float | None
    measurements: tuple[str, ...]
    headline: str
    cue: str | None = None
    exercises: tuple[str, ...] = ()
    frames_s: tuple[float, ...] = ()
    sources: tuple[str, ...] = ()
    title: str = ""
    claim: Claim = "measured"
    place: Place = "also"
    why: str = ""
    drill: str | None = None
    refilm: str | None = None
    evidence: str = ""

    @property
    def is_seen(self) -> bool:
        """Whether it tells what was seen: a verdict, or an indicative number too unsure for one."""
        return self.level != "not_measurable" or bool(self.frames_s)


@dataclass(frozen=True, slots=True)
class QualityCheck:
    """One thing about the clip that makes numbers better or worse.

    `advice` says how to film better, "" where all is well. `harm` is how much it hurts the
    numbers, from 0 (not at all) to 1 (they are worth little).
    """

    check: str
    ok: bool
    detail: str
    advice: str = ""
    harm: float = 0.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a clip is good enough, in a word and a line."""

    word: ClipWord
    line: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """What made an analysis, so that it can be made again.

    `precision` is how landmarks were calculated; None where they were stored before.
    """

    formcheck: str
    backend: str
    model: str
    model_sha256: str | None
    libraries: Mapping[str, str] = field(default_factory=dict)
    precision: str | None = "exact"


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that is said about one clip; goes to JSON and back without loss.

    `people` is everybody found, left to right; empty where that is not known. `corrections` is
    what a human changed; None where nobody did.
    """

    clip: Clip
    runner: Runner
    gait: GaitSummary
    measurements: tuple[Measurement, ...]
    findings: tuple[Finding, ...]
    questionnaire: Mapping[str, Any]
    red_flags: tuple[RedFlag, ...]
    quality: tuple[QualityCheck, ...]
    settings: Mapping[str, Any]
    provenance: Provenance
    verdict: Verdict | None = None
    people: tuple[Somebody, ...] = ()
    corrections: Corrections | None = None

    @property
    def is_urgent(self) -> bool:
        """Whether an answer asks for a doctor today: then nothing is said about technique."""
        return any(flag.is_urgent for flag in self.red_flags)

    def measurement(self, id: str, side: MeasuredSide | None = None) -> Measurement:
        """The measurement of that id; of that side where one is named.

        Raises
        ------
        KeyError : there is none
        """
        for m in self.measurements:
            if m.id == id and side in (None, m.side):
                return m
        raise KeyError(id if side is None else f"{id}:{side}")


@dataclass(frozen=True, slots=True)
class Study:
    """An analysis with what it was made from, as pictures and exports need it.

    `track` is repaired and smoothed, in pixels of the upright picture, with
    times that match ``analysis.gait.contacts``. Frames read from `source` have
    the container's times: those of `track` times the slow-motion factor of
    ``analysis.clip``; frame k of the one is row k of the other. `raw` is what the
    network said, with the container's times. `roll_found_deg` is the camera's roll as the
    picture shows it and its standard error, whatever the user said about it. `handbook` holds
    what is the same for every clip, in the language of the analysis. `heads` are everybody's, to
    blur them in every picture; None where that was not asked for.
    """

    analysis: Analysis
    gait: Gait
    track: Track
    raw: Track
    source: Source
    roll_found_deg: tuple[float, float] = (0.0, 3.0)
    looks: Looks | None = None
    curves: tuple[Curve, ...] = ()
    handbook: Handbook | None = None
    heads: Heads | None = None
