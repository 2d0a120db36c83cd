"""Every derived number, one row each: asymmetry, variability and drift of other metrics."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from formcheck.metrics.asymmetry import asymmetry
from formcheck.metrics.budget import Budget
from formcheck.metrics.derived import Asked, Derived
from formcheck.metrics.drift import drift
from formcheck.metrics.step_time import step_time, step_time_deviation
from formcheck.metrics.table import FRONTAL, METRICS, SIDE, SQUARE, Metric
from formcheck.metrics.values import sides
from formcheck.metrics.variability import variability
from formcheck.types import Gait, Measurement
from formcheck.types.said import Said

_BY_ID: Final = {metric.id: metric for metric in METRICS}
# From behind and in front contacts come from the bounce, whose fit evens out left and right.
_STEP_TIME: Final = Metric("step_time", "Step time", "s", SIDE, None, step_time, 0.0, "",
                           centre="strides")  # fmt: skip
_STEPS: Final = Metric("step_time", "Step time", "s", SQUARE, step_time_deviation, None, 0.0, "",
                       indicative_in=FRONTAL)  # fmt: skip
_GIRARD, _DINGENEN = "Girard 2019", "Dingenen 2018"
_BELLI, _APTE = "Belli 1995", "Apte 2021; Sen 1968"
_ONE_BEAT: Final = Said(
    "a pelvis that drops more on one side looks like a tilted camera or crooked shorts, and no "
    "picture tells them apart"
)

ASYMMETRIES: Final = (
    Derived("asymmetry_step_time", "Left and right step in time", "%", _STEP_TIME, _GIRARD),
    Derived("asymmetry_contact_time", "Left and right contact time", "%",
            _BY_ID["contact_time"], _GIRARD),
    Derived("asymmetry_flight_time", "Left and right flight time", "%",
            _BY_ID["flight_time"], _GIRARD),
    Derived("asymmetry_overstride", "Left and right overstride", "%",
            _BY_ID["overstride"], _DINGENEN),
    Derived("asymmetry_arm_swing", "Arm swing, left more than right", "deg",
            _BY_ID["arm_swing"], _DINGENEN),
    Derived("asymmetry_trunk_side_lean", "Side lean, left more than right", "deg",
            _BY_ID["trunk_side_lean"], _DINGENEN),
    Derived("asymmetry_pelvic_drop", "Pelvic drop, left more than right", "deg",
            _BY_ID["pelvic_drop"], _DINGENEN, refused=_ONE_BEAT),
)  # fmt: skip

VARIABILITIES: Final = (
    Derived("variability_step_time", "Steps among themselves, in time", "s", _STEPS, _BELLI,
            per_stride=2),
    Derived("variability_overstride", "Landings among themselves", "%leg",
            _BY_ID["overstride"], _BELLI, noise_sd=0.5),
    Derived("variability_step_width", "Step widths among themselves", "cm",
            _BY_ID["step_width"], _BELLI, noise_sd=0.25),
)  # fmt: skip

DRIFTS: Final = (
    Derived("drift_cadence", "Change of cadence over the clip", "steps/min",
            _BY_ID["cadence"], _APTE, per_stride=2),
    Derived("drift_contact_time", "Change of contact time over the clip", "s",
            _BY_ID["contact_time"], _APTE),
    Derived("drift_overstride", "Change of overstride over the clip", "%leg",
            _BY_ID["overstride"], _APTE),
    Derived("drift_trunk_lean", "Change of forward lean over the clip", "deg",
            _BY_ID["trunk_lean"], _APTE),
    Derived("drift_arm_swing", "Change of arm swing over the clip", "deg",
            _BY_ID["arm_swing"], _APTE),
)  # fmt: skip

DERIVED: Final = ASYMMETRIES + VARIABILITIES + DRIFTS
DERIVED_LABELS: Final = {row.id: row.label for row in DERIVED}


def derive(gait: Gait) -> tuple[Measurement, ...]:
    """Every derived number, for each side it has, measured or with a reason."""
    budget = Budget(gait)
    uneven = tuple(asymmetry(Asked(row, gait), budget) for row in ASYMMETRIES)
    return uneven + _each(variability, VARIABILITIES, gait) + _each(drift, DRIFTS, gait)


def _each(
    make: Callable[[Asked], Measurement], rows: tuple[Derived, ...], gait: Gait
) -> tuple[Measurement, ...]:
    return tuple(make(Asked(row, gait, side)) for row in rows for side in sides(row.base, gait))
