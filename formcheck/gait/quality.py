"""What about the clip makes its numbers better or worse, in words for whoever films."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import numpy as np

from formcheck.gait.picture_quality import look_checks
from formcheck.gait.scale import DISAGREEMENT
from formcheck.gait.slope import seems_steep
from formcheck.gait.verdict import HARM, ordered
from formcheck.skeleton import SIDES
from formcheck.types import Gait, Looks, QualityCheck, Track
from formcheck.types.said import Said

# Limits by us, from the recording protocol of the running-gait literature (60 frames a
# second or more, camera square within 10-15 deg, seven strides or more: Dingenen 2018).
LEAST_FPS: Final = 50.0
FEWEST_STRIDES: Final = 7
LEAST_HEIGHT_SHARE: Final = 0.3
LEAST_FEET_SEEN: Final = 0.8
LEAST_HEAD_SEEN: Final = 0.5
MOST_YAW_DEG: Final = 15.0
MOST_SWAPS: Final = 0.1
# each source of scale, and what to check about it
SCALE_WORDS: Final = {
    "height": (Said("height"), Said("the height")),
    "speed": (Said("speed"), Said("the speed")),
    "known_length": (Said("the known length"), Said("its two points and metres")),
    "imported": (Said("the imported file"), Said("the height it was made with")),
}


NO_BACKGROUND: Final = (
    Said("not known whether the camera stood still"),
    Said("Add the clip that the track was made from."),
)
NO_FEET: Final = (
    Said("this landmark set has no heel and toe"),
    Said("Use a network that finds heels and toes: Halpe26, BODY_25 or COCO-WholeBody."),
)
OTHER_POINTS: Final = QualityCheck(
    "known_points",
    False,
    Said("the points are those of another network; nothing of them is corrected"),
    Said("Let formcheck look at the clip itself for smaller margins."),
    0.25,
)


def check_quality(
    gait: Gait, track: Track, looks: Looks | None = None, n_people: int = 1, every: int = 1
) -> tuple[QualityCheck, ...]:
    """Every check in `CHECKS` and of the pictures, what hurts most first.

    `track` is the repaired track before smoothing, of one in `every` pictures of the clip.
    """
    rate, *others = (check(gait, track) for check in CHECKS)
    made = [_as_asked(rate, every), *others, one_person(n_people)]
    made += [] if track.points.is_blazepose else [OTHER_POINTS]
    return ordered([*made, *look_checks(looks)])


def _as_asked(rate: QualityCheck, every: int) -> QualityCheck:
    """The check of the frame rate, where the user asked for fewer pictures than there are."""
    if rate.ok or every == 1:
        return rate
    return replace(
        rate,
        detail=Said(
            "{detail} looked at, one in {every} of the clip", detail=rate.detail, every=every
        ),
        advice=Said("Look at all pictures for more exact times."),
        harm=HARM["frame_rate"][0],
    )


def one_person(n_people: int) -> QualityCheck:
    """Whether the runner is alone in the picture: others may hide the legs."""
    detail = (
        Said("{n_people} people are in the picture", n_people=n_people)
        if n_people > 1
        else Said("one person in the picture")
    )
    return QualityCheck("one_person", n_people <= 1, detail)


def _frame_rate(gait: Gait, track: Track) -> QualityCheck:
    fps = 1.0 / float(np.mean(np.diff(track.times_s)))  # lost pictures count
    good = fps >= LEAST_FPS
    return QualityCheck("frame_rate", good, Said("{fps:.0f} frames a second", fps=fps))


def _strides(gait: Gait, track: Track) -> QualityCheck:
    n = min(sum(c.side == side for c in gait.contacts) for side in SIDES)
    good = n >= FEWEST_STRIDES
    return QualityCheck("strides", good, Said("{n} landings of each foot in the steady part", n=n))


def _runner_size(gait: Gait, track: Track) -> QualityCheck:
    return runner_size(height_share(track))


def runner_size(share: float) -> QualityCheck:
    """Whether the runner fills enough of the picture's height."""
    good = share >= LEAST_HEIGHT_SHARE
    return QualityCheck(
        "runner_size", good, Said("the runner fills {share:.0%} of the height", share=share)
    )


def height_share(track: Track) -> float:
    """Usual height of the person over that of the picture; 0 where too little is seen."""
    y = track.xy[..., 1]
    seen = np.isfinite(y).sum(axis=1) > 8
    if not seen.any():
        return 0.0
    tall = np.nanmax(y[seen], axis=1) - np.nanmin(y[seen], axis=1)
    return float(np.median(tall)) / track.size_px[1]


def _feet_visible(gait: Gait, track: Track) -> QualityCheck:
    if track.points.lacks("heel") and track.points.lacks("foot_index"):
        return QualityCheck("feet_visible", False, *NO_FEET, 0.45)
    sides = (gait.summary.near_side,) if gait.summary.near_side else SIDES
    feet = [track[f"{s}_{part}"][:, 0] for s in sides for part in ("heel", "foot_index")]
    share = float(np.isfinite(feet).mean())
    good = share >= LEAST_FEET_SEEN
    whose = Said("near foot") if gait.summary.near_side else Said("feet")
    return QualityCheck(
        "feet_visible",
        good,
        Said("{whose} seen in {share:.0%} of frames", whose=whose, share=share),
    )


def _whole_body(gait: Gait, track: Track) -> QualityCheck:
    """Whether the head is in the picture; feet have a check of their own."""
    head = [name for name in ("nose", "left_ear") if name not in track.points.absent]
    if not head:
        return QualityCheck("whole_body", True, Said("this landmark set has no head"))
    share = float(np.isfinite(sum(track[name][:, 0] for name in head)).mean())
    good = share >= LEAST_HEAD_SEEN
    return QualityCheck("whole_body", good, Said("head seen in {share:.0%} of frames", share=share))


def _camera_still(gait: Gait, track: Track) -> QualityCheck:
    moving = gait.summary.camera.moving
    if gait.summary.camera.background_share == 0:
        return QualityCheck("camera_still", False, *NO_BACKGROUND, 0.2)
    detail = (
        Said("the camera moves; what it did was taken out")
        if moving
        else Said("the camera stands still")
    )
    return QualityCheck("camera_still", not moving, detail)


def _camera_square(gait: Gait, track: Track) -> QualityCheck:
    yaw = abs(gait.summary.camera.yaw_deg)
    good = yaw <= MOST_YAW_DEG or gait.summary.view in ("rear", "front")
    detail = Said("camera about {yaw:.0f}° off square (corrected up to 25°)", yaw=yaw)
    return QualityCheck("camera_square", good, detail)


def _camera_level(gait: Gait, track: Track) -> QualityCheck:
    camera = gait.summary.camera
    known = camera.roll_sd_deg < 2.0
    detail = (
        Said("camera tilted by {roll_deg:+.1f}° (corrected)", roll_deg=camera.roll_deg)
        if known
        else Said(
            "tilt of the camera not known for sure; something upright in the picture would show it"
        )
    )
    return QualityCheck("camera_level", known, detail)


def _leg_swaps(gait: Gait, track: Track) -> QualityCheck:
    share = gait.summary.swaps_repaired / len(track.times_s)
    good = share <= MOST_SWAPS
    detail = Said(
        "legs told apart again in {swaps_repaired} frames ({share:.0%})",
        swaps_repaired=gait.summary.swaps_repaired,
        share=share,
    )
    return QualityCheck("leg_swaps", good, detail)


def _scale_agrees(gait: Gait, track: Track) -> QualityCheck:
    apart, rivals = gait.scale_disagreement, gait.scale_rivals
    if apart is None or rivals is None:
        return QualityCheck("scale_agrees", True, Said("only one source of scale, or none"))
    (one, check), (other, check_too) = (SCALE_WORDS[source] for source in rivals)
    good = apart <= DISAGREEMENT
    detail = Said(
        "scale from {one} and from {other} differ by {apart:.0%}",
        one=one,
        other=other,
        apart=apart,
    )
    advice = Said(
        "Check {check}, {check_too} and that the camera stands square.",
        check=check,
        check_too=check_too,
    )
    if good:
        return QualityCheck("scale_agrees", True, detail)
    return QualityCheck("scale_agrees", False, detail, advice, HARM["scale_agrees"][0])


def _handrail(gait: Gait, track: Track) -> QualityCheck:
    sides = gait.summary.holding
    whose = (
        Said("both hands hold")
        if len(sides) > 1
        else Said("the {side} hand holds", side=Said(sides[0]))
        if sides
        else ""
    )
    detail = (
        Said("{whose} on; that changes posture and stride too", whose=whose)
        if sides
        else Said("no hand holds on")
    )
    return QualityCheck("handrail", not sides, detail)


def _slope(gait: Gait, track: Track) -> QualityCheck:
    seen, steep = gait.runner.incline_seen_pct, seems_steep(gait)
    detail = (
        Said("it looks like a slope of about {seen:.0f} %", seen=seen)
        if steep
        else Said("no slope seen")
    )
    return QualityCheck("slope", not steep, detail)


CHECKS: Final[tuple[Callable[[Gait, Track], QualityCheck], ...]] = (
    _frame_rate,
    _strides,
    _runner_size,
    _feet_visible,
    _whole_body,
    _camera_still,
    _camera_square,
    _camera_level,
    _leg_swaps,
    _scale_agrees,
    _handrail,
    _slope,
)
