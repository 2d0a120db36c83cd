"""How many CPU seconds everything after the landmarks takes, stage by stage.

    python tests/speed/after_landmarks.py [--seconds 60] [--fps 60] [--write] [--profile]

A formula runner, a little noisy, from the side and from behind, through the very function
that an analysis calls once its landmarks are known. CPU seconds of this process, not the
clock on the wall, so that what else the computer does hardly counts.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Any, Final

import numpy as np

from formcheck import advice, api, gait, metrics
from formcheck.report.json_file import to_json
from formcheck.seeing import Seen
from formcheck.settings import Settings
from formcheck.types import PelvisTilt, Source, Track

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent))
from formula_clips import with_noise
from formula_runner import Film, Stick, film
from sections import put

VIEWS: Final = ("side", "rear")
NOISE_PX: Final = 1.5
# what the table calls it, whose function, its name there
STAGES: Final[tuple[tuple[str, Any, str], ...]] = (
    ("even times", gait, "evened"),
    ("slow motion", api, "_slow_motion"),
    ("clean", api, "clean"),
    ("smooth", api, "smooth"),
    ("still camera", gait, "unshaken"),
    ("gait", gait, "find_gait"),
    ("parts", gait, "with_parts"),
    ("metrics", metrics, "measure"),
    ("advice", advice, "with_expected"),
    ("advice", advice, "judge"),
    ("quality", gait, "check_quality"),
)
REST, JSON, TOTAL = "rest", "JSON", "total"
ROWS: Final = (*dict.fromkeys(name for name, *_ in STAGES), REST, JSON, TOTAL)


class Stopwatch:
    """CPU seconds of each stage, without those of stages that it calls."""

    def __init__(self) -> None:
        self.spent_s: Counter[str] = Counter()
        self._running: list[str] = []
        self._since_s = time.process_time()

    @contextmanager
    def on(self, name: str) -> Iterator[None]:
        """Count for that stage until left, then for the one that called it."""
        self._turn()
        self._running.append(name)
        try:
            yield
        finally:
            self._turn()
            self._running.pop()

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, counted as that stage."""

        @wraps(function)
        def counted(*args: Any, **more: Any) -> Any:
            with self.on(name):
                return function(*args, **more)

        return counted

    def _turn(self) -> None:
        now_s = time.process_time()
        if self._running:
            self.spent_s[self._running[-1]] += now_s - self._since_s  # type: ignore[assignment]
        self._since_s = now_s


@contextmanager
def watched(watch: Stopwatch) -> Iterator[None]:
    """While it lasts, every stage counts its seconds."""
    plain = [(place, name, getattr(place, name)) for _, place, name in STAGES]
    for (row, place, name), (*_, function) in zip(STAGES, plain, strict=True):
        setattr(place, name, watch.timed(row, function))
    try:
        yield
    finally:
        for place, name, function in plain:
            setattr(place, name, function)


def seen(view: str, seconds: float, fps: float) -> Seen:
    """What a network would say of the formula runner."""
    track = with_noise(film(Stick(), Film(view, fps=fps, seconds=seconds)), NOISE_PX)  # type: ignore[arg-type]
    return Seen(track if view == "side" else _with_pelvis(track), 0.4, 0.5, (), "fast")


def _with_pelvis(track: Track) -> Track:
    """The same with a pelvis that drops twice a stride, as the pictures tell it."""
    tilt_deg = 3 * np.sin(2 * np.pi * track.times_s * Stick().cadence_spm / 120)
    pelvis = PelvisTilt(tilt_deg, np.full(len(tilt_deg), 0.96), 20.0)
    return replace(track, pelvis=pelvis)


def seconds_by_stage(what: Seen) -> dict[str, float]:
    """CPU seconds of each row of the table, once."""
    width, height = what.raw.size_px
    source = Source(Path("formula.mp4"), "0" * 64, width, height, 0, None, None)
    watch = Stopwatch()
    with watched(watch):
        with watch.on(REST):
            study = api.after_landmarks(source, Settings(height_m=1.76), what)
        with watch.on(JSON):
            to_json(study.analysis)
    spent = {row: float(watch.spent_s[row]) for row in ROWS}
    return spent | {TOTAL: sum(spent.values())}


def lines(columns: dict[str, dict[str, float]]) -> Iterator[str]:
    """The table, one row a stage."""
    yield f"| stage | {' | '.join(columns)} |"
    yield "|---" * (1 + len(columns)) + "|"
    for row in ROWS:
        yield f"| {row} | {' | '.join(f'{column[row]:.3f}' for column in columns.values())} |"


def main(words: Iterable[str] | None = None) -> None:
    """Time both views and print the table: the fastest of the rounds, libraries loaded before."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--fps", type=float, default=60.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", action="store_true", help="put it into docs/speed.md")
    parser.add_argument("--profile", action="store_true", help="where the time goes, in detail")
    told = parser.parse_args(None if words is None else list(words))
    clips = {view: seen(view, told.seconds, told.fps) for view in VIEWS}
    seconds_by_stage(seen("side", 6.0, 60.0))  # what is loaded and made once
    for view, clip in clips.items() if told.profile else ():
        print(view)
        with cProfile.Profile() as profile:
            seconds_by_stage(clip)
        pstats.Stats(profile).sort_stats("tottime").print_stats(30)
    columns = {view: _fastest(clip, told.rounds) for view, clip in clips.items()}
    frames = round(told.seconds * told.fps)
    said = f"CPU seconds for {frames} frames; the fastest of {told.rounds} rounds."
    text = "\n".join([said, "", *lines(columns)])
    print(text)
    if told.write:
        put("after", text)


def _fastest(clip: Seen, rounds: int) -> dict[str, float]:
    return min((seconds_by_stage(clip) for _ in range(rounds)), key=lambda spent: spent[TOTAL])


if __name__ == "__main__":
    main()
