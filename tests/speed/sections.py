"""Puts what a benchmark measured into its section of docs/speed.md.

The document is written by hand but for what stands between two marks:

    <!-- quiet -->
    ...
    <!-- end of quiet -->
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

DOCUMENT: Final = Path(__file__).parents[2] / "docs" / "speed.md"


def put(section: str, text: str, document: Path = DOCUMENT) -> None:
    """Nothing; the section of the document holds this text.

    Raises
    ------
    KeyError : the document has no such section
    """
    old = document.read_text(encoding="utf-8")
    document.write_text(replaced(old, section, text), encoding="utf-8")


def replaced(old: str, section: str, text: str) -> str:
    """The document with another text in that section.

    >>> replaced("a <!-- x -->old<!-- end of x --> b", "x", "new").split()
    ['a', '<!--', 'x', '-->', 'new', '<!--', 'end', 'of', 'x', '-->', 'b']
    """
    start, end = f"<!-- {section} -->", f"<!-- end of {section} -->"
    new, n = re.subn(
        f"{re.escape(start)}.*?{re.escape(end)}",
        lambda _: f"{start}\n{text.strip()}\n{end}",
        old,
        flags=re.DOTALL,
    )
    if n != 1:
        raise KeyError(section)
    return new
