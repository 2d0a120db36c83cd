"""From a gait to measurements: each with its spread, its error in parts, its status."""

from __future__ import annotations

from formcheck.metrics.measure import measure
from formcheck.metrics.table import LABELS, METRICS, Metric

__all__ = ["LABELS", "METRICS", "Metric", "measure"]
