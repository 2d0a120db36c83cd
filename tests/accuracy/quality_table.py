"""What each `--quality` costs in exactness: rendered runners measured in each, against their truth.

    python tests/accuracy/quality_table.py [--write] [CLIP ...]

Clips are those at hand (`rendered.py`), or those of them that are named. Means are over the numbers
that every quality gives, so that all are judged by the same.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import numpy as np

HERE: Final = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent / "speed")]
import rendered  # noqa: E402 - beside this file
from rows import Row  # noqa: E402
from sections import put  # noqa: E402

import formcheck  # noqa: E402
from formcheck.settings import QUALITIES, Quality  # noqa: E402

# What is shown of a metric: its words, factor to the unit shown, that unit.
SHOWN: Final = {
    "cadence": ("cadence", 1.0, "spm"),
    "initial_contact": ("initial contact", 1.0, "ms"),
    "contact_time": ("contact time", 1000.0, "ms"),
    "overstride": ("overstride", 1.0, "%leg"),
    "tibia_angle": ("shank angle", 1.0, "deg"),
    "knee_flexion_stance": ("knee bend under load", 1.0, "deg"),
    "foot_strike_angle": ("foot angle at landing", 1.0, "deg"),
    "trunk_lean": ("trunk lean", 1.0, "deg"),
    "vertical_oscillation": ("rise and fall", 1.0, "cm"),
    "trunk_rotation": ("shoulder turn", 1.0, "deg"),
    "arm_swing": ("arm swing", 1.0, "deg"),
    "step_width": ("step width", 1.0, "cm"),
}

Key = tuple[str, str, str, str]
Scores = dict[Quality, dict[Key, Row]]


def scores(names: Iterable[str]) -> Scores:
    """Every row of every clip, for each quality."""
    wanted = set(names)
    found: Scores = {quality: {} for quality in QUALITIES}
    for path, which in rendered.clips().items():
        if wanted and path.stem not in wanted:
            continue
        for quality, rows in found.items():
            rows.update((key(row), row) for row in _scored(path, which, quality))
        print(path.stem, file=sys.stderr, flush=True)
    return found


def key(row: Row) -> Key:
    """What two rows of the same number share."""
    return row.clip, row.metric, row.side, row.part


def _scored(path: Path, which: rendered.Set, quality: Quality) -> list[Row]:
    true, clip = rendered.truth_of(path), rendered.about(path, which)
    try:
        study = formcheck.study(
            path,
            formcheck.Settings(height_m=true.height_m, speed_mps=true.speed_mps, quality=quality),
        )
    except formcheck.FormcheckError as error:
        return rendered.refused(clip, true, str(error))
    return [r for r in rendered.score_study(clip, study, true) if r.algorithm == "formcheck"]


def lines(found: Scores) -> Iterator[str]:
    """The table: a column for each quality."""
    yield f"| mean absolute error |  | {' | '.join(found)} |"
    yield "|---" * (len(found) + 2) + "|"
    for metric, (words, factor, unit) in SHOWN.items():
        shared = common(found, metric)
        if shared:
            means = (f"{factor * _mean_error(rows, shared):.3g}" for rows in found.values())
            yield f"| {words}, n = {len(shared)} | {unit} | {' | '.join(means)} |"
    yield f"| numbers given |  | {' | '.join(str(_given(rows)) for rows in found.values())} |"
    yield f"| clips refused |  | {' | '.join(str(_refused(rows)) for rows in found.values())} |"
    inside = (f"{_inside(rows):.1%}" for rows in found.values())
    yield f"| truth inside the 95 % interval |  | {' | '.join(inside)} |"


def common(found: Scores, metric: str) -> list[Key]:
    """The numbers of a metric that every quality gives and whose truth is known."""
    sets = [
        {k for k, row in rows.items() if k[1] == metric and row.error is not None}
        for rows in found.values()
    ]
    return sorted(set.intersection(*sets))


def _mean_error(rows: dict[Key, Row], keys: list[Key]) -> float:
    return float(np.mean([abs(rows[k].error or 0.0) for k in keys]))


def _given(rows: dict[Key, Row]) -> int:
    return sum(row.found is not None for row in rows.values())


def _refused(rows: dict[Key, Row]) -> int:
    """Clips without a single number."""
    clips = {row.clip for row in rows.values()}
    return len(clips - {row.clip for row in rows.values() if row.found is not None})


def _inside(rows: dict[Key, Row]) -> float:
    known = [row.inside for row in rows.values() if row.inside is not None]
    return float(np.mean(known)) if known else float("nan")


def main() -> None:
    """Score and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("clips", nargs="*", help="names without .mp4; none is all at hand")
    parser.add_argument("--write", action="store_true", help="put it into docs/speed.md")
    told = parser.parse_args()
    found = scores(told.clips)
    n_clips = len({k[0] for k in found["best"]})
    text = f"{n_clips} rendered clips, near and far side.\n\n" + "\n".join(lines(found))
    print(text)
    if told.write:
        put("qualities", text)


if __name__ == "__main__":
    main()
