"""Makes the two tables, measurements and contacts one by one, and writes them as CSV.

strike          off     other foot's strike    strike
|================|............|...................|
<-- contact_s --->
<---------- step_s ---------->
<-------------------- stride_s ------------------->
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from formcheck.report.numbers import significant
from formcheck.types import Analysis, Contact, Measurement
from formcheck.types.people import Span

if TYPE_CHECKING:
    import polars as pl

_NUMBERS = ("value", "low", "high", "standard_error", "sd", "expected")
_MOMENTS = ("strike_s", "strike_se_s", "off_s", "off_se_s", "contact_s", "stride_s", "step_s")


def measurements_csv(analysis: Analysis) -> str:
    """One line a measurement, units beside the values; an empty cell is "no number".

    `changes_by_hand` is how many things a human changed about the analysis as a whole.
    """
    return measurements_table(analysis).write_csv()


def strides_csv(analysis: Analysis) -> str:
    """One line a contact in order of time, everything in seconds.

    A step or stride in which a strike of either foot was missed stays empty. `by` says who
    found the contact: auto, or user where a human set it.
    """
    return strides_table(analysis).write_csv()


def measurements_table(analysis: Analysis) -> pl.DataFrame:
    """One row a measurement; null is "no number"."""
    import polars as pl

    columns = {
        "id": pl.String, "side": pl.String, "value": pl.Float64, "unit": pl.String,
        "low": pl.Float64, "high": pl.Float64, "standard_error": pl.Float64, "sd": pl.Float64,
        "n": pl.Int64, "status": pl.String, "reason": pl.String, "expected": pl.Float64,
        "changes_by_hand": pl.Int64,
    }  # fmt: skip
    by_hand = {"changes_by_hand": len(analysis.corrections.changes if analysis.corrections else ())}
    rows = [_rounded(_measurement(m), _NUMBERS) | by_hand for m in analysis.measurements]
    return pl.DataFrame(rows, schema=columns)


def strides_table(analysis: Analysis) -> pl.DataFrame:
    """One row a contact in order of time, everything in seconds; null is "not known".

    `by` says who found it: "auto", or "user" where somebody set a moment by hand.
    """
    import polars as pl

    columns: dict[str, type[pl.DataType]] = {"side": pl.String}
    columns |= dict.fromkeys(_MOMENTS, pl.Float64) | {"by": pl.String}
    contacts = sorted(analysis.gait.contacts, key=lambda c: c.strike_s)
    left_out_s = analysis.corrections.excluded_s if analysis.corrections else ()
    rows = [_stride(c, _within(c, contacts[k + 1 :], left_out_s)) for k, c in enumerate(contacts)]
    rows = [_rounded(row, _MOMENTS) for row in rows]
    return pl.DataFrame(rows, schema=columns)


def _measurement(m: Measurement) -> dict[str, Any]:
    low, high = m.interval95 or (None, None)
    error = m.standard_error
    typical = m.expected.value if m.expected else None
    return {
        "id": m.id, "side": m.side, "value": m.value, "unit": m.unit, "low": low, "high": high,
        "standard_error": error.total if error else None, "sd": m.sd, "n": m.n,
        "status": m.status, "reason": m.reason, "expected": typical,
    }  # fmt: skip


def _stride(contact: Contact, following: Sequence[Contact]) -> dict[str, Any]:
    start = contact.strike_s
    return {
        "side": contact.side, "strike_s": start, "strike_se_s": contact.strike_se_s,
        "off_s": contact.off_s, "off_se_s": contact.off_se_s,
        "contact_s": None if contact.off_s is None else contact.off_s - start,
        "stride_s": _until(start, _next_of_same_foot(contact, following)),
        "step_s": _until(start, _next_of_other_foot(contact, following)),
        "by": contact.by,
    }  # fmt: skip


def _within(
    contact: Contact, following: Sequence[Contact], left_out_s: Sequence[Span]
) -> Sequence[Contact]:
    """Those that follow before a part that was left out: no step or stride goes across one."""
    starts = (start for start, _ in left_out_s if start >= contact.strike_s)
    end_s = min(starts, default=math.inf)
    return [c for c in following if c.strike_s < end_s]


def _next_of_same_foot(contact: Contact, following: Sequence[Contact]) -> Contact | None:
    """The next strike of this foot; two of the other before it mean one was missed."""
    return next((c for c in following[:2] if c.side == contact.side), None)


def _next_of_other_foot(contact: Contact, following: Sequence[Contact]) -> Contact | None:
    return next((c for c in following[:1] if c.side != contact.side), None)


def _until(start_s: float, contact: Contact | None) -> float | None:
    return None if contact is None else contact.strike_s - start_s


def _rounded(row: dict[str, Any], numbers: Sequence[str]) -> dict[str, Any]:
    return row | {key: significant(row[key]) for key in numbers if row[key] is not None}
