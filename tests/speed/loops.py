"""The loops that are timed, each run in a process of its own on a given number of cores.

    python tests/speed/loops.py WAY MODEL CLIP PICTURES CORES

Prints one line of JSON. Before the clock starts networks are warm and the clip is open, its first
picture decoded: what is timed is the middle of a long clip.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final, TypeVar

import numpy as np

from formcheck.pose import BACKENDS, model_path
from formcheck.settings import Model
from formcheck.types import Pixels
from formcheck.video import open_source, read

WARM_UP: Final = 4
T = TypeVar("T")
Counts = tuple[int, float, float]  # pictures with somebody, wall seconds, CPU seconds


def video_loop(model: Model, clip: Path, pictures: int) -> Counts:
    """MediaPipe the way its guide shows it: VIDEO mode, one person, one thread of Python."""
    import mediapipe
    from mediapipe.tasks.python import BaseOptions, vision

    options = vision.PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=str(model_path(model))),
        running_mode=vision.RunningMode.VIDEO,
    )
    with vision.PoseLandmarker.create_from_options(options) as network:

        def seen(rgb: Pixels, time_ms: int) -> bool:
            image = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=rgb)
            return bool(network.detect_for_video(image, time_ms).pose_landmarks)

        for k, (rgb, _) in enumerate(_bare_pictures(clip, WARM_UP)):
            seen(rgb, k)
        begun = _begun(_bare_pictures(clip, pictures))
        clock = Clock()
        found = sum(seen(rgb, 1000 + t) for rgb, t in begun)
        return found, *clock.read()


def _bare_pictures(clip: Path, count: int) -> Iterator[tuple[Pixels, int]]:
    """Pictures and their times, ms, decoded in this thread."""
    import av

    with av.open(str(clip)) as container:
        for frame in islice(container.decode(video=0), count):
            rgb = np.ascontiguousarray(frame.to_ndarray(format="rgb24"))
            yield rgb, round(1000 * float(frame.time or 0.0))


def _begun(pictures: Iterator[T]) -> Iterator[T]:
    """The same pictures, the first already decoded: the clip is open, libraries are loaded."""
    first = next(pictures)
    return chain([first], pictures)


def backend_loop(name: str, precision: Any = "exact") -> Callable[[Model, Path, int], Counts]:
    """One of formcheck's backends, fed as an analysis feeds it."""

    def loop(model: Model, clip: Path, pictures: int) -> Counts:
        def some(count: int) -> Iterator[Pixels]:
            return (frame.rgb for frame in islice(read(open_source(clip)), count))

        with BACKENDS[name](model, precision) as looker:
            list(looker.look(some(WARM_UP)))
            begun = _begun(some(pictures))
            clock = Clock()
            found = sum(len(people) > 0 for people in looker.look(begun))
            return found, *clock.read()

    return loop


def network_only(
    precision: Any = "exact", *, detecting: bool = False
) -> Callable[[Model, Path, int], Counts]:
    """The landmark network alone, on as many threads: what no loop around it can beat.

    With the detector's before it, as it is asked for each picture, where wanted.
    """

    def loop(model: Model, clip: Path, pictures: int) -> Counts:
        from concurrent.futures import ThreadPoolExecutor

        from formcheck.pose.blaze import find_runtime
        from formcheck.pose.blaze.looker import open_eyes
        from formcheck.pose.blaze.task_file import read_task
        from formcheck.pose.cores import cores

        task, count = read_task(model_path(model)), cores()
        eyes = open_eyes(find_runtime(), task, 1, count, is_bf16=precision == "fast")
        crop, whole = (np.zeros((edge, edge, 3), np.uint8) for edge in (256, 224))

        def ask(one: Any, times: int) -> None:
            for _ in range(times):
                if detecting:
                    one.detector(whole)
                one.landmarker(crop)

        with ThreadPoolExecutor(count) as threads:
            list(threads.map(ask, eyes, [1] * count))
            clock = Clock()
            list(threads.map(ask, eyes, [pictures // count] * count))
            return pictures, *clock.read()

    return loop


WAYS: Final[dict[str, Callable[[Model, Path, int], Counts]]] = {
    "MediaPipe, VIDEO mode": video_loop,
    "mediapipe": backend_loop("mediapipe"),
    "fast": backend_loop("fast"),
    "fast, bf16": backend_loop("fast", "fast"),
    "both networks only": network_only(detecting=True),
    "network only": network_only(),
    "network only, bf16": network_only("fast"),
}


class Clock:
    """Wall and CPU seconds since it was made, of this process and all it started."""

    def __init__(self) -> None:
        self._wall, self._cpu = time.perf_counter(), cpu_s(os.getpid())

    def read(self) -> tuple[float, float]:
        """Seconds on the wall and on all cores together."""
        return time.perf_counter() - self._wall, cpu_s(os.getpid()) - self._cpu


def cpu_s(pid: int) -> float:
    """CPU seconds of a process and all it started, those that have ended too."""
    try:
        numbers = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        children = [c for t in tasks for c in (t / "children").read_text().split()]
    except OSError:
        return 0.0
    own = sum(map(int, numbers[11:15])) / os.sysconf("SC_CLK_TCK")
    return own + sum(cpu_s(int(child)) for child in children)


def main(way: str, model: Model, clip: str, pictures: int, cores: int) -> None:
    """Time one loop and say so."""
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])
    found, wall_s, used_s = WAYS[way](model, Path(clip), pictures)
    facts = {"found": found, "fps": pictures / wall_s, "cpu_ms": 1000 * used_s / pictures}
    print(json.dumps(facts))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5]))  # type: ignore[arg-type]
