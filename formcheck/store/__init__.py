"""Keeps analyses of people from visit to visit: pseudonymous ids, clips, analyses, nothing else.

An embedded SQLite file unless told otherwise; PostgreSQL by its address. Each function takes a
`place`: a file, a folder, an address, an engine of `opened`, or None for `default_place`. What
else wants to keep things (jobs, users) adds its tables in a migration, and opens with `opened`.

    tables.py                    what is kept
    migrations/versions/NNNN_*   how it came to be; one file for each change of the tables
    opening.py, migrating.py     open a history, bring it up to this version
    adding.py, reading.py, deleting.py, export.py, traces.py

SQLAlchemy is loaded on the first call, not on import of formcheck.
"""

from __future__ import annotations

from formcheck.store.adding import add
from formcheck.store.deleting import delete, scrub
from formcheck.store.export import export
from formcheck.store.ids import checked_runner
from formcheck.store.nouns import Entry, Origin, RunnerSummary
from formcheck.store.opening import Place, opened
from formcheck.store.places import default_place, shown
from formcheck.store.reading import entries, entry, outdated, runners, text, visits
from formcheck.store.traces import Traces, remove_traces, traces_of

__all__ = [
    "Entry",
    "Origin",
    "Place",
    "RunnerSummary",
    "Traces",
    "add",
    "checked_runner",
    "default_place",
    "delete",
    "entries",
    "entry",
    "export",
    "opened",
    "outdated",
    "remove_traces",
    "runners",
    "scrub",
    "shown",
    "text",
    "traces_of",
    "visits",
]
