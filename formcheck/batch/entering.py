"""Lets a file enter its folder whole: who looks finds the old one or the new one, never half."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def entering(final: Path) -> Iterator[Path]:
    """A path to write to; it takes the place of `final` when all went well, else it goes."""
    final.parent.mkdir(parents=True, exist_ok=True)
    draft = final.with_name(f".{final.stem}.part{final.suffix}")
    try:
        yield draft
        draft.replace(final)
    finally:
        draft.unlink(missing_ok=True)
