"""Every fact about a clip that has a column of its own in the summary, one row each.

To add a column: one row here. What a clip was given, how its analysis was made, how good it is;
its numbers have columns made from the table of metrics (`columns`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Literal

from formcheck.batch.nouns import Outcome, Task
from formcheck.types import Analysis
from formcheck.types.said import Said

Kind = Literal["text", "whole", "number", "yes"]
BETWEEN: Final = ";"  # several ids in one cell


@dataclass(frozen=True, slots=True)
class Fact:
    """One column: its name with its unit, what is in it, what it means, where it comes from."""

    name: str
    kind: Kind
    words: str
    of: Callable[[Analysis], Any]


@dataclass(frozen=True, slots=True)
class Told:
    """A column that every clip has, analysed or not; `is_told` in the language of the reader."""

    name: str
    words: str
    of: Callable[[Task, Outcome], str]
    is_told: bool = False


ABOUT: Final[tuple[Told, ...]] = (
    Told("clip", Said("the clip's place below the folder of the batch"), lambda t, o: t.name),
    Told(
        "status",
        Said("analysed or failed"),
        lambda t, o: "analysed" if o.is_analysed else "failed",
    ),
    Told(
        "trouble",
        Said(
            "what kind of failure: unreachable, unreadable, nobody_runs, settings, model, bug, "
            "crashed, hung, memory"
        ),
        lambda t, o: o.trouble or "",
    ),
    Told("reason", Said("why it failed, in words"), lambda t, o: o.reason, True),
    Told("hint", Said("what to do about it"), lambda t, o: o.hint, True),
    Told("runner", Said("who runs, as runners.csv says it"), lambda t, o: t.runner),
)

FACTS: Final[tuple[Fact, ...]] = (
    Fact(
        "verdict",
        "text",
        Said("how good the clip is: good, usable, poor"),
        lambda a: a.verdict.word if a.verdict else None,
    ),
    Fact(
        "quality_failed",
        "text",
        Said("the checks of quality that it does not pass, what hurts most first"),
        lambda a: BETWEEN.join(check.check for check in a.quality if not check.ok),
    ),
    Fact(
        "red_flags",
        "text",
        Said("answers that need a doctor before all technique"),
        lambda a: BETWEEN.join(flag.id for flag in a.red_flags),
    ),
    Fact(
        "by_hand",
        "yes",
        Said("whether a human corrected something: contacts, calibration, person, parts"),
        lambda a: a.corrections is not None and bool(a.corrections.changes),
    ),
    Fact("view", "text", Said("from where it was filmed"), lambda a: a.gait.view),
    Fact("near_side", "text", Said("the side next to the camera"), lambda a: a.gait.near_side),
    Fact("setting", "text", Said("treadmill or open ground, as found"), lambda a: a.gait.setting),
    Fact("duration_s", "number", Said("length of what was looked at"), lambda a: a.clip.duration_s),
    Fact(
        "fps",
        "number",
        Said("pictures in a second of real time"),
        lambda a: a.clip.fps_effective,
    ),
    Fact("width_px", "whole", Said("width of the upright picture"), lambda a: a.clip.width),
    Fact("height_px", "whole", Said("height of the upright picture"), lambda a: a.clip.height),
    Fact(
        "slow_motion",
        "number",
        Said("times slower than life"),
        lambda a: a.clip.slow_motion.factor,
    ),
    Fact(
        "landings_left", "whole", Said("landings of the left foot"), lambda a: _landings(a, "left")
    ),
    Fact(
        "landings_right",
        "whole",
        Said("landings of the right foot"),
        lambda a: _landings(a, "right"),
    ),
    Fact("people", "whole", Said("people found in the picture"), lambda a: len(a.people) or None),
    Fact("body_height_cm", "number", Said("body height, as given"), lambda a: a.runner.height_cm),
    Fact("speed_mps", "number", Said("speed, given or estimated"), lambda a: a.runner.speed_mps),
    Fact(
        "speed_source",
        "text",
        Said("where the speed comes from: given, estimated, none"),
        lambda a: a.runner.speed_source,
    ),
    Fact(
        "incline_pct",
        "number",
        Said("slope, uphill positive; empty where nothing is known"),
        lambda a: None if a.runner.incline_source == "none" else a.runner.incline_pct,
    ),
    Fact(
        "surface",
        "text",
        Said("what is run on, as given; empty where nobody said, what was found is in setting"),
        lambda a: _given_surface(a),
    ),
    Fact("sha256", "text", Said("the clip's fingerprint"), lambda a: a.clip.sha256),
    Fact(
        "formcheck",
        "text",
        Said("the version of formcheck that looked"),
        lambda a: a.provenance.formcheck,
    ),
    Fact("backend", "text", Said("what ran the network"), lambda a: a.provenance.backend),
    Fact("model", "text", Said("the pose network"), lambda a: a.provenance.model),
)


def _given_surface(analysis: Analysis) -> str | None:
    """What somebody said; the runner's own is filled in where a treadmill was found."""
    given = analysis.settings.get("surface", "unknown")
    return None if given == "unknown" else str(given)


def _landings(analysis: Analysis, side: str) -> int:
    return sum(contact.side == side for contact in analysis.gait.contacts)
