"""Makes the summary of a batch: a row a clip as CSV, Parquet and Excel, and the overview.

The same outcomes give the same bytes, however often a batch was killed and taken up again: what
may differ between two runs, tries and seconds, stands in ``timings.csv`` alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from formcheck.batch.cohort import clip_of, gathered
from formcheck.batch.columns import FINDING, HIGH, LOW, STATUS, Column, columns, numbers
from formcheck.batch.facts import ABOUT, FACTS, Told
from formcheck.batch.nouns import Outcome, Task
from formcheck.batch.opened import Opened, in_order, opened
from formcheck.report.filing import draft_of
from formcheck.report.numbers import significant
from formcheck.report.words import speaking, told
from formcheck.types import Analysis, Measurement
from formcheck.types.cohort import Cohort

if TYPE_CHECKING:
    import polars as pl

PAGE: Final = "index.html"
Row = Mapping[str, Any]
# What a spreadsheet takes for a formula at the start of a cell: owasp.org, "CSV Injection".
FORMULA: Final = r"^[=+\-@\t\r\n]"


def write(pairs: Sequence[tuple[Task, Outcome]], out: Path, lang: str) -> tuple[Path, ...]:
    """The files written into `out`: summary.csv, .parquet and .xlsx, index.html, timings.csv.

    One row a clip, in order of name. Texts are in `lang`; names of columns and ids never change.
    """
    from formcheck.api import handbook

    book, made, clips = handbook(lang), list[Row](), list[Any]()
    with speaking(lang):
        for one in opened(pairs):
            made.append(_row(one))
            clips.append(clip_of(one, out))
        tables = _write_tables(made, columns(book), out)
        page = _write_page(gathered(clips, book), out)
        return (*tables, page, _write_timings(pairs, out))


def _row(one: Opened) -> Row:
    """What is known of a clip by name of column; absent is not known."""
    about = {fact.name: _about(fact, one) for fact in ABOUT}
    return about if one.analysis is None else about | _known(one.analysis)


def _about(fact: Told, one: Opened) -> str | None:
    text = fact.of(one.task, one.outcome)
    return _text(told(text) if fact.is_told else text) or None


def _write_page(cohort: Cohort, out: Path) -> Path:
    from formcheck.report.cohort import cohort_page

    with draft_of(out / PAGE) as draft:
        draft.write_bytes(_text(cohort_page(cohort)).encode())
    return out / PAGE


def _known(analysis: Analysis) -> dict[str, Any]:
    """Facts, findings and numbers of an analysis."""
    found: dict[str, Any] = {fact.name: _plain(fact.of(analysis)) for fact in FACTS}
    found |= {FINDING + finding.topic: finding.level for finding in analysis.findings}
    measured = {m.key: m for m in analysis.measurements}
    for number in numbers():
        if number.key in measured:
            found |= _four(number.column, measured[number.key])
    return found


def _four(column: str, m: Measurement) -> dict[str, Any]:
    low, high = m.interval95 or (None, None)
    four = {column: m.value, column + LOW: low, column + HIGH: high, column + STATUS: m.status}
    return {name: _plain(value) for name, value in four.items()}


def _plain(value: Any) -> Any:
    """The value as a table holds it: six digits that count, text that any program reads."""
    if isinstance(value, str):
        return _text(value)
    return significant(value) if isinstance(value, float) else value


def _text(text: str) -> str:
    """The text with what is no Unicode, as names of files may be, spelt out."""
    return text.encode("utf-8", "backslashreplace").decode()


def _write_tables(made: Sequence[Row], every: Sequence[Column], out: Path) -> tuple[Path, ...]:
    from formcheck.batch.workbook import write_workbook

    frame = _frame(made, every)
    csv, parquet, excel = (out / f"summary.{kind}" for kind in ("csv", "parquet", "xlsx"))
    with draft_of(csv) as draft:
        _harmless(frame).write_csv(draft)
    with draft_of(parquet) as draft:
        frame.write_parquet(draft, compression="zstd", statistics=True)
    with draft_of(excel) as draft:
        write_workbook(made, every, draft)
    return csv, parquet, excel


def _frame(made: Sequence[Row], every: Sequence[Column]) -> pl.DataFrame:
    """The rows as a table with all columns, each of its kind also where it is empty."""
    import polars as pl

    kinds = {"text": pl.String, "whole": pl.Int64, "number": pl.Float64, "yes": pl.Boolean}
    schema = {column.name: kinds[column.kind] for column in every}
    cells = {name: [row.get(name) for row in made] for name in schema}
    return pl.DataFrame(cells, schema=schema)


def _harmless(frame: pl.DataFrame) -> pl.DataFrame:
    """The same, with a ``'`` before each text that a spreadsheet would take for a formula."""
    import polars as pl

    text = pl.col(pl.String)
    return frame.with_columns(
        pl.when(text.str.contains(FORMULA)).then("'" + text).otherwise(text).name.keep()
    )


def _write_timings(pairs: Sequence[tuple[Task, Outcome]], out: Path) -> Path:
    """What the clips took: tries, seconds of the last, what went wrong in those before it."""
    import polars as pl

    kinds = {"clip": pl.String, "attempts": pl.Int64, "took_s": pl.Float64, "tries": pl.String}
    made = [
        (
            _text(task.name),
            o.attempts,
            significant(o.took_s, 4),
            _text("; ".join(map(told, o.tries))) or None,
        )
        for task, o in in_order(pairs)
    ]
    with draft_of(out / "timings.csv") as draft:
        _harmless(pl.DataFrame(made, schema=kinds, orient="row")).write_csv(draft)
    return out / "timings.csv"
