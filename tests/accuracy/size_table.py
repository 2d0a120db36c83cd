"""How landmarks suffer when the runner is small in the picture: a table, on clips rendered in 4K.

    PYTHONPATH=.:tests/accuracy python tests/accuracy/size_table.py 4K_CLIP.mp4 ...

Each clip, as `tests/accuracy/render/make_clips.py` writes it, is looked at in full and made smaller
(every pixel counts, as swscale does it). The error is that of `docs/accuracy.md`: distance from the
true joint, the constant offset of each landmark taken off, in % of the leg's length, near leg.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import truth

from formcheck import pose
from formcheck.types import Frame, Track
from formcheck.video import in_detail, open_source, read

SHARES = (1, 1 / 2, 1 / 3, 1 / 4, 1 / 6, 1 / 8, 1 / 10, 1 / 12, 1 / 16)
JOINTS = {"hip": "hip", "knee": "knee", "ankle": "ankle", "heel": "heel", "toe": "foot_index"}


def frames(clip: Path, share: float) -> Iterator[Frame]:
    """The clip's pictures, made smaller by that share."""
    for frame in read(in_detail(open_source(clip))):
        if share == 1:
            yield frame
        else:
            rgb = cv2.resize(frame.rgb, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
            yield replace(frame, rgb=np.ascontiguousarray(rgb))


def landmarks(look: Callable[[], Iterator[Frame]], looker: pose.Looker) -> Track:
    """The runner's landmarks, as `formcheck.seeing` finds them."""
    height, width = next(look()).rgb.shape[:2]
    crowd = pose.everybody(looker, look, (width, height))
    return pose.closely(looker, look, crowd, pose.choose_runner(crowd))[0]


def error_pct(track: Track, true: truth.Truth, share: float) -> tuple[float, float, float]:
    """Median, 95th percentile of the error in % of leg length, and share of frames seen."""
    side = true.near_side or "left"
    image = {name: share * true.image[f"{name}_{side[0]}"] for name in JOINTS}
    leg_px = np.median(
        sum(
            np.linalg.norm(image[a] - image[b], axis=1)
            for a, b in (("hip", "knee"), ("knee", "ankle"))
        )
    )
    off = []
    for name, landmark in JOINTS.items():
        apart = track[f"{side}_{landmark}"] - image[name][: len(track.times_s)]
        off.append(np.linalg.norm(apart - np.nanmedian(apart, axis=0), axis=1) / leg_px)
    errors = 100 * np.concatenate(off)
    seen = float(np.isfinite(track.xy[:, :, 0]).any(axis=1).mean())
    return float(np.nanmedian(errors)), float(np.nanpercentile(errors, 95)), seen


def main(clips: list[Path]) -> None:
    """Print the table."""
    print("| clip | longest side, px | runner's height, px | median, % | 95 %, % | seen |")
    print("|---|---|---|---|---|---|")
    for clip in clips:
        true = truth.load(clip)
        top, bottom = true.image["nose"][:, 1], true.image["heel_l"][:, 1]
        tall = 1.08 * np.median(bottom - top)  # from the nose to the crown is a twelfth
        longest = max(open_source(clip).stored_width, open_source(clip).stored_height)
        for share in SHARES:
            with pose.BACKENDS["mediapipe"]("heavy") as looker:
                track = landmarks(partial(frames, clip, share), looker)
            median, high, seen = error_pct(track, true, share)
            print(
                f"| {clip.stem} | {longest * share:.0f} | {tall * share:.0f} | {median:.2f}"
                f" | {high:.1f} | {seen:.0%} |",
                flush=True,
            )


if __name__ == "__main__":
    main([Path(word) for word in sys.argv[1:]])
