"""The benchmark runs, and says so when two loops did different work."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from speed_table import REFERENCE, Case, Run, cases, is_valid, lines, main

RUN = Run(found=12, fps=30.0, cpu_ms=40.0, peak_mb=500.0, load=1.0)
FAST = Case("720p", "lite", 2, "fast")


def runs(**found: int) -> dict[Case, list[Run]]:
    ways = ("MediaPipe, VIDEO mode", REFERENCE, "fast", "network only")
    return {replace(FAST, way=way): [replace(RUN, found=found.get(way, 12))] * 3 for way in ways}


def test_a_loop_that_finds_somebody_less_often_is_marked():
    assert not [line for line in lines(runs()) if "invalid" in line]
    assert [line.split("|")[4].strip() for line in lines(runs(fast=11)) if "invalid" in line] == [
        "fast"
    ]
    assert not is_valid(FAST, runs(mediapipe=11))
    changing = runs()
    changing[FAST] = [RUN, replace(RUN, found=11), RUN]
    assert not is_valid(FAST, changing)


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_every_way_finds_the_runner_in_every_picture():
    told = main(["--quick"])
    assert list(told) == cases(quick=True)
    for case, each in told.items():
        assert is_valid(case, told)
        assert each[0].found == 12
        assert each[0].fps > 0
        assert each[0].cpu_ms > 0
        assert each[0].peak_mb > 50
