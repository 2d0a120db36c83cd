"""Nothing leaves the machine: a whole analysis under strace."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from traced import bare_environment, calls_in, outside

from formcheck.pose import BACKENDS, model_path
from formcheck.pose.pool import quiet_environment
from formcheck.video import VideoWriter, open_source, read

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed"),
]

# MediaPipe sends its report when a landmarker is closed; formcheck ends its processes before that.
LOOK_AND_CLOSE = """
import sys, time
import mediapipe, numpy
from formcheck.pose.worker import _open
network = _open(sys.argv[1], 5)
black = numpy.zeros((480, 360, 3), numpy.uint8)
network.detect(mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=black))
network.close()
time.sleep(3)
"""


@pytest.fixture(scope="module")
def clip(repository, tmp_path_factory) -> Path:
    """Three seconds of the bundled clip."""
    path = tmp_path_factory.mktemp("clip") / "short.mp4"
    with VideoWriter(path) as writer:
        for frame in read(open_source(repository / "videos" / "side_overstride.mp4")):
            if frame.time_s >= 3:
                break
            writer.write(frame.rgb, frame.time_s)
    return path


def traced(log: Path, env: dict[str, str], *program: str) -> list[str]:
    """Every call of a Python program that names an address, one a line; it must end well."""
    strace = ["strace", "-f", "-e", "trace=network", "-s", "200", "-o", str(log)]
    command = [*strace, sys.executable, *program]
    done = subprocess.run(command, env=env, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return calls_in(log)


@pytest.mark.parametrize("backend", BACKENDS)
def test_an_analysis_talks_to_nobody(backend, clip, tmp_path):
    out = ["--out", str(tmp_path / "out")]
    words = ["analyze", str(clip), "--backend", backend, "--no-cache", *out]
    calls = traced(tmp_path / "log", bare_environment(), "-m", "formcheck", *words)
    assert (tmp_path / "out" / "overlay.mp4").is_file()
    print(f"\na whole analysis: {len(calls)} calls with an address {_summary(calls)}")
    assert outside(calls) == []


def test_the_report_of_the_library_goes_nowhere_even_when_it_is_sent(tmp_path):
    """The trap is real, this way of looking sees it, and the dead proxies close it."""
    program = ("-c", LOOK_AND_CLOSE, str(model_path("lite")))
    bare = traced(tmp_path / "bare", bare_environment(), *program)
    quiet = traced(tmp_path / "quiet", quiet_environment(), *program)
    print(f"\nin a bare environment: {_summary(bare)}\nin the pool's: {_summary(quiet)}")
    assert outside(bare)
    assert outside(quiet) == []
    assert any("htons(9)" in call for call in quiet)


def test_the_report_of_openvino_is_real_and_left_out(tmp_path):
    """Imported as it is, the library reports; as formcheck imports it, it does not."""
    bare = traced(
        tmp_path / "bare", bare_environment(), "-c", "import openvino, time; time.sleep(3)"
    )
    code = "from formcheck.pose.blaze import find_runtime as f; f(); import time; time.sleep(3)"
    quiet = traced(tmp_path / "quiet", bare_environment(), "-c", code)
    print(f"\nas it is: {_summary(bare)}\nas formcheck imports it: {_summary(quiet)}")
    assert outside(bare)
    assert outside(quiet) == []


def _summary(calls: list[str]) -> list[str]:
    found = [re.search(r'(\w+)\(.*?sa_family=(\w+)(?:.*?htons\((\d+)\))?(?:.*?"([^"]+)")?', c)
             for c in calls]  # fmt: skip
    return sorted({" ".join(filter(None, m.groups())) for m in found if m})
