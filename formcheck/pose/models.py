"""The pose networks that ship with formcheck, and whether they are intact."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from formcheck.errors import ModelError
from formcheck.settings import Model
from formcheck.types.said import Said

# Networks of npm package @mediapipe/pose 0.5.1675469404 (Apache-2.0), bundled by
# models/build.py; landmarks identical to those of the official bundles.
SHA256: Final[dict[Model, str]] = {
    "heavy": "7a26d967b67f9af72cb70e146e6574f8741c34065f2982f86a63c52985bc49aa",
    "full": "f3509feb4d9aca617a3d5eb77a4ed2d7707b7b959d90535720228b3c7cc8338f",
    "lite": "66040e560a0e09c63c2eadc8e552084faf167a486a208baa941a530a5c2b1ade",
}
_PACKAGE: Final = Path(__file__).resolve().parent.parent
_HOMES: Final = (_PACKAGE / "_models", _PACKAGE.parent / "models")
_HINT: Final = Said("Install formcheck again; the networks come with it and are never downloaded.")


@dataclass(frozen=True, slots=True)
class ModelState:
    """One network on this machine: where it should be and what is wrong with it, if anything."""

    name: Model
    path: Path
    size_bytes: int
    problem: str | None


def model_path(name: Model) -> Path:
    """Where that network lies, its content checked.

    Raises
    ------
    ModelError : the file is missing or damaged
    """
    state = inspect_model(name)
    if state.problem is not None:
        raise ModelError(
            Said(
                "The pose network {name} is {problem}.",
                name=state.path.name,
                problem=Said(state.problem),
            ),
            _HINT,
        )
    return state.path


def inspect_model(name: Model) -> ModelState:
    """The state of one network; reads the whole file to be sure."""
    candidates = [home / f"pose_landmarker_{name}.task" for home in _HOMES]
    path = next((p for p in candidates if p.is_file()), candidates[0])
    if not path.is_file():
        return ModelState(name, path, 0, "missing")
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    problem = None if found == SHA256[name] else "damaged"
    return ModelState(name, path, path.stat().st_size, problem)
