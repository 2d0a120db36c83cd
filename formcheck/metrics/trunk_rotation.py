"""How far the shoulders turn about the long axis of the trunk."""

from __future__ import annotations

from typing import Final

import numpy as np

from formcheck.metrics.reading import Waves, fundamentals, strides
from formcheck.skeleton import Side, other
from formcheck.types import Floats, Gait
from formcheck.types.said import Said

# Half of the distance between the shoulder joints of the eight rendered bodies, 0.41 of leg
# length (0.38 to 0.43), which agrees with 0.422 by 0.207 and 0.491 of height (Winter 2009,
# Table 4.1).
HALF_SHOULDERS_PER_LEG: Final = 0.205
# What BlazePose makes of it: near shoulder against near ear, first harmonic of the folded
# stride, in eighteen rendered side clips at 60 frames a second, 10 to 40 degrees, six bodies
# and a second renderer, arm swing set apart from the turn. It shows 0.55 of the swing, and
# nearly a hundredth of a leg length when there is none: the network half guesses the turn.
# Left out body by body: slope 0.93, 3.6 degrees off on average; at 30 frames a second twice
# that. Ten clips of other bodies, 10 to 40 degrees: slope 0.98, r = 0.95, 2.5 off, 6.8 at most.
SEEN_SHARE: Final = 0.55
SEEN_AT_REST_PER_LEG: Final = 0.0096
# The network is not mirror-symmetric. With the right side near it gives shoulders 0.26 m
# broad in depth, with the left side near 0.38 m, and the same clip flipped swings by the root
# of that ratio less; the swing is brought to the middle of the two.
MIDDLE_BREADTH_M: Final = 0.31
BREADTHS_M: Final = (0.2, 0.5)  # outside of these the network's breadth means nothing
# The network's depth turns less than the body: half as far in a rendered clip from the
# front, three quarters in one from behind. It hardly follows the turn (r = 0.2 over ten clips
# from behind): indicative.
DEPTH_GAIN: Final = 0.63
# A camera off square spoils it: 8 to 14 degrees too much from behind, 4 to 14 too little from
# the front, in four clips seen 8 to 22 degrees off; 3 at 7. Half-way between; chosen by us.
MOST_YAW_DEG: Final = 7.5


def trunk_rotation(gait: Gait) -> Floats:
    """Degrees peak to peak per stride; NaN where the near shoulder or ear is not seen.

    From the side the near shoulder swings against the head once a stride, as the trunk
    turns; leaning and nodding swing it twice. That first harmonic, calibrated on rendered
    runners, is the sine of half the turn. From rear and front only the network's guess of
    depth shows it: indicative.
    """
    near = gait.summary.near_side
    if near is None:
        return np.asarray(2 * np.abs(_turns_from_depth_deg(gait)))
    sine = (_swings_per_leg(gait, near) - SEEN_AT_REST_PER_LEG) / (
        SEEN_SHARE * HALF_SHOULDERS_PER_LEG
    )
    return np.asarray(2 * np.degrees(np.arcsin(np.clip(sine, 0, 1))))


def _swings_per_leg(gait: Gait, near: Side) -> Floats:
    """Half the swing of the near shoulder against the head, one per stride, leg lengths."""
    ahead = (gait[f"{near}_shoulder"] - gait[f"{near}_ear"])[:, 0]
    swings = np.abs(fundamentals(gait, ahead, strides(gait, near)))
    return np.asarray(swings * np.sqrt(MIDDLE_BREADTH_M / _breadth_m(gait, near)))


def _breadth_m(gait: Gait, near: Side) -> float:
    """How broad the network takes the shoulders to be, across and in depth."""
    across = _across_m(gait, near)[:, [0, 2]]
    breadth_m = float(np.nanmedian(np.hypot(*across.T))) if np.isfinite(across).any() else 0.0
    least, most = BREADTHS_M
    return breadth_m if least <= breadth_m <= most else MIDDLE_BREADTH_M


def _across_m(gait: Gait, side: Side) -> Floats:
    """From the other shoulder to this one in the network's world, (frames, 3)."""
    this, that = (gait.names.index(f"{s}_shoulder") for s in (side, other(side)))
    return np.asarray(gait.world[:, this] - gait.world[:, that])


def _turns_from_depth_deg(gait: Gait) -> Waves:
    """First harmonic of the shoulder line's angle against the picture plane, per stride."""
    across = _across_m(gait, "left")
    turn = np.degrees(np.arctan2(across[:, 2], np.abs(across[:, 0]))) / DEPTH_GAIN
    return fundamentals(gait, turn, strides(gait, "left"))


def turn_unseen(gait: Gait) -> str | None:
    """Why this clip does not show how far the shoulders turn; None when it does."""
    yaw_deg = abs(gait.summary.camera.yaw_deg)
    if gait.summary.near_side is None or yaw_deg <= MOST_YAW_DEG:
        return None
    return Said(
        "the camera stands {yaw_deg:.0f}° off square; film square from the side", yaw_deg=yaw_deg
    )
