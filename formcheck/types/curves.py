"""A course of one quantity over the clip and over the typical stride."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from formcheck.types.people import Span
from formcheck.types.words import Floats, MeasuredSide


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """One quantity over time, and folded into one stride of the side it belongs to.

    Attributes
    ----------
    id : what it shows: foot_ahead, knee, thigh, trunk, upper_arm, pelvis_drop ...
    times_s, values : (frames,), the clip; NaN where not seen
    mean, spread : (101,), 0 to 100 % of a stride from the initial contact of `side`;
        spread is the SD between strides; empty where strides were too few
    toe_off_pct : where in the stride the foot leaves the ground; None when not known
    strides : (strides, 101), each stride that the mean is of, NaN where not seen
    spans_s : start and end of each of them
    """

    id: str
    side: MeasuredSide
    unit: str
    times_s: Floats
    values: Floats
    mean: Floats
    spread: Floats
    toe_off_pct: float | None = None
    strides: Floats = field(default_factory=lambda: np.empty((0, 101)))
    spans_s: tuple[Span, ...] = ()
