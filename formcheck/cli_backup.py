"""The commands that keep a copy of all that the web page holds, and put it back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from formcheck.cli_errors import err
from formcheck.cli_history_options import History
from formcheck.cli_history_table import say
from formcheck.cli_options import Lang
from formcheck.progress import Bar
from formcheck.report.words import _

Data = Annotated[
    Path, typer.Option("--data", help="Data folder of formcheck serve.", show_default=False)
]
Out = Annotated[
    Path,
    typer.Option("--out", help="File that is not there yet, as backup.tar.", show_default=False),
]
Archive = Annotated[
    Path, typer.Argument(help="File that formcheck backup wrote.", show_default=False)
]


def backup(data: Data, out: Out, history_at: History = None, lang: Lang = "en") -> None:
    """Write all that the web page keeps into one file; the server may run meanwhile."""
    from formcheck.web.backup import backup as made

    with Bar(err, _("Writing a backup")) as bar:
        page = made(data, out, history_at, bar.update)
    _tell(page.n_files, page.n_bytes, out)
    if not page.has_store:
        say(_("The store is on a server and is not in it: back it up there."))


def restore(archive: Archive, data: Data, lang: Lang = "en") -> None:
    """Put a backup back into an empty folder."""
    from formcheck.web.restoring import restore as put_back

    with Bar(err, _("Putting a backup back")) as bar:
        page = put_back(archive, data, bar.update)
    _tell(page.n_files, page.n_bytes, data)
    if not page.has_store:
        say(_("The store is on a server and is not in it: put that back first."))


def _tell(n_files: int, n_bytes: int, place: Path) -> None:
    megabytes = n_bytes / 1e6
    words = _("Written to {place}: {n} files, {megabytes:.1f} MB.")
    say(words.format(place=place, n=n_files, megabytes=megabytes))
