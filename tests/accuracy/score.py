"""The one scorer: what was found about a clip, held against what is true of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from rows import OURS, Clip, Row, row

from formcheck.types import Contact, Floats, Measurement

UNSEEN = "cannot be seen from"
NEAR_S = 0.1  # further from every true contact, a found one is invented
Strikes = Mapping[str, Floats]


def score_numbers(
    clip: Clip, found: Iterable[Measurement], true: Mapping[str, float], algorithm: str = OURS
) -> list[Row]:
    """A row for every measurement whose truth is known and that this view can show."""
    return [
        row(clip, m.key, true[m.key], m.value, unit=m.unit, interval=m.interval95,
            status=m.status, reason=m.reason, algorithm=algorithm)
        for m in found
        if m.key in true and not (m.reason or "").startswith(UNSEEN)
    ]  # fmt: skip


def strikes_of(contacts: Sequence[Contact]) -> dict[str, Floats]:
    """Initial contacts by side, seconds."""
    return {s: np.array([c.strike_s for c in contacts if c.side == s]) for s in ("left", "right")}


def score_strikes(
    clip: Clip, found: Strikes, true: Strikes, span_s: tuple[float, float], algorithm: str = OURS
) -> list[Row]:
    """Bias and mean absolute error of initial contact per side, ms; missed and invented."""
    rows = []
    for side in ("left", "right"):
        errors, missed, invented = match(found[side], true[side], span_s)
        values = {
            "initial_contact_bias": float(errors.mean()) if len(errors) else None,
            "initial_contact": float(np.abs(errors).mean()) if len(errors) else None,
            "contacts_missed": float(missed),
            "contacts_invented": float(invented),
        }
        for name, value in values.items():
            unit = "ms" if name.startswith("initial") else "1"
            rows.append(row(clip, f"{name}:{side}", 0.0, value, unit=unit, algorithm=algorithm))
    return rows


def match(found_s: Floats, true_s: Floats, span_s: tuple[float, float]) -> tuple[Floats, int, int]:
    """Errors of one foot's contacts in ms, how many were missed, how many invented."""
    due = true_s[(true_s >= span_s[0] - 0.05) & (true_s <= span_s[1] + 0.05)]
    sure = int(((due >= span_s[0] + 0.05) & (due <= span_s[1] - 0.05)).sum())
    if not len(found_s) or not len(due):
        return np.empty(0), sure, len(found_s)
    apart = np.abs(np.subtract.outer(found_s, due))
    nearest, near = apart.argmin(axis=1), apart.min(axis=1) < NEAR_S
    hit = set(nearest[near].tolist())
    errors = 1000 * (found_s - due[nearest])[near]
    inner = (due >= span_s[0] + 0.05) & (due <= span_s[1] - 0.05)
    missed = sum(1 for k in np.flatnonzero(inner).tolist() if k not in hit)
    return errors, missed, len(found_s) - len(hit)
