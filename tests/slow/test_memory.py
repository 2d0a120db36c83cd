"""A long clip takes hardly more memory than a short one: pictures are never kept."""

from __future__ import annotations

import subprocess
import sys
import time

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
