"""Finds what an analysis left outside the history: results, comparisons, the clip's landmarks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from formcheck.folder import cleared, made_from, shown
from formcheck.store.nouns import Entry

COMPARISONS = "*.compare"  # folders beside those of results


@dataclass(frozen=True, slots=True)
class Traces:
    """What lies elsewhere on this machine.

    Attributes
    ----------
    folders : of results and of comparisons, still those of the analyses, with what was written
        into them
    others : folders that hold something else by now, or that formcheck did not write
    landmarks : files with the clips' landmarks, kept for a second analysis
    spared : folders of analyses that stay
    doubtful : comparisons that may be of these analyses, or of others of the clip that stay
    """

    folders: tuple[tuple[Path, str], ...]
    others: tuple[Path, ...]
    landmarks: tuple[Path, ...]
    spared: tuple[Path, ...] = ()
    doubtful: tuple[Path, ...] = ()


def traces_of(entries: Sequence[Entry], staying: Sequence[Entry] = ()) -> Traces:
    """What the analyses left on this machine, and not those that are `staying` in the history."""
    from formcheck.pose.cache import kept_of

    there = {(Path(e.folder), e.mark) for e in entries if e.folder and Path(e.folder).is_dir()}
    ours = {(folder, mark) for folder, mark in there if mark and made_from(folder) == mark}
    others = {folder for folder, _ in there} - {folder for folder, _ in ours}
    sure, doubtful = _comparisons(entries, staying)
    ours |= {(folder, made_from(folder)) for folder in sure}
    landmarks = {file for sha256 in {e.sha256 for e in entries} for file in kept_of(sha256)}
    spared = {Path(e.folder) for e in staying if e.folder}
    return Traces(
        folders=tuple(sorted(ours)),
        others=tuple(sorted(others)),
        landmarks=tuple(sorted(landmarks)),
        spared=tuple(sorted(spared)),
        doubtful=tuple(sorted(doubtful)),
    )


def _comparisons(entries: Sequence[Entry], staying: Sequence[Entry]) -> tuple[set[Path], set[Path]]:
    """Comparisons beside results that show a clip of which all goes; those where some stays."""
    clips, kept = {e.sha256 for e in entries}, {e.sha256 for e in staying}
    homes = {Path(e.folder).parent for e in (*entries, *staying) if e.folder}
    found = {folder: shown(folder) & clips for home in homes for folder in home.glob(COMPARISONS)}
    sure = {folder for folder, of in found.items() if of - kept}
    return sure, {folder for folder, of in found.items() if of} - sure


def remove_traces(traces: Traces, *, results: bool, landmarks: bool) -> tuple[Path, ...]:
    """Files that stay in folders of results, as they are no part of these; the rest is gone."""
    left: list[Path] = []
    for folder, mark in traces.folders if results else ():
        left += cleared(folder, mark, traces.spared)
    for file in traces.landmarks if landmarks else ():
        file.unlink(missing_ok=True)
    return tuple(left)
