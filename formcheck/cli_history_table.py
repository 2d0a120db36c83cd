"""How the history shows its analyses on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from formcheck.report.words import _

if TYPE_CHECKING:
    from formcheck.store.nouns import Entry

out = Console(highlight=False)

# How the day of a visit is known.
HOW: Final = {"given": "given", "filmed": "from the clip", "made": "day of its first analysis"}


def say(text: str) -> None:
    """Nothing; the line stands there, as long as it is."""
    out.print(text, soft_wrap=True, markup=False, emoji=False)


def table_of(entries: tuple[Entry, ...]) -> Table:
    """A row per analysis."""
    noted = any(one.note for one in entries)
    heads = (_("number"), _("runner"), _("day"), _("how the day is known"), _("clip"), _("version"))
    table = Table(*heads, *([_("remark")] if noted else []))
    for column in table.columns[:3]:
        column.no_wrap = True
    for one in entries:
        row = (str(one.id), one.runner, one.day, _(HOW[one.day_how]), one.clip, one.version)
        table.add_row(*map(escape, row), *([escape(one.note)] if noted else []))
    return table
