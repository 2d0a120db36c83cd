"""A clip with itself, with more steps in a minute, and filmed again: what is called changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from false_alarms import TWICE, films, halves, tallied
from refilmed import PHONE, VIDEOS, Film, compared, film, flagged, quicker

from formcheck.compare import compare
from formcheck.types import Visit

# what a quicker beat brings with it at any speed; lengths of steps only where the speed is known
FOLLOWING = {
    "stride_time", "contact_time", "flight_time", "step_length", "stride_length",
    "vertical_oscillation", "vertical_ratio", "variability_step_time", "overstride_ratio",
}  # fmt: skip
ALL = ("side_good", "side_overstride", "side_asymmetric", "trail_side", "rear_drop", "front_twist")


@pytest.fixture
def overstrider(landmarks_once: Path, monkeypatch: pytest.MonkeyPatch) -> Film:
    monkeypatch.setenv("FORMCHECK_CACHE", str(landmarks_once))
    return film(VIDEOS / "side_overstride.mp4")


def test_a_clip_and_itself_are_one_run(overstrider: Film) -> None:
    found = overstrider.analysis()
    told = compare([Visit("a", None, found), Visit("b", None, found)])
    assert told.is_one_run and told.is_same_set_up and told.n_compared > 15
    assert flagged(told) == {} and {c.difference for c in told.changes} <= {0.0, None}


def test_the_same_numbers_of_another_clip_have_not_changed(overstrider: Film) -> None:
    told = compared(overstrider.analysis(), overstrider.analysis())
    assert not told.is_one_run and flagged(told) == {}


def _quicker_changes_the_beat_alone(one: Film) -> None:
    changed = flagged(compared(one.analysis(), one.analysis(quicker(one.seen.raw, 1.1))))
    ids = {key.partition(":")[0]: follows for key, follows in changed.items()}
    assert ids["cadence"] == () and ids["stride_time"] == ("cadence",)
    assert set(ids) <= {"cadence"} | FOLLOWING
    assert all("cadence" in follows for id, follows in ids.items() if id != "cadence")


def test_more_steps_a_minute_change_the_beat_and_what_follows(overstrider: Film) -> None:
    _quicker_changes_the_beat_alone(overstrider)


@pytest.mark.accuracy
@pytest.mark.parametrize("name", [*ALL, "male_side"])
@pytest.mark.parametrize("told", [{}, {"height_m": 1.7, "speed_mps": 2.8}], ids=["bare", "told"])
def test_more_steps_a_minute_on_every_clip(name: str, told: dict[str, float]) -> None:
    clip = PHONE if name == "male_side" else VIDEOS / f"{name}.mp4"
    if not clip.is_file():
        pytest.skip("the filmed clip is not here")
    _quicker_changes_the_beat_alone(film(clip, **told))


@pytest.mark.accuracy
@pytest.mark.parametrize("name", TWICE)
def test_filmed_again_at_most_one_number_in_twenty_seems_changed(name: str) -> None:
    tally = tallied(list(films()), TWICE[name], times=6)
    assert tally.share <= 0.05
    print(f"\n{name}: {100 * tally.share:.1f} % of {tally.compared.total()} numbers")


@pytest.mark.accuracy
def test_the_halves_of_a_clip_differ_in_nothing_sure() -> None:
    for clip in films():
        assert not [c.key for c in halves(clip).changes if c.is_sure]


@pytest.mark.accuracy
def test_a_foot_set_down_further_ahead_is_found() -> None:
    """The near foot 12 % of the leg further ahead all through: the comparison must see it."""
    one = film(VIDEOS / "side_good.mp4")
    found = one.analysis()
    side, ahead = found.gait.near_side, 0.12 * found.gait.leg_length_px
    track = one.seen.raw
    xy, sign = track.xy.copy(), 1 if found.gait.direction == "right" else -1
    for joint in ("ankle", "heel", "foot_index"):
        xy[:, track.names.index(f"{side}_{joint}")] += np.array([sign * ahead, 0.0])
    changed = flagged(compared(found, one.analysis(replace(track, xy=xy))))
    assert f"overstride:{side}" in changed
