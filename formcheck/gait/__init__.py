"""From landmarks to gait: view, running part, contacts, scale, the running frame."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from formcheck.errors import NoRunnerError
from formcheck.gait.body import leg_length_px
from formcheck.gait.contacts import Feet, find_ticks, side_contacts
from formcheck.gait.corrected import Rhythm, Steps, corrected
from formcheck.gait.curves import curves
from formcheck.gait.even_times import evened
from formcheck.gait.frontal import frontal_contacts
from formcheck.gait.joints import to_joints
from formcheck.gait.left_out import between
from formcheck.gait.level import Level
from formcheck.gait.looking import Seen, look
from formcheck.gait.mean_stride import mean_stride
from formcheck.gait.motion import Motion as CameraMotion
from formcheck.gait.motion import camera_motion
from formcheck.gait.parts import with_parts
from formcheck.gait.quality import check_quality
from formcheck.gait.refusal import less_left, no_running
from formcheck.gait.running_frame import Axes, to_running
from formcheck.gait.scale import (
    FRONTAL_LEG,
    OTHER_LEG_CV,
    SIDE_LEG,
    KnownLength,
    Way,
    by_height,
    by_length,
    find_scale,
    ground_speed_leg_s,
)
from formcheck.gait.setting import find_ground, with_speed
from formcheck.gait.steady import FEWEST_STRIDES
from formcheck.gait.still import unshaken
from formcheck.gait.timebase import find_slow_motion, one_speed
from formcheck.gait.unbroken import most_running
from formcheck.gait.view import YAW_LEFT, Outlook, facing
from formcheck.types import (
    Camera,
    Contact,
    Corrections,
    Floats,
    Gait,
    GaitSummary,
    Runner,
    Track,
)

FOLD_BELOW_FPS: Final = 75.0  # faster clips show each step well enough on its own


def find_gait(  # noqa: PLR0913 - what was seen, and what is said about it, one each
    exact: Track,
    calm: Track,
    runner: Runner,
    *,
    view: str = "auto",
    level: Level | None = None,
    corrections: Corrections | None = None,
) -> Gait:
    """The gait of the longest steady running in a track.

    `exact` is the repaired track, `calm` the same smoothed; times are real time. A camera
    that moved is undone where `unshaken` has not done so before. `corrections` are applied to
    the contacts that were found, before anything is read from them.

    Raises
    ------
    NoRunnerError : nobody is seen, nobody runs, or too few strides are alike
    SettingsError : a correction makes no sense here
    """
    level, by_hand = level or Level(), corrections or Corrections()
    left_out_s = by_hand.excluded_s
    whole = most_running(calm)
    exact, calm = (unshaken(track.part(whole)) for track in (exact, calm))
    try:
        seen = look(exact, calm, view, level.roll_deg, left_out_s)
    except NoRunnerError as why:
        raise less_left(why, left_out_s, calm) from why
    axes = _axes(seen, level.roll_deg)
    path, progress = to_running(seen.calm, axes, seen.stride_s)
    precise, _ = to_running(seen.exact, axes, seen.stride_s)
    steps = corrected(_contacts(seen, path, precise, by_hand, runner.speed_mps), by_hand)
    if steps.span_s is None:
        none = no_running(seen.motion, seen.calm, n_ticks=len(steps.ticks_s))
        raise less_left(none, left_out_s, calm)
    gait = _assemble(seen, runner, level, (path, progress), steps.contacts)
    known = None if corrections is None else replace(by_hand, unused=steps.unused)
    gait = replace(gait, left_out_s=left_out_s, corrections=known)
    folded = mean_stride(gait, precise, steps.steady_ticks_s) if _folds(seen.calm) else None
    return replace(gait, mean_stride=folded)


def _axes(seen: Seen, roll_deg: float) -> Axes:
    outlook = seen.outlook
    return Axes(
        facing(outlook.direction), roll_deg, seen.leg_px, outlook.yaw_deg, outlook.near_side
    )


def _folds(track: Track) -> bool:
    return float(np.median(np.diff(track.times_s))) > 1.0 / FOLD_BELOW_FPS


def at_joints(track: Track, gait: Gait) -> Track:
    """The track as measured: seen from the side, points moved to the joint centres."""
    summary = gait.summary
    if summary.near_side is None:
        return track
    leg_px = leg_length_px(track, summary.near_side)
    return to_joints(track, facing(summary.direction), leg_px, summary.camera.roll_deg)


def undoubted(gait: Gait) -> Runner:
    """The runner to compare with others: without a speed that the scale puts in doubt.

    The source of such a speed stays, so that it can be told from one that was never there.
    """
    if not gait.has_contradicting_scale:
        return gait.runner
    if gait.runner.speed_source == "given" and "speed" not in (gait.scale_rivals or ()):
        return gait.runner
    return replace(gait.runner, speed_mps=None)


def _contacts(
    seen: Seen, path: Floats, precise: Floats, by_hand: Corrections, speed_mps: float | None
) -> Steps:
    """Contacts of both feet as they are found, and moments one stride apart to fold by."""
    calm, near = seen.calm, seen.outlook.near_side
    frame_s = float(np.median(np.diff(calm.times_s)))
    rhythm = Rhythm(near or "left", seen.stride_s, frame_s)
    if near is None:
        contacts = _frontal(seen, path, by_hand, speed_mps)
        ticks_s = np.array([c.strike_s for c in contacts if c.side == "left"])
        return Steps(contacts, ticks_s, rhythm)
    both = _named(calm.names, precise), _named(calm.names, path)
    feet = Feet(*both, calm.times_s, by_hand.excluded_s)
    ticks = find_ticks(feet, near, seen.stride_s)
    return Steps(side_contacts(feet, ticks, folded=_folds(calm)), ticks[near], rhythm)


def _frontal(
    seen: Seen, path: Floats, by_hand: Corrections, speed_mps: float | None
) -> tuple[Contact, ...]:
    """Contacts of each stretch by itself: which foot stood is not known beyond a part left out."""
    named = _named(seen.calm.names, path)
    height = (named["left_hip"] + named["right_hip"])[:, 1] / 2
    lead = (named["left_ankle"] - named["right_ankle"])[:, 1]
    times_s, step_hz = seen.calm.times_s, seen.motion.step_hz
    found: list[Contact] = []
    for part in between(times_s, by_hand.excluded_s, FEWEST_STRIDES * seen.stride_s):
        found += frontal_contacts(height[part], lead[part], times_s[part], step_hz, speed_mps)
    return tuple(found)


def _named(names: tuple[str, ...], path: Floats) -> dict[str, Floats]:
    return {name: path[:, k] for k, name in enumerate(names)}


def _assemble(
    seen: Seen,
    runner: Runner,
    level: Level,
    paths: tuple[Floats, Floats],
    contacts: tuple[Contact, ...],
) -> Gait:
    path, progress = paths
    calm, outlook = seen.calm, seen.outlook
    camera = camera_motion(calm)
    foot_leg_s = _ground_speed(seen, path, contacts)
    ground = find_ground(seen.of_any_size, progress, foot_leg_s, camera)
    height_m = None if runner.height_cm is None else runner.height_cm / 100
    leg_share = FRONTAL_LEG if outlook.near_side is None else SIDE_LEG
    yaw_deg = 0.0 if outlook.near_side is None else outlook.yaw_deg
    leg_px, ours = seen.leg_px / leg_share, calm.points.is_blazepose
    of_height = None if ours or height_m is None else by_height(leg_px, height_m, OTHER_LEG_CV)
    scale = find_scale(
        leg_px,
        height_m if ours else None,
        runner.speed_mps,
        ground.speed_leg_s * seen.leg_px,
        (by_length(level.known_length, level.roll_deg, yaw_deg), level.imported, of_height),
    )
    summary = GaitSummary(
        view=outlook.view,
        view_confidence=outlook.confidence,
        direction=outlook.direction,
        near_side=outlook.near_side,
        activity="running",
        setting=ground.setting,
        camera=_camera(level, outlook, camera),
        steady_s=(contacts[0].strike_s, contacts[-1].strike_s),
        leg_length_px=seen.leg_px,
        scale_m_per_px=scale.m_per_px,
        scale_source=scale.source,
        scale_cv=scale.cv,
        swaps_repaired=calm.swaps_repaired,
        contacts=contacts,
    )
    m_per_leg = None if scale.m_per_px is None else scale.m_per_px * seen.leg_px
    known = with_speed(runner, ground, m_per_leg)
    return Gait(
        summary,
        known,
        path,
        progress,
        calm.world,
        calm.times_s,
        calm.names,
        scale.disagreement,
        scale_rivals=scale.furthest,
        pelvis=calm.pelvis if outlook.view == "rear" else None,
        ground_cv=ground.cv,
        is_ground_seen=ground.is_seen,
        ground_doubt=ground.doubt,
        points=calm.points,
    )


def _camera(level: Level, outlook: Outlook, camera: CameraMotion) -> Camera:
    """How the camera stood and moved; one that turned after the runner was square at times."""
    return Camera(
        level.roll_deg,
        level.roll_sd_deg,
        outlook.yaw_deg,
        float(np.hypot(outlook.yaw_sd_deg, YAW_LEFT * camera.swing_deg)),
        camera.moving,
        camera.shake_px,
        camera.seen,
    )


def _ground_speed(seen: Seen, path: Floats, contacts: tuple[Contact, ...]) -> float:
    near = seen.outlook.near_side
    if near is None:
        return float("nan")
    column = seen.calm.names.index
    foot = (path[:, column(f"{near}_heel"), 0] + path[:, column(f"{near}_foot_index"), 0]) / 2
    mine = tuple(c for c in contacts if c.side == near)
    return ground_speed_leg_s(foot, seen.calm.times_s, mine)


__all__ = [
    "KnownLength",
    "Level",
    "Way",
    "at_joints",
    "check_quality",
    "curves",
    "evened",
    "find_gait",
    "find_slow_motion",
    "one_speed",
    "undoubted",
    "unshaken",
    "with_parts",
]
