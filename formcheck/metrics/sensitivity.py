"""The same gait seen a little differently: what each source of error does to a number."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from formcheck.skeleton import OFFSETS, SIDES, Side, aside
from formcheck.types import Gait, Runner

GIVEN_SPEED_CV = 0.02  # belts run 1-3 % off what they show


def struck_later(gait: Gait, by_s: float, side: Side | None = None) -> Gait:
    """The gait with every initial contact (of one foot) moved, toe-offs as they are."""
    contacts = tuple(
        replace(c, strike_s=c.strike_s + by_s) if side in (None, c.side) else c
        for c in gait.contacts
    )
    return replace(gait, summary=replace(gait.summary, contacts=contacts))


def left_later(gait: Gait, by_s: float, side: Side | None = None) -> Gait:
    """The gait with every toe-off (of one foot) moved, initial contacts as they are."""
    if all(c.off_s is None for c in gait.contacts):
        return gait
    contacts = tuple(
        replace(c, off_s=c.off_s + by_s) if c.off_s is not None and side in (None, c.side) else c
        for c in gait.contacts
    )
    return replace(gait, summary=replace(gait.summary, contacts=contacts))


def longer(gait: Gait, factor: float) -> Gait:
    """The gait by a clock that runs fast: everything lasts longer; a given speed stays."""
    contacts = tuple(
        replace(
            c,
            strike_s=c.strike_s * factor,
            off_s=None if c.off_s is None else c.off_s * factor,
        )
        for c in gait.contacts
    )
    summary, runner = replace(gait.summary, contacts=contacts), gait.runner
    if runner.speed_mps is not None and runner.speed_source == "estimated":
        runner = replace(runner, speed_mps=runner.speed_mps / factor)
    left_out_s = tuple((a * factor, b * factor) for a, b in gait.left_out_s)
    times_s = gait.times_s * factor
    return replace(gait, summary=summary, runner=runner, times_s=times_s, left_out_s=left_out_s)


def rolled(gait: Gait, by_deg: float) -> Gait:
    """The gait in a picture turned by that much."""
    turn = np.radians(by_deg)
    c, s = np.cos(turn), np.sin(turn)
    return replace(gait, path=gait.path @ np.array([[c, s], [-s, c]]))


def yawed(gait: Gait, by_deg: float) -> Gait:
    """The gait as it would be read were the camera turned by that much more.

    Side views are read as a square camera would see them, so only a wrong yaw matters:
    it stretches what lies along the way and moves what is nearer to the camera forward.
    Rear and front views are not corrected, so there all the yaw there is matters.
    """
    camera, near = gait.summary.camera, gait.summary.near_side
    if near is None:
        whole = min(60.0, float(np.hypot(camera.yaw_deg, by_deg)))
        return widened(gait, 1.0 / float(np.cos(np.radians(whole))))
    was, now = np.radians([camera.yaw_deg, camera.yaw_deg + np.copysign(by_deg, camera.yaw_deg)])
    nearer = np.array([aside(name, near) for name in gait.names])
    path = gait.path.copy()
    path[..., 0] = path[..., 0] * np.cos(was) / np.cos(now)
    path[..., 0] += nearer * (np.sin(now) - np.sin(was)) / np.cos(now)
    stretch = float(np.cos(was) / np.cos(now))
    runner = _faster(gait, stretch)
    return replace(gait, path=path, progress=gait.progress * stretch, runner=runner)


def _faster(gait: Gait, factor: float) -> Runner:
    """The runner with an estimated speed multiplied; a given one is left alone."""
    speed = gait.runner.speed_mps
    if speed is None or gait.runner.speed_source != "estimated":
        return gait.runner
    return replace(gait.runner, speed_mps=speed * factor)


def at_joints(gait: Gait) -> Gait:
    """The gait with points moved as BlazePose's are: as far may others lie from the joints.

    Seen from the side only; from behind and in front BlazePose's stay where they are too.
    """
    if gait.summary.near_side is None:
        return gait
    path = gait.path.copy()
    for joint, offset in OFFSETS.items():
        for side in SIDES:
            path[:, gait.names.index(f"{side}_{joint}")] -= [offset.forward / 100, offset.up / 100]
    return replace(gait, path=path)


def widened(gait: Gait, factor: float) -> Gait:
    """The gait with all lengths across the picture stretched, as a turned camera shrinks them."""
    return replace(gait, path=gait.path * np.array([factor, 1.0]), progress=gait.progress * factor)


def enlarged(gait: Gait, factor: float) -> Gait:
    """The gait with another scale; a speed that rests on the scale goes with it."""
    metres = gait.summary.scale_m_per_px
    if metres is None and gait.runner.speed_mps is None:
        return gait
    summary = replace(gait.summary, scale_m_per_px=None if metres is None else metres * factor)
    return replace(gait, summary=summary, runner=_faster(gait, factor))


def sped_up(gait: Gait, factor: float) -> Gait:
    """The gait with another given speed; an estimated one is left alone."""
    if gait.runner.speed_mps is None or gait.runner.speed_source != "given":
        return gait
    return replace(gait, runner=replace(gait.runner, speed_mps=gait.runner.speed_mps * factor))


def carried_further(gait: Gait, factor: float) -> Gait:
    """The gait going that much further over ground; on a belt, or with a given speed, the same."""
    if gait.summary.setting != "overground":
        return gait
    progress = gait.progress * factor if gait.is_ground_seen else gait.progress
    return replace(gait, progress=progress, runner=_faster(gait, factor))
