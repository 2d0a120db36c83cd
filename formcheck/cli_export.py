"""The command that writes an analysis in the formats of other people's tools."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console

from formcheck.cli_errors import err, say
from formcheck.cli_options import Lang
from formcheck.errors import ModelError, SettingsError
from formcheck.progress import Bar
from formcheck.report.words import _
from formcheck.types.said import Said

OTHERS: Final = "trc,mot,c3d,csv,parquet,landmarks,curves"
FOLDER: Final = "exports"

out = Console(highlight=False)

What = Annotated[
    Path,
    typer.Argument(help="A clip, a folder of results, or an analysis file.", show_default=False),
]
To = Annotated[
    str | None, typer.Option("--to", help=f"Formats, with commas between them; default {OTHERS}.")
]
Where = Annotated[
    Path | None, typer.Option("--out", help="Folder to write to; exports in the folder of results.")
]
Moved = Annotated[
    Path | None, typer.Option("--clip", help="Where the clip is now, if it was moved.")
]


def export(
    what: What,
    to: To = None,
    out_folder: Where = None,
    clip: Moved = None,
    lang: Lang = "en",
) -> None:
    """Write files for other tools: OpenSim, Mokka, R, Python. Looks at no clip twice."""
    from formcheck import api, remaking, reopened
    from formcheck.cli_run import formats

    wanted = formats(_makeable() if to is None else to, as_json=False, folder=None)
    home = what if what.is_dir() else what.parent
    home = home if reopened.is_analysis(what) else api.default_folder(what)
    place = out_folder or home / FOLDER
    api.refuse_unwritable(place)
    with Bar(err, _("Looking at {name}").format(name=what.name)) as bar:
        again = remaking.remade(what, clip, bar.update)
    _refuse_pictures(wanted, again.has_pictures)
    with Bar(err, _("Writing results")):
        files = api.write(again.study, place, wanted)
    names = ", ".join(file.name for file in files)
    words = _("Written to {folder}: {files}").format(folder=place, files=names)
    out.print(words, soft_wrap=True, markup=False, emoji=False)
    if not again.is_same:
        out.print(_("The numbers were made again and are not those in the analysis: it was made"
                    " by another version of formcheck, or by other landmarks."))  # fmt: skip
    if again.study.gait.leg_length_m is None and {"trc", "c3d", "mot"} & set(wanted):
        out.print(_("How large the runner is, is not known: places are in pixels. For metres,"
                    " analyse the clip with --height-cm."))  # fmt: skip


def _makeable() -> str:
    """All formats for others but those that cannot be made on this computer, which is said."""
    from formcheck import api

    names = []
    for name in OTHERS.split(","):
        try:
            api.refuse_unmade([name])
            names.append(name)
        except ModelError as error:
            say(error)
    return ",".join(names)


def _refuse_pictures(wanted: list[str], has_pictures: bool) -> None:
    from formcheck.report import EXPORTERS

    unmade = [name for name in wanted if name in EXPORTERS and EXPORTERS[name].needs_frames]
    if unmade and not has_pictures:
        raise SettingsError(
            Said("{format} needs the clip, and it is gone.", format=unmade[0]),
            Said("Say where it is with --clip, or choose formats without pictures."),
        )
