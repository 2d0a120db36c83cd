"""Rendered clips, from pixels to rows: those of the repository and those in named folders.

FORMCHECK_FIT_CLIPS and FORMCHECK_TEST_CLIPS name folders made by ``render/make_clips.py``.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from rivals import score_rivals
from rows import Clip, Row, Set, row
from score import score_numbers, score_strikes, strikes_of
from true_metrics import true_values
from truth import Truth, load

import formcheck
from formcheck.types import Study

VIDEOS = Path(__file__).parents[2] / "videos"
FOLDERS: tuple[tuple[str, Set], ...] = (
    ("FORMCHECK_FIT_CLIPS", "fit"),
    ("FORMCHECK_TEST_CLIPS", "test"),
)


def clips() -> dict[Path, Set]:
    """Every rendered clip at hand and the set it belongs to."""
    found: dict[Path, Set] = {path: "fit" for path in whole(VIDEOS)}
    for variable, which in FOLDERS:
        folder = os.environ.get(variable)
        if folder:
            found |= dict.fromkeys(whole(Path(folder)), which)
    return found


def whole(folder: Path) -> list[Path]:
    """Clips of a folder that have their truth beside them, sorted."""
    named = (p for p in sorted(folder.glob("*.mp4")) if not p.name.startswith("part-"))
    return [p for p in named if p.with_suffix(".truth.npz").exists()]


@cache
def truth_of(path: Path) -> Truth:
    """What is true of a clip."""
    return load(path.with_suffix(""))


@cache
def study_of(path: Path) -> Study:
    """What formcheck says of a clip when it is told height and speed."""
    true = truth_of(path)
    return formcheck.study(
        path, formcheck.Settings(height_m=true.height_m, speed_mps=true.speed_mps)
    )


def about(path: Path, which: Set) -> Clip:
    """What a row says of this clip."""
    true = truth_of(path)
    return Clip("rendered", path.stem, which, true.fps, true.view, true.near_side)


def refused(clip: Clip, true: Truth, why: str) -> list[Row]:
    """What could have been measured, and was not."""
    return [
        row(clip, key, value, None, unit="", status="not_measurable", reason=why)
        for key, value in true.values.items()
    ]


def score_clip(path: Path, which: Set) -> list[Row]:
    """Every row of one clip; of a clip that is refused, rows without numbers."""
    true, clip = truth_of(path), about(path, which)
    try:
        found = study_of(path)
    except formcheck.FormcheckError as error:
        return refused(clip, true, str(error))
    return score_study(clip, found, true)


def score_study(clip: Clip, found: Study, true: Truth) -> list[Row]:
    """Every row of what was said of one clip."""
    gait = found.analysis.gait
    values = true_values(true.motion.within(gait.steady_s))
    strikes = {side: true.strikes_s(side) for side in ("left", "right")}
    return [
        *score_numbers(clip, found.analysis.measurements, values),
        *score_strikes(clip, strikes_of(gait.contacts), strikes, gait.steady_s),
        *score_rivals(clip, found, true),
    ]
