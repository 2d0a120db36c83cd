"""Opens a container, refuses what is not a clip, and decodes its pictures.

path -> opened() -> (container, stream) -> pictures() -> decoded frames
          |                                   |
          VideoError, one for each way        Damage: what could not be
          of not being a clip                 decoded, and was left out

FFmpeg stays silent: PyAV drops its log unless asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import av
from av import VideoFrame
from av.codec.context import ThreadType
from av.container import InputContainer
from av.video.stream import VideoStream

from formcheck.errors import VideoError
from formcheck.types.said import Said
from formcheck.video.edits import Spans, is_kept, kept_spans
from formcheck.video.kinds import LARGEST_PX, ONLY_CLIPS, ONLY_SMALL, head_of, told_by_head
from formcheck.video.order import order_of
from formcheck.video.size import square_size
from formcheck.video.streams import moving_picture

# Brands of ISO files that hold photographs (HEIF and AVIF registered brands).
_PHOTO_BRANDS = frozenset({"heic", "heix", "heim", "heis", "mif1", "avif"})

# First bytes of the containers that phones and cameras write; bytes 4 to 8 in ISO files.
_ISO_BOXES = frozenset({b"ftyp", b"moov", b"mdat", b"free", b"wide", b"skip"})
_MAGIC = (b"\x1a\x45\xdf\xa3", b"RIFF")


@dataclass(slots=True)
class Damage:
    """What could not be decoded so far.

    Attributes
    ----------
    n_lost : pieces of the file that gave no picture
    broke_off : the container could not be read to its end, or ends in half a picture
    """

    n_lost: int = 0
    broke_off: bool = False


# Tags in no known encoding are no reason to refuse a clip; from version 19 PyAV agrees.
_TOLERANT: Final[dict[str, Any]] = (
    {"metadata_errors": "replace"} if int(av.__version__.split(".")[0]) < 19 else {}
)


# Streams without an index are searched by time alone, and the place found is in the middle of
# what belongs together: begin this much before. Cameras (AVCHD) and broadcasters write a whole
# picture at least every second; twice that chosen by us.
_UNINDEXED: Final = frozenset({"mpegts", "mpeg"})
_LEAD_S: Final = 2


@contextmanager
def opened(
    path: Path, options: Mapping[str, str] | None = None
) -> Iterator[tuple[InputContainer, VideoStream]]:
    """The container and its first moving picture, closed again at the end of the block.

    `options` are FFmpeg's, instead of those with which clips are looked at.

    Raises
    ------
    VideoError : the file is missing, is no video, holds only sound or a photograph,
        cannot be opened, or is compressed in a way that cannot be decoded
    """
    _check_file(path)
    try:
        # Absolute, so that a name like `pipe:1.mp4` is never taken for a protocol.
        # What an edit list cuts and slows is undone by `edits`, with the times of filming.
        usual = {"ignore_editlist": "1"} if kept_spans(path) else {}
        own = ONLY_CLIPS | dict(usual if options is None else options)
        container = av.open(str(path.absolute()), "r", options=own, **_TOLERANT)
    except av.FFmpegError as error:
        raise _why_not_opened(path, error) from error
    with container:
        stream = _moving_picture(path, container)
        stream.thread_type = ThreadType.AUTO
        stream.codec_context.options = dict(ONLY_SMALL)
        yield container, stream


def pictures(
    container: InputContainer, stream: VideoStream, damage: Damage, kept: Spans = ()
) -> Iterator[VideoFrame]:
    """Whole pictures in the order of showing; what is lost is counted in `damage`.

    Only those within the spans `kept` of the film, where there are any.
    """
    packets, order = container.demux(stream), order_of(container)
    while True:
        try:
            packet = next(packets, None)
        except av.FFmpegError:
            damage.broke_off, packet = True, None
        if packet is not None and packet.size:
            # Only the last packet counts: a break in the middle was overcome.
            damage.broke_off = packet.is_corrupt
        order.put_in(packet)
        for picture in map(order.came_out, _decoded(stream, packet, damage)):
            if is_kept(_time_s(picture), kept):
                yield picture
        if packet is None or not packet.size:
            return


def seek(container: InputContainer, stream: VideoStream, to_s: Fraction) -> None:
    """Go on from the last whole picture before that time, or where the container allows it."""
    if stream.time_base:
        if container.format.name in _UNINDEXED:
            to_s -= _LEAD_S
        with suppress(av.FFmpegError):  # what cannot be searched is read from its start
            container.seek(int(to_s / stream.time_base), stream=stream)


def promised_s(container: InputContainer, stream: VideoStream) -> float:
    """Length of the pictures as the container claims, seconds; 0 when it says nothing."""
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    return (container.duration or 0) / av.time_base


def _time_s(picture: VideoFrame) -> Fraction | None:
    return None if picture.pts is None else picture.pts * (picture.time_base or Fraction(1))


def _decoded(
    stream: VideoStream, packet: av.Packet[VideoStream] | None, damage: Damage
) -> Iterator[VideoFrame]:
    """Whole pictures out of one packet; None empties the decoder."""
    try:
        decoded = stream.decode(packet)
    except av.FFmpegError:
        damage.n_lost += 1
        return
    for picture in decoded:
        # A picture may be larger than the header says.
        if picture.is_corrupt or max(picture.width, picture.height) > LARGEST_PX:
            damage.n_lost += 1
        else:
            yield picture


def _check_file(path: Path) -> None:
    """Refuse what is not a file with something in it, before FFmpeg sees it."""
    if not path.exists():
        raise VideoError(
            Said("There is no file {path}.", path=path), Said("Check the name and the folder.")
        )
    if path.is_dir():
        raise VideoError(
            Said("{path} is a folder.", path=path),
            Said("Give the clips themselves: `formcheck analyze folder/*.mp4`."),
        )
    if path.stat().st_size == 0:
        raise VideoError(
            Said("{name} is empty.", name=path.name),
            Said("Copy it from the phone again; the transfer broke off."),
        )
    if not path.is_file():
        raise _not_a_video(path)  # a device or a pipe may never end
    if told_by_head(head_of(path)) == "list":
        raise _only_a_list(path)


def _why_not_opened(path: Path, error: av.FFmpegError) -> VideoError:
    """The error for a file that FFmpeg cannot open: not allowed, damaged or not a video."""
    if isinstance(error, PermissionError):
        return VideoError(
            Said("{name} may not be read.", name=path.name),
            Said("Change the permissions of the file."),
        )
    kind = told_by_head(head_of(path))
    if kind == "photo":
        return _a_photo(path)
    return _only_sound(path) if kind == "sound" else _not_a_video(path)


def _not_a_video(path: Path) -> VideoError:
    """The error for a file without moving pictures: a damaged clip, or something else."""
    head = head_of(path)
    if head[4:8] in _ISO_BOXES or head.startswith(_MAGIC):
        return VideoError(
            Said("{name} is damaged: its index or header is missing.", name=path.name),
            Said("The recording or the copying broke off; copy it again from where it was filmed."),
        )
    return VideoError(
        Said("{name} is not a video.", name=path.name),
        Said("Give a clip as the phone saved it, such as .mp4 or .mov."),
    )


def _only_a_list(path: Path) -> VideoError:
    return VideoError(
        Said("{name} is a list of other clips.", name=path.name),
        Said("Give the clips themselves, one by one."),
    )


def _moving_picture(path: Path, container: InputContainer) -> VideoStream:
    """The video to look at, when it can be."""
    if container.metadata.get("major_brand", "").strip() in _PHOTO_BRANDS:
        raise _a_photo(path)
    stream = moving_picture(container)
    if stream is not None:
        return _decodable(path, stream)
    if container.streams.audio:
        raise _only_sound(path)
    raise _not_a_video(path)


def _a_photo(path: Path) -> VideoError:
    return VideoError(
        Said("{name} is a photograph.", name=path.name),
        Said("Give a clip of at least ten seconds of running."),
    )


def _only_sound(path: Path) -> VideoError:
    return VideoError(
        Said("{name} holds only sound.", name=path.name),
        Said("Give the clip that has the pictures."),
    )


def _decodable(path: Path, stream: VideoStream) -> VideoStream:
    """The same stream, when there is a decoder for it."""
    if stream.codec_context is None:
        raise VideoError(
            Said("{name} is compressed in a way that cannot be decoded here.", name=path.name),
            Said("Export it as H.264 (.mp4) and try again."),
        )
    if max(stream.width, stream.height, *_square(stream)) > LARGEST_PX:
        raise VideoError(
            Said(
                "{name} claims pictures of {width} × {height} pixels.",
                name=path.name,
                width=stream.width,
                height=stream.height,
            ),
            Said(
                "Export it with at most {largest_px} pixels a side; 1920 × 1080 is plenty.",
                largest_px=LARGEST_PX,
            ),
        )
    return stream


def _square(stream: VideoStream) -> tuple[int, int]:
    """Width and height with square pixels, which a lying aspect makes huge."""
    aspect = stream.sample_aspect_ratio
    pixel = Fraction(aspect.numerator, aspect.denominator) if aspect else None
    return square_size(stream.width, stream.height, pixel)
