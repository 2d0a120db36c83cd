"""Batches without a clip: outcomes, and folders with the analysis that each would have left."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from report_makers import make_study

from formcheck.batch.nouns import Outcome, Task, Trouble
from formcheck.report.json_file import to_json
from formcheck.settings import Settings
from formcheck.types import Analysis

Pair = tuple[Task, Outcome]


def task(out: Path, name: str, runner: str = "") -> Task:
    return Task(name, f"clips/{name}", out / f"{name}.formcheck", Settings(), ("json",), runner)


def analysed(out: Path, name: str, analysis: Analysis | None = None, runner: str = "") -> Pair:
    """A clip whose results lie in their folder."""
    made = task(out, name, runner)
    made.out.mkdir(parents=True, exist_ok=True)
    (made.out / "clip.formcheck.json").write_text(to_json(analysis or some_analysis()), "utf-8")
    return made, Outcome(name, took_s=1.25)


def failed(out: Path, name: str, trouble: Trouble = "unreadable") -> Pair:
    outcome = Outcome(name, trouble, "The clip is damaged.", "Film again.", attempts=2)
    return task(out, name), outcome


def some_analysis(**values: float) -> Analysis:
    """The stick runner's analysis; `values` are of measurements by id."""
    analysis = make_study().analysis
    measured = tuple(
        replace(m, value=values[m.id], interval95=(values[m.id] - 1, values[m.id] + 1))
        if m.id in values
        else m
        for m in analysis.measurements
    )
    return replace(analysis, measurements=measured)
