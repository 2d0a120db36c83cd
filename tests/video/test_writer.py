from __future__ import annotations

import av
import numpy as np
import pytest

from formcheck.video import VideoWriter, open_source, read

TIMES_S = [1.0, 1.0333, 1.1, 1.1167, 1.25, 1.5]
RGB = np.full((48, 64, 3), (200, 30, 60), np.uint8)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "out.mp4"


def write(path, rgb=RGB, times_s=TIMES_S):
    with VideoWriter(path) as writer:
        for time_s in times_s:
            writer.write(rgb, time_s)
    return path


def test_frames_come_back_at_their_times(path):
    notes = []
    frames = list(read(open_source(write(path)), notes))
    assert [f.time_s for f in frames] == pytest.approx([t - 1 for t in TIMES_S], abs=1 / 90_000)
    assert notes == []


def test_a_long_clip_keeps_every_frame(path):
    times_s = [i / 240 for i in range(300)]
    frames = list(read(open_source(write(path, times_s=times_s))))
    assert [f.time_s for f in frames] == pytest.approx(times_s, abs=1 / 90_000)


def test_browsers_play_it(path):
    data = write(path).read_bytes()
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        assert (stream.codec_context.name, stream.pix_fmt) == ("h264", "yuv420p")
    assert data.index(b"moov") < data.index(b"mdat")


def test_the_last_picture_is_shown_as_long_as_the_one_before(path):
    with av.open(str(write(path))) as container:
        stream = container.streams.video[0]
        assert float(stream.duration * stream.time_base) == pytest.approx(0.75, abs=1e-4)


def test_a_single_picture_has_a_length(path):
    with av.open(str(write(path, times_s=[3.0]))) as container:
        stream = container.streams.video[0]
        assert float(stream.duration * stream.time_base) == pytest.approx(1 / 30, abs=1e-4)


@pytest.mark.parametrize("size", [(49, 65), (48, 65), (49, 64)])
def test_odd_sizes_grow_by_a_copy_of_the_edge(path, size):
    rgb = np.full((*size, 3), (200, 30, 60), np.uint8)
    frame = next(read(open_source(write(path, rgb))))
    assert frame.rgb.shape == (size[0] + size[0] % 2, size[1] + size[1] % 2, 3)
    assert np.abs(frame.rgb.astype(int) - (200, 30, 60)).max() <= 6


@pytest.mark.parametrize("colour", [(200, 30, 60), (20, 180, 40), (250, 250, 250), (5, 5, 5)])
def test_colours_come_back(path, colour):
    rgb = np.full((48, 64, 3), colour, np.uint8)
    frame = next(read(open_source(write(path, rgb))))
    assert np.abs(frame.rgb.astype(int) - colour).max() <= 6


def test_an_exception_leaves_nothing_behind(path):
    with pytest.raises(KeyError), VideoWriter(path) as writer:
        writer.write(RGB, 0.0)
        raise KeyError
    assert list(path.parent.iterdir()) == []


def test_an_exception_leaves_an_older_file_as_it_was(path):
    path.write_bytes(b"older")
    with pytest.raises(KeyError), VideoWriter(path) as writer:
        writer.write(RGB, 0.0)
        raise KeyError
    assert path.read_bytes() == b"older"
    assert list(path.parent.iterdir()) == [path]


def test_an_older_file_is_replaced(path):
    path.write_bytes(b"older")
    assert open_source(write(path)).width == 64
    assert list(path.parent.iterdir()) == [path]


def test_a_place_that_cannot_be_taken_leaves_nothing_behind(path):
    path.mkdir()
    with pytest.raises(OSError):
        write(path)
    assert list(path.parent.iterdir()) == [path]


def test_no_picture_is_a_mistake(path):
    with pytest.raises(ValueError, match="no picture"):
        write(path, times_s=[])
    assert list(path.parent.iterdir()) == []


@pytest.mark.parametrize("times_s", [[0.0, 0.0], [0.1, 0.0], [0.0, 1e-7]])
def test_times_that_do_not_grow_are_a_mistake(path, times_s):
    with pytest.raises(ValueError, match="not later"):
        write(path, times_s=times_s)
    assert list(path.parent.iterdir()) == []


def test_a_picture_of_another_size_is_a_mistake(path):
    with pytest.raises(ValueError, match="has shape"), VideoWriter(path) as writer:
        writer.write(RGB, 0.0)
        writer.write(RGB[:-2], 0.1)
