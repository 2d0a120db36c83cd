"""The time base in words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from report_makers import make_study
from rich.console import Console

from formcheck.report import terminal
from formcheck.report.json_file import from_json, to_json
from formcheck.report.time_lines import sentences, summary
from formcheck.types import Capture, SlowMotion, TimeBase

PLAIN = TimeBase(30.0, (30.0, 30.0))


def clip(base: TimeBase | None = PLAIN, slow: SlowMotion | None = None, uneven: bool = False):
    made = make_study().analysis.clip
    return replace(
        made, time_base=base, slow_motion=slow or SlowMotion(), variable_rate=uneven, warnings=()
    )


@pytest.mark.parametrize(
    ("made", "line"),
    [
        (clip(), "30 pictures/s, even; real time"),
        (clip(TimeBase(29.97, (12.0, 60.0)), uneven=True), "29.97 pictures/s, uneven (12 – 60);"),
        (clip(TimeBase(24.0, (24.0, 24.0), repeated=60)), "60 repeated pictures left out"),
        (clip(TimeBase(30.0, (30.0, 30.0), gaps_s=((3.0, 5.2),))), "1 gaps (longest 5.2 s)"),
        (clip(slow=SlowMotion(8.0, "container")), "8 × slowed (by the file)"),
        (clip(slow=SlowMotion(4.8, "plausibility")), "4.8 × slowed (inferred)"),
        (clip(slow=SlowMotion(4.8, "plausibility", rivals=(4.0,))), "not certain, perhaps 4 ×"),
    ],
)
def test_the_line_says_what_was_found(made, line):
    assert line in summary(made)


def test_older_analyses_have_no_line():
    assert summary(clip(None)) == ""
    assert sentences(clip(None)) == []


def test_reason_and_warnings_are_shown_and_kept():
    slow = SlowMotion(
        8.0, "plausibility", "Slow motion was inferred.", (6.67,), "Not certain.", (1, 9)
    )
    base = TimeBase(30.0, (29.0, 31.0), Capture(240.0, "tag"), 3, ((1.0, 2.0),), ("Not certain.",))
    analysis = replace(make_study().analysis, clip=clip(base, slow))
    assert sentences(analysis.clip) == ["Slow motion was inferred.", "Not certain."]
    console = Console(width=100, record=True, file=None, quiet=False, force_terminal=False)
    with console.capture() as shown:
        terminal.show(analysis, console)
    text = " ".join(shown.get().split())
    assert "Time base 30 pictures/s" in text
    assert "Slow motion was inferred. - Not certain." in text
    again = from_json(to_json(analysis)).clip
    assert again.time_base == base
    assert (again.slow_motion.reason, again.slow_motion.rivals) == (slow.reason, slow.rivals)


def test_a_clip_in_real_time_needs_no_sentence():
    real = SlowMotion(1.0, "none", "Plays in real time.")
    assert sentences(clip(slow=real)) == []
