"""The shape of the package keeps itself."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import formcheck

PACKAGE = Path(formcheck.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))
STAGES = {"video", "pose", "picture", "clean", "gait", "metrics", "advice", "report"}
SHARED = {"types", "skeleton", "settings", "errors", "child", "__version__"}
# the only files, beside commands, that may know several stages
CORRIDOR = {
    "api.py", "checking.py", "comparing.py", "importing.py", "seeing.py", "bursts.py",
    "crowding.py", "writing.py", "remaking.py",
}  # fmt: skip
BOUNDARIES = {
    "cli.py",
    "batch/at_work.py",
    "batch/storage.py",
    "web/app.py",
}  # one broad except each: a run, a clip, a fetch by whatever driver, a request
HEAVY = {"cv2", "mediapipe", "av", "polars", "pydantic", "scipy", "numpy", "rich", "typer"}
HEAVY |= {"sqlalchemy", "alembic", "fastapi", "uvicorn"}
LONGEST_FUNCTION, LONGEST_FILE = 60, 300

EACH = pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
Function = ast.FunctionDef | ast.AsyncFunctionDef


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def ours(module: ast.Module) -> set[str]:
    """What a file imports of formcheck, by its first name below the package."""
    found = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module == "formcheck":
            names = [f"formcheck.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        else:
            continue
        found |= {n.split(".")[1] for n in names if n.startswith("formcheck.")}
    return found


def functions(module: ast.Module) -> Iterator[Function]:
    return (node for node in ast.walk(module) if isinstance(node, Function))


def length(function: Function) -> int:
    """Lines of a function without its docstring."""
    lines = (function.end_lineno or 0) - function.lineno + 1
    if ast.get_docstring(function) is not None:
        doc = function.body[0]
        lines -= (doc.end_lineno or 0) - doc.lineno + 1
    return lines


def is_broad(handler: ast.ExceptHandler) -> bool:
    """Catches everything and does not hand it on."""
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    every = any(k is None or ast.unparse(k) in ("Exception", "BaseException") for k in kinds)
    return every and not isinstance(handler.body[-1], ast.Raise)


@EACH
def test_a_stage_imports_only_itself_and_the_shared_nouns(path: Path) -> None:
    parts, imported = path.relative_to(PACKAGE).parts, ours(tree(path))
    if parts[0] in STAGES:
        assert imported <= SHARED | {parts[0]}
    elif parts[0] not in CORRIDOR and not parts[0].startswith("cli"):
        assert len(imported & STAGES) <= 1
    if parts[0].removesuffix(".py") in SHARED:
        assert imported <= SHARED


@EACH
def test_nothing_is_imported_relatively(path: Path) -> None:
    assert not [n for n in ast.walk(tree(path)) if isinstance(n, ast.ImportFrom) and n.level]


@EACH
def test_functions_and_files_stay_short(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST_FILE
    long = {f.name: length(f) for f in functions(tree(path)) if length(f) > LONGEST_FUNCTION}
    assert not long


@EACH
def test_every_file_says_what_it_is_for(path: Path) -> None:
    module = tree(path)
    assert not module.body or ast.get_docstring(module)


@EACH
def test_no_broad_except_but_at_the_boundaries(path: Path) -> None:
    handlers = [n for n in ast.walk(tree(path)) if isinstance(n, ast.ExceptHandler)]
    allowed = 1 if path.relative_to(PACKAGE).as_posix() in BOUNDARIES else 0
    assert sum(map(is_broad, handlers)) <= allowed


def test_the_stages_are_all_there() -> None:
    """A renamed folder must not slip out of the rules above."""
    assert {p.parent.name for p in PACKAGE.glob("*/__init__.py")} - {"_models"} >= STAGES


def test_importing_formcheck_loads_nothing_heavy() -> None:
    code = "import sys, formcheck; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in done.stdout.split()}
    assert "formcheck" in loaded
    assert not loaded & HEAVY
