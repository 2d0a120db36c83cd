"""Writes all that is kept about a runner, or everybody, into files that other programs read."""

from __future__ import annotations

import csv
import io
import json
import shutil
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Final

from formcheck.errors import SettingsError
from formcheck.store.nouns import Entry
from formcheck.store.opening import Place, opened
from formcheck.store.reading import entries, text
from formcheck.types import Analysis
from formcheck.types.said import Said

_ENTRY: Final = ("id", "runner", "day", "day_how", "clip", "sha256", "made_at", "version", "note")
_LATEST: Final = "is_latest"
_NUMBER: Final = (
    "analysis", "runner", "day", "measurement", "side", "value", "unit", "low95", "high95",
    "strides", "status", "reason", _LATEST,
)  # fmt: skip


def export(out: Path, runner: str | None = None, place: Place = None) -> tuple[Entry, ...]:
    """What was written: a folder, or one file where `out` ends in .zip.

    `history.json` and `analyses.csv` have a row per analysis, `measurements.csv` one per number,
    and `analyses/` each analysis file as it was made. Of each clip one analysis is the latest:
    means are taken over the rows of those alone.

    Raises
    ------
    SettingsError : there is nothing to write, or something is in the way
    """
    engine = opened(place)
    try:
        kept = entries(runner, place=engine)
        if not kept:
            raise SettingsError(
                Said("There is nothing to export."),
                Said("See who there is: formcheck history runners."),
            )
        files = _files(kept, {one.id: text(one.id, engine) for one in kept})
    finally:
        if engine is not place:
            engine.dispose()
    _write(out, files)
    return kept


def _files(kept: Sequence[Entry], texts: Mapping[int, str]) -> dict[str, str]:
    """Every file's content by its place."""
    from formcheck.report.json_file import from_json

    latest = {(e.runner, e.sha256): e.id for e in sorted(kept, key=lambda e: (e.made_at, e.id))}
    told = [_told(one, one.id in latest.values()) for one in kept]
    numbers = (
        (*row, str(one.id in latest.values()).lower())
        for one in kept
        for row in _numbers(one, from_json(texts[one.id]))
    )
    rows = ([row[name] for name in (*_ENTRY, "file", _LATEST)] for row in told)
    return {
        "history.json": json.dumps(told, indent=1, ensure_ascii=False) + "\n",
        "analyses.csv": _table((*_ENTRY, "file", _LATEST), rows),
        "measurements.csv": _table(_NUMBER, numbers),
        **{_name(one): texts[one.id] for one in kept},
    }


def _told(one: Entry, is_latest: bool) -> dict[str, object]:
    moments = {name: getattr(one, name).isoformat() for name in ("made_at", "first_at")}
    return asdict(one) | moments | {"file": _name(one), _LATEST: is_latest}


def _name(one: Entry) -> str:
    return f"analyses/{one.runner}_{one.day}_{one.id}.formcheck.json"


def _numbers(one: Entry, analysis: Analysis) -> Iterable[Sequence[object]]:
    for m in analysis.measurements:
        low, high = m.interval95 or (None, None)
        what = (m.id, m.side, m.value, m.unit, low, high, m.n, m.status, m.reason)
        yield (one.id, one.runner, one.day, *what)


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return made.getvalue()


def _write(out: Path, files: Mapping[str, str]) -> None:
    """All files, or none."""
    if out.is_file() or (out.is_dir() and any(out.iterdir())):
        raise SettingsError(
            Said("There is something at {out} already.", out=out),
            Said("Choose another folder with --out."),
        )
    part = out.with_name(f".{out.name}.part")
    try:
        part.parent.mkdir(parents=True, exist_ok=True)
        (_zipped if out.suffix == ".zip" else _laid_out)(part, files)
        if out.is_dir():
            out.rmdir()
        part.replace(out)
    except OSError as error:
        raise SettingsError(
            Said("Cannot write to {out}: {strerror}.", out=out, strerror=error.strerror or error),
            Said("Choose another folder with --out."),
        ) from error
    finally:
        shutil.rmtree(part) if part.is_dir() else part.unlink(missing_ok=True)


def _zipped(part: Path, files: Mapping[str, str]) -> None:
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)


def _laid_out(part: Path, files: Mapping[str, str]) -> None:
    shutil.rmtree(part, ignore_errors=True)
    for name, content in files.items():
        (part / name).parent.mkdir(parents=True, exist_ok=True)
        (part / name).write_text(content, encoding="utf-8", newline="\n")
