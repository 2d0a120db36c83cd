"""Writes a comparison in the formats asked for.

To add a format: one function and one row in `COMPARED`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from formcheck.errors import SettingsError
from formcheck.report.compared.job import ComparedJob
from formcheck.types.said import Said


@dataclass(frozen=True, slots=True)
class ComparedExporter:
    """One format: the files it makes, and how; `needs_clips` says whether it shows pictures."""

    files: str
    make: Callable[[ComparedJob], None]
    needs_clips: bool = False


def write(job: ComparedJob, formats: Sequence[str]) -> tuple[Path, ...]:
    """Paths of the files written, in the order they were finished.

    Raises
    ------
    SettingsError : a format is not known; nothing has been written then
    """
    for exporter in [chosen(name) for name in dict.fromkeys(formats)]:
        exporter.make(job)
    return tuple(job.written)


def chosen(name: str) -> ComparedExporter:
    """The exporter of that name.

    Raises
    ------
    SettingsError : there is none
    """
    if name not in COMPARED:
        raise SettingsError(
            Said("There is no format {name!r}.", name=name),
            Said("Choose from: {choices}.", choices=", ".join(sorted(COMPARED))),
        )
    return COMPARED[name]


def _json(job: ComparedJob) -> None:
    from formcheck.report.compared.json_file import to_json

    job.save("comparison.json", to_json(job.comparison))


def _csv(job: ComparedJob) -> None:
    from formcheck.report.compared.tables import changes_csv

    job.save("changes.csv", changes_csv(job.comparison))


def _html(job: ComparedJob) -> None:
    from formcheck.report.compared.page import comparison_html

    comparison_html(job)


def _pdf(job: ComparedJob) -> None:
    from formcheck.report.compared.paper import comparison_pdf

    comparison_pdf(job)


def _mp4(job: ComparedJob) -> None:
    from formcheck.report.compared.film import comparison_mp4

    comparison_mp4(job)


COMPARED: Final[Mapping[str, ComparedExporter]] = {
    "json": ComparedExporter("comparison.json", _json),
    "csv": ComparedExporter("changes.csv", _csv),
    "mp4": ComparedExporter("comparison.mp4", _mp4, needs_clips=True),
    "pdf": ComparedExporter("comparison.pdf", _pdf, needs_clips=True),
    "html": ComparedExporter("comparison.html", _html, needs_clips=True),
}
