"""The numbers of a runner stay when the film plays slower, unevenly, or at another rate."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from rendered import clips, study_of
from retimed import PHONE, SIDE, VIDEOS, analysed, apart, copied, fewer, remuxed, shown, told

import formcheck
from formcheck.clean import drop_unseen, smooth
from formcheck.errors import NoRunnerError
from formcheck.gait import find_slow_motion
from formcheck.types import Study, Track

pytestmark = pytest.mark.accuracy

FILMED_FPS = {"side_asymmetric": 120.0, "side_good": 60.0}
TWO = pytest.mark.parametrize("name", sorted(FILMED_FPS))
FEWEST = 20  # numbers compared, or the comparison shows little
PLAYED = (
    (30.0, 2.0), (30.0, 4.0), (30.0, 8.0), (60.0, 2.0), (60.0, 4.0), (24.0, 2.5), (24.0, 5.0),
    (24.0, 10.0), (25.0, 2.4), (25.0, 4.8), (25.0, 9.6), (29.97, 8.0),
)  # fmt: skip


def known(name: str) -> Study:
    return study_of(VIDEOS / f"{name}.mp4")


def compared(study: Study, clip: Path, track: Track, what: str) -> formcheck.Analysis:
    """The analysis of the retimed clip, after holding every number against the original's."""
    found = analysed(clip, track, study, **told(study))
    shares = apart(study.analysis, found)
    worst = max(shares, key=lambda key: shares[key])
    print(f"{what}: {len(shares)} numbers, furthest {worst} at {shares[worst]:.2f} of its margin")
    assert len(shares) >= FEWEST
    assert {key: share for key, share in shares.items() if share > 1} == {}
    return found


@TWO
@pytest.mark.parametrize("tagged", [True, False])
@pytest.mark.parametrize("slower", [2.0, 4.0, 8.0])
def test_slow_motion_changes_no_number(name, slower, tagged, tmp_path):
    study, filmed = known(name), FILMED_FPS[name]
    clip = remuxed(VIDEOS / f"{name}.mp4", tmp_path / "a.mp4", slower, filmed if tagged else None)
    slow = replace(study.raw, times_s=study.raw.times_s * slower)
    found = compared(study, clip, slow, f"{name} {slower:g} times slower, tagged {tagged}")
    assert found.clip.slow_motion.factor == pytest.approx(slower, rel=1e-4)
    assert found.clip.slow_motion.how == ("container" if tagged else "plausibility")
    assert max(apart(study.analysis, found).values()) < 0.01


@TWO
@pytest.mark.parametrize("lost", [0.1, 0.2, 0.3])
def test_lost_frames_change_no_number_by_more_than_its_error(name, lost, tmp_path):
    study = known(name)
    clip = remuxed(VIDEOS / f"{name}.mp4", tmp_path / "a.mp4")
    found = compared(study, clip, fewer(study.raw, lost), f"{name} without {lost:.0%}")
    assert found.clip.variable_rate


@TWO
@pytest.mark.parametrize("fps", [24.0, 25.0, 29.97, 50.0, 59.94, 120.0])
def test_other_rates_change_no_number_by_more_than_its_error(name, fps, tmp_path):
    study = known(name)
    clip = remuxed(VIDEOS / f"{name}.mp4", tmp_path / "a.mp4")
    compared(study, clip, shown(study.raw, fps), f"{name} at {fps:g} pictures a second")


@pytest.mark.parametrize(
    ("name", "filmed", "played"),
    [("side_good", 30, 60), ("side_asymmetric", 24, 30), ("side_asymmetric", 24, 60)],
)
def test_copies_change_no_number_by_more_than_its_error(name, filmed, played, tmp_path):
    study = known(name)
    clip = copied(VIDEOS / f"{name}.mp4", tmp_path / "a.mp4", filmed, played)
    found = formcheck.analyze(clip, **told(study))
    shares = apart(study.analysis, found)
    assert len(shares) >= FEWEST
    assert {key: share for key, share in shares.items() if share > 1} == {}
    assert found.clip.fps_effective == pytest.approx(filmed, rel=0.01)


@pytest.mark.parametrize("name", SIDE)
def test_every_usual_factor_is_found(name):
    raw, missed = known(name).raw, {}
    for shown_fps, factor in PLAYED:
        track = shown(raw, shown_fps * factor, factor)
        slow = find_slow_motion(smooth(drop_unseen(track)), None)
        if slow.factor != factor:
            missed[shown_fps, factor] = (slow.factor, slow.rivals)
    assert missed == {}


@pytest.mark.parametrize("name", SIDE)
def test_real_time_is_never_called_slow_at_any_rate(name):
    raw = known(name).raw
    for fps in (24.0, 25.0, 29.97, 50.0, 60.0, 120.0, 240.0):
        slow = find_slow_motion(smooth(drop_unseen(shown(raw, fps))), None)
        assert (slow.factor, slow.how, slow.rivals) == (1.0, "none", ()), fps


def test_no_clip_at_hand_is_called_anything_but_real_time():
    """From every side; FORMCHECK_TEST_CLIPS and FORMCHECK_FIT_CLIPS name folders of more clips."""
    wrong = {}
    for clip in clips():
        slow = study_of(clip).analysis.clip.slow_motion
        if (slow.factor, slow.how, slow.rivals) != (1.0, "none", ()):
            wrong[clip.stem] = slow
    assert wrong == {}


@pytest.mark.parametrize("name", SIDE)
def test_a_film_played_twice_as_fast_never_gives_a_usual_cadence(name, tmp_path):
    study = known(name)
    clip = remuxed(VIDEOS / f"{name}.mp4", tmp_path / "a.mp4", 0.5)
    fast = replace(study.raw, times_s=study.raw.times_s / 2)
    try:
        found = analysed(clip, fast, study)
    except NoRunnerError as error:
        assert "faster than life" in str(error)
    else:
        assert found.clip.slow_motion.warning is not None


def test_the_whole_way_from_the_file_gives_the_same(tmp_path):
    """Packets copied with other times: decoded, looked at, measured anew."""
    study = known("side_good")
    clip = remuxed(VIDEOS / "side_good.mp4", tmp_path / "a.mp4", 4.0, 60.0)
    again = formcheck.study(clip, formcheck.Settings(**told(study)))
    assert again.raw.times_s == pytest.approx(study.raw.times_s * 4.0, abs=1e-4)
    assert np.allclose(again.raw.xy, study.raw.xy, atol=0.01, equal_nan=True)
    slow = again.analysis.clip.slow_motion
    assert (slow.factor, slow.how) == (pytest.approx(4.0, rel=1e-4), "container")
    assert max(apart(study.analysis, again.analysis).values()) < 0.01


def test_a_filmed_runner_slowed_eight_times_without_a_word(tmp_path):
    if not PHONE.is_file():
        pytest.skip(f"there is no {PHONE}")
    study = formcheck.study(PHONE)
    clip = remuxed(PHONE, tmp_path / "a.mp4", 8.0)
    found = analysed(clip, replace(study.raw, times_s=study.raw.times_s * 8.0), study)
    cadence, slow = found.measurement("cadence"), found.clip.slow_motion
    assert cadence.value == pytest.approx(168.9, abs=1.5)
    assert (slow.factor, slow.how) == (8.0, "plausibility")
    assert "inferred" in slow.reason
    assert found.clip.time_base.fps == pytest.approx(
        study.analysis.clip.fps_effective / 8, rel=0.01
    )


def test_the_clips_differ_in_cadence():
    """One cadence found over and over would show little."""
    cadences = [known(name).analysis.measurement("cadence").value for name in SIDE]
    assert min(abs(a - b) for a, b in itertools.combinations(cadences, 2)) > 3.0
