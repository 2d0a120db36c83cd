"""Writes coordinates over time as OpenSim's motion (.mot) and storage (.sto) files.

Both are written alike; a motion file holds no gaps, see `motion.unbroken`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from formcheck.report.exports.motion import Motion

DIGITS: Final = 6  # after the point
TOLD: Final = (
    "Angles in degrees, pelvis_tx, pelvis_ty and pelvis_tz in metres; NaN is not seen.",
    "Read from one camera at even moments; times are seconds of real time.",
)


def mot(motion: Motion, told: Sequence[str] = ()) -> str:
    """The text of the file; what is `told` stands in its head, a line each."""
    rows = zip(motion.times_s.tolist(), motion.values.tolist(), strict=True)
    head = [
        "Coordinates",
        "version=1",
        f"nRows={len(motion.times_s)}",
        f"nColumns={len(motion.names) + 1}",
        "inDegrees=yes",
        "",
        *TOLD,
        *told,
        "",
        "endheader",
        "\t".join(["time", *motion.names]),
    ]
    lines = ["\t".join([f"{time_s:.6f}", *map(_cell, values)]) for time_s, values in rows]
    return "\n".join([*head, *lines, ""])


def _cell(value: float) -> str:
    return f"{round(value, DIGITS) + 0.0:.{DIGITS}f}" if math.isfinite(value) else "NaN"
