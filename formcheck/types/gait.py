"""How somebody runs: runner, contacts, camera, the running frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from formcheck.skeleton import LANDMARKS, Side
from formcheck.types.clip import SlowMotion
from formcheck.types.corrections import Corrections
from formcheck.types.landmarks import BLAZEPOSE, PelvisTilt, PointSet
from formcheck.types.people import Span
from formcheck.types.words import Activity, Floats, Setting, Surface, View

REAL_TIME: Final = SlowMotion()
CONTRADICTION: Final = 0.15  # by which sources may differ over the scale; chosen by us


@dataclass(frozen=True, slots=True)
class Runner:
    """What is known of the runner beside the pictures.

    A speed of None that has a source is one that the scale of the picture puts in doubt.
    `incline_pct` is 0 where nothing is known of it; `incline_seen_pct` is what the picture of a
    treadmill shows, with its standard error, also where that is too unsure to count.
    """

    height_cm: float | None = None
    speed_mps: float | None = None
    speed_source: Literal["given", "estimated", "none"] = "none"
    incline_pct: float = 0.0
    surface: Surface = "unknown"
    incline_source: Literal["given", "seen", "none"] = "none"
    incline_seen_pct: float | None = None
    incline_sd_pct: float | None = None


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
class Part:
    """One stretch of a clip in which the same thing happens, seconds of real time.

    `cadence_spm` is None where nobody runs; `reason` says why it is not measured.
    """

    activity: Activity
    start_s: float
    end_s: float
    cadence_spm: float | None = None
    is_measured: bool = False
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Camera:
    """How the camera stood. Roll is + when the picture has to be turned clockwise.

    `moving` means beyond a hand's trembling: it turned, went along or zoomed. `shake_px` is the
    root mean square of the trembling, None when not known; `background_share` says in how many
    of the frames the background was seen, None when it was not looked at.
    """

    roll_deg: float = 0.0
    roll_sd_deg: float = 3.0
    yaw_deg: float = 0.0
    yaw_sd_deg: float = 5.0
    moving: bool = False
    shake_px: float | None = None
    background_share: float | None = None


@dataclass(frozen=True, slots=True)
class GaitSummary:
    """The facts about a gait that go into the analysis file.

    `direction` is where the runner goes in the picture; `near_side` is the side
    of the body next to the camera, None from the rear and the front.
    `scale_cv` is the standard error of the scale as a share of it. `parts` is the whole clip
    from start to end; `holding` names the sides whose hand holds on to something.
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
    parts: tuple[Part, ...] = ()
    holding: tuple[Side, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Gait:
    """Everything a metric may see: paths in the running frame, contacts, scale.

    A gait equals itself only, so that what was read of it can be remembered.

    Attributes
    ----------
    path : (frames, landmarks, 2), leg lengths
        Side view: x forward from the mid-hip. Rear and front: x to the runner's
        right from the mid-hip. y is up along gravity, with the slow rise and fall
        of the whole body (longer than a stride) taken out.
    progress : (frames,), leg lengths
        Where the mid-hip is across the picture, + forward (right, from rear and front),
        a camera that moved undone as far as the background shows.
    world : (frames, landmarks, 3), metres from the mid-hip; x right, y down, z away
        The network's guess of depth: a prior, not a measurement.
    times_s : (frames,)
    scale_disagreement : share by which the two sources of scale furthest apart differ
    mean_stride : the same gait folded into one typical stride, repeated three
        times; None when strides are too few or too unlike each other. Its
        contacts are those of the typical stride, so a metric reads it like any gait.
    scale_rivals : the two sources that `scale_disagreement` is about
    pelvis : tilt of the pelvis from the pictures, seen from behind; None where not looked at
    ground_cv : standard error of an estimated speed as a share, beside that of the scale
    is_ground_seen : whether `progress` is how the runner gets on over ground
    ground_doubt : why a speed over ground carries no verdict
    slow_motion : how sure the clock is on which all times here rest
    points : whose points the paths are
    left_out_s : parts in which nobody is seen because a human left them out; nothing is
        counted across them
    corrections : what a human changed, contacts and parts done already; None where nobody did
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
    ground_cv: float = 0.0
    is_ground_seen: bool = False
    ground_doubt: str | None = None
    slow_motion: SlowMotion = REAL_TIME
    points: PointSet = BLAZEPOSE
    left_out_s: tuple[Span, ...] = ()
    corrections: Corrections | None = None

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
