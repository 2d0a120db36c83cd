"""The table of what becomes of numbers when the clip is made worse."""

from __future__ import annotations

from collections.abc import Sequence

from cells import NONE, head, line, number
from degrade import SHOWN, Worse

from formcheck.types import Measurement

SHORT = {"cadence": "cadence", "contact_time": "contact", "overstride": "overstride",
         "tibia_angle": "shank", "knee_flexion_contact": "knee, landing",
         "foot_strike_angle": "foot", "thigh_extension": "thigh", "trunk_lean": "lean",
         "vertical_oscillation": "rise and fall", "trunk_rotation": "shoulder turn",
         "arm_swing": "arm swing"}  # fmt: skip


def degraded_table(worse: Sequence[Worse]) -> list[str]:
    """What becomes of each number when the clip is made worse."""
    lines = head(["the clip", *(SHORT[metric] for metric in SHOWN)])
    usual = worse[0]
    for each in worse:
        cells = [_outcome(metric, each, usual) for metric in SHOWN]
        if each.refused is not None:
            cells = ["refused", *[NONE] * (len(SHOWN) - 1)]
        lines.append(line([each.label, *cells]))
    return lines


def _outcome(metric: str, each: Worse, usual: Worse) -> str:
    """Inside or outside, how wide, or that there is none."""
    m, before = number_of(metric, each), number_of(metric, usual)
    if m is None or m.value is None or m.interval95 is None:
        return NONE
    true = each.truth.get(m.key)
    wide = half_width(m)
    text = f"± {number(wide * (1000 if m.unit == 's' else 1))}"
    if before is not None and before.interval95 is not None and wide > 1.1 * half_width(before):
        text += " wider"
    if true is None or not m.interval95[0] <= true <= m.interval95[1]:
        text += " **outside**"
    return text if m.status == "measured" else f"({text})"


def number_of(metric: str, each: Worse) -> Measurement | None:
    """The near side's or the body's measurement."""
    shown = [m for m in each.numbers.values() if m.id == metric and m.status != "not_measurable"]
    whole = [m for m in shown if m.side == "both"]
    known = [m for m in shown if m.status == "measured"]
    return next(iter(whole or known or shown), None)


def half_width(m: Measurement) -> float:
    """Half of the printed interval."""
    assert m.interval95 is not None
    return (m.interval95[1] - m.interval95[0]) / 2


def reasons_list(worse: Sequence[Worse]) -> list[str]:
    """Why numbers of the degraded clips are missing or only indicative."""
    lines = []
    for each in worse[1:]:
        told = dict.fromkeys(
            m.reason for m in each.numbers.values() if m.id in SHOWN and m.reason and _is_near(m)
        )
        reasons = [each.refused] if each.refused is not None else list(told)
        if reasons:
            lines.append(f"- {each.label}: {'; '.join(r for r in reasons if r).rstrip('.')}.")
    return lines


def _is_near(m: Measurement) -> bool:
    return "far side" not in (m.reason or "") and "hidden behind" not in (m.reason or "")
