"""The report on paper: one page for the runner, then one or two for the clinician."""

from __future__ import annotations

from formcheck.report.pdf.document import DRAWINGS, pictured, report_pdf

__all__ = ["DRAWINGS", "pictured", "report_pdf"]
