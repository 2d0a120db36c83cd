"""Whatever times a container gives its pictures, ours increase, or the clip is refused."""

from __future__ import annotations

from itertools import pairwise
from math import isfinite
from pathlib import Path

import pytest
from fault_clips import entries, make_timed
from hypothesis import example, given, settings
from hypothesis import strategies as st

from formcheck.errors import VideoError
from formcheck.video import open_source, read
from formcheck.video.frames import decode
from formcheck.video.source import examine

N = 12
GAP = st.one_of(st.sampled_from([0, 1, 3000, 0x7FFFFFFF, 0xFFFFFFFF]), st.integers(0, 2**32 - 1))
SHIFT = st.one_of(st.sampled_from([0, -(2**31), 2**31 - 1]), st.integers(-(2**31), 2**31 - 1))
GAPS = st.lists(GAP | st.integers(0, 5000), min_size=N, max_size=N)
SHIFTS = st.lists(SHIFT | st.integers(-9000, 9000), min_size=N, max_size=N)


def check(path: Path, opening, reading) -> None:
    try:
        times_s = [f.time_s for f in reading(opening(path), [])]
    except VideoError as error:
        assert error.problem.endswith(".") and error.hint.endswith(".")
        return
    assert times_s and times_s[0] >= 0.0
    assert all(map(isfinite, times_s))
    assert all(a < b for a, b in pairwise(times_s))


@settings(max_examples=40)
@given(GAPS, SHIFTS)
@example([3000] * N, [0] * N)
@example([0] * N, [-k * 3000 for k in range(N)])  # backwards
def test_times_increase_whatever_the_container_says(tmp_path_factory, gaps, shifts):
    check(make_timed(tmp_path_factory.mktemp("t") / "a.mp4", gaps, shifts), examine, decode)


@pytest.mark.parametrize("gap", [0, 3000, 2**32 - 1])
def test_times_increase_through_the_process_as_well(tmp_path, gap):
    path = make_timed(tmp_path / "a.mp4", [gap] * N, [0, -9000] * (N // 2))
    check(path, open_source, read)


def test_the_times_written_are_the_times_read(tmp_path):
    """The surgery does what it says; a file it misses would prove nothing."""
    gaps = [3000 + 100 * k for k in range(N)]
    path = make_timed(tmp_path / "a.mp4", gaps, [0] * N)
    assert entries(path, b"stts") >= N - 1 and entries(path, b"ctts") >= N - 1
    times_s = [f.time_s for f in decode(examine(path))]
    assert times_s[:4] == pytest.approx([0, 3000 / 9e4, 6100 / 9e4, 9300 / 9e4])
