"""Who runs, who walks, who stands; which part is steady."""

from __future__ import annotations

import numpy as np
import pytest
from formula_body import stand, walk
from formula_clips import gait_of, joined, unseen, with_noise
from formula_runner import Film, Stick, film, filmed_points, strikes_s

from formcheck.errors import NoRunnerError
from formcheck.gait.activity import find_motion
from formcheck.types import Track

VIEWS = pytest.mark.parametrize("view", ["side", "rear", "front"])


def walker(how: Film, steps_per_min: float = 112.0) -> Track:
    return with_noise(filmed_points(walk(how.times_s * steps_per_min / 120), how), 1.0)


def stander(how: Film) -> Track:
    return with_noise(filmed_points(stand(how.times_s), how), 1.0)


def refusal(track: Track) -> str:
    with pytest.raises(NoRunnerError) as caught:
        gait_of(track)
    assert caught.value.hint
    return caught.value.problem


@VIEWS
def test_a_runner_runs_in_every_frame(view: str) -> None:
    motion = find_motion(film(Stick(), Film(view)), view, 290.0)
    assert set(motion.labels) == {"running"}
    assert 60 * motion.step_hz == pytest.approx(166.0, abs=2.0)


@VIEWS
@pytest.mark.parametrize("steps_per_min", [95.0, 130.0])
def test_a_walker_is_refused_as_one_who_walks(view: str, steps_per_min: float) -> None:
    assert "walks" in refusal(walker(Film(view), steps_per_min))


@VIEWS
def test_one_who_stands_is_refused_as_one_who_stands(view: str) -> None:
    assert "stands still" in refusal(stander(Film(view)))


def test_an_empty_clip_is_refused_as_one_without_a_person() -> None:
    assert "no person" in refusal(unseen(film(), slice(None)))
    assert "no person" in refusal(unseen(film(), slice(3, None)))


@VIEWS
@pytest.mark.parametrize("joint", ["hip", "shoulder", "knee", "ankle"])
def test_a_person_without_that_joint_cannot_be_followed(view: str, joint: str) -> None:
    hidden = unseen(film(Stick(), Film(view)), slice(None), f"left_{joint}", f"right_{joint}")
    assert ("the feet are hardly ever" if joint == "ankle" else "no person") in refusal(hidden)


def test_one_stride_is_refused_as_too_few() -> None:
    assert "fewer than two strides" in refusal(film(Stick(), Film(seconds=1.2)))


def test_only_the_running_between_walk_and_halt_counts() -> None:
    how = Film(fps=60.0, seconds=5.0)
    before, after = walker(Film(seconds=3.0)), stander(Film(seconds=3.0))
    gait = gait_of(joined(before, film(Stick(), how), after))
    true = 3.0 + np.concatenate([strikes_s(Stick(), how, s) for s in ("left", "right")])
    start, end = gait.summary.steady_s
    assert 3.0 - 0.1 <= start < 4.1 and 6.9 < end <= 8.1
    inside = sorted(t for t in true if start + 0.01 < t < end - 0.01)
    found = [c.strike_s for c in gait.contacts][1:-1]
    assert np.abs(np.array(found) - inside).max() < 0.03


@pytest.mark.parametrize(("first", "second"), [(3.0, 5.0), (5.0, 3.0)])
def test_a_halt_in_the_middle_leaves_the_longer_run(first: float, second: float) -> None:
    parts = [film(Stick(), Film(seconds=first)), stander(Film(seconds=2.5)),
             film(Stick(), Film(seconds=second))]  # fmt: skip
    start, end = gait_of(joined(*parts)).summary.steady_s
    span = (0.0, first) if first > second else (first + 2.5, first + 2.5 + second)
    assert span[0] - 0.1 <= start and end <= span[1] + 0.1
    assert end - start > 3.0


def test_a_hidden_stop_is_left_out_by_unlike_strides() -> None:
    """Nobody seen for two seconds in the middle: strides across the hole do not count."""
    track = unseen(film(Stick(), Film(seconds=10.0)), slice(200, 330))
    start, end = gait_of(track).summary.steady_s
    assert end - start < 5.0
    assert start > 330 / 60 - 0.2 or end < 200 / 60 + 0.4
