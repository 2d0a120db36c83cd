"""What a batch shows while it works, and at its end."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from types import TracebackType
from typing import Final, Self

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from formcheck.batch.nouns import Outcome
from formcheck.batch.pace import Pace
from formcheck.batch.run import Report
from formcheck.report.words import _, told

SOME_FAILED: Final = 3
MOST_SHOWN: Final = 10  # failures at the end; the table has all


class Shown:
    """Shows how far a batch is: a bar for people, a line for each clip in logs."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._pace: Pace | None = None
        self._bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task = self._bar.add_task("", total=None)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.stop()

    def tell(self, outcome: Outcome | None, pace: Pace) -> None:
        """Show one more outcome; without one, what is to be done."""
        is_first, self._pace = self._pace is None, pace
        if outcome is None:
            self._say(_to_do(pace) if is_first else _("Making the table ..."))
        elif not outcome.is_analysed or not self._console.is_terminal:
            place = f"[{pace.behind}/{pace.total}]"
            self._say(f"{place} {_named(outcome, _what(outcome))}")
        self._bar.update(
            self._task, total=pace.total, completed=pace.behind, description=_how_far(pace)
        )

    def say_how_to_go_on(self) -> None:
        """Say that nothing is lost when somebody stops it."""
        if self._pace is not None:
            words = _("{n} of {total} clips are done. To go on, start the same command again.")
            self._say(words.format(n=self._pace.behind, total=self._pace.total))

    def _say(self, words: str) -> None:
        self._console.print(words, soft_wrap=True, markup=False, emoji=False)


def show_end(report: Report, console: Console) -> int:
    """Exit code of a batch, whose end is shown: how many, what failed and why, where it is."""
    failed = report.failed
    n, total = len(report.pairs) - len(failed), len(report.pairs)
    lines = [_("{n} of {total} clips analysed").format(n=n, total=total)]
    lines += [f"  {_named(one, told(one.reason))}" for one in failed[:MOST_SHOWN]]
    if len(failed) > MOST_SHOWN:
        words = _("  and {n} more that failed: the table has the reason of each")
        lines.append(words.format(n=len(failed) - MOST_SHOWN))
    if failed:
        lines.append(_("To try these again: the same command with --retry-failed."))
    if report.gone:
        words = _(
            "Clips of an earlier run that are not there any more: {n}. Their results stay, "
            "the table is without them."
        )
        lines.append(words.format(n=report.gone))
    if report.files:
        words = _("The table: {files}")
        lines.append(words.format(files=", ".join(map(str, report.files))))
    for line in lines:
        console.print(line, soft_wrap=True, markup=False, emoji=False)
    return SOME_FAILED if failed else 0


def _named(outcome: Outcome, words: str) -> str:
    r"""The words with the clip's whole name said once: in them, or before them.

    >>> _named(Outcome("sub/b.mp4"), "b.mp4 is empty."), _named(Outcome("b.mp4"), "It hung.")
    ('sub/b.mp4 is empty.', 'b.mp4: It hung.')
    """
    whole, last = (re.escape(name) for name in (outcome.name, PurePosixPath(outcome.name).name))
    if re.search(rf"(?<![\w.-]){whole}(?![\w/-])", words):
        return words
    alone = rf"(?<![\w./-]){last}(?![\w/-])"
    said, n = re.subn(alone, lambda found: outcome.name, words, count=1)
    return said if n else f"{outcome.name}: {words}"


def _to_do(pace: Pace) -> str:
    if not pace.before:
        return _("Clips to analyse: {n}").format(n=pace.total)
    words = _("Clips: {n}; done before: {before}; left: {left}")
    return words.format(n=pace.total, before=pace.before, left=pace.total - pace.before)


def _what(outcome: Outcome) -> str:
    if not outcome.is_analysed:
        return told(outcome.reason)
    return _("analysed in {took_s:.0f} s").format(took_s=outcome.took_s)


def _how_far(pace: Pace) -> str:
    """Clips done, failed, an hour, and the time that is left."""
    words = _("{n} of {total} clips").format(n=pace.behind, total=pace.total)
    pieces = [words]
    if pace.failed:
        pieces.append(_("{n} failed").format(n=pace.failed))
    if pace.an_hour is not None and pace.left_s is not None:
        pieces.append(_("{n:.0f} an hour").format(n=pace.an_hour))
        pieces.append(_("{time} left").format(time=_time(pace.left_s)))
    return ", ".join(pieces)


def _time(length_s: float) -> str:
    """A time as people say it.

    >>> _time(40), _time(400), _time(4000)
    ('40 s', '7 min', '1 h 7 min')
    """
    minutes = round(length_s / 60)
    if length_s < 60:
        return _("{n} s").format(n=round(length_s))
    if minutes < 60:
        return _("{n} min").format(n=minutes)
    return _("{h} h {n} min").format(h=minutes // 60, n=minutes % 60)
