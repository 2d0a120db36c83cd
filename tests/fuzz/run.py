"""Feeds damaged clips to the reader: `python tests/fuzz/run.py --seconds 900 --seed 1 [--write]`.

Every input is a small clip in one of our containers with a few random injuries. What comes
out must be frames with strictly increasing finite times or a VideoError.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf, isfinite
from pathlib import Path

from fault_clips import make, make_sound

from formcheck.errors import VideoError
from formcheck.video import open_source, read

DIED, HUNG = "makes the video decoder fail", "takes too long to decode"
SEEDS = {
    "a.mp4": ("faststart", "libx264"), "end.mp4": ("", "libx264"), "a.mov": ("", "mjpeg"),
    "frag.mp4": ("frag_keyframe+empty_moov", "libx264"), "a.mkv": ("", "libx264"),
    "a.ts": ("", "libx264"), "a.avi": ("", "mjpeg"), "raw.avi": ("", "rawvideo"),
    "a.h264": ("", "libx264"),
}  # fmt: skip


@dataclass
class Tally:
    """What came of the inputs so far."""

    tried: int = 0
    read: int = 0
    in_part: int = 0
    refused: int = 0
    child_crashes: int = 0
    watchdog_stops: int = 0
    parent_crashes: list[str] = field(default_factory=list)
    slowest_s: float = 0.0
    slowest: str = ""


def flip(data: bytearray, dice: random.Random) -> None:
    for _ in range(dice.choice((1, 3, 30))):
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)


def flip_head(data: bytearray, dice: random.Random) -> None:
    for _ in range(dice.choice((1, 3, 10))):
        data[dice.randrange(min(len(data), 2000))] = dice.choice((0, 1, 127, 128, 255))


def flip_index(data: bytearray, dice: random.Random) -> None:
    at = max(data.find(b"moov"), 0)
    for _ in range(dice.choice((1, 3, 10))):
        k = at + dice.randrange(min(len(data) - at, 1200))
        data[k : k + 4] = dice.choice((b"\0" * 4, b"\xff" * 4, b"\x7f\xff\xff\xff", b"\0\0\0\1"))


def truncate(data: bytearray, dice: random.Random) -> None:
    del data[dice.randrange(1, len(data)) :]


def remove(data: bytearray, dice: random.Random) -> None:
    at = dice.randrange(len(data))
    del data[at : at + dice.choice((1, 16, 1000))]
    data += b"\0" * (not data)


def repeat(data: bytearray, dice: random.Random) -> None:
    at = dice.randrange(len(data))
    data[at:at] = data[at : at + dice.choice((1, 16, 1000))]


INJURIES: tuple[Callable[[bytearray, random.Random], None], ...] = (
    flip, flip_head, flip_index, truncate, remove, repeat,
)  # fmt: skip


def seeds(folder: Path) -> dict[str, bytes]:
    """A sound clip in every container."""
    made = {n: make(folder / n, f, c).read_bytes() for n, (f, c) in SEEDS.items()}
    return made | {"sound.mp4": make_sound(folder / "sound.mp4").read_bytes()}


def try_one(path: Path, tally: Tally) -> None:
    """Open and read one input, and count what came of it."""
    notes: list[str] = []
    try:
        times_s = [f.time_s for f in read(open_source(path), notes)]
        assert all(map(isfinite, times_s)), "times not finite"
        assert all(a < b for a, b in pairwise(times_s)), "times not increasing"
        tally.read, tally.in_part = tally.read + (not notes), tally.in_part + bool(notes)
    except VideoError as error:
        tally.refused += 1
        notes = [error.problem]
    said = " ".join(notes)
    tally.child_crashes += DIED in said
    tally.watchdog_stops += HUNG in said


def fuzz(folder: Path, seed: int, most: float = inf, seconds: float = inf) -> Tally:
    """So many inputs, or so many seconds of them. Inputs that crash us stay in the folder."""
    dice, tally, clips = random.Random(seed), Tally(), seeds(folder)
    end_s = time.monotonic() + seconds
    while tally.tried < most and time.monotonic() < end_s:
        name = dice.choice(sorted(clips))
        data = bytearray(clips[name])
        for injury in dice.choices(INJURIES, k=dice.choice((1, 1, 2))):
            injury(data, dice)
        path = folder / f"{seed}-{tally.tried}-{name}"
        path.write_bytes(data)
        began_s = time.monotonic()
        tally.tried += 1
        crashes, stops = tally.child_crashes, tally.watchdog_stops
        try:
            try_one(path, tally)
        except Exception as error:  # the very thing looked for
            tally.parent_crashes.append(f"{path.name}: {type(error).__name__}: {error}")
            continue
        took_s = time.monotonic() - began_s
        if took_s > tally.slowest_s:
            tally.slowest_s, tally.slowest = took_s, path.name
        if (tally.child_crashes, tally.watchdog_stops) == (crashes, stops):
            path.unlink()
    return tally


def summary(tally: Tally, seconds: float, seed: int) -> str:
    """The figures as a section of the page."""
    return f"""

## Random damage

`python tests/fuzz/run.py --seconds {seconds:.0f} --seed {seed} --write` damages small clips
in every container at random (bits, headers, indexes, cuts, missing and repeated stretches)
and reads them through the public functions.

| Inputs tried | {tally.tried} |
| --- | --- |
| read without a remark | {tally.read} |
| read with a remark | {tally.in_part} |
| refused in a sentence | {tally.refused} |
| of these: crashes of the decoding process caught | {tally.child_crashes} |
| of these: stopped by the watchdog | {tally.watchdog_stops} |
| crashes of formcheck | {len(tally.parent_crashes)} |
| slowest input | {tally.slowest_s:.1f} s |
"""


def main() -> None:
    from table import END, PAGE, committed

    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--seconds", type=float, default=60.0)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--folder", type=Path, help="keep inputs that crash or hang here")
    words.add_argument("--write", action="store_true", help="write the figures into the page")
    given = words.parse_args()
    folder = given.folder or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    tally = fuzz(folder, given.seed, seconds=given.seconds)
    text = summary(tally, given.seconds, given.seed)
    print(text, *tally.parent_crashes, f"slowest: {tally.slowest}", sep="\n")
    if given.write:
        assert committed()[0].endswith(END)
        PAGE.write_text(committed()[0] + text, encoding="utf-8")


if __name__ == "__main__":
    main()
