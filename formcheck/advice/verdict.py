"""Whether a number is beyond a limit, given its error.

    0 -------- 0.2 ---------------- 0.8 -------- 1   probability of being beyond mild
    |    ok     |     borderline     |    mild   |
                                     (marked: 0.8 or more beyond the marked limit)

Nothing is called that is smaller than its error: the probability takes the whole
standard error (strides, landmarks, timing, scale, roll, yaw).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from math import isfinite
from statistics import NormalDist
from typing import Final, Literal, cast

from formcheck.advice.expected import ground_gap, speed_gap
from formcheck.advice.tables import number, rows
from formcheck.types import Level, Measurement, Runner

SURE: Final = 0.8
UNLIKELY: Final = 0.2
BEYOND: Final = 0.975  # from here on the whole 95 % interval is beyond the limit
CLEAR: Final = 0.95  # from here on a number is said to be beyond its limit; by us
WIDEST: Final = 1.5  # times the distance from mild to marked, evidence 3.5
LEVELS: Final[tuple[Level, ...]] = ("not_measurable", "ok", "borderline", "mild", "marked")

Direction = Literal["low", "high"]
Reference = Literal["absolute", "expected", "expected_percent"]

_LIMIT: Final[dict[str, Callable[[float, float], float]]] = {
    "absolute": lambda _, limit: limit,
    "expected": lambda typical, limit: typical + limit,
    "expected_percent": lambda typical, limit: typical * (1 + limit / 100),
}


@dataclass(frozen=True, slots=True)
class Band:
    """One row of ``bands.csv``: where "mild" and "marked" begin, on one side.

    Attributes
    ----------
    direction : `low` when small values are the deviation, `high` when large ones are
    limits : mild and marked: absolute, to add to, or in per cent of the expected value
    alone : absolute limits where no speed can be compared; None where there are none
    typical : usual values over all speeds, for reading only
    ground : `any` where slope and sand do not matter, as for what was asked
    """

    id: str
    unit: str
    direction: Direction
    limits: tuple[float, float]
    relative_to: Reference
    alone: tuple[float, float] | None
    typical: tuple[float, float]
    tag: str
    source: str
    ground: Literal["level", "any"] = "level"

    def limits_for(self, measurement: Measurement) -> tuple[float, float] | None:
        """Mild and marked limit in the measurement's unit; None without an expected value."""
        limit = _LIMIT[self.relative_to]
        if self.relative_to == "absolute":
            return self.limits
        if measurement.expected is None:
            return self.alone
        typical = measurement.expected.value
        return limit(typical, self.limits[0]), limit(typical, self.limits[1])


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one measurement stands to its limits, or why it cannot be judged.

    Attributes
    ----------
    band : the side it leans to; None when nothing was compared
    p_mild, p_marked : probability that the true value is beyond that limit
    why : key of ``[why]`` in advice.toml when `level` is not_measurable
    """

    measurement: Measurement
    level: Level
    band: Band | None = None
    p_mild: float = 0.0
    p_marked: float = 0.0
    why: str | None = None

    @property
    def rank(self) -> tuple[int, float, float]:
        """Sorts verdicts from mild to marked."""
        return LEVELS.index(self.level), self.p_marked, self.p_mild

    @property
    def is_held_back(self) -> bool:
        """Whether it is all but certainly beyond the mild limit, and only too wide to call it."""
        return self.level in ("borderline", "not_measurable") and self.p_mild >= CLEAR

    @property
    def is_other_way(self) -> bool:
        """Whether the number lies outside what is usual on the side that has no limit."""
        value, band = self.measurement.value, self.band
        if value is None or band is None or band.relative_to != "absolute":
            return False
        own = {b.direction for b in bands() if (b.id, b.unit) == (band.id, band.unit)}
        low, high = band.typical
        return (value < low and "low" not in own) or (value > high and "high" not in own)

    @property
    def is_beyond(self) -> bool:
        """Whether the number itself, margin aside, lies beyond a mild limit it is held to."""
        value = self.measurement.value
        limits = self.band.limits_for(self.measurement) if self.band else None
        if self.band is None or limits is None or value is None:
            return False
        return value > limits[0] if self.band.direction == "high" else value < limits[0]


@cache
def bands() -> tuple[Band, ...]:
    """All rows of ``bands.csv``."""
    return tuple(_band(row) for row in rows("bands.csv"))


def _band(row: dict[str, str]) -> Band:
    mild, marked = number(row, "mild_alone"), number(row, "marked_alone")
    return Band(
        id=row["id"],
        unit=row["unit"],
        direction="low" if row["direction"] == "low" else "high",
        limits=(float(row["mild"]), float(row["marked"])),
        relative_to=cast(Reference, row["relative_to"]),
        alone=None if mild is None or marked is None else (mild, marked),
        typical=(float(row["typical_low"]), float(row["typical_high"])),
        tag=row["tag"],
        source=row["source"],
        ground="any" if row.get("ground") == "any" else "level",
    )


def verdict(measurement: Measurement, runner: Runner, *, indicative: bool = False) -> Verdict:
    """How the measurement stands to its limits; of two sides the one it leans to.

    It is ok only when both sides are: a side too uncertain to judge comes first.

    Parameters
    ----------
    measurement : with its expected value (`with_expected`)
    indicative : judge numbers that are no more than indicative as well
    """
    own = [b for b in bands() if (b.id, b.unit) == (measurement.id, measurement.unit)]
    why = _obstacle(measurement, indicative) or _gap(own, runner)
    if why:
        return Verdict(measurement, "not_measurable", why=why)
    found = sorted((_against(band, measurement, runner) for band in own), key=lambda v: v.rank)
    return found[0] if found[-1].level == "ok" else found[-1]


def _gap(own: list[Band], runner: Runner) -> str | None:
    """Why there is nothing to hold the measurement against; None when there is."""
    levels = not own or any(band.ground == "level" for band in own)
    return (ground_gap(runner) if levels else None) or (None if own else "no_norm")


def _obstacle(measurement: Measurement, indicative: bool) -> str | None:
    """What stands in the way of any verdict, as a key of ``[why]``."""
    accepted = ("measured", "indicative") if indicative else ("measured",)
    error = measurement.standard_error
    checks = (
        ("missing", measurement.value is None or not isfinite(measurement.value)),
        ("missing", measurement.status == "not_measurable"),
        ("indicative", measurement.status not in accepted),
        ("no_error", error is None or not isfinite(error.total)),
    )
    return next((why for why, hit in checks if hit), None)


def _against(band: Band, measurement: Measurement, runner: Runner) -> Verdict:
    """The verdict on one side."""
    limits, gap = band.limits_for(measurement), speed_gap(runner)
    outside = band.relative_to != "absolute" and gap == "speed_outside"
    if outside or limits is None:
        return Verdict(measurement, "not_measurable", band, why=gap or "no_norm")
    p_mild, p_marked = (p_exceed(measurement, limit, band.direction) for limit in limits)
    if too_wide(measurement, band):
        if p_marked < BEYOND:
            return Verdict(measurement, "not_measurable", band, p_mild, p_marked, "too_wide")
        return Verdict(measurement, "borderline", band, p_mild, p_marked)
    return Verdict(measurement, _level(p_mild, p_marked), band, p_mild, p_marked)


def p_exceed(measurement: Measurement, limit: float, direction: Direction) -> float:
    """Probability that the true value lies beyond the limit; 0.5 when on it."""
    assert measurement.value is not None and measurement.standard_error is not None
    excess = (measurement.value - limit) * (1 if direction == "high" else -1)
    sigma = measurement.standard_error.total
    if sigma == 0:
        return 0.5 if excess == 0 else float(excess > 0)
    return NormalDist().cdf(excess / sigma)


def _level(p_mild: float, p_marked: float) -> Level:
    if p_marked >= SURE:
        return "marked"
    if p_mild >= SURE:
        return "mild"
    return "ok" if p_mild < UNLIKELY else "borderline"


def margin95(measurement: Measurement) -> float | None:
    """Half of the 95 % interval, the number after the ±; None without an error."""
    if measurement.interval95 is not None:
        low, high = measurement.interval95
        return (high - low) / 2
    error = measurement.standard_error
    return None if error is None else 1.96 * error.total


def too_wide(measurement: Measurement, band: Band) -> bool:
    """Whether the number is too uncertain to judge by this band.

    So when its margin (half of the 95 % interval, U95 of the evidence file) is
    more than 1.5 times the distance from mild to marked. A margin holds what is known of
    the errors; where it is that wide, most of it is of a camera that stood badly or of few
    pictures a second, and what is not known (bias) grows with both. So a wide number is
    never mild or marked. One whose whole interval lies beyond the marked limit is not passed
    over either: it is an observation (borderline), and takes back praise.
    """
    limits, margin = band.limits_for(measurement), margin95(measurement)
    if limits is None or margin is None:
        return True
    return margin > WIDEST * abs(limits[1] - limits[0])
