"""A comparison as a page, on paper and as a film."""

from __future__ import annotations

from formcheck.report.compared.job import ComparedJob

__all__ = ["ComparedJob"]
