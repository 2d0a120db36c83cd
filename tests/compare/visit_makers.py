"""Analyses of a runner made of formulas, with what a test wants otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from report_makers import make_study

from formcheck.types import Analysis, Measurement, StandardError, Visit

FIRM = StandardError(strides=0.3, landmarks=1.5, timing=0.9, roll=0.1, yaw=0.4)
CLOCK = StandardError(strides=0.4, timing=0.17)


def number(id: str, value: float | None, **more: Any) -> Measurement:
    """One measured number; of the left side unless told otherwise."""
    known: dict[str, Any] = {"side": "left", "unit": "deg", "n": 14, "status": "measured"}
    known |= {"standard_error": CLOCK if id in ("cadence", "stride_time") else FIRM}
    if id in ("cadence", "stride_time", "speed", "step_length", "trunk_lean"):
        known["side"] = "both"
    if value is None:
        known |= {"status": "not_measurable", "standard_error": None, "reason": "hidden"}
    return Measurement(id=id, value=value, **(known | more))


def analysis(*numbers: Measurement, sha256: str = "ab" * 32, **other: Any) -> Analysis:
    """An analysis with these numbers; `other` are fields of it, its clip, gait or runner."""
    made = replace(make_study().analysis, measurements=numbers)
    made = replace(made, clip=replace(made.clip, sha256=sha256))
    for name, value in other.items():
        for noun in ("clip", "gait", "runner", "provenance"):
            if hasattr(getattr(made, noun), name):
                made = replace(made, **{noun: replace(getattr(made, noun), **{name: value})})
                break
        else:
            made = replace(made, **{name: value})
    return made


def visits(*analyses: Analysis, days: Sequence[str | None] = ()) -> list[Visit]:
    """Visits of different clips, in that order."""
    told = [*days, *[None] * len(analyses)]
    return [
        Visit(f"visit {k}", told[k], replace(a, clip=replace(a.clip, sha256=str(k) * 64)))
        for k, a in enumerate(analyses)
    ]
