"""Where the joints are when lying on one side, seen from above."""

from __future__ import annotations

from figures.body import (
    SHIRT,
    Arm,
    Leg,
    Part,
    Pose,
    arm_parts,
    parts,
    patch,
)
from figures.draw import Arrow, Drawing, Panel
from figures.front import front_head
from figures.shapes import aim, at, tube


def lying(drawn: list[Part]) -> list[Part]:
    """Turned on the side: the head left, the face down in the picture."""
    return [
        Part(tuple(-one[:, ::-1] for one in part.outlines), part.fill, part.is_far, part.is_bare)
        for part in drawn
    ]


SIDE_SPINE = (at(0, 0), at(0.008, 0.075), at(-0.008, 0.175), at(-0.014, 0.255), at(-0.002, 0.32))


def on_side(near: Arm) -> Pose:
    legs = (
        Leg(at(0.235, -0.246), foot_deg=-25, knee=at(0.243, 0.0)),
        Leg(at(0.262, -0.240), foot_deg=-25, knee=at(0.262, 0.012)),
    )
    return Pose(SIDE_SPINE, at(0.018, 0.415), 0, *legs, near, Arm(at(0.31, 0.285), 0))


CLOSED = parts(on_side(Arm(at(0.30, 0.262), 0)))
OPEN_CHEST = (
    (0.17, 0.069, 0.064), (0.36, 0.060, 0.060), (0.52, 0.075, 0.068), (0.7, 0.098, 0.082),
    (0.86, 0.104, 0.090), (0.95, 0.070, 0.062), (0.99, 0.036, 0.034),
)  # fmt: skip


def opened_up() -> list[Part]:
    pose = on_side(Arm(at(0.30, 0.262), 0))
    drawn = parts(pose)
    back = pose.back
    chest = Part((tube(back, OPEN_CHEST),), SHIRT)
    lower = arm_parts(back.beside(0.86, -0.075), Arm(at(0.37, 0.272), 0), False)
    upper = arm_parts(back.beside(0.86, 0.085), Arm(at(-0.415, 0.30), 178, elbow=-1), False)
    return [*lower, *drawn[2:9], *front_head(at(-0.005, 0.415)), chest, *upper]


MAT = (
    '<rect x="{0}" y="34" width="214" height="172" rx="10" fill="#cdd8c8"/>'
    '<rect x="{1}" y="86" width="44" height="76" rx="14" fill="#fff" stroke="#b9b2a4" '
    'stroke-width="2"/>\n'
)

ROTATION = Drawing(
    "upper_back_rotation",
    "Upper-back rotation",
    "Seen from above: lying on one side, knees bent, arms stretched out in front; then the upper "
    "arm opens to the floor behind, eyes following.",
    (
        Panel(lying(CLOSED)),
        Panel(
            lying(opened_up()),
            spots=(patch(at(-0.27, 0.06), at(-0.21, 0.0), 0.06),),
            arrows=(
                Arrow(tuple(at(-0.27, 0) + aim(a, 0.30) for a in (-115, -150, 180, 150, 118))),
            ),
        ),
    ),
    scale=215, floor_y=120, middles=(125, 368),
    scenery=MAT.format(14, 18) + MAT.format(252, 261),
)  # fmt: skip
