"""Brings the clips of a batch together into one cohort: what the overview shows."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from formcheck import __version__
from formcheck.advice.verdict import LEVELS, bands
from formcheck.batch.opened import Opened
from formcheck.batch.spread import strip
from formcheck.types import Analysis, Handbook, Level, Measurement, MetricEntry
from formcheck.types.cohort import Cohort, CohortClip, Spread, Strip, TopicCount

# The numbers that the overview draws, most telling first; chosen by us.
MAIN: Final = (
    "cadence", "overstride", "tibia_angle", "foot_strike_angle", "knee_flexion_contact",
    "knee_flexion_stance", "thigh_extension", "contact_time", "duty_factor", "trunk_lean",
    "trunk_rotation", "vertical_oscillation", "vertical_ratio", "arm_swing", "elbow_flexion",
    "arm_leg_lag", "pelvic_drop", "trunk_side_lean", "step_width", "lateral_sway", "knee_gap",
    "asymmetry_step_time", "asymmetry_contact_time",
)  # fmt: skip
SIDES: Final = ("both", "left", "right")
REPORT, PAPER, TABLE = "report.html", "report.pdf", "summary.xlsx"


def gathered(
    clips: Iterable[tuple[CohortClip, Sequence[tuple[str, Level]]]], handbook: Handbook
) -> Cohort:
    """The cohort of clips, each with the levels of its topics."""
    told = tuple(clips)
    alone = tuple(clip for clip, _ in told)
    return Cohort(
        lang=handbook.lang,
        clips=alone,
        spreads=tuple(_spreads(alone, handbook)),
        topics=tuple(_topics([levels for _, levels in told], handbook)),
        formcheck=__version__,
        table=TABLE,
    )


def clip_of(one: Opened, out: Path) -> tuple[CohortClip, Sequence[tuple[str, Level]]]:
    """The clip as the overview shows it, and the level of each of its topics."""
    task, outcome, analysis = one.task, one.outcome, one.analysis
    if analysis is None:
        told = (outcome.trouble, outcome.reason, outcome.hint)
        return CohortClip(task.name, task.runner, *told), ()
    clip = CohortClip(
        name=task.name,
        runner=task.runner,
        word=analysis.verdict.word if analysis.verdict else None,
        faults=tuple(_faults(analysis)),
        view=analysis.gait.view,
        asks=tuple(_asks(analysis)),
        flags=analysis.red_flags,
        measured={m.key: m for m in analysis.measurements if _is_shown(m)},
        report=_way(out, task.out / REPORT),
        paper=_way(out, task.out / PAPER),
    )
    return clip, [(finding.topic, finding.level) for finding in analysis.findings]


def _is_shown(m: Measurement) -> bool:
    return m.status == "measured" and m.value is not None and m.id in MAIN


def _faults(analysis: Analysis) -> Iterator[str]:
    for check in analysis.quality:
        if not check.ok:
            words = f"{check.detail}. {check.advice}".rstrip()
            yield words[:1].upper() + words[1:]


def _asks(analysis: Analysis) -> list[str]:
    """Titles of what is worth working on; nothing where a doctor comes first."""
    if analysis.is_urgent:
        return []
    found = [f for f in analysis.findings if f.level in ("mild", "marked") and f.place == "act"]
    found.sort(key=lambda f: -LEVELS.index(f.level))
    return [finding.title for finding in found]


def _way(out: Path, file: Path) -> str:
    """From the overview to a file, with /; "" where there is none."""
    if not file.is_file():
        return ""
    try:
        return Path(os.path.relpath(file, out)).as_posix()
    except ValueError:  # another drive
        return ""


def _spreads(clips: Sequence[CohortClip], handbook: Handbook) -> Iterator[Spread]:
    entries = {entry.id: entry for entry in handbook.metrics}
    for id in MAIN:
        strips = [found for side in SIDES if (found := strip(clips, id, side))]
        if strips:
            yield _spread(entries[id], strips)


def _spread(entry: MetricEntry, strips: Sequence[Strip]) -> Spread:
    typical = _typical().get(entry.id)
    what = (entry.id, entry.label, entry.unit, entry.definition)
    return Spread(*what, tuple(strips), typical)


@cache
def _typical() -> dict[str, tuple[float, float]]:
    """The usual range of each number over all speeds, where somebody says."""
    return {band.id: band.typical for band in bands()}


def _topics(
    levels: Sequence[Sequence[tuple[str, Level]]], handbook: Handbook
) -> Iterator[TopicCount]:
    """How many clips got which verdict; topics that no clip can tell are left out."""
    counted = Counter(told for clip in levels for told in clip)
    for topic in handbook.topics:
        counts: dict[Level, int] = {level: counted[topic.id, level] for level in LEVELS}
        if sum(n for level, n in counts.items() if level != "not_measurable"):
            yield TopicCount(topic.title, counts)
