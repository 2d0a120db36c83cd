"""A long clip takes hardly more memory than a short one: pictures are never kept."""

from __future__ import annotations

import subprocess
import sys
import time
from fractions import Fraction
from pathlib import Path

import av
import pytest
from resident import resident_mb

from formcheck.video import VideoWriter

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc"),
]

ALLOWED_MB = 200


def peak_mb(*words: object) -> float:
    """Highest resident memory of the whole family while formcheck runs, seen 20 times a second."""
    command = [sys.executable, "-m", "formcheck", *map(str, words)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        peak = 0.0
        while process.poll() is None:
            peak = max(peak, resident_mb(process.pid))
            time.sleep(0.05)
        assert process.stderr is not None
        assert process.returncode == 0, process.stderr.read().decode()
    return peak


def test_a_minute_takes_hardly_more_than_five_seconds(repository, enlarged, tmp_path):
    """The small network keeps the test short; the networks hold no pictures of their own."""
    source = repository / "videos" / "side_overstride.mp4"
    peaks = {}
    for seconds in (5, 60):
        clip = tmp_path / f"{seconds}.mp4"
        with VideoWriter(clip) as writer:
            for rgb, time_s in enlarged(source, (1080, 1920), seconds):
                writer.write(rgb, time_s)
        peaks[seconds] = peak_mb("analyze", clip, "--model", "lite", "--json", "--no-cache")
        clip.unlink()
    print(f"\npeak of the process tree: {peaks[5]:.0f} MB for 5 s, {peaks[60]:.0f} MB for 60 s")
    assert peaks[60] - peaks[5] <= ALLOWED_MB


def looped(clip: Path, place: Path, seconds: float) -> Path:
    """The clip over and over: the same compressed pictures, later each time."""
    with av.open(str(clip)) as old, av.open(str(place), "w") as new:
        stream = new.add_stream_from_template(old.streams.video[0])
        base = old.streams.video[0].time_base or Fraction(1, 1000)
        packets = [(bytes(p), p) for p in old.demux(video=0) if p.size]
        span = sum(p.duration or 0 for _, p in packets)
        for k in range(max(1, round(seconds / float(span * base)))):
            for data, like in packets:
                packet = av.Packet(data)
                packet.pts, packet.dts = like.pts + k * span, like.dts + k * span
                packet.duration, packet.time_base = like.duration, base
                packet.stream, packet.is_keyframe = stream, like.is_keyframe
                new.mux(packet)
    return place


def test_an_hour_takes_hardly_more_than_ten_seconds(repository, enlarged, tmp_path):
    """The whole analysis of 1080p with the best network; of the hour, a minute is measured."""
    source, ten = repository / "videos" / "side_overstride.mp4", tmp_path / "10.mp4"
    with VideoWriter(ten) as writer:
        for rgb, time_s in enlarged(source, (1080, 1920), 10):
            writer.write(rgb, time_s)
    hour = looped(ten, tmp_path / "3600.mp4", 3600)
    peaks = {c.stem: peak_mb("analyze", c, "--json", "--no-cache") for c in (ten, hour)}
    print(f"\npeak of the process tree: {peaks['10']:.0f} MB for 10 s, {peaks['3600']:.0f} an hour")
    assert peaks["3600"] - peaks["10"] <= ALLOWED_MB
