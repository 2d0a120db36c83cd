"""A runner made of lines, and all that is said about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path

import numpy as np

from formcheck.skeleton import LANDMARKS
from formcheck.types import (
    Analysis,
    Camera,
    Clip,
    Contact,
    Expected,
    Finding,
    Frame,
    Gait,
    GaitSummary,
    Measurement,
    Pixels,
    Provenance,
    QualityCheck,
    Runner,
    SlowMotion,
    Source,
    StandardError,
    Study,
    Track,
)

FRAMES, FPS, WIDTH, HEIGHT = 60, 30.0, 720, 1280
STRIDE_S = 0.7
GREY = 90


def runner_xy(times_s: np.ndarray) -> np.ndarray:
    """(frames, landmarks, 2): legs swing as sinusoids, runner goes left."""
    xy = np.full((len(times_s), len(LANDMARKS), 2), 0.0)
    for side, lag in (("left", 0.0), ("right", 0.5)):
        swing = np.cos(2 * np.pi * (times_s / STRIDE_S - lag))
        lift = np.maximum(0, -np.sin(2 * np.pi * (times_s / STRIDE_S - lag)))
        joints = {
            "shoulder": (340 + 0 * swing, 640 + 0 * swing),
            "elbow": (370 + 30 * swing, 740 + 0 * swing),
            "wrist": (310 + 60 * swing, 780 - 20 * swing),
            "hip": (360 + 0 * swing, 840 + 0 * swing),
            "knee": (350 - 60 * swing, 980 - 20 * lift),
            "ankle": (360 - 80 * swing, 1130 - 120 * lift),
            "heel": (375 - 80 * swing, 1150 - 130 * lift),
            "foot_index": (310 - 80 * swing, 1155 - 110 * lift),
        }
        for name, (x, y) in joints.items():
            xy[:, LANDMARKS.index(f"{side}_{name}")] = np.stack([x, y], axis=1)
    face = [k for k, name in enumerate(LANDMARKS) if not xy[:, k].any()]
    xy[:, face] = (320, 560)
    return xy


def contacts() -> tuple[Contact, ...]:
    found = []
    for k in range(5):
        side = ("left", "right")[k % 2]
        strike = round(0.1 + k * STRIDE_S / 2, 3)
        found.append(Contact(side, strike, 0.004, round(strike + 0.24, 3), 0.006))
    return tuple(found)


def measurements() -> tuple[Measurement, ...]:
    error = StandardError(0.3, 1.5, 0.9, 0, 0.1, 0.4)
    unseen = "the far leg is hidden behind the near one"

    def one(id: str, value: float | None, unit: str, **more: object) -> Measurement:
        known = {"side": "left", "status": "measured", "n": 14, "sd": 1.2, "standard_error": error}
        if value is None:
            known |= {"status": "not_measurable", "n": 0, "sd": None, "standard_error": None}
        return Measurement(id=id, value=value, unit=unit, **(known | more))  # type: ignore[arg-type]

    return (
        one("cadence", 171.6, "steps/min", side="both", standard_error=StandardError(strides=0.2)),
        one("overstride", 24.13, "%leg", interval95=(20.6, 27.6), frames_s=(0.8,),
            expected=Expected(24.2, "doi:10.1000/x")),
        one("overstride", 22.0, "%leg", side="right", status="indicative"),
        one("tibia_angle", 8.9, "deg"),
        one("trunk_lean", 6.04, "deg", side="both"),
        one("contact_time", 0.2391, "s", standard_error=StandardError(timing=0.006)),
        one("knee_flexion_stance", 38.2, "deg"),
        one("thigh_extension", 21.0, "deg"),
        one("contact_time", None, "s", side="right", reason=unseen),
        one("tibia_angle", None, "deg", side="right", reason=unseen),
        one("pelvic_drop", None, "deg", side="both", reason="cannot be seen from the side"),
    )  # fmt: skip


def findings() -> tuple[Finding, ...]:
    return (
        Finding("feet_under_hips", "marked", 0.97, ("overstride:left",),
                "Your foot lands far ahead of your hip.", "Take quicker, lighter steps.",
                ("hip_hinge",), (0.8,), ("doi:10.1000/x",), place="act"),
        Finding(
            "rhythmic_arms", "ok", 0.02, ("arm_swing:left",), "Your arms swing in rhythm.",
            place="good",
        ),
        Finding("hip_extension", "not_measurable", None, (), "The hip could not be judged."),
    )  # fmt: skip


def summary(found: tuple[Contact, ...]) -> GaitSummary:
    return GaitSummary(
        view="side", view_confidence=0.98, direction="left", near_side="left",
        activity="running", setting="treadmill", camera=Camera(roll_deg=0.4),
        steady_s=(0.1, 1.9), leg_length_px=291.0, scale_m_per_px=None, scale_source=None,
        scale_cv=None, swaps_repaired=3, contacts=found,
    )  # fmt: skip


def make_gait(facts: GaitSummary, runner: Runner, path: np.ndarray, times_s: np.ndarray) -> Gait:
    """Reports read the summary only; every other path may be flat."""
    flat = {f.name: times_s * 0 for f in fields(Gait) if f.default is MISSING}
    return Gait(**flat | {"summary": facts, "runner": runner, "path": path, "times_s": times_s})


def make_study(slow_motion: float = 1.0) -> Study:
    times_s = np.arange(FRAMES) / FPS
    xy, shape = runner_xy(times_s), (FRAMES, len(LANDMARKS))
    ones = np.ones(shape)
    track = Track(xy, 0 * ones, np.zeros((*shape, 3)), ones, ones, times_s, (WIDTH, HEIGHT))
    clip = Clip("stick.mp4", "ab" * 32, WIDTH, HEIGHT, FRAMES, 2.0, 30.0, FPS, False, 0,
                SlowMotion(slow_motion, "given"), ("The clip is short.",))  # fmt: skip
    facts = summary(contacts())
    runner = Runner(speed_mps=3.0, speed_source="given", surface="treadmill")
    analysis = Analysis(
        clip, runner, facts, measurements(), findings(), {"pain": False}, (),
        (QualityCheck("feet_visible", True, "Feet were seen."),
         QualityCheck("light", False, "The picture is dark.")),
        {"lang": "en", "view": "auto"}, Provenance("0.1.0", "fast", "heavy", None, {"numpy": "2"}),
    )  # fmt: skip
    source = Source(Path("clips") / "stick.mp4", "ab" * 32, WIDTH, HEIGHT, 0, 30.0, FRAMES)
    gait = make_gait(facts, runner, xy, times_s)
    return Study(analysis, gait, track, track, source)


def plain_frames(study: Study) -> Iterator[Frame]:
    factor = study.analysis.clip.slow_motion.factor
    for k, time_s in enumerate(study.track.times_s):
        size = (study.source.height, study.source.width, 3)
        yield Frame(k, float(time_s * factor), np.full(size, GREY, np.uint8))


@dataclass
class Film:
    """Keeps what was written to it; makes an empty file, as a real one would."""

    path: Path
    times_s: list[float] = field(default_factory=list)
    pictures: list[Pixels] = field(default_factory=list)
    is_closed: bool = False

    def __enter__(self) -> Film:
        self.path.write_bytes(b"")
        return self

    def __exit__(self, *_: object) -> None:
        self.is_closed = True

    def write(self, rgb: Pixels, time_s: float) -> None:
        self.times_s.append(time_s)
        self.pictures.append(rgb)


@dataclass
class Films:
    """A writer factory that remembers the films it opened."""

    opened: list[Film] = field(default_factory=list)

    def __call__(self, path: Path) -> Film:
        self.opened.append(Film(path))
        return self.opened[-1]
