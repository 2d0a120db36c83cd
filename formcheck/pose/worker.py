"""The process in which MediaPipe runs: pictures in, people out, nothing else.

Started as ``python -m formcheck.pose.worker NETWORK PEOPLE`` by `pool`, with an
environment in which the library's usage report has nowhere to go.
"""

from __future__ import annotations

import os
import sys
from typing import IO, Any

import numpy as np

from formcheck.pose.wire import NO_ONE, People, receive_picture, send


def main() -> int:
    """Serve pictures from stdin until it closes."""
    # libraries print to stdout as they like: keep the pipe, send their words to stderr
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    try:
        network = _open(sys.argv[1], int(sys.argv[2]))
    except (ImportError, OSError, RuntimeError, ValueError) as error:
        send(out, b"E", f"{type(error).__name__}: {error}".encode())
        return 1
    send(out, b"R")
    _serve(network, sys.stdin.buffer, out)
    return 0


def _open(path: str, people: int) -> Any:
    """A landmarker that looks at every picture afresh.

    In its video mode for one person MediaPipe smooths with a filter that lags by a third
    of a frame; single pictures have no lag and no memory of somebody else.
    """
    from mediapipe.tasks.python import BaseOptions, vision

    options = vision.PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=path),
        running_mode=vision.RunningMode.IMAGE,
        num_poses=people,
    )
    return vision.PoseLandmarker.create_from_options(options)


def _serve(network: Any, pictures: IO[bytes], out: IO[bytes]) -> None:
    import mediapipe

    while (rgb := receive_picture(pictures)) is not None:
        image = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=rgb)
        people = _people(network.detect(image), rgb.shape[1], rgb.shape[0])
        send(out, b"P", people.tobytes())


def _people(result: Any, width: int, height: int) -> People:
    """MediaPipe's answer as (people, 33, 8), pixels and metres."""
    if not result.pose_landmarks:
        return NO_ONE
    found = [
        [
            (p.x * width, p.y * height, p.z * width, w.x, w.y, w.z, p.visibility, p.presence)
            for p, w in zip(image, world, strict=True)
        ]
        for image, world in zip(result.pose_landmarks, result.pose_world_landmarks, strict=True)
    ]
    return np.asarray(found, np.float32)


if __name__ == "__main__":
    sys.exit(main())
