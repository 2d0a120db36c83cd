"""The report as one self-contained page that opens offline."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from formcheck.report.exporters import Job, See
from formcheck.report.html.media import empty, gather
from formcheck.report.html.page import page

FILE = "report.html"


@contextmanager
def html_report(job: Job) -> Iterator[See]:
    """A function to call with each row and frame; the page is written at the end."""
    media = empty(job)
    with gather(job, media) as see:
        yield see
    job.save(FILE, page(job.study, media))


__all__ = ["FILE", "html_report", "page"]
