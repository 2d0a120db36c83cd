"""Where the network's points lie seen from the joint centres, measured on rendered clips.

    python tests/accuracy/offsets.py CLIP.mp4 [CLIP.mp4 ...]

Prints a table for the docs and for ``formcheck/gait/joints.py``: forward and up, percent of the
leg length as seen, mean and spread over the clips, near and far side apart. Side views only.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from formcheck.api import study
from formcheck.clean import clean, smooth
from formcheck.gait.body import leg_length_px
from formcheck.gait.running_frame import level
from formcheck.gait.view import facing
from formcheck.skeleton import Side, other
from formcheck.types import Bools, Floats, Study, Track

sys.path.insert(0, str(Path(__file__).parent))
from truth import Truth, load

JOINTS = ("shoulder", "elbow", "wrist", "hip", "knee", "ankle", "heel", "foot_index")
TRUE_NAME = {"foot_index": "toe"}


def offsets(found: Study, true: Truth, side: Side) -> dict[str, Floats]:
    """Joint to (forward, up): the clip's median, percent of the leg length."""
    track, summary = smooth(clean(found.raw)), found.analysis.gait
    assert summary.near_side is not None
    leg_px = leg_length_px(track, summary.near_side)
    inside = (track.times_s >= summary.steady_s[0]) & (track.times_s <= summary.steady_s[1])
    front, roll = facing(summary.direction), summary.camera.roll_deg
    return {
        joint: level(_away(track, true, side, joint, inside), roll) * front * 100 / leg_px
        for joint in JOINTS
    }


def _away(track: Track, true: Truth, side: Side, joint: str, inside: Bools) -> Floats:
    """Median way from the joint centre to the network's point, pixels; NaN when hardly seen."""
    centre = true.image[f"{TRUE_NAME.get(joint, joint)}_{side[0]}"]
    away = (track[f"{side}_{joint}"] - centre[: len(track.times_s)])[inside]
    seen = np.isfinite(away).all(axis=1)
    return np.median(away[seen], axis=0) if seen.sum() > 10 else np.full(2, np.nan)


def table(rows: dict[bool, list[dict[str, Floats]]]) -> list[str]:
    """A line per joint: near and far, forward and up, mean and spread over the clips."""
    lines = [
        "| point | near: ahead | near: above | far: ahead | far: above |",
        "|---|---|---|---|---|",
    ]
    for joint in JOINTS:
        cells = []
        for near in (True, False):
            each = np.stack([clip[joint] for clip in rows[near]])
            each = each[np.isfinite(each).all(axis=1)]
            cells += [f"{m:+.1f} ± {s:.1f}" for m, s in zip(*_mean_and_spread(each), strict=True)]
        lines.append(f"| {joint} | {' | '.join(cells)} |")
    return lines


def _mean_and_spread(each: Floats) -> tuple[Floats, Floats]:
    if len(each) < 2:
        return np.full(2, np.nan), np.full(2, np.nan)
    return each.mean(axis=0), each.std(axis=0, ddof=1)


def main(paths: list[Path]) -> None:
    """Print the table of those clips that are seen from the side."""
    rows: dict[bool, list[dict[str, Floats]]] = {True: [], False: []}
    for path in paths:
        true = load(path.with_suffix(""))
        if true.view != "side":
            continue
        found = study(path)
        near = found.analysis.gait.near_side
        assert near is not None
        rows[True].append(offsets(found, true, near))
        rows[False].append(offsets(found, true, other(near)))
        each = rows[True][-1]
        shown = "  ".join(f"{j} {each[j][0]:+.1f} {each[j][1]:+.1f}" for j in JOINTS)
        print(f"{path.stem:26s} {shown}", flush=True)
    print(f"\n{len(rows[True])} clips", *table(rows), sep="\n")


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
