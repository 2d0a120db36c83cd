"""A quick look says who runs, or that nobody does, from bursts of a formula runner."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from formcheck.bursts import Burst
from formcheck.checking import said
from formcheck.gait.doing import Doing
from formcheck.gait.quick_quality import quick_checks
from formcheck.pose.glance import Glance
from formcheck.report.check_lines import check_lines
from formcheck.types import Source

SOURCE = Source(Path("a.mp4"), "", 1280, 720, 0, 60.0, 600, duration_s=10.0)


def test_a_clip_without_people_has_no_verdict():
    found = said(SOURCE, [Burst(0.0, Glance(None, 0), Doing("unknown"), None)])
    assert found.verdict is None and found.cadence_spm is None
    assert any("Nobody" in line for line in check_lines(found))


def test_low_rate_and_short_clips_are_named():
    failed = {c.check for c in quick_checks(15.0, 4.0, (), ()) if not c.ok}
    assert failed == {"frame_rate", "strides"}
    assert not [c for c in quick_checks(60.0, 12.0, (), ()) if not c.ok]


def test_an_askew_side_view_is_named():
    assert [c.check for c in quick_checks(60.0, 12.0, (), (24.0, 20.0)) if not c.ok] == [
        "camera_square"
    ]


def test_the_lines_never_promise_more_than_a_quick_look():
    found = said(replace(SOURCE, duration_s=4.0), [])
    assert "quick look" in check_lines(found)[-1]
    assert any("4.0 s" in line for line in check_lines(found))
