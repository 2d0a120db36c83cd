"""The audit of the time base: rates, gaps, copies, claims that are not true."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from formcheck.types import Capture, SlowMotion, Source, unbroken
from formcheck.video import describe
from formcheck.video.repeats import said

SOURCE = Source(Path("run.mp4"), "ab" * 32, 720, 1280, 90, 30.0, 300)
PAUSED = np.r_[np.arange(90) / 30, 8.0 + np.arange(120) / 30]


def test_an_even_clip_has_nothing_odd():
    base = describe(SOURCE, np.arange(300) / 30).time_base
    assert base.fps == pytest.approx(30.0)
    assert base.fps_range == pytest.approx((30.0, 30.0))
    assert (base.repeated, base.gaps_s, base.warnings) == (0, (), ())


def test_a_pause_is_a_gap_and_no_rate():
    clip = describe(SOURCE, PAUSED)
    assert clip.fps_effective == pytest.approx(30.0)
    assert not clip.variable_rate
    ((start_s, length_s),) = clip.time_base.gaps_s
    assert (start_s, length_s) == (pytest.approx(89 / 30), pytest.approx(8 - 89 / 30))
    assert "No pictures for 5.0 s at 3.0 s" in clip.time_base.warnings[0]


def test_a_few_lost_pictures_are_no_gap_but_a_variable_rate():
    clip = describe(SOURCE, np.delete(np.arange(300) / 30, [50, 51, 120]))
    assert clip.variable_rate and clip.time_base.gaps_s == ()
    assert clip.time_base.fps == pytest.approx(30.0)
    assert clip.time_base.fps_range == pytest.approx((10.0, 30.0))


@pytest.mark.parametrize(
    ("frame_s", "gap_s", "n"), [(1 / 30, 0.35, 2), (1 / 30, 0.25, 1), (0.2, 0.6, 1), (0.2, 0.8, 2)]
)
def test_a_gap_is_longer_than_a_step_and_than_the_frames_are_apart(frame_s, gap_s, n):
    times_s = np.r_[np.arange(20) * frame_s, 19 * frame_s + gap_s + np.arange(20) * frame_s]
    stretches = unbroken(times_s)
    assert len(stretches) == n
    assert (stretches[0].start, stretches[-1].stop) == (0, 40)


def test_a_rate_that_the_times_contradict_is_said():
    clip = describe(SOURCE, np.arange(240) / 24)
    assert clip.fps_effective == pytest.approx(24.0)
    assert "claims 30 pictures a second, but they come 24" in clip.time_base.warnings[0]
    assert describe(replace(SOURCE, fps_nominal=24.0), np.arange(240) / 24).time_base.warnings == ()


def test_rates_are_of_the_containers_time_and_moments_of_real_time():
    real_s = PAUSED / 8
    base = describe(SOURCE, real_s, SlowMotion(8.0, "given")).time_base
    assert base.fps == pytest.approx(30.0)
    assert base.gaps_s[0][1] == pytest.approx((8 - 89 / 30) / 8)


def test_what_was_said_elsewhere_is_carried_on():
    source = replace(SOURCE, capture=Capture(240.0, "tag"), warnings=("The file is cut inside.",))
    slow = SlowMotion(8.0, "container", warning="Nobody knows.")
    notes = tuple(said(60, 240, 10.0))
    clip = describe(source, np.arange(300) / 240, slow, notes)
    assert clip.time_base.warnings == ("The file is cut inside.", "Nobody knows.")
    assert (clip.time_base.repeated, clip.time_base.capture) == (60, Capture(240.0, "tag"))
    assert clip.warnings == notes
