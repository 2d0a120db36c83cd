"""The command that shows who is in a clip, and whom formcheck would measure."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, cast

import typer
from rich import box
from rich.console import Console
from rich.table import Table

from formcheck.cli_errors import err
from formcheck.cli_options import Backend, Blurred, Closely, Exactness, Lang, Network, NoCache, Out
from formcheck.progress import Bar
from formcheck.report.words import _, told
from formcheck.settings import Language, Settings
from formcheck.types import Somebody

out = Console(highlight=False)

OneClip = Annotated[Path, typer.Argument(help="A video file.", show_default=False)]


def people(  # noqa: PLR0913, PLR0917 - each is an option of the command line
    clip: OneClip,
    lang: Lang = "en",
    out_folder: Out = None,
    quality: Closely = "best",
    model: Network = None,
    backend: Backend = "auto",
    precision: Exactness = "exact",
    no_cache: NoCache = False,
    blur_faces: Blurred = False,
) -> None:
    """List who is in a clip, with pictures; takes seconds. Then: analyze CLIP --person N."""
    from formcheck import crowding, importing
    from formcheck.api import default_folder

    importing.refuse_track(clip)

    settings = Settings(
        lang=cast(Language, lang),
        quality=quality,
        model=model,
        backend=backend,
        precision=precision,
        use_cache=not no_cache,
        blur_faces=blur_faces,
    )
    with Bar(err, _("Looking for people in {name}").format(name=clip.name)) as bar:
        listing = crowding.list_people(clip, settings, bar.update)
    folder = out_folder or default_folder(clip) / "people"
    files = crowding.write_people(listing, folder, blur_faces=blur_faces)
    out.print(_table(listing.choice.people, listing.source.width))
    others = [one.number for one in listing.choice.people if not one.is_measured]
    if others:
        words = _("To measure another: formcheck analyze {name} --person {number}")
        words = words.format(name=clip.name, number=others[0])
        out.print(words, soft_wrap=True, markup=False, emoji=False)
    words = _("{n} pictures were looked at. Written to {folder}: {names}").format(
        n=listing.looked_at, folder=folder, names=", ".join(file.name for file in files)
    )
    out.print(f"\n{words}", soft_wrap=True, markup=False, emoji=False)


def _table(everybody: tuple[Somebody, ...], width_px: int) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    titles = (_("Person"), _("Does"), _("Where"), _("Size"), _("Seen"), _("Measured"))
    for title in titles:
        table.add_column(title)
    for one in everybody:
        measured = _("yes: {why}") if one.is_measured else _("no: {why}")
        measured = measured.format(why=told(one.why))
        row = (str(one.number), _(one.does), _where(one, width_px), f"{one.height_px:.0f} px")
        style = "bold" if one.is_measured else "dim"
        table.add_row(*row, f"{one.share:.0%}", measured, style=style)
    return table


def _where(one: Somebody, width_px: int) -> str:
    """Left, middle or right of the picture at a moment."""
    left, width = one.box_px[0], one.box_px[2]
    third = int(min(2.0, max(0.0, 3 * (left + width / 2) / width_px)))
    where = (_("left"), _("middle"), _("right"))[third]
    return _("{side}, at {moment_s:.1f} s").format(side=where, moment_s=one.box_s)
