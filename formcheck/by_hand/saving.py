"""Puts a file of corrections in its place, whole or not at all; takes it away."""

from __future__ import annotations

from pathlib import Path

from formcheck.errors import SettingsError
from formcheck.types.said import Said


def save(path: Path, text: str) -> None:
    """Nothing; the file has this text.

    Raises
    ------
    SettingsError : it cannot be written; what was there before is still there
    """
    draft = path.with_name(f".{path.name}.part")
    try:
        draft.write_text(text, encoding="utf-8", newline="\n")
        draft.replace(path)
    except OSError as error:
        raise _cannot(path, error) from error
    finally:
        draft.unlink(missing_ok=True)


def erase(path: Path) -> bool:
    """Whether there was such a file; there is none now.

    Raises
    ------
    SettingsError : it cannot be taken away
    """
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise _cannot(path, error) from error
    return True


def _cannot(path: Path, error: OSError) -> SettingsError:
    return SettingsError(
        Said("Cannot write {path}: {why}.", path=path, why=error.strerror or error),
        Said("Name a file elsewhere with --corrections."),
    )
