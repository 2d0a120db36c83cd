"""What people see of a batch: counts, pace, each failure with its reason."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from formcheck.batch.nouns import Outcome, Task
from formcheck.batch.pace import Pace
from formcheck.batch.run import Report
from formcheck.batch.showing import Shown, show_end
from formcheck.report.words import speaking
from formcheck.settings import DEFAULTS
from formcheck.types.said import Said

BAD = Said("{name} is empty.", name="b.mp4")


def console(*, is_terminal: bool = False) -> Console:
    return Console(file=io.StringIO(), force_terminal=is_terminal, width=120, highlight=False)


def text(of: Console) -> str:
    assert isinstance(of.file, io.StringIO)
    return of.file.getvalue()


def report(*outcomes: Outcome, gone: int = 0) -> Report:
    pairs = tuple((Task(o.name, o.name, Path("out"), DEFAULTS, ()), o) for o in outcomes)
    return Report(pairs, 0, gone, (Path("summary.csv"),))


def test_logs_have_a_line_for_each_clip() -> None:
    shown = console()
    with Shown(shown) as bar:
        bar.tell(None, Pace(3, 1, 0, 0, 0.0))
        bar.tell(Outcome("a.mp4", took_s=12.4), Pace(3, 1, 1, 0, 20.0))
        bar.tell(Outcome("sub/b.mp4", "unreadable", BAD), Pace(3, 1, 2, 1, 30.0))
        bar.tell(None, Pace(3, 1, 2, 1, 30.0))
    assert text(shown).splitlines() == [
        "Clips: 3; done before: 1; left: 2",
        "[2/3] a.mp4: analysed in 12 s",
        "[3/3] sub/b.mp4 is empty.",
        "Making the table ...",
    ]


@pytest.mark.parametrize(
    ("name", "reason", "line"),
    [
        ("sub/b.mp4", Said("{name} is empty.", name="b.mp4"), "sub/b.mp4 is empty."),
        ("sub/b.mp4", "Cannot read b.mp4: busy.", "Cannot read sub/b.mp4: busy."),
        ("sub/b.mp4", "Cannot read sub/b.mp4: busy.", "Cannot read sub/b.mp4: busy."),
        ("b.mp4", "abb.mp4 is in its way.", "b.mp4: abb.mp4 is in its way."),
        ("b (2).mp4", "b (2).mp4 is empty.", "b (2).mp4 is empty."),
        ("sub/b.mp4", "It hung.", "sub/b.mp4: It hung."),
    ],
)
def test_a_failure_names_its_clip_once(name: str, reason: str, line: str) -> None:
    shown = console()
    show_end(report(Outcome(name, "unreadable", reason)), shown)
    assert f"  {line}" in text(shown).splitlines()


def test_a_terminal_has_a_bar_with_pace_and_time_left() -> None:
    shown = console(is_terminal=True)
    with Shown(shown) as bar:
        bar.tell(None, Pace(13, 1, 0, 0, 0.0))
        bar.tell(Outcome("b.mp4", "unreadable", BAD), Pace(13, 1, 2, 1, 240.0))
        bar._bar.refresh()
    assert "3 of 13 clips, 1 failed, 30 an hour, 20 min left" in text(shown)
    assert "[3/13] b.mp4 is empty." in text(shown)


def test_who_stops_it_is_told_how_to_go_on() -> None:
    shown = console()
    bar = Shown(shown)
    bar.say_how_to_go_on()  # before anything was begun
    assert text(shown) == ""
    bar.tell(None, Pace(3, 1, 0, 0, 0.0))
    bar.say_how_to_go_on()
    assert "1 of 3 clips are done. To go on, start the same command again." in text(shown)


@pytest.mark.parametrize(("n_failed", "n_shown"), [(0, 0), (1, 1), (10, 10), (13, 10)])
def test_the_end_has_the_first_failures(n_failed: int, n_shown: int) -> None:
    shown = console()
    failed = [Outcome(f"{k}.mp4", "hung", "It hung.") for k in range(n_failed)]
    code = show_end(report(Outcome("a.mp4"), *failed), shown)
    assert code == (3 if n_failed else 0)
    assert text(shown).count("It hung.") == n_shown
    assert f"1 of {n_failed + 1} clips analysed" in text(shown)
    assert ("--retry-failed" in text(shown)) == bool(n_failed)
    assert ("and 3 more" in text(shown)) == (n_failed == 13)
    assert "The table: summary.csv" in text(shown)


def test_reasons_are_told_in_the_language_of_the_moment() -> None:
    shown = console()
    with speaking("nl"):
        show_end(report(Outcome("b.mp4", "unreadable", BAD), gone=2), shown)
    assert "b.mp4 is leeg." in text(shown)
    assert "die er niet meer zijn: 2" in text(shown)
