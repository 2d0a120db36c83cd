"""The command line: reads what was asked, calls `api`, shows the answer."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, cast

import typer
from rich.console import Console
from rich.markup import escape

from formcheck import __version__
from formcheck import cli_about as about
from formcheck.cli_check import check
from formcheck.cli_errors import err, say
from formcheck.cli_exercises import exercises
from formcheck.cli_options import (
    DEFAULT_FORMATS,
    AsJson,
    Backend,
    Blurred,
    Clips,
    Closely,
    Exactness,
    Formats,
    Ground,
    Height,
    Incline,
    Known,
    Lang,
    Network,
    NoCache,
    Out,
    Piece,
    Pointed,
    Said,
    Slowed,
    Speed,
    Upright,
    View,
    Who,
)
from formcheck.cli_people import people
from formcheck.cli_questionnaire import ask
from formcheck.errors import FormcheckError, SettingsError
from formcheck.progress import Bar
from formcheck.report.words import ENGLISH, _, speak
from formcheck.settings import Language, Settings
from formcheck.types.said import Said

SOME_FAILED = 3
STOPPED = 130  # by Ctrl-C

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Measures running form from a phone clip and says how sure it is.",
)
out = Console(highlight=False)


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
    questionnaire: Said = None,
    lang: Lang = "en",
    out_folder: Out = None,
    formats: Formats = None,
    quality: Closely = "best",
    model: Network = None,
    backend: Backend = "auto",
    precision: Exactness = "exact",
    no_cache: NoCache = False,
    blur_faces: Blurred = False,
    as_json: AsJson = False,
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
        slow_motion=_factor(slow_motion),
        part=part,
        questionnaire=questionnaire,
        lang=cast(Language, lang),  # `Settings` refuses what is none
        quality=quality,
        model=model,
        backend=backend,
        precision=precision,
        use_cache=not no_cache,
        blur_faces=blur_faces,
    )
    wanted = _formats(formats, as_json, out_folder)
    if len(clips) == 1:
        _one(clips[0], settings, out_folder, wanted, as_json)
        return
    raise typer.Exit(_several(clips, settings, out_folder, wanted, as_json))


def _several(
    clips: list[Path], settings: Settings, folder: Path | None, wanted: list[str], as_json: bool
) -> int:
    """Exit code after analysing each clip: 0, or 3 when any failed."""
    if as_json:
        raise SettingsError(
            Said("--json prints one analysis."), Said("For several clips use --formats json.")
        )
    places = _places(clips, folder)
    failed = []
    for clip, place in zip(clips, places, strict=True):
        out.rule(escape(clip.name))
        try:
            _one(clip, settings, place, wanted, as_json)
        except FormcheckError as error:
            say(error, clip)
            failed.append(clip.name)
    out.rule()
    done = _("{n} of {total} clips analysed").format(n=len(clips) - len(failed), total=len(clips))
    missed = _("; not {names}").format(names=", ".join(failed)) if failed else ""
    out.print(done + missed, markup=False)
    return SOME_FAILED if failed else 0


def _places(clips: list[Path], folder: Path | None) -> list[Path]:
    """The folder for each clip's results; no two clips may share one."""
    from formcheck.api import default_folder

    places = [
        default_folder(c) if folder is None else folder / default_folder(c).name for c in clips
    ]
    shared = [place for place in places if places.count(place) > 1]
    if shared:
        raise SettingsError(
            Said("Two clips would both write to {shared}.", shared=shared[0]),
            Said("Rename one, or analyse them apart."),
        )
    return places


def _one(
    clip: Path, settings: Settings, folder: Path | None, wanted: list[str], as_json: bool
) -> None:
    from formcheck import api, metrics
    from formcheck.report import json_file, terminal

    with Bar(err, _("Looking at {name}").format(name=clip.name)) as bar:
        study = api.study(clip, settings, bar.update)
    files: tuple[Path, ...] = ()
    if wanted:  # before anything is shown: who pipes the table into `head` gets the files
        with Bar(err, _("Writing results")):
            files = api.write(study, folder or api.default_folder(clip), wanted)
    if as_json:
        about.say_json(json_file.to_json(study.analysis))
    else:
        terminal.show(study.analysis, out, metrics.LABELS, study.handbook)
    if files:
        where = err if as_json else out
        words = _("Written to {folder}: {files}")
        words = words.format(folder=files[0].parent, files=", ".join(_names(files)))
        where.print(f"\n{words}", soft_wrap=True, markup=False, emoji=False)


def _names(files: tuple[Path, ...]) -> list[str]:
    home = files[0].parent
    return [str(f.relative_to(home)) if f.is_relative_to(home) else str(f) for f in files]


def _formats(text: str | None, as_json: bool, folder: Path | None) -> list[str]:
    """The formats asked for; none with --json unless asked for."""
    from formcheck.api import FORMATS

    if text is None and as_json and folder is None:
        return []
    names = [n.strip().lower() for n in (text or DEFAULT_FORMATS).split(",") if n.strip()]
    unknown = [n for n in names if n not in FORMATS]
    if unknown:
        raise SettingsError(
            Said("There is no format {unknown!r}.", unknown=unknown[0]),
            Said("Choose from: {choices}.", choices=", ".join(sorted(FORMATS))),
        )
    return names


def _factor(text: str) -> float | None:
    if text == "auto":
        return None
    try:
        return float(text)
    except ValueError:
        raise SettingsError(
            Said("--slow-motion {text!r} is not a number.", text=text),
            Said("Give auto, or 1 to 40, as 4.8."),
        ) from None


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
    _one(_demo_clip(), settings, place, _formats(formats, as_json, folder), as_json)


def _demo_clip() -> Path:
    package = Path(__file__).resolve().parent
    for home in (package / "_videos", package.parent / "videos"):
        if (home / "side_overstride.mp4").is_file():
            return home / "side_overstride.mp4"
    raise SettingsError(Said("The demo clip is missing."), Said("Install formcheck again."))


for _command in (
    check,
    people,
    exercises,
    about.models,
    about.metrics,
    about.schema,
    about.doctor,
    about.cache,
):
    app.command()(_command)
app.command("questionnaire")(ask)
