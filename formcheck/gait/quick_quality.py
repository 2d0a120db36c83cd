"""The checks of a clip that a few short looks allow, with the names of the full ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Final

import numpy as np

from formcheck.gait.picture_quality import look_checks
from formcheck.gait.quality import (
    FEWEST_STRIDES,
    LEAST_FEET_SEEN,
    LEAST_FPS,
    MOST_YAW_DEG,
    height_share,
    one_person,
    runner_size,
)
from formcheck.gait.verdict import ordered, verdict
from formcheck.skeleton import SIDES
from formcheck.types import Clip, Looks, QualityCheck, Track, Verdict
from formcheck.types.said import Said

STRIDE_S: Final = 0.8  # 150 steps a minute, a slow runner's; chosen by us, to ask enough

# A quick look promises less than an analysis does.
LINES: Final = {
    "good": Said("Looks good: it can be analysed."),
    "usable": Said("Can be analysed; some numbers will be less sure."),
    "poor": Said("Hardly good enough: better film again."),
}


def quick_verdict(checks: Sequence[QualityCheck]) -> Verdict:
    """The word for the worst of the checks, with a line that promises no more than they tell."""
    word = verdict(checks).word
    return Verdict(word, LINES[word])


def quick_checks(
    clip: Clip,
    tracks: Sequence[Track],
    yaws_deg: Sequence[float] = (),
    looks: Sequence[Looks] = (),
    n_people: int = 1,
) -> tuple[QualityCheck, ...]:
    """Checks from the clip, the person's tracks in the moments looked at, and those pictures.

    `yaws_deg` are those of the side views only. What nobody could see is not checked.
    """
    fps, long_enough = clip.fps_effective, clip.duration_s >= FEWEST_STRIDES * STRIDE_S
    made = [
        QualityCheck("frame_rate", fps >= LEAST_FPS, Said("{fps:.0f} frames a second", fps=fps)),
        QualityCheck(
            "strides",
            long_enough,
            Said("the clip lasts {duration_s:.1f} s", duration_s=clip.duration_s),
        ),
        one_person(n_people),
    ]
    if tracks:
        made += [_size(tracks), _feet(tracks)]
    if yaws_deg:
        yaw = abs(float(np.median(yaws_deg)))
        detail = Said("camera about {yaw:.0f}° off square", yaw=yaw)
        made.append(QualityCheck("camera_square", yaw <= MOST_YAW_DEG, detail))
    return ordered([*made, *look_checks(_together(looks))])


def _size(tracks: Sequence[Track]) -> QualityCheck:
    return runner_size(float(np.median([height_share(track) for track in tracks])))


def _feet(tracks: Sequence[Track]) -> QualityCheck:
    """Of the foot that is seen more often: from the side the far one may hide."""
    share = float(np.median([max(_foot_share(track, side) for side in SIDES) for track in tracks]))
    good = share >= LEAST_FEET_SEEN
    return QualityCheck(
        "feet_visible", good, Said("feet seen in {share:.0%} of the pictures", share=share)
    )


def _foot_share(track: Track, side: str) -> float:
    """Share of the pictures with the person in which the foot is in the picture."""
    there = np.isfinite(track.xy[..., 0]).sum(axis=1) > 8
    foot = [np.isfinite(track[f"{side}_{part}"][:, 0]) for part in ("heel", "foot_index")]
    return float(np.mean(foot, axis=0)[there].mean()) if there.any() else 0.0


def _together(looks: Sequence[Looks]) -> Looks | None:
    """The middle of what the moments show; None where nothing was looked at."""
    if not looks:
        return None
    return Looks(
        **{f.name: _middle([getattr(one, f.name) for one in looks]) for f in fields(Looks)}
    )


def _middle(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return float(np.median(known)) if known else None
