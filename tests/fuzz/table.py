"""Writes docs/faults.md from what the code does: `python tests/fuzz/table.py`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from faults import ROWS, outcome

PAGE = Path(__file__).resolve().parents[2] / "docs" / "faults.md"
END = "<!-- end of the table -->"
HEAD = """# What happens with damaged files

FFmpeg runs in a process of its own that is told to open nothing but files, with a limit on
its memory and a watchdog. Whatever a file does to it, formcheck goes on: it uses the pictures
that were read and says so, or it refuses the file in one sentence.

This table is written by `python tests/fuzz/table.py`, and a test compares it with what the
code does. Each row is a file made for the purpose; numbers that depend on the version of
FFmpeg are shown as N.

| Fault | Outcome | What is said |
| --- | --- | --- |
"""


def table() -> str:
    """The page up to the end of the table."""
    rows = []
    for name, build in ROWS.items():
        with tempfile.TemporaryDirectory() as folder:
            how, said = outcome(build(Path(folder)))
        rows.append(f"| {name} | {how} | {said or '—'} |\n")
    return HEAD + "".join(rows) + END


def committed() -> tuple[str, str]:
    """The page as it stands: the table, and what follows it."""
    text = PAGE.read_text(encoding="utf-8") if PAGE.exists() else END + "\n"
    head, _, tail = text.partition(END)
    return head + END, tail


if __name__ == "__main__":
    PAGE.write_text(table() + committed()[1], encoding="utf-8")
