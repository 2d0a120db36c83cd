"""Where the joints are in each exercise: the data of the drawings."""

from __future__ import annotations

from typing import Final

from figures.body import (
    ACCENT,
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
from figures.front import Limb, front_head, standing
from figures.shapes import Line, Points, aim, at, tube

WOOD: Final = "#c2945c"
CUSHION: Final = "#b9c7b4"


def floor(y: float) -> str:
    """The ground, in picture units."""
    return f'<path d="M14 {y:g}H466" stroke="#a9a294" stroke-width="2.5" stroke-linecap="round"/>\n'


# --- on hands and knees ---------------------------------------------------------------------


def all_fours(spine: tuple[Points, ...], head: Points, face_deg: float) -> Pose:
    """Hands under the shoulders, knees under the hips."""
    knee = at(-0.005, 0.033)
    leg = Leg(at(-0.25, 0.034), foot_deg=-168, knee=knee)
    far = Leg(at(-0.238, 0.040), foot_deg=-168, knee=knee + at(0.012, 0.006))
    arms = Arm(at(0.278, 0.028), hand_deg=-4), Arm(at(0.292, 0.036), hand_deg=-4)
    return Pose(spine, head, face_deg, leg, far, *arms, shoulder=0.86)


ROUNDED = all_fours(
    (at(-0.005, 0.277), at(0.03, 0.37), at(0.11, 0.43), at(0.20, 0.43), at(0.285, 0.37), at(0.318, 0.335)),
    at(0.375, 0.272), -68,
)  # fmt: skip
HOLLOW = all_fours(
    (at(0.0, 0.285), at(0.07, 0.312), at(0.15, 0.302), at(0.23, 0.328), at(0.29, 0.368), at(0.325, 0.40)),
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
    "On hands and knees: the whole back rounds, head and tailbone down; then it sinks, head and tailbone up.",
    (
        Panel(parts(ROUNDED), (Arrow((at(0.15, 0.55), at(0.15, 0.60), at(0.15, 0.67))),), lines=along_back(ROUNDED)),
        Panel(parts(HOLLOW), (Arrow((at(0.15, 0.56), at(0.15, 0.50), at(0.15, 0.44))),), lines=along_back(HOLLOW)),
    ),
    scale=255, middles=(107, 344), scenery=floor(216),
)  # fmt: skip

# --- hip hinge ------------------------------------------------------------------------------

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
    "Standing tall with a stick along the back; then the hips go back, the straight back leans forward, and up again.",
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

# --- hip-flexor stretch ---------------------------------------------------------------------


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
    "Kneeling on one knee beside a wall, a hand on it; then the hips move forward, tailbone tucked, until the front of the hip stretches.",
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

# --- single-leg stand -----------------------------------------------------------------------


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
TABLE = '<path d="M{0} 218V128M{1} 218V128M{2} 126H{3}" stroke="#c2945c" stroke-width="5" stroke-linecap="round" fill="none"/>\n'

SINGLE_LEG = Drawing(
    "single_leg_stand",
    "Standing on one leg",
    "Standing tall beside a table; then one foot lifted a little, the waistband level and the arms relaxed.",
    (
        Panel(BOTH),
        Panel(
            ONE,
            (Arrow((at(0.125, 0.10), at(0.125, 0.15), at(0.125, 0.23))),),
            spots=(patch(at(-0.100, 0.585), at(-0.103, 0.495), 0.042),),
            lines=((f'stroke="{ACCENT}" stroke-width="12" stroke-dasharray="30 28"', (at(-0.26, 0.61), at(-0.03, 0.61), at(0.20, 0.61))),),
        ),
    ),
    scale=192, floor_y=218, middles=(132, 372),
    scenery=TABLE.format(36, 74, 28, 82) + TABLE.format(276, 314, 268, 322) + floor(218),
)  # fmt: skip

# --- upper-back rotation: seen from above ---------------------------------------------------


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
    (0.17, 0.069, 0.064), (0.36, 0.060, 0.060), (0.52, 0.075, 0.068), (0.7, 0.098, 0.082), (0.86, 0.104, 0.090),
    (0.95, 0.070, 0.062), (0.99, 0.036, 0.034),
)  # fmt: skip


def opened_up() -> list[Part]:
    pose = on_side(Arm(at(0.30, 0.262), 0))
    drawn = parts(pose)
    back = pose.back
    chest = Part((tube(back, OPEN_CHEST),), SHIRT)
    lower = arm_parts(back.beside(0.86, -0.075), Arm(at(0.37, 0.272), 0), False)
    upper = arm_parts(back.beside(0.86, 0.085), Arm(at(-0.415, 0.30), 178, elbow=-1), False)
    return [*lower, *drawn[2:9], *front_head(at(-0.005, 0.415)), chest, *upper]


MAT = '<rect x="{0}" y="34" width="214" height="172" rx="10" fill="#cdd8c8"/><rect x="{1}" y="86" width="44" height="76" rx="14" fill="#fff" stroke="#b9b2a4" stroke-width="2"/>\n'

ROTATION = Drawing(
    "upper_back_rotation",
    "Upper-back rotation",
    "Seen from above: lying on one side, knees bent, arms stretched out in front; then the upper arm opens to the floor behind, eyes following.",
    (
        Panel(lying(CLOSED)),
        Panel(
            lying(opened_up()),
            spots=(patch(at(-0.27, 0.06), at(-0.21, 0.0), 0.06),),
            arrows=(Arrow(tuple(at(-0.27, 0.0) + aim(angle, 0.30) * at(1, 1) for angle in (-115, -150, 180, 150, 118))),),
        ),
    ),
    scale=215, floor_y=120, middles=(125, 368),
    scenery=MAT.format(14, 18) + MAT.format(252, 261),
)  # fmt: skip

DRAWINGS: Final = (HIP_FLEXOR, ROTATION, SINGLE_LEG, HIP_HINGE, CAT_CAMEL)
