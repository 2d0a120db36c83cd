"""Which part of a clip is looked at: asked for, or chosen in a long one."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from formcheck.bursts import MEASURED_S, Burst, best_part, narrowed, spread
from formcheck.errors import SettingsError
from formcheck.gait.doing import Doing
from formcheck.pose.glance import Glance
from formcheck.seeing import _place, _refuse_other_part
from formcheck.settings import Settings
from formcheck.types import Source


def source(duration_s: float) -> Source:
    return Source(Path("a.mp4"), "0" * 64, 64, 48, 0, 30.0, 900, duration_s=duration_s)


def bursts(*cadences: float | None) -> list[Burst]:
    """A burst a minute; None for one in which nobody runs."""
    doings = (Doing("standing" if c is None else "running", "side", c) for c in cadences)
    return [Burst(60.0 * k, Glance(None, 1), doing, None) for k, doing in enumerate(doings)]


def no_progress(stage: str, done: int, total: int | None) -> None: ...


@pytest.mark.parametrize("given", ["12-40", "0:12-0:40", (12, 40)])
def test_the_part_asked_for_is_read(given: object) -> None:
    part = narrowed(source(60.0), Settings(part=given), no_progress)  # type: ignore[arg-type]
    assert part.part_s == (12.0, 40.0) and part.expected_frames == 840


@pytest.mark.parametrize("wrong", ["40-12", "5", "a-b", "3-3.5", "-4-9", "1-inf", "nan-9"])
def test_what_is_no_part_is_refused(wrong: str) -> None:
    with pytest.raises(SettingsError):
        Settings(part=wrong)


def test_a_part_after_the_end_is_refused() -> None:
    with pytest.raises(SettingsError, match="after the end"):
        narrowed(source(30.0), Settings(part="40-60"), no_progress)


def test_short_clips_and_all_of_long_ones_are_left_whole() -> None:
    assert narrowed(source(170.0), Settings(), no_progress).part_s is None
    assert narrowed(source(3600.0), Settings(part="all"), no_progress).part_s is None


def test_landmarks_of_a_part_are_kept_apart() -> None:
    parts = [None, "12-40", "12-41"]
    narrow = (narrowed(source(60.0), Settings(part=part), no_progress) for part in parts)
    assert len({_place(one, Settings(), "mediapipe") for one in narrow}) == 3


def test_the_longest_running_at_one_pace_is_chosen() -> None:
    found = best_part(bursts(None, 150.0, 150.0, 172.0, 171.0, 173.0, 172.0, None), 480.0)
    assert found is not None
    assert 180.0 < found[0] < found[1] < 360.0 + MEASURED_S
    assert found[1] - found[0] == pytest.approx(MEASURED_S)


def test_no_running_in_any_burst_is_no_part() -> None:
    assert best_part(bursts(None, None), 240.0) is None


def test_bursts_lie_within_the_clip_and_do_not_overlap() -> None:
    starts = spread(7.0, 12)
    assert len(starts) == 4 and starts[0] >= 0 and starts[-1] + 1.6 <= 7.0
    assert all(b - a >= 1.6 for a, b in pairwise(starts))


def test_stored_landmarks_of_another_part_are_refused() -> None:
    whole, part = (narrowed(source(60.0), Settings(part=p), no_progress) for p in (None, "12-40"))
    _refuse_other_part(whole, "")
    _refuse_other_part(part, "12.000-40.000")
    for one, stored in ((whole, "12.000-40.000"), (part, "")):
        with pytest.raises(SettingsError, match="another part"):
            _refuse_other_part(one, stored)
