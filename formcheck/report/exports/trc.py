"""Writes markers as TRC, in the layout that OpenSim, Pose2Sim and Sports2D read."""

from __future__ import annotations

import math
from typing import Final

from formcheck.report.exports.markers import Markers
from formcheck.types import Floats

DIGITS: Final = {"m": 6, "px": 3}  # after the point
COUNTS: Final = (
    "DataRate", "CameraRate", "NumFrames", "NumMarkers",
    "Units", "OrigDataRate", "OrigDataStartFrame", "OrigNumFrames",
)  # fmt: skip


def trc(markers: Markers, name: str) -> str:
    """The text of the file of that name; a marker that was not seen stays blank."""
    digits = DIGITS[markers.unit]
    rows = zip(markers.times_s.tolist(), markers.xyz, strict=True)
    lines = [_row(k, time_s, xyz, digits) for k, (time_s, xyz) in enumerate(rows, start=1)]
    return "\n".join([*_head(markers, name), *lines, ""])


def _head(markers: Markers, name: str) -> list[str]:
    rate, frames, count = f"{markers.rate_hz:.10g}", len(markers.times_s), len(markers.names)
    first = round(float(markers.times_s[0]) * markers.rate_hz) + 1
    values = (rate, rate, frames, count, markers.unit, rate, first, frames)
    axes = (f"{axis}{k}" for k in range(1, count + 1) for axis in "XYZ")
    return [
        f"PathFileType\t4\t(X/Y/Z)\t{name}",
        "\t".join(COUNTS),
        "\t".join(map(str, values)),
        "Frame#\tTime\t" + "".join(f"{marker}\t\t\t" for marker in markers.names),
        "\t\t" + "\t".join(axes),
    ]


def _row(frame: int, time_s: float, xyz: Floats, digits: int) -> str:
    cells = (_cell(value, digits) for value in xyz.ravel().tolist())
    return "\t".join([str(frame), f"{time_s:.6f}", *cells])


def _cell(value: float, digits: int) -> str:
    return f"{round(value, digits) + 0.0:.{digits}f}" if math.isfinite(value) else ""
