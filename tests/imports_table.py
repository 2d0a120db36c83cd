"""Writes the tables of `docs/imports.md` from what the importers and a runner of formulas say.

python tests/imports_table.py           writes them
python tests/imports_table.py --check   says whether they are up to date
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

import foreign_tracks as foreign
from formula_runner import Film, film

import formcheck
from formcheck import Settings
from formcheck.metrics import LABELS
from formcheck.pose.imports.layouts import LAYOUTS
from formcheck.types import Analysis, Track

PAGE = Path(__file__).parents[1] / "docs" / "imports.md"
MARK = re.compile(r"(<!-- table (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def main(*, check: bool) -> int:
    """Exit code: 1 when the page is not up to date and only looked at."""
    text = PAGE.read_text(encoding="utf-8")
    new = filled(text)
    if check:
        return int(new != text)
    PAGE.write_text(new, encoding="utf-8", newline="\n")
    return 0


def filled(text: str) -> str:
    """The page with its tables as they should be."""
    tables = {"sets": sets()}
    return MARK.sub(lambda found: f"{found[1]}{tables[found[2]]}\n{found[3]}", text)


def sets() -> str:
    """A row for each set of points: how many there are, and which numbers fall away."""
    lines = [
        "| points | known of 33 | fall away from the side | fall away from behind |",
        "|---|---|---|---|",
    ]
    films = [film(how=Film(view=view, seconds=8.0)) for view in ("side", "rear")]
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        ours = [
            _measured(foreign.mediapipe(f, place / f"{k}.json"), f) for k, f in enumerate(films)
        ]
        for layout in LAYOUTS:
            made = [
                foreign.mmpose(f, place / f"{layout.name}{k}.json", layout.name)
                for k, f in enumerate(films)
            ]
            theirs = [_measured(path, f) for path, f in zip(made, films, strict=True)]
            lost = [_lost(*pair) for pair in zip(ours, theirs, strict=True)]
            lines.append(f"| {layout.name} | {len(layout.places)} | {lost[0]} | {lost[1]} |")
        made = [foreign.trc(f, place / f"{k}.trc") for k, f in enumerate(films)]
        theirs = [_measured(path, f) for path, f in zip(made, films, strict=True)]
        lost = [_lost(*pair) for pair in zip(ours, theirs, strict=True)]
        lines.append(f"| TRC of Sports2D (17 markers) | 17 | {lost[0]} | {lost[1]} |")
    return "\n".join(lines)


def _measured(path: Path, track: Track) -> Analysis:
    width, height = track.size_px
    asked = Settings(height_m=1.7, fps=60.0, size=f"{width}x{height}")
    return formcheck.study(path, asked).analysis


def _lost(ours: Analysis, theirs: Analysis) -> str:
    """Labels of what is measured of ours and not of theirs."""
    lost = [
        LABELS[m.id]
        for m in theirs.measurements
        if m.value is None and m.id in LABELS and ours.measurement(m.id, m.side).value is not None
    ]
    return "; ".join(dict.fromkeys(lost)) or "nothing"


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv))
