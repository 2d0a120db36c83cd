"""Where the joints are when the knees are on the ground: the stretch, cat and camel."""

from __future__ import annotations

from typing import Final

from figures.body import (
    ACCENT,
    Arm,
    Leg,
    Part,
    Pose,
    parts,
    patch,
)
from figures.draw import Arrow, Drawing, Panel
from figures.scenery import CUSHION, floor
from figures.shapes import Line, Points, at, tube


def all_fours(spine: tuple[Points, ...], head: Points, face_deg: float) -> Pose:
    """Hands under the shoulders, knees under the hips."""
    knee = at(-0.005, 0.033)
    leg = Leg(at(-0.25, 0.034), foot_deg=-168, knee=knee)
    far = Leg(at(-0.238, 0.040), foot_deg=-168, knee=knee + at(0.012, 0.006))
    arms = Arm(at(0.278, 0.028), hand_deg=-4), Arm(at(0.292, 0.036), hand_deg=-4)
    return Pose(spine, head, face_deg, leg, far, *arms, shoulder=0.86)


ROUNDED = all_fours(
    (
        at(-0.005, 0.277), at(0.03, 0.37), at(0.11, 0.43), at(0.20, 0.43), at(0.285, 0.37),
        at(0.318, 0.335),
    ),
    at(0.375, 0.272), -68,
)  # fmt: skip
HOLLOW = all_fours(
    (
        at(0.0, 0.285), at(0.07, 0.312), at(0.15, 0.302), at(0.23, 0.328), at(0.29, 0.368),
        at(0.325, 0.40),
    ),
    at(0.393, 0.462), 20,
)  # fmt: skip
DOTTED: Final = f'stroke="{ACCENT}" stroke-width="30" stroke-dasharray="1 58"'


def along_back(pose: Pose) -> tuple[tuple[str, tuple[Points, ...]], ...]:
    """The spine as a row of dots."""
    return (
        (DOTTED, tuple(pose.back.beside(share, 0.022) for share in (0.08, 0.25, 0.42, 0.58, 0.74))),
    )


CAT_CAMEL = Drawing(
    "cat_camel",
    "Cat and camel",
    "On hands and knees: the whole back rounds, head and tailbone down; then it sinks, head and "
    "tailbone up.",
    (
        Panel(
            parts(ROUNDED),
            (Arrow((at(0.15, 0.55), at(0.15, 0.60), at(0.15, 0.67))),),
            lines=along_back(ROUNDED),
        ),
        Panel(
            parts(HOLLOW),
            (Arrow((at(0.15, 0.56), at(0.15, 0.50), at(0.15, 0.44))),),
            lines=along_back(HOLLOW),
        ),
    ),
    scale=255, middles=(107, 344), scenery=floor(216),
)  # fmt: skip


def half_kneeling(
    hip: Points, spine: tuple[Points, ...], head: Points, wrists: tuple[Points, Points]
) -> Pose:
    """One knee on the floor; the other foot in front."""
    near = Leg(at(-0.258, 0.062), foot_deg=-166, knee=at(-0.012, 0.072))
    return Pose(
        (hip, *spine), head, 0, near, Leg(at(0.262, 0.043)),
        Arm(wrists[0], -80), Arm(wrists[1], 80), far_off=at(0.01, 0.004),
    )  # fmt: skip


KNEELING = half_kneeling(
    at(-0.03, 0.315), (at(-0.018, 0.39), at(-0.03, 0.49), at(-0.034, 0.57), at(-0.022, 0.63)),
    at(0.0, 0.72), (at(-0.10, 0.30), at(0.165, 0.66)),
)  # fmt: skip
FORWARD = half_kneeling(
    at(0.085, 0.297), (at(0.076, 0.38), at(0.07, 0.475), at(0.07, 0.555), at(0.08, 0.615)),
    at(0.103, 0.705), (at(0.0, 0.28), at(0.24, 0.655)),
)  # fmt: skip
WALL = (
    '<path d="M3 40H477V216H3z" fill="#e6dfd0"/>'
    '<path d="M3 204H477" stroke="#c9c0ae" stroke-width="2" fill="none"/>\n'
)
PAD = Part(
    (
        tube(
            Line.through(at(-0.075, 0.017), at(0.065, 0.017)),
            ((0, 0.015, 0.015), (0.5, 0.019, 0.017), (1, 0.015, 0.015)),
        ),
    ),
    CUSHION,
)

HIP_FLEXOR = Drawing(
    "hip_flexor_stretch",
    "Hip-flexor stretch by the wall",
    "Kneeling on one knee beside a wall, a hand on it; then the hips move forward, tailbone "
    "tucked, until the front of the hip stretches.",
    (
        Panel([PAD, *parts(KNEELING)]),
        Panel(
            [PAD, *parts(FORWARD)],
            (Arrow((at(-0.26, 0.32), at(-0.19, 0.32), at(-0.105, 0.32))),),
            spots=(patch(at(0.118, 0.34), at(0.092, 0.21), 0.045),),
        ),
    ),
    scale=252, floor_y=216, middles=(116, 342), scenery=WALL + floor(216),
)  # fmt: skip
