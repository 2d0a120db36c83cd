"""Chooses the video to look at where a file holds several."""

from __future__ import annotations

from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream

from formcheck.types.said import Said

# Pictures that are no moving picture: cover art, a still, thumbnails of chapters.
_STILL = Disposition.attached_pic | Disposition.still_image | Disposition.timed_thumbnails

# Pictures that only add to another video: depth, enhancement layers.
_AUXILIARY = Disposition.dependent | Disposition.metadata


def moving_picture(container: InputContainer) -> VideoStream | None:
    """The video that players show by default; among several, most pixels x time.

    One that can be decoded, is not a single picture and does not only add to another comes
    before the rest. None when nothing in the file moves.
    """
    return max(_moving(container), key=_worth, default=None)


def remark(container: InputContainer, chosen: VideoStream) -> str | None:
    """Which of several videos is looked at, in a sentence; None when there is one."""
    number = len(_moving(container))
    if number < 2:
        return None
    return Said(
        "The file holds {number} videos; the one looked at is number {index} of its"
        " tracks, {width} × {height} pixels.",
        number=number,
        index=chosen.index + 1,
        width=chosen.width,
        height=chosen.height,
    )


def _moving(container: InputContainer) -> list[VideoStream]:
    return [s for s in container.streams.video if not s.disposition & _STILL]


def _worth(stream: VideoStream) -> tuple[bool, bool, bool, bool, float]:
    """Greater is better; of equals the first stays."""
    if stream.codec_context is None:
        return False, False, False, False, 0.0
    return (
        True,
        stream.frames != 1,
        not stream.disposition & _AUXILIARY,
        bool(stream.disposition & Disposition.default),
        stream.width * stream.height * _length(stream),
    )


def _length(stream: VideoStream) -> float:
    """Seconds, or 1 where the container says nothing, so that the size decides."""
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    return 1.0
