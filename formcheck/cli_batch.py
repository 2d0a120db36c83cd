"""The command that analyses all clips of a folder, whatever single ones do."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer
from rich.console import Console

from formcheck.cli_errors import err
from formcheck.cli_history_keep import keep_batch
from formcheck.cli_history_options import History
from formcheck.cli_options import (
    Backend,
    Blurred,
    Closely,
    Exactness,
    Ground,
    Incline,
    Lang,
    Network,
    NoCache,
    Piece,
    Slowed,
    View,
    factor,
)
from formcheck.progress import Bar
from formcheck.report.words import _
from formcheck.settings import Language, Settings

if TYPE_CHECKING:
    from formcheck.batch.crew import Crew
    from formcheck.batch.run import Order, Report

out = Console(highlight=False)

Folders = Annotated[
    list[str],
    typer.Argument(help="Folders with clips, with all folders in them; or s3://bucket/folder."),
]
Results = Annotated[Path, typer.Option("--out", help="Folder for the results of all clips.")]
Runners = Annotated[
    Path | None,
    typer.Option(help="A table (CSV) of what is known about single clips: clip,height_cm,..."),
]
Workers = Annotated[
    int | None, typer.Option(help="Clips analysed at once; as many as there are cores.")
]
Scheduler = Annotated[
    str | None,
    typer.Option(help="Dask scheduler to work with, as tcp://host:8786; or local."),
]
Minutes = Annotated[float, typer.Option("--time-limit", help="Minutes that one clip may take.")]
Megabytes = Annotated[
    int | None, typer.Option("--memory-mb", help="Memory that one clip may take, in MB.")
]
Written = Annotated[
    str, typer.Option("--formats", help="What is written of each clip; json always is.")
]
Retry = Annotated[bool, typer.Option("--retry-failed", help="Try again what failed before.")]
Keep = Annotated[
    bool, typer.Option("--keep", help="Keep analyses of clips with a runner in the history.")
]
Resume = Annotated[
    bool, typer.Option("--resume", help="Go on where it stopped; happens by itself.")
]


@contextmanager
def _stopped_by_sigterm() -> Iterator[None]:
    """What ends programs politely, a scheduler or a shutdown, stops it as Ctrl-C does."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def batch(  # noqa: PLR0913, PLR0917 - each is an option of the command line
    folders: Folders,
    out_folder: Results,
    runners: Runners = None,
    workers: Workers = None,
    scheduler: Scheduler = None,
    time_limit: Minutes = 20.0,
    memory_mb: Megabytes = None,
    formats: Written = "html,json,csv",
    retry_failed: Retry = False,
    resume: Resume = False,
    keep: Keep = False,
    history_at: History = None,
    incline_pct: Incline = None,
    surface: Ground = "unknown",
    view: View = "auto",
    slow_motion: Slowed = "auto",
    part: Piece = None,
    lang: Lang = "en",
    quality: Closely = "best",
    model: Network = None,
    backend: Backend = "auto",
    precision: Exactness = "exact",
    no_cache: NoCache = False,
    blur_faces: Blurred = False,
) -> None:
    """Analyse all clips below a folder. Stopped or killed, it goes on when started again."""
    from formcheck.batch.crew import hire_at, hire_local
    from formcheck.batch.run import Order
    from formcheck.batch.storage import is_address
    from formcheck.cli_run import formats as chosen

    settings = Settings(
        incline_pct=incline_pct,
        surface=surface,
        view=view,
        slow_motion=factor(slow_motion),
        part=part,
        lang=cast(Language, lang),
        quality=quality,
        model=model,
        backend=backend,
        precision=precision,
        use_cache=not no_cache,
        blur_faces=blur_faces,
    )
    wanted = tuple(chosen(formats, False, None))
    paths = tuple(Path(one) for one in folders if not is_address(one))
    addresses = tuple(one for one in folders if is_address(one))
    order = Order(paths, out_folder, settings, wanted, runners, retry_failed, addresses)
    limits = (workers, 60 * time_limit, memory_mb)
    crew = hire_at(scheduler, *limits) if scheduler else hire_local(*limits)
    is_kept = keep or history_at is not None
    if is_kept:
        _refuse_no_history(history_at)
    report, code = _run(order, crew)
    if is_kept:
        _keep_all(report, history_at)
    raise typer.Exit(code)


def _run(order: Order, hire: Callable[[Path], Crew]) -> tuple[Report, int]:
    """What became of the batch, and its exit code; its way and its end are shown."""
    from formcheck.batch.run import run
    from formcheck.batch.showing import Shown, show_end

    shown = Shown(err)
    try:
        with shown, _stopped_by_sigterm():
            report = run(order, hire, shown.tell)
    except KeyboardInterrupt:
        shown.say_how_to_go_on()
        raise
    return report, show_end(report, out)


def _refuse_no_history(place: str | None) -> None:
    """Nothing; the history can be used. Said before a clip is looked at."""
    from formcheck import store

    store.opened(place, make=True).dispose()


def _keep_all(report: Report, place: str | None) -> None:
    """Nothing; what is in the history now, and once only, stands on the screen."""
    pairs = [
        (task.runner, task.out) for task, one in report.pairs if one.is_analysed and task.runner
    ]
    with Bar(err, _("Writing into the history")) as bar:
        keep_batch(pairs, place, bar.update)
    out.print(_("In the history: analyses of runners from this batch: {n}.").format(n=len(pairs)))
