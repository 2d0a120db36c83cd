"""From landmarks to gait: view, running part, contacts, scale, the running frame."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from formcheck.gait.activity import Motion, find_motion
from formcheck.gait.body import is_seen, leg_length_px
from formcheck.gait.contacts import Feet, find_ticks, side_contacts
from formcheck.gait.curves import curves
from formcheck.gait.even_times import evened
from formcheck.gait.frontal import frontal_contacts
from formcheck.gait.joints import to_joints
from formcheck.gait.level import Level
from formcheck.gait.mean_stride import mean_stride
from formcheck.gait.motion import Motion as CameraMotion
from formcheck.gait.motion import camera_motion
from formcheck.gait.one_size import to_one_size
from formcheck.gait.parts import steadiest, with_parts
from formcheck.gait.quality import check_quality
from formcheck.gait.refusal import no_running
from formcheck.gait.running_frame import Axes, stretched, to_running
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
from formcheck.gait.steady import steady_span, within
from formcheck.gait.still import unshaken
from formcheck.gait.timebase import find_slow_motion, one_speed
from formcheck.gait.unbroken import most_running
from formcheck.gait.view import YAW_LEFT, Outlook, facing, find_outlook
from formcheck.types import (
    Camera,
    Contact,
    Floats,
    Gait,
    GaitSummary,
    Runner,
    Track,
)

FOLD_BELOW_FPS: Final = 75.0  # faster clips show each step well enough on its own


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is known after looking at the whole clip, before single contacts.

    `exact` and `calm` show the runner of one size, `of_any_size` as the picture does.
    """

    exact: Track
    calm: Track
    outlook: Outlook
    motion: Motion
    leg_px: float
    of_any_size: Track

    @property
    def stride_s(self) -> float:
        return 2.0 / self.motion.step_hz


def find_gait(
    exact: Track, calm: Track, runner: Runner, *, view: str = "auto", level: Level | None = None
) -> Gait:
    """The gait of the longest steady running in a track.

    `exact` is the repaired track, `calm` the same smoothed; times are real time. A camera
    that moved is undone where `unshaken` has not done so before.

    Raises
    ------
    NoRunnerError : nobody is seen, nobody runs, or too few strides are alike
    """
    level = level or Level()
    whole = most_running(calm)
    exact, calm = (unshaken(track.part(whole)) for track in (exact, calm))
    seen = _look(exact, calm, view, level.roll_deg)
    axes = _axes(seen, level.roll_deg)
    path, progress = to_running(seen.calm, axes, seen.stride_s)
    precise, _ = to_running(seen.exact, axes, seen.stride_s)
    contacts, ticks_s = _contacts(seen, path, precise, runner.speed_mps)
    span = steady_span(ticks_s)
    if span is None:
        raise no_running(seen.motion, seen.calm, n_ticks=len(ticks_s))
    ticks_s = ticks_s[(ticks_s >= span[0]) & (ticks_s <= span[1])]
    contacts = within(contacts, span)
    gait = _assemble(seen, runner, level, (path, progress), contacts)
    folded = mean_stride(gait, precise, ticks_s) if _folds(seen.calm) else None
    return replace(gait, mean_stride=folded)


def _axes(seen: _Seen, roll_deg: float) -> Axes:
    outlook = seen.outlook
    return Axes(
        facing(outlook.direction), roll_deg, seen.leg_px, outlook.yaw_deg, outlook.near_side
    )


def _folds(track: Track) -> bool:
    return float(np.median(np.diff(track.times_s))) > 1.0 / FOLD_BELOW_FPS


def _look(exact: Track, calm: Track, view: str, roll_deg: float) -> _Seen:
    """View and running part; both tracks come back cut to the longest running."""
    if not is_seen(calm):
        raise no_running(None, calm)
    outlook = find_outlook(calm, view)
    leg_px = leg_length_px(calm, outlook.near_side)
    if not np.isfinite(leg_px):
        raise no_running(None, calm)
    motion = find_motion(calm, outlook.view, leg_px)
    first, last = steadiest(calm, motion, outlook.view, leg_px)
    if last - first < 8:
        raise no_running(motion, calm)
    part = slice(first, last)
    exact, calm = exact.part(part), calm.part(part)
    if not is_seen(calm):
        raise no_running(None, calm)
    seen, (exact, calm, _) = calm, to_one_size(exact, calm)
    outlook = find_outlook(calm, view)
    motion = find_motion(calm, outlook.view, leg_px)
    if not np.isfinite(motion.step_hz):
        raise no_running(motion, calm, n_ticks=0)
    if outlook.near_side is not None:
        front = facing(outlook.direction)
        exact, calm = (to_joints(t, front, leg_px, roll_deg) for t in (exact, calm))
        straight = replace(calm, xy=stretched(calm.xy, roll_deg, outlook.yaw_deg))
        near_px = leg_length_px(straight, outlook.near_side)
        return _Seen(exact, calm, outlook, motion, near_px, seen)
    return _Seen(exact, calm, outlook, motion, leg_length_px(calm, None), seen)


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
    seen: _Seen, path: Floats, precise: Floats, speed_mps: float | None
) -> tuple[tuple[Contact, ...], Floats]:
    """Contacts of both feet, and moments one stride apart to fold by."""
    calm = seen.calm
    if seen.outlook.near_side is None:
        return _frontal(seen, path, speed_mps)
    feet = Feet(_named(calm.names, precise), _named(calm.names, path), calm.times_s)
    ticks = find_ticks(feet, seen.outlook.near_side, seen.stride_s)
    contacts = side_contacts(feet, ticks, folded=_folds(calm))
    return contacts, ticks[seen.outlook.near_side]


def _frontal(
    seen: _Seen, path: Floats, speed_mps: float | None
) -> tuple[tuple[Contact, ...], Floats]:
    named = _named(seen.calm.names, path)
    height = (named["left_hip"] + named["right_hip"])[:, 1] / 2
    lead = (named["left_ankle"] - named["right_ankle"])[:, 1]
    contacts = frontal_contacts(height, lead, seen.calm.times_s, seen.motion.step_hz, speed_mps)
    return contacts, np.array([c.strike_s for c in contacts if c.side == "left"])


def _named(names: tuple[str, ...], path: Floats) -> dict[str, Floats]:
    return {name: path[:, k] for k, name in enumerate(names)}


def _assemble(
    seen: _Seen,
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


def _ground_speed(seen: _Seen, path: Floats, contacts: tuple[Contact, ...]) -> float:
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
