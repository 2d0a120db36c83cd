"""Writes the summary as an Excel workbook: the clips, and a second sheet on what columns mean.

Every text is written as text, whatever it starts with. Intervals and statuses are folded away
beside their values; a click on the + above a column shows them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from formcheck.batch.columns import Column
from formcheck.report.numbers import unit_words
from formcheck.report.words import _, told

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

# Workbooks carry the moment they were made; ours is the same each time, so that bytes are.
MADE: Final = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
LONGEST_TEXT: Final = 32_767  # characters in a cell, by Excel's own limit
# Digits by unit; no number is surer than that, and the cell keeps all its digits.
DIGITS: Final = {"s": "0.000", "1": "0.000", "m": "0.00", "m/s": "0.00"}
WIDTHS: Final = {"clip": 36, "reason": 48, "hint": 48, "quality_failed": 28}
WIDTH: Final = 13  # characters; a number and a short name


def write_workbook(
    rows: Sequence[Mapping[str, Any]], columns: Sequence[Column], path: Path
) -> None:
    """Nothing; the workbook is at `path`."""
    from xlsxwriter import Workbook

    # Rows go to disk as they come, so that thousands of clips need no more memory than one.
    with Workbook(str(path), {"constant_memory": True}) as book:
        book.set_properties({"created": MADE})
        _write_clips(book, rows, columns)
        _write_meanings(book, columns)


def _write_clips(
    book: Workbook, rows: Sequence[Mapping[str, Any]], columns: Sequence[Column]
) -> None:
    sheet = book.add_worksheet(_("Clips"))
    _lay_out(book, sheet, columns)
    _write_heads(book, sheet, [column.name for column in columns])
    sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
    for k, row in enumerate(rows, 1):
        for at, column in enumerate(columns):
            _write_cell(sheet, (k, at), row.get(column.name))


def _lay_out(book: Workbook, sheet: Worksheet, columns: Sequence[Column]) -> None:
    """Widths and number formats; what stands beside a value is folded away."""
    formats = {text: book.add_format({"num_format": text}) for text in ("General", "0.0", *_all())}
    sheet.outline_settings(symbols_right=False)
    folds = [*(column.is_detail for column in columns[1:]), False]
    for at, column in enumerate(columns):
        options = {"level": 1, "hidden": True} if column.is_detail else {"collapsed": folds[at]}
        width = WIDTHS.get(column.name, WIDTH)
        sheet.set_column(at, at, width, formats[_digits(column)], options)


def _all() -> tuple[str, ...]:
    return tuple(dict.fromkeys(DIGITS.values()))


def _digits(column: Column) -> str:
    if column.kind != "number" or not column.unit:
        return "General"
    return DIGITS.get(column.unit, "0.0")


def _write_meanings(book: Workbook, columns: Sequence[Column]) -> None:
    sheet = book.add_worksheet(_("Columns"))
    for at, width in enumerate((34, 48, 20, 100)):
        sheet.set_column(at, at, width)
    _write_heads(book, sheet, [_("column"), _("what"), _("unit"), _("meaning")])
    for k, row in enumerate(meanings(columns), 1):
        for at, text in enumerate(row):
            _write_cell(sheet, (k, at), text)


def meanings(columns: Sequence[Column]) -> Iterator[tuple[str, str, str, str]]:
    """Name, label, unit and meaning of each column, in the language of the moment."""
    for column in columns:
        side = told(column.side)
        label = told(column.label) + (f" ({side})" if side else "")
        unit = "" if column.kind == "text" else unit_words(column.unit)
        words = told(column.words)
        yield column.name, label, unit, words[:1].upper() + words[1:]


def _write_heads(book: Workbook, sheet: Worksheet, names: Sequence[str]) -> None:
    head: Format = book.add_format({"bold": True, "bottom": 1})
    sheet.freeze_panes(1, 1)
    for at, name in enumerate(names):
        sheet.write_string(0, at, name, head)


def _write_cell(sheet: Worksheet, at: tuple[int, int], value: Any) -> None:
    """Nothing; the cell holds the value, text as text; nothing where there is none."""
    if isinstance(value, bool):
        sheet.write_boolean(*at, value)
    elif isinstance(value, int | float):
        sheet.write_number(*at, value)
    elif value:
        sheet.write_string(*at, str(value)[:LONGEST_TEXT])
