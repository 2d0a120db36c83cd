"""The same gait seen a little differently: what each source of error does to a number."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from formcheck.types import Gait

GIVEN_SPEED_CV = 0.02  # belts run 1-3 % off what they show


def struck_later(gait: Gait, by_s: float) -> Gait:
    """The gait with every initial contact moved, toe-offs as they are."""
    contacts = tuple(replace(c, strike_s=c.strike_s + by_s) for c in gait.contacts)
    return replace(gait, summary=replace(gait.summary, contacts=contacts))


def left_later(gait: Gait, by_s: float) -> Gait:
    """The gait with every toe-off moved, initial contacts as they are."""
    contacts = tuple(
        c if c.off_s is None else replace(c, off_s=c.off_s + by_s) for c in gait.contacts
    )
    return replace(gait, summary=replace(gait.summary, contacts=contacts))


def rolled(gait: Gait, by_deg: float) -> Gait:
    """The gait in a picture turned by that much."""
    turn = np.radians(by_deg)
    c, s = np.cos(turn), np.sin(turn)
    return replace(gait, path=gait.path @ np.array([[c, s], [-s, c]]))


def widened(gait: Gait, factor: float) -> Gait:
    """The gait with all lengths across the picture stretched, as a turned camera shrinks them."""
    return replace(gait, path=gait.path * np.array([factor, 1.0]), progress=gait.progress * factor)


def enlarged(gait: Gait, factor: float) -> Gait:
    """The gait with another scale; a speed that rests on the scale goes with it."""
    metres = gait.summary.scale_m_per_px
    summary = replace(gait.summary, scale_m_per_px=None if metres is None else metres * factor)
    speed = gait.runner.speed_mps
    if speed is not None and gait.runner.speed_source == "estimated":
        speed *= factor
    return replace(gait, summary=summary, runner=replace(gait.runner, speed_mps=speed))


def sped_up(gait: Gait, factor: float) -> Gait:
    """The gait with another given speed; an estimated one is left alone."""
    if gait.runner.speed_mps is None or gait.runner.speed_source != "given":
        return gait
    return replace(gait, runner=replace(gait.runner, speed_mps=gait.runner.speed_mps * factor))
