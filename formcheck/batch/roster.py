"""What runners.csv says about single clips; a table of its columns, and every error at once."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from formcheck.batch.sheet import Row, Sheet, read_sheet
from formcheck.batch.walk import same
from formcheck.errors import SettingsError
from formcheck.settings import Settings
from formcheck.store.ids import checked_runner
from formcheck.types.said import Said

CLIP: Final = "clip"
RUNNER: Final = "runner"

Told = dict[str, Any]  # settings by their name
Read = Callable[[str, Path], Told]


def _number(name: str, per: float = 1.0) -> Read:
    """Reads a number in the unit people use; the setting is in that unit divided by `per`."""
    return lambda cell, home: {name: _float(cell) / per}


def _float(cell: str) -> float:
    """The number, written with a decimal point or comma."""
    try:
        value = float(cell.replace(",", "."))
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise SettingsError(Said("{text!r} is not a number.", text=cell), "")
    return value


def _word(name: str) -> Read:
    return lambda cell, home: {name: cell.lower()}


def _text(name: str) -> Read:
    return lambda cell, home: {name: cell}


def _factor(cell: str, home: Path) -> Told:
    return {"slow_motion": None if cell.lower() == "auto" else _float(cell)}


def _whole(cell: str, home: Path) -> Told:
    if not cell.isdecimal():
        raise SettingsError(Said("{text!r} is not a whole number.", text=cell), "")
    return {"person": int(cell)}


def _points(name: str) -> Read:
    """Reads numbers between spaces, semicolons, or commas where there is neither."""

    def read(cell: str, home: Path) -> Told:
        pieces = re.split(r"[;\s]+", cell) if re.search(r"[;\s]", cell) else cell.split(",")
        return {name: tuple(_float(piece.strip(",")) for piece in pieces if piece.strip(","))}

    return read


def _answers(cell: str, home: Path) -> Told:
    """The answers themselves: a file that changes later is another questionnaire."""
    from formcheck.advice import answers

    return {"questionnaire": answers(home / cell.replace("\\", "/"))}


COLUMNS: Final[Mapping[str, Read]] = {
    "height_cm": _number("height_m", 100.0),
    "speed_kmh": _number("speed_mps", 3.6),
    "incline_pct": _number("incline_pct"),
    "surface": _word("surface"),
    "view": _word("view"),
    "slow_motion": _factor,
    "part": _text("part"),
    "person": _whole,
    "point": _points("point"),
    "known_length": _points("known_length"),
    "vertical": _points("vertical"),
    "shoes": _text("shoes"),
    "questionnaire": _answers,
}
ALLOWED: Final = (CLIP, RUNNER, *COLUMNS)


@dataclass(frozen=True, slots=True)
class Entry:
    """What is said about one clip: settings by name, and who runs."""

    told: Told = field(default_factory=dict)
    runner: str = ""

    def settings(self, usual: Settings) -> Settings:
        """The settings of the batch with those of this clip."""
        return replace(usual, **self.told)


@dataclass(frozen=True, slots=True)
class Roster:
    """What a runners.csv says: an entry for each clip it names, by the name as it compares."""

    entries: Mapping[str, Entry] = field(default_factory=dict)

    def of(self, name: str) -> Entry:
        """What is said about the clip; nothing of those that are not named."""
        return self.entries.get(same(name), Entry())


def named_in(path: Path) -> tuple[str, ...]:
    """The clips a file names, whatever else it says; none where that cannot be read yet."""
    return tuple(row.cells.get(CLIP, "") for row in _as_meant(read_sheet(path)).rows)


def read_roster(path: Path, clips: Collection[str]) -> Roster:
    """What the file says about the clips.

    Raises
    ------
    SettingsError : it cannot be read, or says something that cannot be; all of it is listed
    """
    found = read_sheet(path)
    sheet = _as_meant(found)
    problems = _columns(found, sheet)
    entries: dict[str, Entry] = {}
    rows: dict[str, int] = {}
    known = {same(clip): clip for clip in clips}
    for row in sheet.rows if CLIP in sheet.columns else ():
        problems += _clip(row, known, rows)
        entry, wrong = _entry(row, path.parent)
        entries[same(row.cells[CLIP])] = entry
        problems += wrong
    if problems:
        raise _all(path.name, problems)
    return Roster(entries)


def _as_meant(sheet: Sheet) -> Sheet:
    """The sheet with names of columns as they are meant, where one alone comes near.

    A wrong name is an error all the same; this way what is wrong below it is said with it.
    """
    meant = {name: near for name in sheet.columns if (near := _meant(name, sheet.columns))}
    once = {name: near for name, near in meant.items() if [*meant.values()].count(near) == 1}
    columns = tuple(once.get(name, name) for name in sheet.columns)
    rows = tuple(
        replace(row, cells={once.get(name, name): cell for name, cell in row.cells.items()})
        for row in sheet.rows
    )
    return Sheet(columns, rows)


def _meant(name: str, columns: Sequence[str]) -> str:
    """The one column whose name is nearly this one and that is not there; "" for others."""
    if not name or name in ALLOWED:
        return ""
    near = difflib.get_close_matches(name, ALLOWED, 2)
    return near[0] if len(near) == 1 and near[0] not in columns else ""


def _columns(sheet: Sheet, meant: Sheet) -> list[str]:
    """What is wrong with the names of the columns; `meant` has them as they are meant."""
    problems: list[str] = []
    if CLIP not in meant.columns:
        problems.append(Said("There is no column {name}.", name=CLIP))
    for name in dict.fromkeys(filter(None, sheet.columns)):
        if sheet.columns.count(name) > 1:
            problems.append(Said("The column {name} is there twice.", name=name))
        if name not in ALLOWED:
            problems.append(_like(Said("There is no column {name!r}.", name=name), name, ALLOWED))
    return problems


def _clip(row: Row, known: Mapping[str, str], rows: dict[str, int]) -> list[str]:
    """What is wrong with the clip a row names; `rows` keeps which row names which clip."""
    name = same(row.cells[CLIP])
    if not row.cells[CLIP]:
        return [_at(row, CLIP, Said("It names no clip."))]
    if name in rows:
        words = Said("{name} is in row {row} already.", name=name, row=rows[name])
        return [_at(row, CLIP, words)]
    rows[name] = row.number
    if name in known:
        return []
    return [_at(row, CLIP, _like(Said("There is no clip {name!r}.", name=name), name, known))]


def _entry(row: Row, home: Path) -> tuple[Entry, list[str]]:
    """What a row says, and what is wrong with it."""
    told: Told = {}
    problems: list[str] = []
    if row.has_more:
        problems.append(Said("Row {row} has cells that belong to no column.", row=row.number))
    for name, read in COLUMNS.items():
        cell = row.cells.get(name, "")
        if not cell:
            continue
        try:
            said = read(cell, home)
            Settings(**said)
            told |= said
        except SettingsError as error:
            problems.append(_at(row, name, error.problem))
    runner = row.cells.get(RUNNER, "")
    problems += _no_code(row, runner)
    return Entry(told, runner), problems or _together(row, told)


def _no_code(row: Row, runner: str) -> list[str]:
    """What is wrong with who runs: tables are handed on, so names stay out of them."""
    try:
        checked_runner(runner or "nobody")
    except SettingsError as error:
        return [_at(row, RUNNER, error.problem)]
    return []


def _together(row: Row, told: Told) -> list[str]:
    """What is wrong with settings that are right one by one."""
    try:
        Settings(**told)
    except SettingsError as error:
        return [Said("Row {row}: {problem}", row=row.number, problem=error.problem)]
    return []


def _at(row: Row, column: str, problem: str) -> str:
    return Said("Row {row}, {column}: {problem}", row=row.number, column=column, problem=problem)


def _like(problem: str, name: str, known: Collection[str]) -> str:
    """The problem, with what may have been meant."""
    near = [k for k in known if k.rpartition("/")[2] == name]
    near = near or difflib.get_close_matches(name, list(known), 1)
    if not near:
        return problem
    return Said("{problem} Is it {meant}?", problem=problem, meant=near[0])


def _all(name: str, problems: Sequence[str]) -> SettingsError:
    """One error that lists them."""
    told: str = Said("{n} things are wrong in {name}:", n=len(problems), name=name)
    if len(problems) == 1:
        told = Said("One thing is wrong in {name}:", name=name)
    for problem in problems:
        told = Said("{first}\n{second}", first=told, second=problem)
    return SettingsError(told, Said("Change the file and start the batch again."))
