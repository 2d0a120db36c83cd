"""What was said about a clip, in the units people use, as it stands in the fields of a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from formcheck.report.words import localised

# name of a field: name in `Settings`, factor to the unit people use
_UNITS: Final[Mapping[str, tuple[str, float]]] = {
    "height_cm": ("height_m", 100.0),
    "speed_kmh": ("speed_mps", 3.6),
    "incline_pct": ("incline_pct", 1.0),
}


@dataclass(frozen=True, slots=True)
class Filled:
    """The fields; "" where nothing was said.

    Attributes
    ----------
    slow_motion : times slower than life, as a value of the form; "" leaves it to formcheck
    height_before : height of an earlier clip of the same runner, where this one has none
    """

    height_cm: str
    speed_kmh: str
    incline_pct: str
    surface: str = "unknown"
    day: str = ""
    shoes: str = ""
    blur_faces: bool = False
    slow_motion: str = ""
    height_before: bool = False


def filled(asked: Mapping[str, Any], height_before_m: float | None = None) -> Filled:
    """The fields, in the language of the moment."""
    numbers = {name: _number(asked, name) for name in _UNITS}
    is_before = not numbers["height_cm"] and height_before_m is not None
    if is_before:
        numbers["height_cm"] = _number({"height_m": height_before_m}, "height_cm")
    return Filled(
        **numbers,
        surface=str(asked.get("surface") or "unknown"),
        day=str(asked.get("day") or ""),
        shoes=str(asked.get("shoes") or ""),
        blur_faces=bool(asked.get("blur_faces")),
        slow_motion=f"{asked['slow_motion']:g}" if asked.get("slow_motion") else "",
        height_before=is_before,
    )


def _number(asked: Mapping[str, Any], name: str) -> str:
    kept, factor = _UNITS[name]
    value = asked.get(kept)
    return "" if value is None else localised(f"{round(factor * value, 2):g}")
