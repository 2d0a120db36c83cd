"""What was not seen, what jumps and what is too long goes; the rest stays as it was."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from formula_clips import unseen, with_noise
from formula_runner import film

from formcheck.clean import STEPS, clean, smooth
from formcheck.clean.gate import drop_stretched, drop_unseen
from formcheck.clean.outliers import body_height_px, drop_outliers
from formcheck.skeleton import LANDMARKS
from formcheck.types import Track

ANKLE = LANDMARKS.index("right_ankle")


def moved(track: Track, frame: int, name: str, by_px: tuple[float, float]) -> Track:
    xy = track.xy.copy()
    xy[frame, LANDMARKS.index(name)] += by_px
    return replace(track, xy=xy)


def lost(found: Track, track: Track) -> set[tuple[int, str]]:
    gone = np.isnan(found.xy[..., 0]) & np.isfinite(track.xy[..., 0])
    return {(int(f), LANDMARKS[k]) for f, k in np.argwhere(gone)}


@pytest.mark.parametrize(("sight", "limit"), [("visibility", 0.3), ("presence", 0.5)])
def test_what_is_hardly_seen_is_not_seen(sight: str, limit: float) -> None:
    track = film()
    seen = getattr(track, sight).copy()
    seen[10, ANKLE], seen[11, ANKLE] = limit - 0.01, limit + 0.01
    assert lost(drop_unseen(replace(track, **{sight: seen})), track) == {(10, "right_ankle")}


@pytest.mark.parametrize("step", STEPS, ids=lambda s: s.__name__)
def test_a_clean_runner_passes_every_step_unchanged(step) -> None:
    track = film()
    assert np.array_equal(step(track).xy, track.xy)


def test_a_jump_of_one_landmark_is_removed_and_only_that() -> None:
    track = with_noise(film(), 1.0)
    jumped = moved(track, 150, "right_ankle", (60.0, -30.0))
    assert lost(drop_outliers(jumped), jumped) == {(150, "right_ankle")}


def test_jitter_is_no_outlier() -> None:
    track = with_noise(film(), 2.0)
    assert len(lost(drop_outliers(track), track)) < 0.0005 * track.visibility.size


def test_a_limb_that_reaches_to_somebody_else_is_removed_with_what_hangs_on_it() -> None:
    track = film()
    jumped = track
    for frame in (50, 51, 52, 53, 54):
        jumped = moved(jumped, frame, "right_knee", (260.0, 0.0))
    gone = {name for _, name in lost(drop_stretched(jumped), jumped)}
    assert gone == {"right_knee", "right_ankle", "right_heel", "right_foot_index"}
    assert {frame for frame, _ in lost(drop_stretched(jumped), jumped)} == {50, 51, 52, 53, 54}


def test_the_body_is_as_high_as_it_stands() -> None:
    assert body_height_px(film()) == pytest.approx(290 * 0.93 / 0.491, rel=0.03)
    assert np.isnan(body_height_px(unseen(film(), slice(None))))


def test_a_track_without_anybody_passes_through() -> None:
    nobody = smooth(clean(unseen(film(), slice(None))))
    assert np.isnan(nobody.xy).all()
