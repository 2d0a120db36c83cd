"""Runners filmed again: the landmarks of a clip with other times, other strides, another camera.

No pictures are looked at, so that a clip can be "filmed" many times: its strides drawn anew in
blocks, its first half against its second, the camera tilted, the network off by a little.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from formcheck import api, seeing, video
from formcheck.compare import compare
from formcheck.settings import Settings
from formcheck.types import Analysis, Comparison, Floats, Source, Track, Visit

VIDEOS = Path(__file__).parents[2] / "videos"
PHONE = VIDEOS.parents[1] / "shared" / "data" / "real" / "male_side.mp4"
BLOCK = 3  # strides that stay together, as in the errors of means
JOIN = 5  # frames in which one block goes over into the next
NEAR_PX = 60.0


def nothing(stage: str, done: int, total: int | None) -> None:
    """No progress."""


@dataclass(frozen=True)
class Film:
    """A clip, what was seen of it, and what is told about it."""

    source: Source
    seen: seeing.Seen
    settings: Settings

    def analysis(self, track: Track | None = None, **other: float) -> Analysis:
        """What is said of the clip, or of another track in its place."""
        seen = self.seen if track is None else replace(self.seen, raw=track)
        return api.after_landmarks(self.source, self.settings, replace(seen, **other)).analysis


def film(clip: Path, **told: object) -> Film:
    """The clip with its landmarks, from where they are kept if they are."""
    settings = Settings(**told)
    source = video.open_source(clip)
    return Film(source, seeing.look(source, settings, nothing), settings)


def compared(before: Analysis, after: Analysis) -> Comparison:
    """Two analyses, taken for two clips."""
    after = replace(after, clip=replace(after.clip, sha256="another clip"))
    return compare([Visit("before", None, before), Visit("after", None, after)])


def flagged(comparison: Comparison) -> dict[str, tuple[str, ...]]:
    """What changed, and what it follows from."""
    return {c.key: c.follows_from for c in comparison.changes if c.has_changed}


def quicker(track: Track, factor: float) -> Track:
    """The same movement in less time."""
    return replace(track, times_s=track.times_s / factor)


def rows_of(track: Track, rows: Floats) -> Track:
    """The track of those frames, in that order, at the clip's own rate."""
    step_s = float(np.median(np.diff(track.times_s)))
    camera, pelvis = track.camera, track.pelvis
    if pelvis is not None:
        pelvis = replace(pelvis, tilt_deg=pelvis.tilt_deg[rows], agreement=pelvis.agreement[rows])
    arrays = ("xy", "depth", "world", "visibility", "presence")
    return replace(
        track,
        **{name: getattr(track, name)[rows] for name in arrays},
        times_s=track.times_s[0] + step_s * np.arange(len(rows)),
        camera=None if camera is None else camera.part(rows),
        pelvis=pelvis,
    )


def redrawn(track: Track, analysis: Analysis, draw: np.random.Generator) -> Track:
    """As many strides as before, drawn in blocks with replacement, from strike to strike."""
    side = analysis.gait.contacts[0].side
    strikes_s = [c.strike_s for c in analysis.gait.contacts if c.side == side]
    rows = np.searchsorted(track.times_s, strikes_s)
    blocks = [np.arange(a, b) for a, b in zip(rows, rows[BLOCK:], strict=False)]
    n = int(np.ceil(len(rows) / BLOCK))
    chosen = [blocks[k] for k in draw.integers(0, len(blocks), n)]
    made = rows_of(track, np.concatenate(chosen))
    seams = np.cumsum([len(block) for block in chosen])[:-1]
    ends = [int(block[-1]) + 1 for block in chosen[:-1]]
    return replace(made, xy=_joined(track.xy, made.xy, list(zip(seams, ends, strict=True))))


def _joined(old: Floats, made: Floats, seams: list[tuple[int, int]]) -> Floats:
    """Points that go over from one block to the next in `JOIN` frames instead of at once.

    What lies far apart, as legs taken for each other do, is left as it is.
    """
    made = made.copy()
    for at, end in seams:
        n = min(JOIN, len(old) - end, len(made) - at)
        share = ((np.arange(n) + 1) / (n + 1))[:, None, None]
        ahead, new = old[end : end + n], made[at : at + n]
        near = np.linalg.norm(ahead - new, axis=2, keepdims=True) < NEAR_PX
        made[at : at + n] = np.where(near, (1 - share) * ahead + share * new, new)
    return made
