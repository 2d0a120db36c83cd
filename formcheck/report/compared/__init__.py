"""A comparison as a page, on paper and as a film."""

from __future__ import annotations

from formcheck.report.compared.film import comparison_mp4
from formcheck.report.compared.job import ComparedJob
from formcheck.report.compared.page import comparison_html
from formcheck.report.compared.paper import comparison_pdf

__all__ = ["ComparedJob", "comparison_html", "comparison_mp4", "comparison_pdf"]
