"""How near to the truth each number should come: the table that the report holds against."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from rows import OURS, Row

Kind = tuple[str, ...]  # quick, slow, plates
KINDS = ("quick", "slow", "plates")
KIND_LABELS = {
    "quick": "rendered, 60 frames/s and more",
    "slow": "rendered, 30 frames/s",
    "plates": "force plates and markers",
}


@dataclass(frozen=True)
class Goal:
    """Mean absolute error to reach, by kind of clip, in the metric's printed unit.

    `times` turns the row's unit into the printed one; None: no goal for that kind.
    """

    label: str
    metrics: tuple[str, ...]
    views: tuple[str, ...]
    unit: str
    limits: dict[str, float | None]
    times: float = 1.0


def _goal(  # noqa: PLR0913, PLR0917 - a row of a table
    label: str, metrics: tuple[str, ...], unit: str, quick: float, slow: float,
    plates: float | None, views: tuple[str, ...] = ("side",), times: float = 1.0,
) -> Goal:  # fmt: skip
    return Goal(
        label, metrics, views, unit, {"quick": quick, "slow": slow, "plates": plates}, times
    )


EVERY = ("side", "rear", "front")
GOALS = (
    _goal("cadence", ("cadence",), "spm", 0.5, 0.5, 0.3, EVERY),
    _goal("initial contact, side view", ("initial_contact",), "ms", 10, 15, 8),
    _goal("initial contact, rear and front", ("initial_contact",), "ms", 10, 15, 8,
          ("rear", "front")),
    _goal("contact time", ("contact_time",), "ms", 15, 25, 12, times=1000.0),
    _goal("overstride", ("overstride",), "%leg", 3, 4, 1.5),
    _goal("shank angle", ("tibia_angle",), "deg", 3, 4, 1.5),
    _goal("knee bend at landing", ("knee_flexion_contact",), "deg", 5, 6, 2),
    _goal("knee bend under load", ("knee_flexion_stance",), "deg", 5, 6, 2),
    _goal("thigh behind the hip", ("thigh_extension",), "deg", 4, 4, 1.5),
    _goal("trunk lean", ("trunk_lean",), "deg", 2.5, 2.5, None),
    _goal("rise and fall, side view", ("vertical_oscillation",), "cm", 0.8, 1.0, 0.4),
    _goal("rise and fall, rear and front", ("vertical_oscillation",), "cm", 0.8, 1.0, 0.4,
          ("rear", "front")),
    _goal("shoulder turn", ("trunk_rotation",), "deg", 6, 8, None),
    _goal("pelvic drop", ("pelvic_drop",), "deg", 2, 2.5, None, ("rear",)),
    _goal("step width", ("step_width",), "cm", 2, 2, 0.7, ("rear", "front")),
    _goal("arm swing", ("arm_swing",), "deg", 8, 10, None),
    _goal("elbow bend", ("elbow_flexion",), "deg", 8, 10, None),
)  # fmt: skip


def kind_of(row: Row) -> str | None:
    """Which column of the table a row belongs to; None for what is degraded or made of formulas."""
    if row.source == "rendered":
        return "quick" if row.fps > 45 else "slow"
    usual = row.clip in {f"{row.view} {fps} fps" for fps in (30, 60, 120)}
    return "plates" if row.source == "force plates" and usual else None


def rows_of(goal: Goal, rows: Iterable[Row]) -> list[Row]:
    """formcheck's rows that the goal speaks of: near side or whole body, its views."""
    return [
        r for r in rows
        if r.algorithm == OURS and r.metric in goal.metrics and r.view in goal.views
        and r.part != "far"
    ]  # fmt: skip


@dataclass(frozen=True)
class Reached:
    """What came out for one goal: `n` numbers given by `of` that could have been."""

    mean_abs: float | None
    bias: float | None
    worst: float | None
    n: int
    of: int
    inside: int
    with_interval: int


def reached(rows: Iterable[Row], times: float = 1.0) -> Reached:
    """Mean absolute error, bias, largest error and coverage of those rows."""
    rows = list(rows)
    errors = np.array([times * r.error for r in rows if r.error is not None])
    sure = [r.inside for r in rows if r.inside is not None]
    known = len(errors) > 0
    return Reached(
        mean_abs=float(np.abs(errors).mean()) if known else None,
        bias=float(errors.mean()) if known else None,
        worst=float(np.abs(errors).max()) if known else None,
        n=len(errors), of=len(rows), inside=sum(sure), with_interval=len(sure),
    )  # fmt: skip
