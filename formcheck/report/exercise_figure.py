"""Gives the drawing of an exercise, ready to stand in a page of any language."""

from __future__ import annotations

import re
from html import escape
from importlib.resources import files

_LABELS = re.compile(r"<(title|desc)[^>]*>.*?</\1>\n?", re.DOTALL)
_NAMED_BY = re.compile(r' aria-labelledby="[^"]*"')


def exercise_figure(id: str, label: str) -> str:
    """SVG text for a page, with `label` as its text alternative; "" where nothing is drawn.

    The file's own English title goes, so that a reader aloud speaks one language.
    """
    drawn = files("formcheck.report") / "figures" / f"{id}.svg"
    if not drawn.is_file():
        return ""
    text = _LABELS.sub("", drawn.read_text(encoding="utf-8"))
    return _NAMED_BY.sub(f' aria-label="{escape(label)}"', text, count=1).strip()
