"""Two visits of a runner made of lines, and jobs with them; frames that are read are counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from html_makers import curve, handbook
from report_makers import STRIDE_S, Films, make_study, plain_frames

from formcheck.report.compared import ComparedJob
from formcheck.types import Contact, Finding, Frame, Measurement, Study
from formcheck.types.comparison import Change, Comparison, SetUp, Trend, Visit
from formcheck.video import VideoWriter

FEET = Finding("feet_under_hips", "ok", 0.02, ("overstride:left",), "Your foot lands near.",
               title="Where feet land", place="good")  # fmt: skip


def contacts(stride_s: float = STRIDE_S, n: int = 6) -> tuple[Contact, ...]:
    """Both feet in turn, down for a third of a stride."""
    found = []
    for k in range(n):
        side, strike_s = ("left", "right")[k % 2], 0.1 + k * stride_s / 2
        found.append(Contact(side, strike_s, 0.004, strike_s + stride_s / 3, 0.006))
    return tuple(found)


def study(**gait: Any) -> Study:
    """A visit with curves; `gait` changes facts about the gait."""
    made = make_study()
    facts = replace(made.analysis.gait, **({"contacts": contacts()} | gait))
    flags = made.analysis.red_flags
    analysis = replace(made.analysis, gait=facts, findings=(FEET,), red_flags=flags)
    shown = (curve(made, "knee", "left"), curve(made, "trunk", "both"))
    return replace(made, analysis=analysis, curves=shown, handbook=handbook(made))


def mirrored(made: Study) -> Study:
    """The same runner, going the other way."""
    xy = made.track.xy.copy()
    xy[..., 0] = made.track.size_px[0] - xy[..., 0]
    facts = replace(made.analysis.gait, direction="right")
    return replace(
        made, track=replace(made.track, xy=xy), analysis=replace(made.analysis, gait=facts)
    )


def number(id: str, value: float | None, side: str = "both", **more: Any) -> Measurement:
    known: dict[str, Any] = {"status": "measured", "n": 12, "unit": "deg"}
    if value is not None:
        known["interval95"] = (value - 1.0, value + 1.0)
    return Measurement(id=id, side=side, value=value, **(known | more))  # type: ignore[arg-type]


def change(id: str, before: float, after: float, least: float = 2.0, **more: Any) -> Change:
    """A change by its values; its course is what they say."""
    gap = after - before
    course = "same" if abs(gap) <= least else "more" if gap > 0 else "less"
    side = more.pop("side", "both")
    ends = (number(id, before, side, typical=(4.0, 9.0)), number(id, after, side))
    known = {"is_sure": True, "course": course, "difference": gap, "least": least}
    return Change(id=id, side=side, unit="deg", before=ends[0], after=ends[1],
                  **(known | more))  # type: ignore[arg-type] # fmt: skip


def unknown(id: str, reason: str) -> Change:
    return Change(id, "both", "deg", number(id, 7.0), number(id, None), None, None, "unknown",
                  reason)  # fmt: skip


CHANGES = (
    change("cadence", 160, 176),
    change("stride_time", 20, 15, follows_from=("cadence",)),
    change("overstride", 30, 22, side="left", is_sure=False),
    change("trunk_lean", 6, 7),
    unknown("pelvic_drop", "cannot be seen from the side"),
)
SET_UP = (
    SetUp("shoes", "Shoes", "red", "blue", False, "Shoes change the landing."),
    SetUp("view", "View", "side", "side", True),
    SetUp("speed", "Speed", "", "", None, "Nobody knows the speed."),
)


def comparison(*studies: Study, **more: Any) -> Comparison:
    """What changed between these visits, a month apart each."""
    visits = tuple(
        Visit(f"visit {k}", f"2026-0{k}-01", one.analysis) for k, one in enumerate(studies, 1)
    )
    known = {
        "set_up": SET_UP, "changes": CHANGES, "topics": (("feet_under_hips", "marked", "ok"),),
    }  # fmt: skip
    if len(visits) > 2:
        known["trends"] = (Trend("cadence", "both", "steps/min", (0, 1, 2), (160.0, 168.0, 176.0),
                                 (2.0, 2.0, 2.0), 16.0, 3.0, "more"),)  # type: ignore[assignment] # fmt: skip
    return Comparison(visits, **(known | more))  # type: ignore[arg-type]


@dataclass
class Watched:
    """Frames of studies, and which rows of each were read."""

    read: list[list[int]] = field(default_factory=list)

    def __call__(self, made: Study) -> Iterator[Frame]:
        rows: list[int] = []
        self.read.append(rows)
        for frame in plain_frames(made):
            rows.append(frame.index)
            yield frame


def job(out: Path, *studies: Study | None, real: bool = False, **more: Any) -> ComparedJob:
    """A job with these visits; a visit whose clip is gone is None and says what it said once."""
    told = [one or study() for one in studies]
    found = more.pop("comparison", None) or comparison(*told)
    known: dict[str, Any] = {"frames": Watched(), "handbook": handbook(told[0])}
    writer = VideoWriter if real else Films()
    return ComparedJob(found, studies, out, writer, **(known | more))  # type: ignore[arg-type]


def noise(made: Study) -> Iterator[Frame]:
    """Frames that differ from each other and between left and right."""
    for k, frame in enumerate(plain_frames(made)):
        rgb = frame.rgb.copy()
        rgb[:, : rgb.shape[1] // 2] = (40 + 3 * k) % 255
        yield replace(frame, rgb=np.ascontiguousarray(rgb))


def brief(**gait: Any) -> Study:
    """A visit of one stride, so that its film is short."""
    return study(**({"contacts": contacts(n=3)} | gait))
