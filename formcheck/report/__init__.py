"""Presents an analysis: JSON, tables, pictures, film, terminal. Computes nothing new."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from formcheck.report.exporters import EXPORTERS, Exporter, write
from formcheck.report.in_language import in_language

if TYPE_CHECKING:
    from pathlib import Path


def write_people(*what: Any) -> tuple[Path, ...]:
    """Pictures of everybody in a clip; see `formcheck.report.people`, which loads cv2."""
    from formcheck.report import people

    return people.write_people(*what)


__all__ = ["EXPORTERS", "Exporter", "in_language", "write", "write_people"]
