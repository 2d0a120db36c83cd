"""Says what a clip is before it is read: size, rotation, rate, fingerprint."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from fractions import Fraction
from itertools import chain
from pathlib import Path

from av import VideoFrame
from av.video.stream import VideoStream

from formcheck.errors import VideoError
from formcheck.types import Source
from formcheck.types.said import Said
from formcheck.video import edits
from formcheck.video.capture import find_capture
from formcheck.video.container import Damage, opened, pictures, promised_s
from formcheck.video.edits import kept_spans
from formcheck.video.fields import is_interlaced
from formcheck.video.filmed import find_filmed
from formcheck.video.size import looked_at_size, square_size
from formcheck.video.upright import turn_of


def examine(path: Path) -> Source:
    """What the container says of its moving picture; one frame is decoded to learn it.

    More are decoded only of a clip that says it is interlaced, to see whether it is.

    Raises
    ------
    VideoError : it is not a clip, or not one picture of it can be decoded
    """
    with opened(path) as (container, stream):
        decoded = pictures(container, stream, Damage(), kept_spans(path))
        first = next(decoded, None)
        if first is None:
            raise no_picture(path)
        turn, moments = turn_of(first, stream), _moments(first, decoded)
        aspect = stream.sample_aspect_ratio
        pixel = Fraction(aspect.numerator, aspect.denominator) if aspect else None
        full_width, full_height = turn.size(*square_size(first.width, first.height, pixel))
        width, height = looked_at_size(full_width, full_height)
        return Source(
            path=path,
            sha256=_sha256(path),
            width=width,
            height=height,
            rotation_deg=turn.rotation_deg,
            fps_nominal=_fps_nominal(stream, moments),
            expected_frames=moments * stream.frames or None,
            zero_s=None if first.pts is None else first.pts * (first.time_base or Fraction(1)),
            duration_s=promised_s(container, stream) or None,
            capture=find_capture(path, container.metadata),
            warnings=edits.said(path),
            full_width=full_width,
            full_height=full_height,
            is_interlaced=moments == 2,
            filmed=find_filmed(container.metadata, stream.metadata),
        )


def no_picture(path: Path) -> VideoError:
    """The error for a clip out of which nothing could be decoded."""
    return VideoError(
        Said("Not one picture of {name} can be decoded.", name=path.name),
        Said("See whether it plays on the phone; if it does, export it as H.264 (.mp4)."),
    )


def _sha256(path: Path) -> str:
    """Fingerprint of the whole file, 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _moments(first: VideoFrame, others: Iterator[VideoFrame]) -> int:
    """How many moments a stored picture holds, 1 or 2."""
    return 2 if first.interlaced_frame and is_interlaced(chain([first], others)) else 1


def _fps_nominal(stream: VideoStream, moments: int) -> float | None:
    """Frames per second as the container claims; None when it says nothing."""
    rate = stream.average_rate or stream.guessed_rate
    return moments * float(rate) if rate else None
