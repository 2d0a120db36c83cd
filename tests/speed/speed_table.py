"""How fast each way of looking is, in one table.

    python tests/speed/speed_table.py [--quick] [--write SECTION] [--rounds N] [--pictures N]
        [--models heavy full] [--least-cores N]

All loops take turns, round after round, so that what else the computer does hits all alike;
figures are medians over the rounds. A row in which somebody is found in another number of
pictures than by the reference is marked: it did other work. `--write` puts it into docs/speed.md.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version
from itertools import islice, product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import cv2
import numpy as np

from formcheck.pose.blaze import find_runtime
from formcheck.pose.cores import cores
from formcheck.pose.pool import quiet_environment
from formcheck.types import Frame
from formcheck.video import VideoWriter, open_source, read

HERE: Final = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
from loops import WAYS  # noqa: E402 - beside this file
from resident import resident_mb  # noqa: E402
from sections import put  # noqa: E402

ROOT: Final = HERE.parents[1]
CLIP: Final = ROOT / "videos" / "side_good.mp4"
SIZES: Final = {"720p": (1280, 720), "1080p": (1920, 1080)}
FEWEST_ROUNDS: Final = 5  # for figures to rely on; chosen by us
REFERENCE, LOOP = "mediapipe", "MediaPipe, VIDEO mode"
NETWORKS: Final = "both networks only"


@dataclass(frozen=True, slots=True)
class Case:
    """What is timed."""

    size: str
    model: str
    cores: int
    way: str

    @property
    def group(self) -> tuple[str, str, int]:
        """Cases of one group do the same work."""
        return self.size, self.model, self.cores


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a case: pictures with somebody, pictures a second, CPU and memory."""

    found: int
    fps: float
    cpu_ms: float
    peak_mb: float
    load: float


Runs = dict[Case, list[Run]]


def cases(quick: bool, models: list[str] | None = None, least: int = 1) -> list[Case]:
    """Every case that this computer can run, of these networks and on so many cores at least."""
    has_bf16 = find_runtime().has_bf16()
    ways = [way for way in WAYS if has_bf16 or "bf16" not in way]
    counts = [cores()] if quick else [n for n in sorted({1, min(2, cores())}) if n >= least]
    sizes = ["720p"] if quick else list(SIZES)
    wanted = ["lite"] if quick else models or ["heavy", "full"]
    return [Case(*case) for case in product(sizes, wanted, counts, ways) if _is_new(*case)]


def _is_new(size: str, model: str, count: int, way: str) -> bool:
    """Networks alone see no clip: once is enough."""
    return size == "720p" or not is_blind(way)


def is_blind(way: str) -> bool:
    """Whether networks run alone, without a clip."""
    return "only" in way


def play(wanted: list[Case], rounds: int, pictures: int) -> Runs:
    """All cases, round after round."""
    runs: Runs = {case: [] for case in wanted}
    with TemporaryDirectory() as folder:
        clips = {size: _clip(Path(folder), size, pictures) for size in {c.size for c in wanted}}
        for number in range(rounds):
            for case in wanted:
                runs[case].append(_run(case, clips[case.size], pictures))
            print(f"round {number + 1} of {rounds}", file=sys.stderr, flush=True)
    return runs


def _clip(folder: Path, size: str, pictures: int) -> Path:
    """The bundled runner at that size."""
    path = folder / f"{size}.mp4"
    with VideoWriter(path) as writer:
        for frame in islice(resized(size), pictures):
            writer.write(frame.rgb, frame.time_s)
    return path


def resized(size: str) -> Iterator[Frame]:
    """The bundled runner's frames at that size."""
    for frame in read(open_source(CLIP)):
        yield replace(frame, rgb=np.asarray(cv2.resize(frame.rgb, SIZES[size])))


def _run(case: Case, clip: Path, pictures: int) -> Run:
    """One case in a process of its own, in which no usage report leaves the machine."""
    words = [case.way, case.model, str(clip), str(pictures), str(case.cores)]
    command = [sys.executable, str(HERE / "loops.py"), *words]
    with subprocess.Popen(
        command, env=quiet_environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        peak_mb = 0.0
        while process.poll() is None:
            peak_mb = max(peak_mb, resident_mb(process.pid))
            time.sleep(0.05)
        out, complaints = process.communicate()
    if process.returncode != 0:
        raise RuntimeError(f"{case}: {complaints.decode()[-500:]}")
    told = json.loads(out.splitlines()[-1])
    return Run(told["found"], told["fps"], told["cpu_ms"], peak_mb, os.getloadavg()[0])


HEADS: Final = (
    "clip", "network", "cores", "way", "pictures/s", "range", "× VIDEO", "CPU ms", "outside",
    "peak MB", "found",
)  # fmt: skip


def lines(runs: Runs) -> Iterator[str]:
    """The table, one group after the other."""
    yield f"| {' | '.join(HEADS)} |"
    yield "|---" * len(HEADS) + "|"
    for case, each in sorted(runs.items(), key=lambda item: item[0].group):
        yield _line(case, each, runs)


def _line(case: Case, each: list[Run], runs: Runs) -> str:
    fps = np.array([run.fps for run in each])
    loop = np.array([run.fps for run in runs[Case(*case.group, LOOP)]])
    found = "-" if is_blind(case.way) else str(each[0].found)
    if not is_valid(case, runs):
        found += " **other work: invalid**"
    return (
        f"| {case.size} | {case.model} | {case.cores} | {case.way} | {np.median(fps):.1f} "
        f"| {fps.min():.1f} to {fps.max():.1f} | {np.median(fps / loop):.2f} "
        f"| {_middle(each, 'cpu_ms'):.0f} | {_outside(case, runs)} "
        f"| {_middle(each, 'peak_mb'):.0f} | {found} |"
    )


def _middle(each: list[Run], what: str) -> float:
    return float(np.median([getattr(run, what) for run in each]))


def _outside(case: Case, runs: Runs) -> str:
    """Share of the CPU time that is spent outside the two networks; "-" for other ways."""
    alone = runs.get(Case("720p", case.model, case.cores, NETWORKS))  # networks see no clip
    if case.way != "fast" or alone is None:
        return "-"
    shares = [1 - net.cpu_ms / run.cpu_ms for net, run in zip(alone, runs[case], strict=True)]
    return f"{100 * float(np.median(shares)):.0f} %"


def is_valid(case: Case, runs: Runs) -> bool:
    """Whether somebody was found in as many pictures as by the reference, in every round."""
    if is_blind(case.way):
        return True
    wanted = {run.found for run in runs[Case(*case.group, REFERENCE)]}
    return {run.found for run in runs[case]} == wanted and len(wanted) == 1


def section(runs: Runs, rounds: int, pictures: int) -> str:
    """What docs/speed.md says of these runs."""
    provisional = "" if rounds >= FEWEST_ROUNDS else "**Too few rounds: provisional figures.**\n\n"
    said = (
        "{rounds} rounds of {pictures} pictures; {processor}, {n_cores} cores; {libraries}. "
        "Load average while measuring: {load}."
    ).format(rounds=rounds, pictures=pictures, **_machine(runs))
    return f"{said}\n\n{provisional}" + "\n".join(lines(runs))


def _machine(runs: Runs) -> dict[str, str]:
    loads = [run.load for each in runs.values() for run in each]
    names = ("mediapipe", find_runtime().package, "av")
    return {
        "processor": processor(),
        "n_cores": str(cores()),
        "load": f"{min(loads):.1f} to {max(loads):.1f}, median {np.median(loads):.1f}",
        "libraries": ", ".join(f"{name} {version(name)}" for name in names),
    }


@cache
def processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text()
    except OSError:
        return platform.processor()
    names = (line.partition(":")[2].strip() for line in text.splitlines() if "model name" in line)
    return next(names, platform.machine())


def main(words: Iterable[str] | None = None) -> Runs:
    """Time everything and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="one round of few pictures")
    parser.add_argument("--write", metavar="SECTION", help="of docs/speed.md: quiet or loaded")
    parser.add_argument("--models", nargs="+", help="heavy, full; both without it")
    parser.add_argument("--least-cores", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--pictures", type=int, default=100)
    told = parser.parse_args(None if words is None else list(words))
    rounds, pictures = (1, 12) if told.quick else (told.rounds, told.pictures)
    runs = play(cases(told.quick, told.models, told.least_cores), rounds, pictures)
    print(*lines(runs), sep="\n")
    print(f"\nload average {_machine(runs)['load']}; medians of {rounds} rounds")
    if told.write:
        put(told.write, section(runs, rounds, pictures))
    return runs


if __name__ == "__main__":
    main()
