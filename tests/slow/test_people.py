"""Clips with several people: the runner is followed, the others are not taken for the runner.

What is measured is held against the clip of the runner alone. Each clip is a minute of work.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import people_clips
import pytest

import formcheck
from formcheck import crowding
from formcheck.types import Analysis, Study

pytestmark = pytest.mark.slow

HIPS = ("left_hip", "right_hip")
FAR_OFF = 0.10  # body heights between a hip of somebody else and that of the runner


@pytest.fixture(scope="module", autouse=True)
def one_cache(tmp_path_factory):
    """Landmarks are kept from test to test of this file."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FORMCHECK_CACHE", str(tmp_path_factory.mktemp("landmarks")))
        yield


@pytest.fixture(autouse=True)
def cache():
    """Instead of a cache for every test."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("clips")


@pytest.fixture(scope="module")
def alone() -> Study:
    return formcheck.study(people_clips.VIDEOS / "side_good.mp4")


def hip(study: Study) -> np.ndarray:
    return sum(study.raw[name] for name in HIPS) / 2


def outside(found: Analysis, single: Analysis) -> list[str]:
    """The numbers whose value lies outside the interval that the clip of one runner gives."""
    pairs = zip(single.measurements, found.measurements, strict=True)
    return [
        f"{one.key}: {other.value:.3g} outside {one.interval95}"
        for one, other in pairs
        if one.value is not None
        and other.value is not None
        and one.interval95 is not None
        and not one.interval95[0] <= other.value <= one.interval95[1]
    ]


def disagreeing(found: Analysis, single: Analysis) -> list[str]:
    """The numbers of which neither clip's interval holds the value of the other."""
    known = {m.key: m for m in single.measurements}
    keys = [line.partition(": ")[0] for line in outside(found, single)]
    apart = [m for m in found.measurements if m.key in keys and m.interval95 is not None]
    return [m.key for m in apart if not m.interval95[0] <= known[m.key].value <= m.interval95[1]]


def compared(found: Analysis, single: Analysis) -> int:
    pairs = zip(single.measurements, found.measurements, strict=True)
    return sum(a.value is not None and b.value is not None for a, b in pairs)


def switches(found: Study, single: Study, offset: tuple[float, float] = (0.0, 0.0)) -> int:
    """Frames in which the hips are those of somebody else."""
    tall = found.analysis.gait.leg_length_px / 0.49
    n = min(len(found.raw.times_s), len(single.raw.times_s))
    off = np.hypot(*(hip(found)[:n] - hip(single)[:n] - offset).T)
    return int((off > FAR_OFF * tall).sum())


def seen(study: Study) -> np.ndarray:
    return np.isfinite(hip(study)).all(axis=1)


def test_of_two_on_neighbouring_treadmills_the_larger_is_measured(folder, alone):
    clip = people_clips.side_by_side(folder / "two.mp4")
    both = formcheck.study(clip)
    assert [p.does for p in both.analysis.people] == ["runs", "runs"]
    assert [p.is_measured for p in both.analysis.people] == [True, False]
    assert any("choose person 2" in note for note in both.analysis.clip.warnings)
    assert seen(both).mean() >= 0.98
    assert switches(both, alone, (-280.0, 0.0)) == 0
    assert compared(both.analysis, alone.analysis) >= 30
    assert outside(both.analysis, alone.analysis) == []


def test_the_other_one_is_measured_when_asked_for(folder):
    """And the whole pictures are not looked at again."""
    clip = people_clips.side_by_side(folder / "two.mp4")
    formcheck.study(clip)
    looks: list[int] = []
    other = formcheck.study(
        clip, formcheck.Settings(person=2), lambda stage, done, total: looks.append(done)
    )
    frames = len(other.raw.times_s)
    assert looks and min(looks) >= frames  # the second look only
    assert [p.is_measured for p in other.analysis.people] == [False, True]
    assert (hip(other)[seen(other), 0] > 760).all()
    pointed = formcheck.study(clip, formcheck.Settings(point=(1010.0, 500.0)))
    assert np.array_equal(pointed.raw.xy, other.raw.xy, equal_nan=True)
    single = formcheck.study(people_clips.VIDEOS / "side_asymmetric.mp4").analysis
    assert abs(
        other.analysis.measurement("cadence").value - single.measurement("cadence").value
    ) <= 2  # fmt: skip


def test_somebody_who_passes_behind_changes_nothing(folder, alone):
    crossing = people_clips.crossing(folder / "behind.mp4", "behind", size=1.7)
    found = formcheck.study(crossing.path)
    assert len(found.analysis.people) >= 2
    assert switches(found, alone) <= 5  # the landmarks waver while two bodies touch
    assert seen(found).mean() >= 0.85
    # arms before another body are seen badly: their numbers move, and their margins with them
    assert len(outside(found.analysis, alone.analysis)) <= 2
    assert disagreeing(found.analysis, alone.analysis) == []


def test_somebody_who_passes_in_front_hides_the_runner_and_is_not_measured(folder, alone):
    crossing = people_clips.crossing(folder / "front.mp4", "front")
    assert 20 <= (crossing.hidden_share > 0.3).sum() <= 120
    found = formcheck.study(crossing.path)
    hidden, visible = crossing.hidden_share > 0.3, crossing.hidden_share == 0
    assert not seen(found)[hidden].any()
    assert seen(found)[visible].mean() >= 0.95
    assert switches(found, alone) == 0
    (span,) = [p.hidden_s for p in found.analysis.people if p.is_measured]
    at_s = found.raw.times_s[hidden]
    assert any(start <= at_s[0] and at_s[-1] <= end for start, end in span)
    assert any("is hidden for" in note for note in found.analysis.clip.warnings)
    assert outside(found.analysis, alone.analysis) == []


@pytest.mark.parametrize(
    "height_px, size", [(100, (1280, 720)), (130, (1920, 1080))], ids=["720p", "1080p"]
)
def test_a_small_runner_is_found_and_measured(folder, alone, height_px, size):
    clip = people_clips.distant(folder / f"small_{height_px}.mp4", height_px, size)
    found = formcheck.study(clip)
    assert seen(found).mean() >= 0.95
    scale = height_px / people_clips.RUNNER_PX
    n = seen(found).sum()
    expected = hip(alone)[: len(seen(found))] * scale + [0.6 * size[0], 0.55 * size[1]]
    off = np.hypot(*(hip(found) - expected).T)[seen(found)]
    assert n and np.percentile(off, 95) < 0.05 * height_px
    cadence = found.analysis.measurement("cadence")
    assert cadence.value == pytest.approx(alone.analysis.measurement("cadence").value, abs=2)
    beyond = outside(found.analysis, alone.analysis)
    print(f"\n{height_px} px: {compared(found.analysis, alone.analysis)} compared, {beyond}")
    assert len(beyond) <= 2  # of 36 intervals of 95 %


def test_people_are_listed_from_a_few_pictures(folder):
    clip = people_clips.side_by_side(folder / "list.mp4", 0.7)
    listing = crowding.list_people(clip)
    assert listing.looked_at <= 60
    assert [p.does for p in listing.choice.people] == ["runs", "runs"]
    files = crowding.write_people(listing, folder / "people")
    assert [f.name for f in files] == ["people.png", "person_1.png", "person_2.png"]
    assert all(f.stat().st_size > 10_000 for f in files)
    again = crowding.list_people(clip)  # the same from the cache
    assert again.choice.people == listing.choice.people
    full = formcheck.study(clip).analysis.people
    assert [(p.number, p.does, p.is_measured) for p in full] == [
        (p.number, p.does, p.is_measured) for p in listing.choice.people
    ]
