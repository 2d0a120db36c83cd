"""Files with several videos, stills, sound and data: which one is looked at, and the note."""

from __future__ import annotations

from dataclasses import dataclass

import av
import numpy as np
import pytest
from av.stream import Disposition
from clip_maker import Kind, add, card

from formcheck.video.frames import decode
from formcheck.video.source import examine
from formcheck.video.streams import _worth


def write(path, tracks, sound=False):
    """A file with videos: (size, length in pictures, disposition or None)."""
    with av.open(str(path), "w") as file:
        writers = []
        for size, length, disposition in tracks:
            times_s = [i / 25 for i in range(length)]
            writers.append(add(file, Kind(), [card(size)] * length, times_s))
            if disposition is not None:
                file.streams.video[-1].disposition = disposition
        heard = file.add_stream("aac", rate=44100) if sound else None
        for writer in writers:
            writer()
        if heard:
            silence = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), "fltp", "mono")
            silence.sample_rate, silence.pts = 44100, 0
            file.mux(heard.encode(silence))
            file.mux(heard.encode(None))
    return path


DEFAULT, NONE = Disposition.default, Disposition(0)
FILES = {
    "the larger of two": ("a.mp4", [((64, 48), 8, DEFAULT), ((96, 64), 8, DEFAULT)], (96, 64)),
    "the longer of two": ("a.mp4", [((64, 48), 4, DEFAULT), ((64, 48), 9, DEFAULT)], (64, 48)),
    "the default, though smaller": (
        "a.mkv",
        [((128, 96), 8, NONE), ((64, 48), 8, DEFAULT)],
        (64, 48),
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_of_several_videos_one_is_chosen_and_named(tmp_path, name):
    file, tracks, size = FILES[name]
    path, notes = write(tmp_path / file, tracks), []
    source = examine(path)
    frames = list(decode(source, notes))
    assert (source.width, source.height) == size
    longest = max(length for wanted, length, _ in tracks if wanted == size)
    assert len(frames) == longest
    assert len(notes) == 1 and "holds 2 videos" in notes[0] and f"{size[0]} × {size[1]}" in notes[0]


def test_sound_beside_one_video_needs_no_word(tmp_path):
    path, notes = write(tmp_path / "a.mp4", [((64, 48), 8, None)], sound=True), []
    assert len(list(decode(examine(path), notes))) == 8
    assert not notes


@dataclass
class Track:
    """A track as FFmpeg tells of it."""

    codec_context: object = ""
    frames: int = 0
    disposition: Disposition = DEFAULT
    width: int = 64
    height: int = 48
    duration: int | None = 100
    time_base: float = 0.01


@pytest.mark.parametrize(
    "worse",
    [
        Track(codec_context=None, width=9999),
        Track(frames=1, width=9999),
        Track(disposition=DEFAULT | Disposition.metadata, width=9999),
        Track(disposition=NONE, width=9999),
        Track(duration=50),
    ],
    ids=["no decoder", "a single picture", "adds to another", "not shown", "shorter"],
)
def test_what_is_chosen_last(worse):
    assert _worth(worse) < _worth(Track())
