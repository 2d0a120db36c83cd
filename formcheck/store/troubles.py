"""Says in plain words what a database complains of, and what to do about it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, NoSuchModuleError

from formcheck.errors import HistoryError
from formcheck.store.places import file_of, shown
from formcheck.types.said import Said

BUSY: Final = Said("The history at {place} is in use by another program.", place="")
# What SQLite says, what that means, what to do.
_SIGNS: Final = (
    (
        ("locked", "busy"),
        BUSY,
        Said("Close that program, or wait a moment, and try again."),
    ),
    (
        ("readonly", "read-only", "unable to open", "permission denied", "access is denied"),
        Said("The history at {place} cannot be written to."),
        Said("Check that its folder and its file may be written to, or choose another: --history."),
    ),
    (
        ("not a database", "malformed", "corrupt", "file is encrypted", "disk i/o"),
        Said("The history at {place} is damaged, or no history."),
        Said("Put back a copy (docs/history.md), or choose another file with --history."),
    ),
    (
        ("full", "no space"),
        Said("There is no room left to write the history at {place}."),
        Said("Make room on that disk and try again."),
    ),
)
_SERVER: Final = (
    Said("The history at {place} cannot be reached."),
    Said("Check that the server runs, and its address, user and password."),
)
_OTHER: Final = (
    Said("The history at {place} cannot be used: {why}."),
    Said("Try again; if it stays, choose another with --history."),
)


@contextmanager
def plainly(url: URL) -> Iterator[None]:
    """Nothing; inside it what the database complains of is told as a `HistoryError`."""
    try:
        yield
    except DBAPIError as error:
        raise _told(url, str(error.orig)) from error
    except sqlite3.Error as error:
        raise _told(url, str(error)) from error
    except OSError as error:
        raise _told(url, error.strerror or str(error)) from error
    except (ImportError, NoSuchModuleError) as error:
        raise HistoryError(
            Said("A history on a server needs one more library."),
            Said("Install it: pip install 'formcheck[postgres]'."),
        ) from error


def _told(url: URL, why: str) -> HistoryError:
    """The first of the signs that is found in what was complained of."""
    found = [signs for signs in _SIGNS if any(sign in why.lower() for sign in signs[0])]
    if file_of(url) is None:
        problem, hint = _SERVER if "connection" in why.lower() else _OTHER
    else:
        problem, hint = found[0][1:] if found else _OTHER
    line = why.strip().splitlines()[0].rstrip(".") if why.strip() else "?"
    return HistoryError(Said(problem.template, place=shown(url), why=line), hint)
