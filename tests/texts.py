"""Every text of formcheck that people read, with the files it stands in.

Texts are found where they are made: in ``_("...")`` and ``Said("...")``, in module tables that
are handed to them (``_(WORDS[key])``), in the data files, and in the tables of `TABLES`.
"""

from __future__ import annotations

import ast
import csv
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_args

from jinja2 import Environment
from jinja2.ext import extract_from_ast

import formcheck
from formcheck import settings
from formcheck.types import words
from formcheck.types.people import Doing

PACKAGE = Path(formcheck.__file__).parent
LOCALE = PACKAGE / "locale"
MARKS = {"_", "Said", "told"}
IDS = {
    "id", "claim", "signs", "needs", "rests_on", "advise_from", "topics", "exercises", "order",
    "place", "kind", "type", "views", "metrics", "unit_id",
}  # fmt: skip
ID = re.compile(r"[a-z0-9]+([_.:-][a-z0-9_%]+)*")
WORDY = re.compile(r"\b(and|runners)\b")  # a citation with words, which other languages have too
CITATION = re.compile(r"([^:]*(19|20)\d\d[a-z]?|doi:\S+)(, doi:\S+)?")
UNITS = ("steps/min", "% leg length", "cm", "m", "m/s", "s", "%", "deg")

Found = tuple[str, str]  # a text, and where it stands


def texts() -> dict[str, set[str]]:
    """Each text with the places it stands in."""
    found: dict[str, set[str]] = {}
    for text, place in (*_in_code(), *_in_pages(), *_in_toml(), *_in_csv(), *_in_tables()):
        if re.search(r"[^\W\d_]", re.sub(r"\{[^}]*\}", "", text)):
            found.setdefault(text, set()).add(place)
    return found


def _in_code() -> Iterator[Found]:
    for path in sorted(PACKAGE.rglob("*.py")):
        place = path.relative_to(PACKAGE.parent).as_posix()
        marks = MARKS if path.name == "said.py" else _marks(_tree(path))
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.Call) and _name(node.func) in marks and node.args:
                for text in _said(node.args[0], path):
                    yield text, place


def _marks(tree: ast.Module) -> set[str]:
    """What a file calls the functions that hold texts."""
    froms = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    names = {a.name for f in froms if (f.module or "").startswith("formcheck.") for a in f.names}
    return names & MARKS


def _said(node: ast.expr, path: Path) -> Iterator[str]:
    """Texts that an argument may be: itself, or what the module table it is taken from holds."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _said(node.body, path)
        yield from _said(node.orelse, path)
    elif isinstance(node, ast.Call) and _name(node.func) == "get":
        for argument in (node.func, *node.args[1:]):
            yield from _said(argument, path)
    else:
        table = _table(node, path)
        yield from _strings(table) if table is not None else ()


def _table(node: ast.expr, path: Path) -> ast.expr | None:
    """What a name at the root of an expression was set to, here or where it is imported from."""
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    if not isinstance(node, ast.Name):
        return None
    return _constants(path).get(node.id)


@cache
def _constants(path: Path) -> dict[str, ast.expr]:
    """Module constants of a file, and those it imports from formcheck."""
    known: dict[str, ast.expr] = {}
    for node in _tree(path).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            known[node.targets[0].id] = node.value
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
            known[node.target.id] = node.value
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("formcheck."):
            source = PACKAGE.parent / f"{(node.module or '').replace('.', '/')}.py"
            names = {a.name for a in node.names if a.name.isupper()}
            if source.is_file() and names:
                known |= {k: v for k, v in _constants(source).items() if k in names}
    return known


def _strings(node: ast.expr) -> Iterator[str]:
    """Texts in a table; the keys of a dict, and ids of several words, are none."""
    value = node.value if isinstance(node, ast.Constant) else None
    if isinstance(value, str) and not ("_" in value and ID.fullmatch(value)):
        yield value
    for part in _inside(node):
        yield from _strings(part)


def _inside(node: ast.expr) -> list[ast.expr]:
    """The parts of a table."""
    if isinstance(node, ast.Dict):
        return node.values
    if isinstance(node, ast.Tuple | ast.List):
        return node.elts
    return node.args if isinstance(node, ast.Call) else []


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _name(function: ast.expr) -> str:
    return getattr(function, "id", getattr(function, "attr", ""))


def _in_pages() -> Iterator[Found]:
    """Texts of the page templates, which call ``_`` as well."""
    for path in sorted(p for p in PACKAGE.rglob("*") if p.suffix in (".html", ".j2")):
        place = path.relative_to(PACKAGE.parent).as_posix()
        source = path.read_text(encoding="utf-8")
        tree = Environment().parse(source)
        for _line, _call, text in extract_from_ast(tree, ("_",)):
            yield from [(text, place)] if isinstance(text, str) else []


def _in_toml() -> Iterator[Found]:
    for path in sorted(PACKAGE.rglob("*.toml")):
        if LOCALE not in path.parents:
            place = path.relative_to(PACKAGE.parent).as_posix()
            for text in _leaves(tomllib.loads(path.read_text(encoding="utf-8"))):
                yield text, place


def _leaves(value: Any, key: str = "") -> Iterator[str]:
    """Texts of a data file: no ids, and no sources that only name a study."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in IDS or isinstance(inner, dict):
                yield from _leaves(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner, key)
    elif isinstance(value, str) and not ID.fullmatch(value):
        is_citation = key == "sources" and _is_citation(value)
        yield from [] if is_citation else [value]


def _is_citation(text: str) -> bool:
    """Whether a text names a study and nothing else."""
    return CITATION.fullmatch(text) is not None and WORDY.search(text) is None


def _in_csv() -> Iterator[Found]:
    for path in sorted(PACKAGE.rglob("*.csv")):
        place = path.relative_to(PACKAGE.parent).as_posix()
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row.get("source") and not _is_citation(row["source"]):
                    yield row["source"], place


def _in_tables() -> Iterator[Found]:
    """Words that are ids as well, and labels of measurements."""
    yield from _word_ids()
    yield from _labels()


def _word_ids() -> Iterator[Found]:
    kinds = (
        words.View, words.Surface, words.Activity, words.Setting, words.MeasuredSide, Doing,
        settings.Quality,
    )  # fmt: skip
    for kind in kinds:
        yield from ((word, "formcheck/types/words.py") for word in get_args(kind))
    yield from ((unit, "formcheck/report/numbers.py") for unit in UNITS)
    for word in ("given", "estimated", "height", "speed", "known length", "incline",
                 "slow motion", "km/h", "times", "damaged", "missing"):  # fmt: skip
        yield word, "formcheck/settings.py"


def _labels() -> Iterator[Found]:
    from formcheck.metrics import DERIVED, METRICS
    from formcheck.report import advice_lines, foot_strike, lines, terminal

    for row in (*METRICS, *DERIVED):
        yield row.label, "formcheck/metrics/table.py"
        if not _is_citation(row.source):
            yield row.source, "formcheck/metrics/table.py"
    levels = (level for level, _style in (*advice_lines._LEVELS.values(), advice_lines._ALSO))
    for word in ("no verdict", *levels, *terminal._STATUS):
        yield word, "formcheck/report/terminal.py"
    for line in lines.LINES.values():
        yield line.words, "formcheck/report/lines.py"
        yield line.word, "formcheck/report/lines.py"
    yield from ((name, "formcheck/report/foot_strike.py") for name in foot_strike._NAMES)
