"""Lists the packets of a clip as they lie in the file, and copies them into a file of their own."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import av
from av.container import InputContainer
from av.video.stream import VideoStream

from formcheck.types.packets import Packets
from formcheck.video.boxes import find
from formcheck.video.container import opened

# Nothing is cut by an edit list, split by a parser or guessed: packets as MP4 files have them.
# Streams have to be parsed to find where pictures begin.
_AS_STORED: Final = {"ignore_editlist": "1", "fflags": "noparse+nofillin"}
_OURS: Final = {"fflags": "bitexact"}  # the writer does not say who it is
_FORMATS: Final = {
    "matroska,webm": ("matroska", {}),
    "avi": ("avi", {}),
    "mpegts": ("mpegts", {"mpegts_copyts": "1"}),
    "mpeg": ("vob", {}),
}
# Tags that say nothing of a person, or that are looked at by themselves.
_PLAIN: Final = frozenset({
    "major_brand", "minor_version", "compatible_brands", "language", "vendor_id", "creation_time",
    "rotate", "alpha_mode", "DURATION", "com.android.capture.fps",
})  # fmt: skip


def list_packets(path: Path) -> Packets:
    """The packets of the picture that is looked at.

    Raises
    ------
    VideoError : it is not a clip
    """
    stamps, spans = [], []
    with opened(path, _how(path)) as (container, stream):
        checksum = zlib.crc32(stream.codec_context.extradata or b"")
        for packet in _packets(container, stream):
            stamps.append((packet.pts, packet.dts, packet.duration))
            spans.append((-1 if packet.pos is None else packet.pos, packet.size))
            checksum = zlib.crc32(packet, checksum)
        said = (container.metadata, *(s.metadata for s in container.streams))
        words = {word for tags in said for tag, word in tags.items() if tag not in _PLAIN}
        assert stream.time_base is not None
        return Packets(
            container=container.format.name,
            track=stream.id,
            time_base=stream.time_base,
            stamps=tuple(stamps),
            spans=tuple(spans),
            checksum=checksum,
            words=tuple(sorted(words)),
        )


def copy_picture(path: Path, out: Path, tags: dict[str, str]) -> None:
    """Nothing; `out` has the moving picture of the clip, these tags, and nothing else.

    Raises
    ------
    VideoError : it is not a clip
    """
    with opened(path, _how(path)) as (container, stream):
        form, more = _FORMATS[container.format.name]
        options: dict[str, Any] = {**_OURS, **more}
        with av.open(str(out.absolute()), "w", format=form, options=options) as written:
            written.metadata.update(tags)
            copied = written.add_stream_from_template(stream)
            copied.time_base = stream.time_base
            for packet in _packets(container, stream):
                packet.stream = copied
                written.mux(packet)


def _how(path: Path) -> Mapping[str, str]:
    return _AS_STORED if next(find(path, (b"moov",)), None) else {}


def _packets(container: InputContainer, stream: VideoStream) -> Iterator[av.Packet[VideoStream]]:
    return (packet for packet in container.demux(stream) if packet.size)
