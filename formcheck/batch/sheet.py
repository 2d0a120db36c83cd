"""Reads a table that a spreadsheet saved as CSV, however it did so."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Final

from formcheck.errors import SettingsError
from formcheck.types.said import Said

SEPARATORS: Final = ";\t,"  # Excel writes the one of its country, or tabs
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as the spreadsheet counts, cells by column, whether others are filled."""

    number: int
    cells: Mapping[str, str]
    has_more: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: the names of its columns, in small letters, and the rows with something in them."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read_sheet(path: Path) -> Sheet:
    """The table; the names of columns stand in its first row.

    Raises
    ------
    SettingsError : it cannot be read, or is no table
    """
    first, lines = 1, _text(path).splitlines(keepends=True)
    separator = _separator(lines[0] if lines else "")
    if lines and lines[0].lower().startswith("sep="):  # Excel's way to say so
        separator, first, lines = lines[0].strip()[4:5] or ",", 2, lines[1:]
    try:
        table = [[c.strip() for c in row] for row in csv.reader(lines, delimiter=separator)]
    except csv.Error as error:
        raise _no_table(path, str(error)) from error
    if not table or not any(table[0]):
        raise _no_table(path, Said("its first row names no columns"))
    columns = tuple(name.lower().replace(" ", "_") for name in table[0])
    rows = [_row(k, columns, cells) for k, cells in enumerate(table[1:], first + 1) if any(cells)]
    return Sheet(columns, tuple(rows))


def _row(number: int, columns: tuple[str, ...], cells: list[str]) -> Row:
    filled = [*cells, *[""] * (len(columns) - len(cells))]
    named = {name: cell for name, cell in zip(columns, filled, strict=False) if name}
    has_more = any(cell for name, cell in zip_longest(columns, filled, fillvalue="") if not name)
    return Row(number, named, has_more)


def _separator(header: str) -> str:
    """What stands between the names of the columns most often.

    >>> _separator("clip;height_cm"), _separator("clip")
    (';', ',')
    """
    return max(reversed(SEPARATORS), key=header.count)


def _text(path: Path) -> str:
    """The text of the file, as Excel for Windows writes it too."""
    hint = Said("Save it in the spreadsheet as CSV UTF-8.")
    try:
        data = path.read_bytes()
        if data.startswith(_UTF16):
            return data.decode("utf-16")
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            return data.decode("cp1252")
    except OSError as error:
        why = error.strerror or str(error)
        raise SettingsError(
            Said("Cannot read {path}: {why}.", path=path, why=why),
            Said("Check that it is there and may be read."),
        ) from error
    except UnicodeDecodeError as error:
        raise SettingsError(Said("{name} is not a text.", name=path.name), hint) from error


def _no_table(path: Path, why: str) -> SettingsError:
    return SettingsError(
        Said("{name} is no table: {why}.", name=path.name, why=why),
        Said("Name the columns in its first row: clip, height_cm, speed_kmh and so on."),
    )
