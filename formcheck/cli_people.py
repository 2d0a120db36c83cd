"""The command that shows who is in a clip, and whom formcheck would measure."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.console import Console
from rich.table import Table

from formcheck.cli_errors import err
from formcheck.cli_options import Backend, Closely, Exactness, Network, NoCache, Out
from formcheck.progress import Bar
from formcheck.settings import Settings
from formcheck.types import Somebody

out = Console(highlight=False)

OneClip = Annotated[Path, typer.Argument(help="A video file.", show_default=False)]


def people(  # noqa: PLR0913, PLR0917 - each is an option of the command line
    clip: OneClip,
    out_folder: Out = None,
    quality: Closely = "best",
    model: Network = None,
    backend: Backend = "auto",
    precision: Exactness = "exact",
    no_cache: NoCache = False,
) -> None:
    """List who is in a clip, with pictures; takes seconds. Then: analyze CLIP --person N."""
    from formcheck import crowding
    from formcheck.api import default_folder

    settings = Settings(
        quality=quality,
        model=model,
        backend=backend,
        precision=precision,
        use_cache=not no_cache,
    )
    with Bar(err, f"Looking for people in {clip.name}") as bar:
        listing = crowding.list_people(clip, settings, bar.update)
    folder = out_folder or default_folder(clip) / "people"
    files = crowding.write_people(listing, folder)
    out.print(_table(listing.choice.people, listing.source.width))
    others = [one.number for one in listing.choice.people if not one.is_measured]
    if others:
        words = f"To measure another: formcheck analyze {clip.name} --person {others[0]}"
        out.print(words, soft_wrap=True, markup=False, emoji=False)
    words = f"\n{listing.looked_at} pictures were looked at. Written to {folder}: "
    names = ", ".join(file.name for file in files)
    out.print(words + names, soft_wrap=True, markup=False, emoji=False)


def _table(everybody: tuple[Somebody, ...], width_px: int) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for title in ("Person", "Does", "Where", "Height", "Seen", "Measured"):
        table.add_column(title)
    for one in everybody:
        measured = f"yes: {one.why}" if one.is_measured else f"no: {one.why}"
        row = (str(one.number), one.does, _where(one, width_px), f"{one.height_px:.0f} px")
        style = "bold" if one.is_measured else "dim"
        table.add_row(*row, f"{one.share:.0%}", measured, style=style)
    return table


def _where(one: Somebody, width_px: int) -> str:
    """Left, middle or right of the picture at a moment."""
    left, _, width, _ = one.box_px
    third = int(min(2.0, max(0.0, 3 * (left + width / 2) / width_px)))
    return f"{('left', 'middle', 'right')[third]}, at {one.box_s:.1f} s"
