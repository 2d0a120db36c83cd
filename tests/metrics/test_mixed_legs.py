"""Numbers of one leg carry no verdict where the network hardly knew which leg it saw."""

from __future__ import annotations

from dataclasses import replace

from formula_clips import Numbers, gait_of, numbers
from formula_runner import Film, Stick, film


def read(share: float) -> Numbers:
    """The numbers of a runner whose legs were exchanged back in that share of the frames."""
    gait = gait_of(film(Stick(), Film(seconds=8.0)))
    mixed = replace(gait.summary, swaps_repaired=round(share * len(gait.times_s)))
    return {m.key: m for m in numbers(replace(gait, summary=mixed)).values()}


def test_one_leg_is_indicative_where_many_frames_were_mixed():
    found = read(0.4)
    overstride = found["overstride:right"]
    assert overstride.status == "indicative"
    assert overstride.reason == "the network took one leg for the other in 40% of the frames"
    assert found["cadence:both"].status == "measured"


def test_few_such_frames_change_nothing():
    assert read(0.17)["overstride:right"].status == "measured"
