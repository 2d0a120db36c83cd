"""Analyses without a clip, for histories of runners who are not there."""

from __future__ import annotations

from dataclasses import replace

from report_makers import make_study

from formcheck.types import Analysis

FIRST, SECOND = "1a" * 32, "2b" * 32


def some_analysis(
    sha256: str = FIRST, name: str = "monday.mp4", filmed_on: str | None = None, **settings: object
) -> Analysis:
    made = make_study().analysis
    clip = replace(made.clip, sha256=sha256, name=name, filmed_on=filmed_on)
    return replace(made, clip=clip, settings={**made.settings, **settings})
