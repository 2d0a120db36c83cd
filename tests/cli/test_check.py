"""A quick look says who runs, or that nobody does, from bursts of a formula runner."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from formula_clips import played
from formula_runner import Film, Stick, film

from formcheck import checking
from formcheck.bursts import Burst, slower_by_file
from formcheck.checking import said
from formcheck.clean import smooth
from formcheck.gait.doing import Doing, what_happens
from formcheck.pose.glance import Glance
from formcheck.report.check_lines import check_lines
from formcheck.types import Capture, Looks, SlowMotion, Source

SOURCE = Source(Path("a.mp4"), "0" * 64, 1280, 720, 0, 60.0, 600, duration_s=10.0)
EVEN = tuple([1 / 60] * 90)
RUNNING = film(Stick(), Film(seconds=4.0))
FINE = Looks(90.0, 120.0, 50.0, 0.03, 0.02, 0.05)


def burst(n_people: int = 1, gaps_s: tuple[float, ...] = EVEN, looks: Looks = FINE) -> Burst:
    """Somebody running."""
    calm = smooth(RUNNING)
    return Burst(0.0, Glance(RUNNING, n_people), what_happens(calm), calm, gaps_s, looks)


def failed(*bursts: Burst, source: Source = SOURCE) -> list[str]:
    found = said(source, bursts, SlowMotion())
    return [one.check for one in found.quality if not one.ok]


def text(source: Source, *bursts: Burst, slow_motion: SlowMotion | None = None) -> str:
    found = said(source, bursts, slow_motion or SlowMotion())
    return "\n".join(str(getattr(line, "renderable", line)) for line in check_lines(found))


def test_a_clip_without_people_has_no_verdict():
    nobody = Burst(0.0, Glance(None, 0), Doing("unknown"), None, EVEN)
    found = said(SOURCE, [nobody], SlowMotion())
    assert found.verdict is None and found.cadence_spm is None
    assert "Nobody" in text(SOURCE, nobody)


def test_who_runs_well_filmed_is_good():
    found = said(SOURCE, [burst(), burst()], SlowMotion())
    assert (found.doing, found.verdict.word) == ("running", "good")
    assert found.cadence_spm == pytest.approx(Stick().cadence_spm, rel=0.05)
    assert failed(burst()) == []


@pytest.mark.parametrize(
    ("name", "made", "source"),
    [
        ("frame_rate", burst(gaps_s=tuple([1 / 24] * 30)), SOURCE),
        ("strides", burst(), replace(SOURCE, duration_s=4.0)),
        ("one_person", burst(n_people=3), SOURCE),
        ("light", burst(looks=replace(FINE, runner_light=8.0, surround_light=12.0)), SOURCE),
        ("sharp_feet", burst(looks=replace(FINE, foot_edge_per_leg=0.09)), SOURCE),
        ("compression", burst(looks=replace(FINE, bits_per_pixel=0.001)), SOURCE),
    ],
)
def test_each_fault_is_named_and_told_how_to_mend(name, made, source):
    assert failed(made, source=source) == [name]
    fault = said(source, [made], SlowMotion()).quality[0]
    assert fault.advice and fault.advice in text(source, made)


def test_a_foot_out_of_the_picture_is_named():
    cut = RUNNING.xy.copy()
    low = [k for k, name in enumerate(RUNNING.names) if "heel" in name or "foot" in name]
    cut[:, low] = np.nan
    track = replace(RUNNING, xy=cut)
    one = replace(burst(), calm=track)
    assert "feet_visible" in failed(one)


def test_uneven_pictures_are_said():
    uneven = burst(gaps_s=tuple([1 / 60, 1 / 30] * 30))
    assert said(SOURCE, [uneven], SlowMotion()).clip.variable_rate
    assert "uneven" in text(SOURCE, uneven) and "uneven" not in text(SOURCE, burst())


def test_the_last_line_never_promises_more_than_a_quick_look():
    assert "quick look" in text(SOURCE, burst()).splitlines()[-1]


def test_lengths_are_of_real_time_where_the_file_says_that_it_is_slow():
    slow = replace(SOURCE, fps_nominal=30.0, capture=Capture(240.0, "a tag"))
    assert slower_by_file(slow) == 8.0
    found = said(slow, [burst(gaps_s=tuple([1 / 30] * 45))], checking._by_file(slow))
    assert found.clip.duration_s == pytest.approx(10.0 / 8)
    assert found.clip.fps_effective == pytest.approx(240.0)
    assert "8 times slower than life" in text(slow, burst(), slow_motion=checking._by_file(slow))


@pytest.mark.parametrize(("filmed", "factor"), [(30.0, 1.0), (960.0, 32.0)])
def test_a_tag_of_about_the_same_rate_is_no_slow_motion_and_a_high_one_counts_whole(filmed, factor):
    tagged = replace(SOURCE, fps_nominal=29.97, capture=Capture(filmed, "a tag"))
    assert slower_by_file(tagged) == pytest.approx(factor, rel=0.01)
    assert (checking._by_file(tagged).how == "none") == (factor == 1.0)


def test_who_hardly_moves_is_looked_at_again_for_slow_motion(monkeypatch):
    """Played eight times slower: nothing is seen in two seconds, running in thirteen."""
    slow = played(film(Stick(), Film(seconds=4.0)), 8.0)
    still = Burst(0.0, Glance(slow, 1), Doing("standing", "side"), smooth(slow), EVEN)
    monkeypatch.setattr(
        checking, "look", lambda *asked: iter([replace(still, glance=Glance(slow, 1))])
    )
    bursts, found = checking._slowly(replace(SOURCE, fps_nominal=30.0), [still])
    assert (found.factor, found.how) == (8.0, "plausibility")
    assert bursts[0].doing.activity == "running"
    assert bursts[0].doing.cadence_spm == pytest.approx(Stick().cadence_spm, rel=0.05)


def test_who_stands_is_not_taken_for_slow_motion(monkeypatch):
    standing = replace(RUNNING, xy=np.repeat(RUNNING.xy[:1], len(RUNNING.xy), axis=0))
    one = Burst(0.0, Glance(standing, 1), Doing("standing", "side"), smooth(standing), EVEN)
    monkeypatch.setattr(checking, "look", lambda *asked: iter([one]))
    bursts, found = checking._slowly(SOURCE, [one])
    assert (bursts, found.factor) == ([one], 1.0)
