"""The figure from the front, standing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from figures.body import (
    ARM_WIDTHS,
    FOREARM_WIDTHS,
    HAIR,
    HAND_WIDTHS,
    HEAD,
    INK,
    SHIRT,
    SHOE,
    SHORTS,
    SKIN,
    SLEEVE,
    Part,
)  # fmt: skip
from figures.shapes import Line, Points, aim, at, placed, tube

FRONT_THIGH: Final = (
    (0.0, 0.050, 0.050),
    (0.3, 0.050, 0.048),
    (0.7, 0.038, 0.036),
    (1.0, 0.031, 0.031),
)
FRONT_SHANK: Final = (
    (0.0, 0.030, 0.030),
    (0.3, 0.036, 0.036),
    (0.6, 0.028, 0.027),
    (0.9, 0.018, 0.018),
    (1.0, 0.018, 0.018),
)
FRONT_SHORTS: Final = ((0.0, 0.052, 0.052), (0.3, 0.055, 0.053), (0.55, 0.051, 0.049))
# height above the hip joints, half width
FRONT_PELVIS: Final = ((-0.035, 0.060), (-0.01, 0.098), (0.02, 0.098), (0.06, 0.088), (0.1, 0.078))
FRONT_CHEST: Final = (
    (0.045, 0.092), (0.10, 0.086), (0.17, 0.091), (0.24, 0.103), (0.285, 0.110), (0.312, 0.072),
    (0.325, 0.036),
)  # fmt: skip
FACE: Final = np.array([
    [0, 0.5], [0.24, 0.42], [0.36, 0.2], [0.355, -0.08], [0.29, -0.33], [0.13, -0.49], [0, -0.51],
])  # fmt: skip
HAIR_FRONT: Final = np.array([
    [0, 0.55], [0.26, 0.48], [0.40, 0.26], [0.385, 0.0], [0.325, 0.02], [0.29, 0.2], [0.12, 0.27],
    [-0.1, 0.22], [-0.29, 0.2], [-0.325, 0.02], [-0.385, 0.0], [-0.40, 0.26], [-0.26, 0.48],
])  # fmt: skip
SHOE_FRONT: Final = np.array([
    [-0.022, 0.022], [-0.034, -0.015], [-0.036, -0.038], [0, -0.044], [0.036, -0.038],
    [0.034, -0.015], [0.022, 0.022],
])  # fmt: skip
SHOE_DOWN: Final = SHOE_FRONT * np.array([0.95, 1.75]) + np.array([0, 0.012])


@dataclass(frozen=True)
class Limb:
    """Upper joint, middle joint, end; `hand_deg` or whether the foot hangs."""

    joints: tuple[Points, Points, Points]
    end_deg: float = -90.0
    hangs: bool = False


def standing(hip: Points, legs: tuple[Limb, ...], arms: tuple[Limb, ...]) -> list[Part]:
    """All parts of somebody who stands facing us."""
    shell = [part for arm in arms for part in front_arm(arm)]
    head = hip + at(0, 0.405)
    return [
        *[part for leg in legs for part in front_leg(leg)],
        Part(
            (
                band(hip, FRONT_PELVIS),
                *(tube(Line.through(*leg.joints[:2]), FRONT_SHORTS) for leg in legs),
            ),
            SHORTS,
        ),
        *front_head(head),
        Part((band(hip, FRONT_CHEST),), SHIRT),
        *shell,
    ]


def band(hip: Points, widths: tuple[tuple[float, float], ...]) -> Points:
    """An outline as wide to the left as to the right."""
    right = [hip + at(half, up) for up, half in widths]
    left = [hip + at(-half, up) for up, half in widths]
    return np.array(right + left[::-1])


def front_leg(leg: Limb) -> list[Part]:
    hip, knee, ankle = leg.joints
    skin = (
        tube(Line.through(hip, knee), FRONT_THIGH),
        tube(Line.through(knee, ankle), FRONT_SHANK),
    )
    shoe = placed(SHOE_DOWN if leg.hangs else SHOE_FRONT, ankle, 0, 1.0)
    return [Part(skin, SKIN), Part((shoe,), SHOE)]


def front_arm(arm: Limb) -> list[Part]:
    shoulder, elbow, wrist = arm.joints
    upper = Line.through(shoulder, elbow)
    hand = Line.through(wrist, wrist + aim(arm.end_deg, 0.085))
    skin = (
        tube(upper, ARM_WIDTHS),
        tube(Line.through(elbow, wrist), FOREARM_WIDTHS),
        tube(hand, HAND_WIDTHS),
    )
    return [Part(skin, SKIN), Part((tube(upper, SLEEVE),), SHIRT)]


def front_head(centre: Points, turn_deg: float = 0.0) -> list[Part]:
    """Neck, face and hair."""
    face = np.vstack([FACE, (FACE * at(-1, 1))[-2:0:-1]])
    ears = [
        np.array([[s * 0.34, 0.04], [s * 0.42, 0.03], [s * 0.40, -0.13], [s * 0.33, -0.14]])
        for s in (1, -1)
    ]
    put = [placed(one, centre, turn_deg, HEAD) for one in (face, *ears, HAIR_FRONT)]
    eyes = [
        placed(
            np.array([aim(60 * k, 0.032) + at(s * 0.14, 0.0) for k in range(6)]),
            centre,
            turn_deg,
            HEAD,
        )
        for s in (1, -1)
    ]
    neck = Line.through(centre + aim(turn_deg - 90, 0.1), centre + aim(turn_deg - 90, 0.03))
    mouth = np.array([[-0.1, -0.27], [0, -0.31], [0.1, -0.27], [0, -0.285]])
    return [
        Part((tube(neck, ((0.0, 0.036, 0.036), (1.0, 0.028, 0.028))), *put[:3]), SKIN),
        Part((put[3],), HAIR),
        Part((*tuple(eyes), placed(mouth, centre, turn_deg, HEAD)), INK, is_bare=True),
    ]
