"""Knows what has been prepared for the desk, and whether it still fits what was measured.

DATA/clips/ID/desk/pictures.json, still.png, people.png, person_1.png ...
DATA/clips/ID/desk/desk.json, film.mp4
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from formcheck.types import Analysis
from formcheck.web.places import Places

STILL: Final = "still.png"
PICTURES: Final = "pictures.json"
FILM: Final = "film.mp4"
CURVES: Final = "desk.json"


def mark(analysis: Analysis) -> list[Any]:
    """What the film shows: another runner, part or clock wants another film."""
    people = [one.number for one in analysis.people if one.is_measured]
    part, factor = analysis.clip.part_s, analysis.clip.slow_motion.factor
    told = [analysis.settings.get(name) for name in ("person", "point", "quality")]
    return [*people, None if part is None else list(part), factor, *told]


def pictures(id: str, places: Places) -> dict[str, Any] | None:
    """The still of a clip and who is in it; None where that was not prepared."""
    return _read(places.desk(id) / PICTURES)


def film(id: str, places: Places, analysis: Analysis | None) -> dict[str, Any] | None:
    """The facts beside the film; None where there is none, or it shows something else by now."""
    found = _read(places.desk(id) / CURVES)
    if found is None or analysis is None or found["mark"] != mark(analysis):
        return None
    return found


def write(path: Path, content: dict[str, Any]) -> None:
    """Nothing; the facts stand at `path`, whole."""
    draft = path.with_suffix(".part")
    draft.write_text(json.dumps(content), encoding="utf-8")
    draft.replace(path)


def _read(path: Path) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return found
