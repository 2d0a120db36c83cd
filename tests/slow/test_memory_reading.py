"""Reading an hour takes hardly more memory than ten seconds, and its middle is found quickly."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from resident import resident_mb

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc"),
]

ALLOWED_MB = 100
TICKS = 90_000
READ = """
import resource, sys, time
from dataclasses import replace
from pathlib import Path
from formcheck.video import open_source, read
began_s = time.monotonic()
source = open_source(Path(sys.argv[1]))
opened_s = time.monotonic()
if len(sys.argv) > 2:
    source = replace(source, part_s=(float(sys.argv[2]), float(sys.argv[3])))
times_s = [(time.monotonic(), f.time_s) for f in read(source)]
print(opened_s - began_s, times_s[0][0] - opened_s, len(times_s), times_s[0][1], times_s[-1][1])
"""


def hour(path: Path, seconds: int, fps: int) -> Path:
    """Ten seconds of 1080p, one key frame a second, their packets written over and over."""
    packets = encoded(path.with_suffix(".part.mp4"), fps)
    with av.open(str(path), "w") as container, av.open(str(path.with_suffix(".part.mp4"))) as part:
        stream = container.add_stream_from_template(part.streams.video[0])
        for k in range(seconds * fps):
            data, is_key = packets[k % len(packets)]
            packet = av.Packet(data)
            packet.stream, packet.time_base = stream, Fraction(1, TICKS)
            packet.pts = packet.dts = k * TICKS // fps
            packet.is_keyframe = is_key
            container.mux(packet)
    return path


def encoded(path: Path, fps: int) -> list[tuple[bytes, bool]]:
    coarse = np.random.default_rng(0).integers(0, 255, (17, 30, 3), np.uint8)
    whole = coarse.repeat(64, 0).repeat(64, 1)[:1080]
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=fps, options={"bf": "0", "preset": "fast"})
        stream.width, stream.height, stream.pix_fmt, stream.gop_size = 1920, 1080, "yuv420p", fps
        for i in range(10 * fps):
            rgb = np.ascontiguousarray(np.roll(whole, 8 * i, 1))
            container.mux(stream.encode(av.VideoFrame.from_ndarray(rgb, format="rgb24")))
        container.mux(stream.encode(None))
    with av.open(str(path)) as container:
        return [(bytes(p), bool(p.is_keyframe)) for p in container.demux(video=0) if p.size]


def measured(*words: object) -> tuple[float, list[float]]:
    """Peak of the family in MB, and what the program printed."""
    command = [sys.executable, "-c", READ, *map(str, words)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        peaks, done = [0.0], threading.Event()

        def watch() -> None:
            while not done.wait(0.05):
                peaks.append(resident_mb(running.pid))

        watcher = threading.Thread(target=watch)
        watcher.start()
        said = running.communicate()[0]
        done.set()
        watcher.join()
        assert running.returncode == 0
    return max(peaks), [float(word) for word in said.split()]


def test_reading_an_hour_takes_hardly_more_memory_than_ten_seconds(tmp_path):
    """Two frames a second, so that it ends within minutes; 7200 pictures pass through."""
    peaks = {}
    for seconds in (10, 3600):
        peaks[seconds], said = measured(hour(tmp_path / f"{seconds}.mp4", seconds, fps=2))
        assert said[2] == 2 * seconds
    print(f"\npeak of the process tree: {peaks[10]:.0f} MB for 10 s, {peaks[3600]:.0f} for an hour")
    assert peaks[3600] - peaks[10] <= ALLOWED_MB


def test_a_minute_in_the_middle_of_an_hour(tmp_path):
    """At 30 frames a second: the index of 108 000 pictures is what grows."""
    path = hour(tmp_path / "hour.mp4", 3600, fps=30)
    short_mb, _ = measured(hour(tmp_path / "short.mp4", 10, fps=30))
    began_s = time.monotonic()
    peak_mb, said = measured(path, 1800, 1860)
    print(
        f"\n{path.stat().st_size / 1e6:.0f} MB: opened in {said[0]:.2f} s, first picture of the"
        f" middle {said[1]:.2f} s later, the minute in {time.monotonic() - began_s:.0f} s;"
        f" {peak_mb:.0f} MB beside {short_mb:.0f} MB for ten seconds"
    )
    assert said[2:] == [1800, 1800.0, pytest.approx(1860 - 1 / 30)]
    assert peak_mb - short_mb <= ALLOWED_MB
