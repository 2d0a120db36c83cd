"""How often a comparison calls something changed where nothing was.

`python tests/compare/false_alarms.py [N]` films every clip N times, compares each time with each
other, and prints a table: a row a number, a column a way of filming again.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations
from pathlib import Path

import numpy as np
from refilmed import PHONE, VIDEOS, Film, compared, film, redrawn, rows_of

from formcheck.types import Analysis, Change, Comparison, Track

CLIPS = ("side_good", "side_overstride", "side_asymmetric", "rear_drop", "front_twist")
ROLL_DEG = 1.0
PITCHED = 0.02  # upright lengths shrink by so much where a camera looks down by 11 degrees
SHORTEST_S = 2.2
SEED = 7

Twice = Callable[[Film, Analysis, np.random.Generator], Analysis]


@dataclass
class Tally:
    """How many comparisons of a number there were, and how many called it changed."""

    compared: Counter[str] = field(default_factory=Counter)
    flagged: Counter[str] = field(default_factory=Counter)
    sure: int = 0
    comparisons: int = 0

    def add(self, comparison: Comparison) -> None:
        """Nothing; one more comparison is counted."""
        seen = [change for change in comparison.changes if change.course != "unknown"]
        self.compared.update(map(_name, seen))
        self.flagged.update(_name(change) for change in seen if change.has_changed)
        self.sure += any(change.is_sure for change in seen)
        self.comparisons += 1

    @property
    def share(self) -> float:
        """Of all numbers of all comparisons."""
        return self.flagged.total() / max(1, self.compared.total())


def _name(change: Change) -> str:
    return change.id


def as_is(film: Film, analysis: Analysis, draw: np.random.Generator) -> Analysis:
    """Other strides of the same run."""
    return film.analysis(redrawn(film.seen.raw, analysis, draw))


def tilted(film: Film, analysis: Analysis, draw: np.random.Generator) -> Analysis:
    """And a camera tilted by about a degree that nobody sees."""
    track = redrawn(film.seen.raw, analysis, draw)
    return film.analysis(turned(track, ROLL_DEG * draw.standard_normal()))


def pitched(film: Film, analysis: Analysis, draw: np.random.Generator) -> Analysis:
    """And a camera that stands higher or lower, so that upright lengths look shorter."""
    track = redrawn(film.seen.raw, analysis, draw)
    middle, factor = track.xy.mean(axis=(0, 1)), 1 - PITCHED * abs(draw.standard_normal())
    return film.analysis(replace(track, xy=middle + (track.xy - middle) * [1.0, factor]))


def turned(track: Track, by_deg: float) -> Track:
    """The track in a picture turned by so much about its middle."""
    c, s = np.cos(np.radians(by_deg)), np.sin(np.radians(by_deg))
    middle = np.array(track.size_px) / 2
    return replace(track, xy=middle + (track.xy - middle) @ np.array([[c, s], [-s, c]]))


TWICE: dict[str, Twice] = {"strides": as_is, "and tilt": tilted, "and height": pitched}


def films() -> Iterator[Film]:
    """The bundled clips of people on a belt, and the filmed one where it is there."""
    for name in CLIPS:
        yield film(VIDEOS / f"{name}.mp4", height_m=1.7)
    if PHONE.is_file():
        yield film(PHONE, height_m=1.8)


def tallied(clips: list[Film], twice: Twice, times: int, seed: int = SEED) -> Tally:
    """Every clip filmed so many times, each time compared with each other."""
    tally, draw = Tally(), np.random.default_rng(seed)
    for clip in clips:
        first = clip.analysis()
        for pair in combinations([twice(clip, first, draw) for _ in range(times)], 2):
            tally.add(compared(*pair))
    return tally


def parts(clips: list[Film]) -> Tally:
    """Halves and thirds of every clip, each with each other of its kind: nothing is drawn.

    Pieces too short to find strides in are left out.
    """
    tally = Tally()
    for clip in clips:
        track = clip.seen.raw
        length_s = track.times_s[-1] - track.times_s[0]
        for n in (2, 3)[: 1 + (length_s >= 3 * SHORTEST_S)]:
            pieces = np.array_split(np.arange(len(track.times_s)), n)
            for pair in combinations([clip.analysis(rows_of(track, rows)) for rows in pieces], 2):
                tally.add(compared(*pair))
    return tally


def halves(clip: Film) -> Comparison:
    """The first half of a clip against its second."""
    track = clip.seen.raw
    rows = np.arange(len(track.times_s))
    parts = np.array_split(rows, 2)
    return compared(*(clip.analysis(rows_of(track, part)) for part in parts))


def table(tallies: dict[str, Tally]) -> str:
    """A row a number, with how many comparisons and the share called changed."""
    ids = dict.fromkeys(id for tally in tallies.values() for id in tally.compared)
    lines = [f"| number | {' | '.join(f'{name}, %' for name in tallies)} | comparisons |"]
    lines += [f"|---|{'---|' * (len(tallies) + 1)}"]
    for id in ids:
        shares = [100 * t.flagged[id] / max(1, t.compared[id]) for t in tallies.values()]
        n = max(tally.compared[id] for tally in tallies.values())
        lines.append(f"| {id} | {' | '.join(f'{share:.1f}' for share in shares)} | {n} |")
    shares = [f"{100 * t.share:.1f}" for t in tallies.values()]
    lines.append(f"| all | {' | '.join(shares)} | |")
    sure = [f"{100 * t.sure / t.comparisons:.1f}" for t in tallies.values()]
    lines.append(f"| a comparison with any sure change | {' | '.join(sure)} | |")
    return "\n".join(lines)


def main() -> None:
    """Print the table."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    clips = list(films())
    for clip in clips:
        changed = [c.key for c in halves(clip).changes if c.has_changed]
        print(Path(clip.source.path).stem, "first half against second:", changed or "nothing")
    found = {"halves and thirds": parts(clips)}
    found |= {name: tallied(clips, twice, times) for name, twice in TWICE.items()}
    print(table(found))


if __name__ == "__main__":
    main()
