"""Says what a clip is before it is read: size, rotation, rate, fingerprint."""

from __future__ import annotations

import hashlib
from fractions import Fraction
from pathlib import Path

from av.video.stream import VideoStream

from formcheck.errors import VideoError
from formcheck.types import Source
from formcheck.video import edits
from formcheck.video.capture import find_capture
from formcheck.video.container import Damage, opened, pictures, promised_s
from formcheck.video.edits import kept_spans
from formcheck.video.upright import square_size, turn_of


def examine(path: Path) -> Source:
    """What the container says of its first moving picture; one frame is decoded to learn it.

    Raises
    ------
    VideoError : it is not a clip, or not one picture of it can be decoded
    """
    with opened(path) as (container, stream):
        first = next(pictures(container, stream, Damage(), kept_spans(path)), None)
        if first is None:
            raise no_picture(path)
        turn = turn_of(first)
        aspect = stream.sample_aspect_ratio
        pixel = Fraction(aspect.numerator, aspect.denominator) if aspect else None
        size = square_size(first.width, first.height, pixel)
        width, height = turn.size(*size)
        return Source(
            path=path,
            sha256=_sha256(path),
            width=width,
            height=height,
            rotation_deg=turn.rotation_deg,
            fps_nominal=_fps_nominal(stream),
            expected_frames=stream.frames or None,
            zero_s=None if first.pts is None else first.pts * (first.time_base or Fraction(1)),
            duration_s=promised_s(container, stream) or None,
            capture=find_capture(path, container.metadata),
            warnings=edits.said(path),
        )


def no_picture(path: Path) -> VideoError:
    """The error for a clip out of which nothing could be decoded."""
    return VideoError(
        f"Not one picture of {path.name} can be decoded.",
        "See whether it plays on the phone; if it does, export it as H.264 (.mp4).",
    )


def _sha256(path: Path) -> str:
    """Fingerprint of the whole file, 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _fps_nominal(stream: VideoStream) -> float | None:
    """Frames per second as the container claims; None when it says nothing."""
    rate = stream.average_rate or stream.guessed_rate
    return float(rate) if rate else None
