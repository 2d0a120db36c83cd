"""How long the whole program takes on a clip of 20 s, and two clips at once.

    python tests/speed/whole.py [--write] [--rounds N] [--seconds N]

Every run is the command a runner types, in a process of its own, from the start of Python to the
last file: landmarks not known from before, pictures and film drawn. Ways take turns, round after
round; figures are medians.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np

HERE: Final = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
from sections import put  # noqa: E402 - beside this file
from speed_table import SIZES, processor, resized  # noqa: E402

from formcheck.pose.cores import cores  # noqa: E402
from formcheck.settings import QUALITIES  # noqa: E402
from formcheck.types import Frame  # noqa: E402
from formcheck.video import VideoWriter  # noqa: E402

FPS: Final = 60


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds on the wall and of all cores together."""

    wall_s: float
    cpu_s: float


@dataclass(frozen=True, slots=True)
class Way:
    """One way to run the command: on which clip, with which options, how many at a time."""

    name: str
    size: str
    options: tuple[str, ...] = ()
    at_once: int = 1


def ways() -> list[Way]:
    """What is timed."""
    plain = [Way(f"--quality {q}", s, ("--quality", q)) for s in SIZES for q in QUALITIES]
    drawn = ("--quality", "best", "--formats", "json,csv")
    return [
        *plain,
        Way("best, no film or pictures", "720p", drawn),
        Way("two at once", "720p", (), 2),
    ]


def play(rounds: int, seconds: float) -> dict[Way, list[Spent]]:
    """All ways, round after round."""
    spent: dict[Way, list[Spent]] = {way: [] for way in ways()}
    with TemporaryDirectory() as name:
        folder = Path(name)
        clips = {size: long_clip(folder, size, seconds) for size in SIZES}
        for number in range(rounds):
            for way, each in spent.items():
                each.append(timed(way, clips[way.size], folder))
            print(f"round {number + 1} of {rounds}", file=sys.stderr, flush=True)
    return spent


def long_clip(folder: Path, size: str, seconds: float) -> Path:
    """The bundled runner at that size, over and over for so long."""
    path = folder / f"long_{size}.mp4"
    with VideoWriter(path) as writer:
        for k, frame in enumerate(islice(repeated(size), round(seconds * FPS))):
            writer.write(frame.rgb, k / FPS)
    return path


def repeated(size: str) -> Iterator[Frame]:
    """The bundled clip without end."""
    while True:
        yield from resized(size)


def timed(way: Way, clip: Path, folder: Path) -> Spent:
    """One run, or several at once: until the last of them has ended."""
    words = [sys.executable, "-m", "formcheck", "analyze", str(clip), "--no-cache", *way.options]
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    running = [
        subprocess.Popen(
            [*words, "--out", str(folder / f"out{k}")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for k in range(way.at_once)
    ]
    codes = [process.wait() for process in running]
    wall_s, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    if any(code not in (0, 4) for code in codes):
        raise RuntimeError(f"{way}: exit codes {codes}")
    return Spent(wall_s, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def lines(spent: dict[Way, list[Spent]], seconds: float) -> Iterator[str]:
    """The table."""
    heads = ("way", "clip", "seconds", "range", "× its length", "CPU s")
    yield f"| {' | '.join(heads)} |"
    yield "|---" * len(heads) + "|"
    for way, each in spent.items():
        wall_s = np.array([one.wall_s for one in each])
        middle = float(np.median(wall_s))
        cpu_s = float(np.median([one.cpu_s for one in each]))
        yield (
            f"| {way.name} | {way.size} | {middle:.1f} | {wall_s.min():.1f} to {wall_s.max():.1f} "
            f"| {middle / seconds:.2f} | {cpu_s:.0f} |"
        )


def section(spent: dict[Way, list[Spent]], rounds: int, seconds: float) -> str:
    """What docs/speed.md says of these runs."""
    load = os.getloadavg()[0]
    said = (
        f"A clip of {seconds:g} s at {FPS} pictures a second, median of {rounds} rounds; "
        f"{processor()}, {cores()} cores; load average at the end {load:.1f}."
    )
    return f"{said}\n\n" + "\n".join(lines(spent, seconds))


def main(words: Iterable[str] | None = None) -> None:
    """Time everything and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--write", action="store_true", help="put it into docs/speed.md")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=20.0)
    told = parser.parse_args(None if words is None else list(words))
    spent = play(told.rounds, told.seconds)
    text = section(spent, told.rounds, told.seconds)
    print(text)
    if told.write:
        put("whole", text)


if __name__ == "__main__":
    main()
