"""A progress bar for people, one line for logs, silence for quick work."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

from formcheck.report.words import _

AGAIN = {
    "pelvis": "{title}, once more at the clothes over the pelvis",
    "camera": "{title}, once more at the background",
}

UNITS = {"survey": "short looks", "check": "short looks", "history": "analyses", "backup": "files"}
FRAMES = "frames"


class Bar:
    """Shows how far a piece of work is; a context manager. Gone when the work is done."""

    def __init__(self, console: Console, title: str) -> None:
        self._console, self._title = console, title
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TextColumn("{task.completed:.0f} {task.fields[unit]}", table_column=None),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task = self._progress.add_task(title, total=None, unit=_(FRAMES))
        self._told = False

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._progress.stop()

    def update(self, stage: str, done: int, total: int | None) -> None:
        """Show that `done` of `total` frames, or short looks, are behind us."""
        unit = _(UNITS.get(stage, FRAMES))
        if not self._console.is_terminal and not self._told:
            self._told = True
            frames = "" if total is None else f" ({total} {unit})"
            words = f"{self._title}{frames} ..."
            self._console.print(words, soft_wrap=True, markup=False, emoji=False)
        at_least = None if total is None else max(total, done)
        words = _(AGAIN.get(stage, "{title}")).format(title=self._title)
        self._progress.update(
            self._task, completed=done, total=at_least, description=words, unit=unit
        )
