"""Lays out a table of numbers in a terminal: words of names stay whole, figures make room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

INDENT: Final = 2
MOST: Final = 0.4  # of the width for a single word, by us; a longer one is folded


@dataclass(frozen=True, slots=True)
class Line:
    """One number: its name, what stands set in below that, "" for nothing, and its figures."""

    name: str
    below: str
    figures: tuple[str, ...]
    style: str = ""


def table_of(title: str, headings: Sequence[str], lines: Sequence[Line], width: int) -> Table:
    """The table, to be printed `width` letters wide; headings take a line for each word."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    heads = ["\n".join(heading.split()) for heading in headings]
    table.add_column(title, width=_name_width(title, heads, lines, width), overflow="fold")
    for head in heads:
        table.add_column(head, justify="right", overflow="fold")
    for line in lines:
        table.add_row(_named(line), *map(Text, line.figures), style=line.style)
    return table


def _name_width(title: str, heads: Sequence[str], lines: Sequence[Line], width: int) -> int:
    """What figures leave free, at least the longest word, at most what names need."""
    names = [title, *(line.name for line in lines)]
    below = [line.below for line in lines]
    longest = max(longest_word(names), INDENT + longest_word(below))
    natural = max(*map(len, names), *(INDENT + len(text) for text in below))
    columns = zip(*(line.figures for line in lines), strict=True)
    figures = [max(map(len, cells)) for cells in columns]
    needed = sum(max(n, longest_word([head])) for n, head in zip(figures, heads, strict=True))
    free = width - needed - 3 * len(heads)  # a blank, a rule and a blank before each
    return max(min(longest, int(MOST * width)), min(natural, free))


def _named(line: Line) -> RenderableType:
    name = Text(line.name)
    return Group(name, Padding(Text(line.below), (0, 0, 0, INDENT))) if line.below else name


def longest_word(texts: Sequence[str]) -> int:
    """How many letters the longest word has.

    >>> longest_word(["", "Elbow bend (left)"])
    6
    """
    return max((len(word) for text in texts for word in text.split()), default=0)
