"""Finds what an analysis left outside the history: its folder of results, its clip's landmarks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from formcheck.folder import cleared, made_from
from formcheck.store.nouns import Entry


@dataclass(frozen=True, slots=True)
class Traces:
    """What lies elsewhere on this machine.

    Attributes
    ----------
    folders : of results, still those of the analyses, with what was written into them
    others : folders that hold something else by now, or that formcheck did not write
    landmarks : files with the clips' landmarks, kept for a second analysis
    """

    folders: tuple[tuple[Path, str], ...]
    others: tuple[Path, ...]
    landmarks: tuple[Path, ...]


def traces_of(entries: Sequence[Entry]) -> Traces:
    """What the analyses left on this machine."""
    from formcheck.pose.cache import kept_of

    there = {(Path(e.folder), e.mark) for e in entries if e.folder and Path(e.folder).is_dir()}
    ours = {(folder, mark) for folder, mark in there if mark and made_from(folder) == mark}
    others = {folder for folder, _ in there} - {folder for folder, _ in ours}
    landmarks = {file for sha256 in {e.sha256 for e in entries} for file in kept_of(sha256)}
    return Traces(tuple(sorted(ours)), tuple(sorted(others)), tuple(sorted(landmarks)))


def remove_traces(traces: Traces, *, results: bool, landmarks: bool) -> tuple[Path, ...]:
    """Files that stay in folders of results, as formcheck did not write them; the rest is gone."""
    left: list[Path] = []
    for folder, mark in traces.folders if results else ():
        left += cleared(folder, mark)
    for file in traces.landmarks if landmarks else ():
        file.unlink(missing_ok=True)
    return tuple(left)
