from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from formcheck.errors import VideoError
from formcheck.types import SlowMotion, Source
from formcheck.video import describe

SOURCE = Source(Path("run.mp4"), "ab" * 32, 720, 1280, 90, 29.97, 300)
TICKS_PER_S = st.sampled_from([600, 1000, 15360, 90000])
FPS = st.sampled_from([24.0, 25.0, 29.97, 30.0, 59.94, 60.0, 120.0, 240.0])


def shown_s(fps: float, n: int, ticks_per_s: int) -> np.ndarray:
    return np.round(np.arange(n) / fps * ticks_per_s) / ticks_per_s


def test_what_the_source_says_is_kept():
    clip = describe(SOURCE, [0, 0.5, 1.0], SlowMotion(4, "given"), ["odd"])
    assert (clip.name, clip.sha256, clip.width, clip.height) == ("run.mp4", "ab" * 32, 720, 1280)
    assert (clip.fps_nominal, clip.rotation_deg, clip.frames) == (29.97, 90, 3)
    assert (clip.slow_motion, clip.warnings) == (SlowMotion(4, "given"), ("odd",))


def test_rate_and_length_are_those_of_the_times():
    clip = describe(SOURCE, np.arange(300) / 29.97)
    assert clip.fps_effective == pytest.approx(29.97, abs=1e-9)
    assert clip.duration_s == pytest.approx(300 / 29.97)


@given(fps=FPS, ticks_per_s=TICKS_PER_S, factor=st.sampled_from([1, 2, 4, 8]))
def test_rounding_of_time_stamps_is_no_variable_rate(fps, ticks_per_s, factor):
    times_s = shown_s(fps, 200, ticks_per_s) / factor
    assert not describe(SOURCE, times_s, SlowMotion(factor, "given")).variable_rate


@given(
    fps=FPS, ticks_per_s=TICKS_PER_S, factor=st.sampled_from([1, 2, 4, 8]), at=st.integers(1, 198)
)
def test_a_dropped_frame_is(fps, ticks_per_s, factor, at):
    assume(ticks_per_s >= 3 * fps)  # with a coarser clock one rounding can look like a drop
    times_s = np.delete(shown_s(fps, 200, ticks_per_s), at) / factor
    assert describe(SOURCE, times_s, SlowMotion(factor, "given")).variable_rate


def test_a_rate_that_changes_half_way_is():
    assert describe(SOURCE, np.r_[np.arange(50) / 30, 50 / 30 + np.arange(50) / 24]).variable_rate


@pytest.mark.parametrize("times_s", [[], [0.0]])
def test_fewer_than_two_frames_are_no_clip(times_s):
    with pytest.raises(VideoError, match=f"has only {len(times_s)} frame"):
        describe(SOURCE, times_s)


def test_times_that_do_not_grow_are_a_mistake():
    with pytest.raises(ValueError, match="strictly increasing"):
        describe(SOURCE, [0, 1, 1])
