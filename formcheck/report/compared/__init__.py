"""A comparison as a page, on paper, as a film and as tables; `exporters` has the list."""

from __future__ import annotations

from formcheck.report.compared.job import ComparedJob

__all__ = ["ComparedJob"]
