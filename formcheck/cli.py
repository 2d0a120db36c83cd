"""The command line: reads what was asked, calls `api`, shows the answer."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, cast

import typer

from formcheck import __version__
from formcheck import cli_about as about
from formcheck.cli_ageing import ageing
from formcheck.cli_backup import backup, restore
from formcheck.cli_batch import batch
from formcheck.cli_check import check
from formcheck.cli_compare import compare
from formcheck.cli_errors import err, say
from formcheck.cli_events import events
from formcheck.cli_exercises import exercises
from formcheck.cli_export import export
from formcheck.cli_history import history
from formcheck.cli_history_keep import keeper
from formcheck.cli_history_options import History, RunnerCode
from formcheck.cli_options import (
    AsJson,
    Backend,
    Blurred,
    Clips,
    Closely,
    Corrected,
    Exactness,
    Formats,
    Ground,
    Height,
    Incline,
    Known,
    Lang,
    Network,
    NoCache,
    NoCorrections,
    Out,
    Pictures,
    Piece,
    Pointed,
    Questions,
    Rate,
    Shod,
    Size,
    Slowed,
    Speed,
    Upright,
    View,
    Who,
    factor,
)
from formcheck.cli_people import people
from formcheck.cli_questionnaire import ask
from formcheck.cli_run import demo_clip, one, out, run
from formcheck.cli_run import formats as chosen
from formcheck.cli_serve import serve
from formcheck.errors import FormcheckError, SettingsError
from formcheck.report.words import ENGLISH, _, speak
from formcheck.settings import Language, Settings
from formcheck.types.said import Said

STOPPED = 130  # by Ctrl-C

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Measures running form from a phone clip and says how sure it is.",
)


def main() -> None:
    """Run the command line; every known problem ends in two sentences and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without ± still gets its table
    code = _run()
    if code == STOPPED:
        err.print(_("Stopped. Nothing half-written was left behind."))
    sys.exit(code)


def _run() -> int:
    """Exit code of the command asked for; typer gives it back, also that of Ctrl-C."""
    try:
        return app(standalone_mode=False) or 0
    except FormcheckError as error:
        say(error)
        return error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        return STOPPED
    except BrokenPipeError:  # whoever read our words has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if not hasattr(error, "show"):
            raise
        error.show()  # a wrong option, in click's words
        return 2


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    speak(ENGLISH)  # until a command says otherwise
    if version:
        out.print(__version__)
        raise typer.Exit


@app.command()
def analyze(  # noqa: PLR0913, PLR0917 - the command's options, one each
    clips: Clips,
    height_cm: Height = None,
    speed_kmh: Speed = None,
    incline_pct: Incline = None,
    surface: Ground = "unknown",
    view: View = "auto",
    known_length: Known = None,
    vertical: Upright = None,
    person: Who = None,
    point: Pointed = None,
    slow_motion: Slowed = "auto",
    part: Piece = None,
    shoes: Shod = None,
    questionnaire: Questions = None,
    corrections: Corrected = None,
    no_corrections: NoCorrections = False,
    lang: Lang = "en",
    out_folder: Out = None,
    formats: Formats = None,
    quality: Closely = "best",
    model: Network = None,
    backend: Backend = "auto",
    precision: Exactness = "exact",
    no_cache: NoCache = False,
    blur_faces: Blurred = False,
    fps: Rate = None,
    size: Size = None,
    video: Pictures = None,
    as_json: AsJson = False,
    runner: RunnerCode = None,
    history_at: History = None,
) -> None:
    """Measure the running in one or more clips."""
    settings = Settings(
        height_m=None if height_cm is None else height_cm / 100,
        speed_mps=None if speed_kmh is None else speed_kmh / 3.6,
        incline_pct=incline_pct,
        surface=surface,
        view=view,
        known_length=_numbers(known_length, "--known-length"),
        vertical=_numbers(vertical, "--vertical"),
        person=person,
        point=_numbers(point, "--point"),
        slow_motion=factor(slow_motion),
        part=part,
        shoes=shoes,
        questionnaire=questionnaire,
        corrections=False if no_corrections else corrections,
        lang=cast(Language, lang),  # `Settings` refuses what is none
        quality=quality,
        model=model,
        backend=backend,
        precision=precision,
        use_cache=not no_cache,
        blur_faces=blur_faces,
        fps=fps,
        size=size,
        video=video,
    )
    raise typer.Exit(run(clips, settings, out_folder, formats, as_json, keeper(runner, history_at)))


def _numbers(text: str | None, option: str) -> tuple[float, ...] | None:
    """The numbers between the commas; how many there should be, `Settings` knows."""
    if text is None:
        return None
    try:
        return tuple(float(part) for part in text.split(","))
    except ValueError:
        raise SettingsError(
            Said("{option} {text!r} is not numbers.", option=option, text=text),
            Said("Give numbers with commas and no spaces."),
        ) from None


@app.command()
def demo(
    folder: Out = None,
    formats: Formats = None,
    lang: Lang = "en",
    as_json: AsJson = False,
) -> None:
    """Analyse the clip that comes with formcheck: a rendered runner of 168 cm at 10.1 km/h."""
    settings = Settings(height_m=1.68, speed_mps=2.8, lang=cast(Language, lang))
    place = folder or Path("formcheck-demo")
    one(demo_clip(), settings, place, chosen(formats, as_json, folder), as_json)


for _command in (
    batch,
    check,
    compare,
    people,
    events,
    exercises,
    export,
    serve,
    backup,
    restore,
    ageing,
    about.models,
    about.metrics,
    about.schema,
    about.doctor,
    about.cache,
):
    app.command()(_command)
app.command("questionnaire")(ask)
app.add_typer(history, name="history")
