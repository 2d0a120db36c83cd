"""The nouns that travel down the corridor, all frozen.

    Source -> Track -> Gait -> Measurement -> Finding -> Analysis

Fields of the nouns that end up in an analysis file are called as the file
calls them. Moments are seconds since the first picture of the clip, in real
time. Missing is NaN in arrays and None, with a reason, in results; never 0.
"""

from __future__ import annotations

from formcheck.types.advice import (
    Answer,
    AskedEntry,
    Claim,
    Exercise,
    Handbook,
    MetricEntry,
    Place,
    RedFlag,
    TopicEntry,
)
from formcheck.types.camera_path import CameraPath
from formcheck.types.clip import (
    Capture,
    Clip,
    Filmed,
    Frame,
    SlowMotion,
    Source,
    TimeBase,
)
from formcheck.types.comparison import Change, Comparison, Course, SetUp, Trend, Visit
from formcheck.types.corrections import ContactEdit, Corrections
from formcheck.types.curves import Curve
from formcheck.types.gait import (
    CONTRADICTION,
    Camera,
    Contact,
    Gait,
    GaitSummary,
    Part,
    Runner,
)
from formcheck.types.heads import Heads
from formcheck.types.landmarks import (
    BLAZEPOSE,
    PelvisTilt,
    PointSet,
    Track,
)
from formcheck.types.looks import Looks
from formcheck.types.people import (
    Crowd,
    Doing,
    Somebody,
    Span,
)
from formcheck.types.results import (
    Analysis,
    Expected,
    Finding,
    Measurement,
    Provenance,
    QualityCheck,
    StandardError,
    Study,
    Verdict,
)
from formcheck.types.timing import unbroken, usual_fps
from formcheck.types.words import (
    Activity,
    Bools,
    ClipWord,
    Floats,
    Level,
    MeasuredSide,
    Pixels,
    Progress,
    Setting,
    Status,
    Surface,
    View,
)

__all__ = [
    "BLAZEPOSE",
    "CONTRADICTION",
    "Activity",
    "Analysis",
    "Answer",
    "AskedEntry",
    "Bools",
    "Camera",
    "CameraPath",
    "Capture",
    "Change",
    "Claim",
    "Clip",
    "ClipWord",
    "Comparison",
    "Contact",
    "ContactEdit",
    "Corrections",
    "Course",
    "Crowd",
    "Curve",
    "Doing",
    "Exercise",
    "Expected",
    "Filmed",
    "Finding",
    "Floats",
    "Frame",
    "Gait",
    "GaitSummary",
    "Handbook",
    "Heads",
    "Level",
    "Looks",
    "MeasuredSide",
    "Measurement",
    "MetricEntry",
    "Part",
    "PelvisTilt",
    "Pixels",
    "Place",
    "PointSet",
    "Progress",
    "Provenance",
    "QualityCheck",
    "RedFlag",
    "Runner",
    "SetUp",
    "Setting",
    "SlowMotion",
    "Somebody",
    "Source",
    "Span",
    "StandardError",
    "Status",
    "Study",
    "Surface",
    "TimeBase",
    "TopicEntry",
    "Track",
    "Trend",
    "Verdict",
    "View",
    "Visit",
    "unbroken",
    "usual_fps",
]
