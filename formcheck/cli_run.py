"""Looks at the clips of a command one by one, shows and writes what was found."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from rich.console import Console
from rich.markup import escape

from formcheck import cli_about as about
from formcheck.cli_errors import err, say
from formcheck.cli_history_keep import Keep
from formcheck.cli_options import DEFAULT_FORMATS
from formcheck.errors import FormcheckError, SettingsError
from formcheck.progress import Bar
from formcheck.report.words import _
from formcheck.settings import Settings
from formcheck.types import Corrections
from formcheck.types.said import Said

SOME_FAILED: Final = 3

out = Console(highlight=False)


def run(  # noqa: PLR0913, PLR0917 - what is asked of the command
    clips: list[Path],
    settings: Settings,
    folder: Path | None,
    names: str | None,
    as_json: bool,
    keep: Keep | None,
) -> int:
    """Exit code after analysing one clip, whose trouble is raised, or several."""
    wanted = formats(names, as_json, folder)
    if len(clips) > 1:
        return several(clips, settings, folder, wanted, as_json, keep)
    one(clips[0], settings, folder, wanted, as_json, keep)
    return 0


def several(  # noqa: PLR0913, PLR0917 - what is asked of the command
    clips: list[Path],
    settings: Settings,
    folder: Path | None,
    wanted: list[str],
    as_json: bool,
    keep: Keep | None = None,
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
            one(clip, settings, place, wanted, as_json, keep)
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


def one(  # noqa: PLR0913, PLR0917 - what is asked of the command
    clip: Path,
    settings: Settings,
    folder: Path | None,
    wanted: list[str],
    as_json: bool,
    keep: Keep | None = None,
) -> None:
    """Nothing; one clip is looked at, its files written, its answer shown."""
    from formcheck import api, metrics
    from formcheck.report import json_file, terminal

    if wanted:
        api.refuse_unwritable(folder or api.default_folder(clip))
    with Bar(err, _("Looking at {name}").format(name=clip.name)) as bar:
        study = api.study(clip, settings, bar.update)
    _tell_corrections(clip, settings, study.analysis.corrections)
    files: tuple[Path, ...] = ()
    if wanted:  # before anything is shown: who pipes the table into `head` gets the files
        with Bar(err, _("Writing results")):
            files = api.write(study, folder or api.default_folder(clip), wanted)
    place = (folder or api.default_folder(clip)) if files else None
    kept = keep(study.analysis, place) if keep else ""
    if as_json:
        about.say_json(json_file.to_json(study.analysis))
    else:
        terminal.show(study.analysis, out, metrics.LABELS, study.handbook)
    where = err if as_json else out
    if files:
        words = _("Written to {folder}: {files}")
        words = words.format(folder=files[0].parent, files=", ".join(listed(files)))
        where.print(f"\n{words}", soft_wrap=True, markup=False, emoji=False)
    if kept:
        where.print(kept, soft_wrap=True, markup=False, emoji=False)


def _tell_corrections(clip: Path, settings: Settings, found: Corrections | None) -> None:
    """Nothing; stderr says which file changed something by hand."""
    from formcheck import by_hand

    path = by_hand.named(clip, settings)
    if found is not None and path is not None:
        words = _("Changed by hand, in {name}: {n}. Without: --no-corrections")
        words = words.format(name=path.name, n=len(found.changes))
        err.print(words, soft_wrap=True, markup=False, emoji=False)


def listed(files: tuple[Path, ...]) -> list[str]:
    """The files as they are called in their folder, with the folders below it."""
    home = files[0].parent
    return [str(f.relative_to(home)) if f.is_relative_to(home) else str(f) for f in files]


def formats(text: str | None, as_json: bool, folder: Path | None) -> list[str]:
    """The formats asked for; none with --json unless asked for.

    Raises
    ------
    FormcheckError : one is not known, or cannot be made on this computer
    """
    from formcheck.api import FORMATS, refuse_unmade

    if text is None and as_json and folder is None:
        return []
    asked = DEFAULT_FORMATS if text is None else text
    names = [n.strip().lower() for n in asked.split(",") if n.strip()] or [""]
    unknown = [n for n in names if n not in FORMATS]
    if unknown:
        raise SettingsError(
            Said("There is no format {unknown!r}.", unknown=unknown[0]),
            Said("Choose from: {choices}.", choices=", ".join(sorted(FORMATS))),
        )
    refuse_unmade(names)
    return names


def demo_clip() -> Path:
    """The rendered clip that comes with formcheck, from an installation or a checkout."""
    package = Path(__file__).resolve().parent
    for home in (package / "_videos", package.parent / "videos"):
        if (home / "side_overstride.mp4").is_file():
            return home / "side_overstride.mp4"
    raise SettingsError(Said("The demo clip is missing."), Said("Install formcheck again."))
