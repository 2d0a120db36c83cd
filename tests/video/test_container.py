"""Files that are no clip, each with its own sentence and hint."""

from __future__ import annotations

import random
from pathlib import Path

import av
import numpy as np
import pytest

from formcheck.errors import VideoError
from formcheck.video import open_source, read
from formcheck.video.container import Damage, opened, pictures


def problem(path: Path) -> str:
    with pytest.raises(VideoError) as caught:
        open_source(path)
    assert caught.value.problem.endswith(".") and caught.value.hint.endswith(".")
    assert caught.value.problem.count(". ") == 0
    return caught.value.problem


def sound(path: Path, cover: bool = False, clip: bool = False) -> Path:
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=44100)
        if clip:
            film = container.add_stream("libx264", rate=30)
            film.width, film.height, film.pix_fmt = 64, 48, "yuv420p"
            black = av.VideoFrame.from_ndarray(np.zeros((48, 64, 3), np.uint8), format="rgb24")
            container.mux([*film.encode(black), *film.encode(None)])
        if cover:
            art = container.add_stream("png", rate=1)
            art.width = art.height = 16
            art.pix_fmt = "rgb24"
            art.disposition = av.stream.Disposition.attached_pic
            still = av.VideoFrame.from_ndarray(np.zeros((16, 16, 3), np.uint8), format="rgb24")
            container.mux([*art.encode(still), *art.encode(None)])
        for _ in range(45):  # about a second
            frame = av.AudioFrame.from_ndarray(
                np.zeros((1, 1024), np.float32), format="fltp", layout="mono"
            )
            frame.sample_rate = 44100
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def test_a_missing_file(tmp_path):
    assert "There is no file" in problem(tmp_path / "gone.mp4")


def test_a_folder(tmp_path):
    assert "is a folder" in problem(tmp_path)


def test_an_empty_file(tmp_path):
    path = tmp_path / "empty.mp4"
    path.touch()
    assert "empty.mp4 is empty" in problem(path)


@pytest.mark.parametrize("name", ["notes.txt", "notes.mp4", "notes.srt"])
def test_text(tmp_path, name):
    path = tmp_path / name
    subtitles = "1\n00:00:01,000 --> 00:00:02,000\nran ten kilometres\n\n"
    path.write_text((subtitles if name.endswith("srt") else "ran ten kilometres\n") * 50)
    assert "is not a video" in problem(path)


@pytest.mark.parametrize("name", ["noise.mp4", "noise.mov", "noise.bin"])
def test_random_bytes(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(random.Random(1).randbytes(20_000))
    assert "is not a video" in problem(path)


def test_sound_and_pictures_are_a_clip_however_long_the_sound(tmp_path):
    path = sound(tmp_path / "clip.mkv", clip=True)
    notes = []
    assert len(list(read(open_source(path), notes))) == 1
    assert notes == []


@pytest.mark.parametrize("cover", [False, True], ids=["bare", "with cover art"])
def test_only_sound(tmp_path, cover):
    assert "holds only sound" in problem(sound(tmp_path / "song.mp4", cover))


@pytest.mark.parametrize("name", ["run.png", "run.jpg"])
def test_a_photograph(tmp_path, name):
    path = tmp_path / name
    av.VideoFrame.from_ndarray(np.zeros((48, 64, 3), np.uint8), format="rgb24").save(str(path))
    assert "is a photograph" in problem(path)


def test_a_file_that_may_not_be_read(tmp_path, monkeypatch):
    path = tmp_path / "a.mp4"
    path.write_bytes(b"something")

    def refuse(*_, **__):
        raise av.error.PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(av, "open", refuse)  # chmod stops neither root nor Windows
    with pytest.raises(VideoError, match="may not be read"), opened(path):
        pass


def test_a_photograph_of_a_phone(film):
    path = film("run.mp4")
    data = path.read_bytes()
    path.write_bytes(data.replace(b"isom", b"heic", 1))
    assert "is a photograph" in problem(path)


def test_a_recording_that_broke_off_before_the_index_was_written(film, cut):
    assert "index or header is missing" in problem(cut(film("a.mp4", flags=""), 0.6))


def test_not_one_picture(film, spoil):
    assert "Not one picture" in problem(spoil(film("a.mp4"), 0.0, 1.0))


def test_an_unknown_codec(film):
    path = film("a.mp4")
    path.write_bytes(path.read_bytes().replace(b"avc1", b"zzzz"))
    assert "compressed in a way" in problem(path)


def test_a_name_like_a_protocol_is_only_a_name(film, monkeypatch):
    path = film("a.mp4")
    monkeypatch.chdir(path.parent)
    odd = path.rename(path.with_name("pipe:0.mp4"))
    assert open_source(Path(odd.name)).width == 64


def test_ffmpeg_says_nothing_of_its_own(film, spoil, capfd):
    spoil(film("a.mp4"), 0.4, 0.5)
    with opened(film("b.mkv")) as (container, stream):
        list(pictures(container, stream, Damage()))
    assert capfd.readouterr() == ("", "")


class CardPulledOut:
    """A container that can no longer be read after ten packets."""

    def __init__(self, container):
        self.container, self.format = container, container.format

    def demux(self, stream):
        for n, packet in enumerate(self.container.demux(stream)):
            if n == 10:
                raise av.error.OSError(5, "Input/output error")
            yield packet


def test_pictures_up_to_a_reading_error_are_given(film):
    damage = Damage()
    with opened(film("a.mp4")) as (container, stream):
        assert len(list(pictures(CardPulledOut(container), stream, damage))) == 10
    assert damage == Damage(n_lost=0, broke_off=True)
