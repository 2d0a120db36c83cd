"""What a phone wrote into a clip about place, time and device stays there."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np

from formcheck.video import VideoWriter, open_source, read

SAID = {
    "location": "+52.3731+004.8926/",
    "com.apple.quicktime.location.ISO6709": "+52.3731+004.8926/",
    "com.apple.quicktime.make": "Pearphone",
    "com.apple.quicktime.model": "Pearphone 9",
    "creation_time": "2024-05-01T10:11:12.000000Z",
    "title": "Jane at home",
    "comment": "Jane at home",
}


def phone_clip(path: Path) -> Path:
    options = {"movflags": "use_metadata_tags"}
    with av.open(str(path), "w", format="mp4", options=options) as container:
        container.metadata.update(SAID)
        stream = container.add_stream("libx264", rate=30)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for k in range(10):
            rgb = np.full((48, 64, 3), 20 * k, np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(rgb, format="rgb24")))
        container.mux(stream.encode(None))
    return path


def test_a_written_film_says_nothing_of_place_time_or_device(tmp_path: Path) -> None:
    clip = phone_clip(tmp_path / "phone.mp4")
    assert b"+52.3731" in clip.read_bytes()
    assert b"Pearphone" in clip.read_bytes()
    film = tmp_path / "film.mp4"
    with VideoWriter(film) as writer:
        for frame in read(open_source(clip)):
            writer.write(frame.rgb, frame.time_s)
    written = film.read_bytes()
    for word in (*SAID.values(), "52.3731", "Pear", "phone", "Jane"):
        assert word.encode() not in written
    with av.open(str(film)) as container:
        assert not set(container.metadata) & set(SAID)
        assert not set(container.streams.video[0].metadata) & set(SAID)
