"""Real people who do not run: the demo clip of the PyPI wheel `sports2d` (never committed)."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("sports2d")
    pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--dest", str(folder)]
    if subprocess.run([*pip, "sports2d"], capture_output=True, check=False).returncode:
        pytest.skip("the wheel of sports2d is not within reach")
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as file:
        (name,) = (n for n in file.namelist() if n.endswith("demo.mp4"))
        return Path(file.extract(name, folder))


def test_walking_and_jumping_is_not_running(run, demo):
    answer = run("analyze", demo, "--json")
    print(f"\nexit {answer.returncode}: {answer.stderr.splitlines()[-2:]}")
    assert answer.returncode == 4, json.loads(answer.stdout)["gait"]
    assert answer.stdout == ""
    assert "No running found" in answer.stderr
