"""Where the joints are when standing: the hinge, one leg."""

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
from figures.front import Limb, standing
from figures.scenery import WOOD, floor
from figures.shapes import Line, Points, aim, at, tube

TALL_SPINE = (at(0, 0), at(-0.002, 0.075), at(-0.006, 0.175), at(-0.012, 0.255), at(-0.008, 0.32))
TALL_HIP, HINGE_HIP = at(-0.008, 0.5335), at(-0.155, 0.495)


STICK_WIDTHS: Final = tuple(
    (share, 0.007, 0.007) for share in (0, 0.01, 0.03, 0.1, 0.3, 0.7, 0.9, 0.97, 0.99, 1)
)


def hinge(hip: Points, lean_deg: float) -> list[Part]:
    """The same straight back and stick, leaning from the hips."""

    def put(x: float, y: float) -> Points:
        return hip + x * aim(-lean_deg) + y * aim(90 - lean_deg)

    pose = Pose(
        tuple(put(*point) for point in TALL_SPINE), put(0.012, 0.407), -lean_deg,
        Leg(at(-0.015, 0.043)), Leg(at(0.0, 0.049)),
        Arm(put(-0.066, 0.10), 118 - lean_deg), Arm(put(-0.062, 0.335), 130 - lean_deg, elbow=-1),
    )  # fmt: skip
    middle = Line.through(put(-0.079, -0.06), put(-0.066, 0.50))
    stick = Part((tube(middle, STICK_WIDTHS),), WOOD)
    drawn = parts(pose)
    return [*drawn[:2], stick, *drawn[2:]]


HIP_HINGE = Drawing(
    "hip_hinge",
    "Hip hinge",
    "Standing tall with a stick along the back; then the hips go back, the straight back leans "
    "forward, and up again.",
    (
        Panel(hinge(TALL_HIP, 0), ()),
        Panel(
            hinge(HINGE_HIP, 50),
            (
                Arrow((at(-0.26, 0.445), at(-0.32, 0.445), at(-0.385, 0.445))),
                Arrow(tuple(at(-0.1, 0.5) + aim(angle, 0.60) for angle in (72, 56, 42)), both=True),
            ),
            spots=(patch(at(-0.212, 0.535), at(-0.192, 0.435), 0.05),),
        ),
    ),
    scale=192, floor_y=218, middles=(125, 362), scenery=floor(218),
)  # fmt: skip


def arms_at(hip: Points, out: float) -> tuple[Limb, Limb]:
    """Both arms hanging, that far from the body."""

    def arm(side: int) -> Limb:
        shoulder = hip + at(side * 0.098, 0.268)
        elbow = shoulder + aim(-90 + side * (9 + out), 0.178)
        wrist = elbow + aim(-90 + side * (3 + 0.8 * out), 0.146)
        return Limb((shoulder, elbow, wrist), -90 + side * out * 0.6)

    return arm(-1), arm(1)


def leg_at(hip: Points, side: int, ankle: Points, knee: Points | None = None) -> Limb:
    top = hip + at(side * 0.052, 0)
    knee = (top + ankle) / 2 + at(side * 0.004, 0.002) if knee is None else knee
    return Limb((top, knee, ankle), hangs=ankle[1] > 0.08)


BOTH_HIP, ONE_HIP = at(0, 0.53), at(-0.03, 0.528)
BOTH = standing(
    BOTH_HIP,
    (leg_at(BOTH_HIP, -1, at(-0.052, 0.045)), leg_at(BOTH_HIP, 1, at(0.052, 0.045))),
    arms_at(BOTH_HIP, 0),
)
ONE = standing(
    ONE_HIP,
    (
        leg_at(ONE_HIP, -1, at(-0.058, 0.045)),
        leg_at(ONE_HIP, 1, at(0.034, 0.165), at(0.032, 0.345)),
    ),
    arms_at(ONE_HIP, 9),
)
TABLE = (
    '<path d="M{0} 218V128M{1} 218V128M{2} 126H{3}" stroke="#c2945c" stroke-width="5" '
    'stroke-linecap="round" fill="none"/>\n'
)
LEVEL = f'stroke="{ACCENT}" stroke-width="12" stroke-dasharray="30 28"'

SINGLE_LEG = Drawing(
    "single_leg_stand",
    "Standing on one leg",
    "Standing tall beside a table; then one foot lifted a little, the waistband level and the "
    "arms relaxed.",
    (
        Panel(BOTH),
        Panel(
            ONE,
            (Arrow((at(0.125, 0.10), at(0.125, 0.15), at(0.125, 0.23))),),
            spots=(patch(at(-0.100, 0.585), at(-0.103, 0.495), 0.042),),
            lines=((LEVEL, (at(-0.26, 0.61), at(-0.03, 0.61), at(0.20, 0.61))),),
        ),
    ),
    scale=192, floor_y=218, middles=(132, 372),
    scenery=TABLE.format(36, 74, 28, 82) + TABLE.format(276, 314, 268, 322) + floor(218),
)  # fmt: skip
