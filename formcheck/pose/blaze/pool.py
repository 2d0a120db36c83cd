"""Several pictures looked at at once, one on each core, in this process.

decoding, in a process of its own:   picture 3 | picture 4 | ...
thread 1:   crop, detect, crop, landmarks of picture 1 | of picture 3 | ...
thread 2:   crop, detect, crop, landmarks of picture 2 | of picture 4 | ...

Cutting out and calculating release Python's lock, so that the threads really run side by side.
Few pictures wait, whatever the length of the clip. OpenCV's own threads would only take the
cores from them, so it gets one as long as they are at work.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import Final

import cv2

from formcheck.child import Closing
from formcheck.errors import ModelError
from formcheck.pose.blaze.looker import Eyes, open_eyes
from formcheck.pose.blaze.runtime import Runtime, find_runtime
from formcheck.pose.blaze.task_file import read_task
from formcheck.pose.cores import cores
from formcheck.pose.wire import People
from formcheck.types import Pixels
from formcheck.types.said import Said

MOST_THREADS: Final = 8  # decoding keeps up with no more; chosen by us
AHEAD: Final = 2  # pictures waiting for each thread, so that none idles


class BlazePool(Closing):
    """Looks for people in pictures, several pictures at once; a context manager."""

    def __init__(
        self, network: Path, people: int, threads: int | None = None, *, is_bf16: bool = False
    ) -> None:
        """Open the networks.

        Raises
        ------
        ModelError : a network or the library for it cannot be used
        """
        count = threads or min(MOST_THREADS, cores())
        opened = _opened(find_runtime(), network, (people, count), is_bf16=is_bf16)
        self._idle: SimpleQueue[Eyes] = SimpleQueue()
        for eyes in opened:
            self._idle.put(eyes)
        self._most_waiting = AHEAD * count
        self._threads = ThreadPoolExecutor(count, "pose")
        self._usual_cv_threads = cv2.getNumThreads()
        cv2.setNumThreads(1)

    def close(self) -> None:
        """End all threads; pictures that wait are not looked at."""
        self._threads.shutdown(cancel_futures=True)
        cv2.setNumThreads(self._usual_cv_threads)

    def look(self, pictures: Iterable[Pixels]) -> Iterator[People]:
        """The people in each picture, (people, 33, 8) each, in the order of the pictures.

        Raises
        ------
        ModelError : the library stopped, with too little memory for example
        """
        waiting: deque[Future[People]] = deque()
        try:
            for rgb in pictures:
                waiting.append(self._threads.submit(self._see, rgb))
                if len(waiting) > self._most_waiting:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:  # nobody wants the rest
            for answer in waiting:
                answer.cancel()

    def _see(self, rgb: Pixels) -> People:
        eyes = self._idle.get()
        try:
            return eyes.see(rgb)
        except RuntimeError as error:
            raise ModelError(
                Said("The pose network stopped: {error}.", error=error),
                Said("With little memory, close other programs; or choose --backend mediapipe."),
            ) from error
        finally:
            self._idle.put(eyes)


def _opened(
    runtime: Runtime, network: Path, counts: tuple[int, int], *, is_bf16: bool
) -> list[Eyes]:
    """Eyes for that many people and threads."""
    try:
        return open_eyes(runtime, read_task(network), *counts, is_bf16=is_bf16)
    except (OSError, RuntimeError, ValueError, KeyError) as error:
        raise ModelError(
            Said("{name} cannot open the pose network: {error}.", name=runtime.name, error=error),
            Said("Run formcheck doctor, or choose --backend mediapipe."),
        ) from error
