"""What is typical at a speed and height on level, firm ground.

The values at 2.5, 3.5 and 4.5 m/s stand in ``expected.csv``; between them, and
out to 2.0 and 5.5 m/s, they follow straight lines. Slower and faster than that
nothing is claimed. Nor is it on slopes and in sand: all sources ran on level belts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from formcheck.advice.tables import number, rows
from formcheck.types import Expected, Runner

SLOWEST_MPS: Final = 2.0
FASTEST_MPS: Final = 5.5
STEEPEST_PCT: Final = 3.0
HEIGHT_CM: Final = 176.0  # mean height of the runners behind the table; used when none is given

Gap = Literal[
    "slope", "sand", "speed_unknown", "speed_doubted", "scale_doubted", "speed_outside",
    "estimate_slow", "estimate_fast",
]  # fmt: skip

# a speed that has a source and no value is one that the scale of the picture puts in doubt
_NO_SPEED: Final[Mapping[str, Gap]] = {
    "none": "speed_unknown",
    "given": "speed_doubted",
    "estimated": "scale_doubted",
}


@dataclass(frozen=True, slots=True)
class Norm:
    """One row of ``expected.csv``.

    Attributes
    ----------
    at : values at 2.5, 3.5 and 4.5 m/s; None when derived from another row
    per_cm : change for each centimetre of height above 176 cm
    without_speed : the value where speed hardly matters; None where it does
    """

    id: str
    unit: str
    at: tuple[float, float, float] | None
    per_cm: float
    without_speed: float | None
    tag: str
    source: str


@cache
def norms() -> Mapping[str, Norm]:
    """Every quantity with a typical value, by id."""
    return {row["id"]: _norm(row) for row in rows("expected.csv")}


def _norm(row: dict[str, str]) -> Norm:
    at = (
        (float(row["at_2_5"]), float(row["at_3_5"]), float(row["at_4_5"]))
        if "at_2_5" in row
        else None
    )
    per_cm, without = number(row, "per_cm") or 0.0, number(row, "without_speed")
    return Norm(row["id"], row["unit"], at, per_cm, without, row["tag"], row["source"])


def ground_gap(runner: Runner) -> Gap | None:
    """Why level-ground limits do not apply under this runner; None when they do.

    >>> ground_gap(Runner(incline_pct=-5.0))
    'slope'
    """
    if runner.surface == "sand":
        return "sand"
    return None if abs(runner.incline_pct) <= STEEPEST_PCT else "slope"


def speed_gap(runner: Runner) -> Gap | None:
    """Why there is no typical value at this speed; None when there is one.

    >>> speed_gap(Runner(speed_mps=6.0))
    'speed_outside'
    >>> speed_gap(Runner(speed_source="given"))
    'speed_doubted'
    >>> speed_gap(Runner(speed_mps=1.9, speed_source="estimated"))
    'estimate_slow'
    """
    speed = runner.speed_mps
    if speed is None:
        return _NO_SPEED[runner.speed_source]
    if SLOWEST_MPS <= speed <= FASTEST_MPS:
        return None
    if runner.speed_source != "estimated":
        return "speed_outside"
    return "estimate_slow" if speed < SLOWEST_MPS else "estimate_fast"


def expected(id: str, runner: Runner) -> Expected | None:
    """What is typical for this runner; None when nothing can be said.

    An estimated speed outside the table's counts as unknown; a given one is believed.
    A runner of unknown height is taken as 176 cm tall; that matters for cadence
    and step length only (0.5 steps/min for each centimetre).

    >>> expected("overstride", Runner(speed_mps=3.0)).value
    24.25
    """
    norm = norms().get(id)
    if norm is None or ground_gap(runner):
        return None
    gap = speed_gap(runner)
    value = _at(norm, runner) if gap is None else norm.without_speed
    return None if value is None or gap == "speed_outside" else Expected(value, norm.source)


def _at(norm: Norm, runner: Runner) -> float:
    """The typical value at a known speed."""
    speed = runner.speed_mps
    assert speed is not None
    if norm.at is None:  # step length: distance in a minute over the steps in it
        return 60.0 * speed / _at(norms()["cadence"], runner)
    slow, middle, fast = norm.at
    per_mps = middle - slow if speed < 3.5 else fast - middle
    taller_cm = (HEIGHT_CM if runner.height_cm is None else runner.height_cm) - HEIGHT_CM
    return middle + per_mps * (speed - 3.5) + norm.per_cm * taller_cm
