"""The overview of many clips: one page that asks nobody for anything."""

from formcheck.report.cohort.page import cohort_page

__all__ = ["cohort_page"]
