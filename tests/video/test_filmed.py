"""The day of filming, out of what containers say."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from formcheck import video
from formcheck.video.filmed import find_filmed

APPLE = "com.apple.quicktime.creationdate"


@pytest.mark.parametrize(
    "said, day",
    [
        ({"creation_time": "2026-05-06T21:40:00.000000Z"}, "2026-05-06"),
        (
            {APPLE: "2026-05-07T00:40:00+0200", "creation_time": "2026-05-06T22:40:00Z"},
            "2026-05-07",
        ),
        ({"date": "2026-05-06"}, "2026-05-06"),
        ({"date": "2026", "creation_time": "2026-05-06T21:40:00Z"}, "2026-05-06"),
        ({"creation_time": "1904-01-01T00:00:00.000000Z"}, None),
        ({"creation_time": "1970-01-01T00:00:00.000000Z"}, None),
        ({"creation_time": "1980-01-06T00:00:00.000000Z"}, None),
        ({"creation_time": "2026-13-45T00:00:00Z"}, None),
        ({"creation_time": "soon"}, None),
        ({"date": "2026"}, None),
        ({}, None),
    ],
)
def test_the_day_is_that_of_the_first_tag_that_has_one(
    said: dict[str, str], day: str | None
) -> None:
    found = find_filmed(said)
    assert (None if found is None else found.day) == day


def test_the_container_is_asked_before_its_streams() -> None:
    found = find_filmed({}, {"creation_time": "2026-05-06T21:40:00Z"})
    assert found is not None and (found.day, found.tag) == ("2026-05-06", "creation_time")
    zero = {"creation_time": "1904-01-01T00:00:00Z"}
    again = find_filmed(zero, {"creation_time": "2026-05-06T21:40:00Z"})
    assert again is not None and again.day == "2026-05-06"


@pytest.mark.parametrize("suffix", [".mp4", ".mov", ".mkv"])
def test_a_file_says_when_it_was_filmed(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"clip{suffix}"
    with av.open(str(path), "w") as out:
        out.metadata["creation_time"] = "2026-05-06T21:40:00Z"
        stream = out.add_stream("libx264", rate=30)
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        for _ in range(3):
            picture = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8), format="rgb24")
            out.mux(stream.encode(picture))
        out.mux(stream.encode(None))
    source = video.open_source(path)
    assert source.filmed is not None and source.filmed.day == "2026-05-06"
    clip = video.describe(source, [0.0, 0.1, 0.2])
    assert (clip.filmed_on, clip.filmed_tag) == ("2026-05-06", source.filmed.tag)


def test_a_file_that_does_not_say_has_no_day() -> None:
    rendered = Path(__file__).parents[2] / "videos" / "side_overstride.mp4"
    assert video.open_source(rendered).filmed is None
