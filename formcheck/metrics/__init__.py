"""From a gait to measurements: each with its spread, its error in parts, its status."""

from __future__ import annotations

from typing import Final

from formcheck.metrics import table
from formcheck.metrics.definitions import entries
from formcheck.metrics.derived import Derived
from formcheck.metrics.derived_table import DERIVED, DERIVED_LABELS
from formcheck.metrics.measure import doubted, measure
from formcheck.metrics.table import METRICS, Metric

LABELS: Final = table.LABELS | DERIVED_LABELS

__all__ = ["DERIVED", "LABELS", "METRICS", "Derived", "Metric", "doubted", "entries", "measure"]
