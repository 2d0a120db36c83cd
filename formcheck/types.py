"""The nouns that travel down the corridor, all frozen.

    Source -> Track -> Gait -> Measurement -> Finding -> Analysis

Fields of the nouns that end up in an analysis file are called as the file
calls them. Moments are seconds since the first picture of the clip, in real
time. Missing is NaN in arrays and None, with a reason, in results; never 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np
import numpy.typing as npt

from formcheck.skeleton import LANDMARKS, Side

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Pixels = npt.NDArray[np.uint8]

View = Literal["side", "rear", "front", "oblique"]
Surface = Literal["treadmill", "road", "trail", "sand", "unknown"]
Activity = Literal["running", "walking", "standing", "unknown"]
Setting = Literal["treadmill", "overground", "unknown"]
Status = Literal["measured", "indicative", "not_measurable"]
Level = Literal["ok", "borderline", "mild", "marked", "not_measurable"]
MeasuredSide = Literal["left", "right", "both"]


# ---------------------------------------------------------------- the clip


@dataclass(frozen=True, slots=True)
class Source:
    """A clip that can be read: what its container says before any decoding.

    Attributes
    ----------
    width, height : px, upright and with square pixels, as `Frame.rgb` has them
    rotation_deg : by how much the stored pictures are turned clockwise to be upright
    fps_nominal : what the container claims, frames per second; None when it says nothing
    expected_frames : how many frames the container promises; None when it says nothing
    """

    path: Path
    sha256: str
    width: int
    height: int
    rotation_deg: int
    fps_nominal: float | None
    expected_frames: int | None


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture: upright, square pixels.

    Attributes
    ----------
    time_s : seconds since the first picture, by the container's own timestamps
    rgb : (height, width, 3), 0 to 255, C-contiguous
    """

    index: int
    time_s: float
    rgb: Pixels


@dataclass(frozen=True, slots=True)
class SlowMotion:
    """How many times slower than life the clip plays, and how that is known."""

    factor: float = 1.0
    how: Literal["given", "container", "plausibility", "none"] = "none"


@dataclass(frozen=True, slots=True)
class Clip:
    """What was read: size after rotation, time base, what was odd about it.

    `fps_nominal` is what the container claims of playback; `fps_effective` is
    frames per second of real time, from the timestamps and the slow-motion factor.
    """

    name: str
    sha256: str
    width: int
    height: int
    frames: int
    duration_s: float
    fps_nominal: float | None
    fps_effective: float
    variable_rate: bool
    rotation_deg: int
    slow_motion: SlowMotion = SlowMotion()
    warnings: tuple[str, ...] = ()


# ---------------------------------------------------------------- landmarks


@dataclass(frozen=True, slots=True)
class PelvisTilt:
    """How the cloth over the pelvis turns in the picture, against its average over the clip.

    Attributes
    ----------
    tilt_deg : (frames,), + = the hip on the picture's right is higher; NaN where not seen
    agreement : (frames,), correlation of the cloth with its average, 0 to 1, 0 where no turn
        makes them alike; NaN in frames that were not looked at
    contrast : how much the cloth shows: standard deviation of its average, 0 to 255
    """

    tilt_deg: Floats
    agreement: Floats
    contrast: float

    def part(self, part: slice) -> PelvisTilt:
        """The same of some of the frames."""
        return PelvisTilt(self.tilt_deg[part], self.agreement[part], self.contrast)


@dataclass(frozen=True, slots=True)
class Track:
    """One runner's landmarks over time.

    Attributes
    ----------
    xy : (frames, landmarks, 2), pixels
        Image axes: x grows to the right, y grows *down*. NaN is "not seen".
    depth : (frames, landmarks), about pixels
        The network's guess of distance from the mid-hip; smaller is nearer the camera.
    world : (frames, landmarks, 3), metres from the mid-hip; x right, y down, z away
    visibility, presence : (frames, landmarks), 0 to 1
    times_s : (frames,), strictly increasing
    size_px : width and height of the picture
    names : landmark names, in the order of the landmark axis
    swaps_repaired : frames in which left and right legs were exchanged back
    pelvis : tilt of the pelvis from the pictures; None where they were not asked for it
    """

    xy: Floats
    depth: Floats
    world: Floats
    visibility: Floats
    presence: Floats
    times_s: Floats
    size_px: tuple[int, int]
    names: tuple[str, ...] = LANDMARKS
    swaps_repaired: int = 0
    pelvis: PelvisTilt | None = None

    def __post_init__(self) -> None:
        """Refuse arrays that do not belong together."""
        wanted = (len(self.times_s), len(self.names))
        shapes = {
            "xy": (*wanted, 2), "depth": wanted, "world": (*wanted, 3),
            "visibility": wanted, "presence": wanted,
        }  # fmt: skip
        for name, shape in shapes.items():
            if getattr(self, name).shape != shape:
                raise ValueError(f"{name} has shape {getattr(self, name).shape}, expected {shape}")
        if self.pelvis is not None and len(self.pelvis.tilt_deg) != len(self.times_s):
            raise ValueError("pelvis must have a tilt for every frame")
        if not np.all(np.diff(self.times_s) > 0):
            raise ValueError("times_s must be strictly increasing")

    def __getitem__(self, name: str) -> Floats:
        """One landmark's path, (frames, 2): ``track["left_ankle"]``."""
        return self.xy[:, self.names.index(name)]


# ---------------------------------------------------------------- gait


CONTRADICTION: Final = 0.15  # by which sources may differ over the scale; chosen by us


@dataclass(frozen=True, slots=True)
class Runner:
    """What is known of the runner beside the pictures."""

    height_cm: float | None = None
    speed_mps: float | None = None
    speed_source: Literal["given", "estimated", "none"] = "none"
    incline_pct: float = 0.0
    surface: Surface = "unknown"


@dataclass(frozen=True, slots=True)
class Contact:
    """One foot on the ground, from initial contact up to (not including) toe-off."""

    side: Side
    strike_s: float
    strike_se_s: float
    off_s: float | None
    off_se_s: float | None
    by: Literal["auto", "user"] = "auto"


@dataclass(frozen=True, slots=True)
class Camera:
    """How the camera stood. Roll is + when the picture has to be turned clockwise."""

    roll_deg: float = 0.0
    roll_sd_deg: float = 3.0
    yaw_deg: float = 0.0
    yaw_sd_deg: float = 5.0
    moving: bool = False


@dataclass(frozen=True, slots=True)
class GaitSummary:
    """The facts about a gait that go into the analysis file.

    `direction` is where the runner goes in the picture; `near_side` is the side
    of the body next to the camera, None from the rear and the front.
    `scale_cv` is the standard error of the scale as a share of it.
    """

    view: View
    view_confidence: float
    direction: Literal["left", "right", "away", "toward"]
    near_side: Side | None
    activity: Activity
    setting: Setting
    camera: Camera
    steady_s: tuple[float, float]
    leg_length_px: float
    scale_m_per_px: float | None
    scale_source: str | None
    scale_cv: float | None
    swaps_repaired: int
    contacts: tuple[Contact, ...]


@dataclass(frozen=True, slots=True)
class Gait:
    """Everything a metric may see: paths in the running frame, contacts, scale.

    Attributes
    ----------
    path : (frames, landmarks, 2), leg lengths
        Side view: x forward from the mid-hip. Rear and front: x to the runner's
        right from the mid-hip. y is up along gravity, with the slow rise and fall
        of the whole body (longer than a stride) taken out.
    progress : (frames,), leg lengths
        Where the mid-hip is across the picture, + forward (right, from rear and front).
    world : (frames, landmarks, 3), metres from the mid-hip; x right, y down, z away
        The network's guess of depth: a prior, not a measurement.
    times_s : (frames,)
    scale_disagreement : share by which the two sources of scale furthest apart differ
    mean_stride : the same gait folded into one typical stride, repeated three
        times; None when strides are too few or too unlike each other. Its
        contacts are those of the typical stride, so a metric reads it like any gait.
    scale_rivals : the two sources that `scale_disagreement` is about
    pelvis : tilt of the pelvis from the pictures, seen from behind; None where not looked at
    """

    summary: GaitSummary
    runner: Runner
    path: Floats
    progress: Floats
    world: Floats
    times_s: Floats
    names: tuple[str, ...] = LANDMARKS
    scale_disagreement: float | None = None
    mean_stride: Gait | None = None
    scale_rivals: tuple[str, str] | None = None
    pelvis: PelvisTilt | None = None

    def __getitem__(self, name: str) -> Floats:
        """One landmark's path in leg lengths, (frames, 2)."""
        return self.path[:, self.names.index(name)]

    @property
    def contacts(self) -> tuple[Contact, ...]:
        """Contacts of both feet in order of time."""
        return self.summary.contacts

    @property
    def has_contradicting_scale(self) -> bool:
        """Whether a source of scale or the camera is wrong, and nobody can tell which."""
        return (self.scale_disagreement or 0.0) > CONTRADICTION

    @property
    def leg_length_m(self) -> float | None:
        """Leg length in metres; None without a scale."""
        scale = self.summary.scale_m_per_px
        return None if scale is None else scale * self.summary.leg_length_px


# ---------------------------------------------------------------- results


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

    @property
    def key(self) -> str:
        """Id and side, as findings quote it: ``overstride:left``."""
        return f"{self.id}:{self.side}"


@dataclass(frozen=True, slots=True)
class Finding:
    """What the measurements say about one topic of the article.

    `probability` is how likely it is that the true value lies beyond the limit
    named by `level` (for ok and borderline: beyond the mild limit).
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


@dataclass(frozen=True, slots=True)
class QualityCheck:
    """One thing about the clip that makes numbers better or worse."""

    check: str
    ok: bool
    detail: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """What made an analysis, so that it can be made again."""

    formcheck: str
    backend: str
    model: str
    model_sha256: str | None
    libraries: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that is said about one clip; goes to JSON and back without loss."""

    clip: Clip
    runner: Runner
    gait: GaitSummary
    measurements: tuple[Measurement, ...]
    findings: tuple[Finding, ...]
    questionnaire: Mapping[str, Any]
    red_flags: tuple[str, ...]
    quality: tuple[QualityCheck, ...]
    settings: Mapping[str, Any]
    provenance: Provenance

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
    picture shows it and its standard error, whatever the user said about it.
    """

    analysis: Analysis
    gait: Gait
    track: Track
    raw: Track
    source: Source
    roll_found_deg: tuple[float, float] = (0.0, 3.0)
