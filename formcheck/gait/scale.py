"""How many metres a pixel is, from what the user said, each way with its error.

Planes. The near leg is nearer to the camera than the middle of the body, so it looks
larger: by 0.08 m / distance, 2 % at 4 m (half the distance of the hips). Height (leg length
in the picture), speed (stance foot) and a given length are all read in the plane of the
near leg, and so is overstride. What is read at the mid-hip, vertical oscillation, comes
out as much too small. How far away the camera stands no phone clip says (its angle of
view is unknown), so this is not corrected: the errors below hold it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np

from formcheck.gait.running_frame import level
from formcheck.types import Contact, Floats

LEG_PER_HEIGHT: Final = 0.491  # thigh plus shank over body height; Winter 2009, Table 4.1
# What formcheck sees of the true leg: from the side after moving points to joint centres;
# from behind and in front the points lie closer together than the joints. Rendered clips.
SIDE_LEG: Final = 1.0
FRONTAL_LEG: Final = 0.94
HEIGHT_CV: Final = 0.05  # bodies differ in proportion by 3-4 %, landmarks and lens add to it
# Where a leg's points lie beside its joints: BlazePose's leg was 4 % off before it was corrected.
OTHER_LEG_CV: Final = 0.05  # of other networks' points; chosen by us
SPEED_CV: Final = 0.035  # belts run 1-3 % off, the foot's speed in the picture adds to it
POINT_SD_PX: Final = 2.0  # each of two points shown by hand; chosen by us
LENGTH_CV: Final = 0.01  # a length taken with a tape; chosen by us
PLANE_CV: Final = 0.025  # it lies 10 cm before or behind the near leg, camera 4 m away
DISAGREEMENT: Final = 0.08
PLATEAU: Final = (0.3, 0.7)  # part of the contact in which the foot moves with the ground


@dataclass(frozen=True, slots=True)
class KnownLength:
    """Two points of the upright picture, (x, y) in pixels, and how far apart they are.

    They are taken to lie in the plane in which the near leg moves.
    """

    start_px: tuple[float, float]
    end_px: tuple[float, float]
    metres: float


@dataclass(frozen=True, slots=True)
class Way:
    """One way to know the scale: metres a pixel and its standard error as a share."""

    source: str
    m_per_px: float
    cv: float


@dataclass(frozen=True, slots=True)
class Scale:
    """Metres a pixel and its standard error as a share; None when nothing is known.

    `disagreement` is the share by which the two ways furthest apart differ, `furthest` their
    names; None with fewer than two.
    """

    m_per_px: float | None
    source: str | None
    cv: float | None
    disagreement: float | None = None
    furthest: tuple[str, str] | None = None


def find_scale(
    leg_px: float,
    height_m: float | None,
    speed_mps: float | None,
    speed_px_s: float,
    others: Iterable[Way | None] = (),
) -> Scale:
    """The inverse-variance mean of body height, speed and other ways, whichever there are.

    `leg_px` is the true leg length in the picture, `speed_px_s` the ground's speed in it.

    >>> find_scale(300.0, 1.80, None, float("nan")).source
    'height'
    """
    ways = []
    if height_m is not None:
        ways.append(by_height(leg_px, height_m))
    if speed_mps is not None and np.isfinite(speed_px_s) and speed_px_s > 0:
        ways.append(Way("speed", speed_mps / speed_px_s, SPEED_CV))
    ways += [way for way in others if way is not None]
    return mixed(ways) if ways else Scale(None, None, None)


def by_height(leg_px: float, height_m: float, leg_cv: float = 0.0) -> Way:
    """The scale from body height; `leg_cv` is how far off the leg may be, beside proportions."""
    cv = float(np.hypot(HEIGHT_CV, leg_cv))
    return Way("height", height_m * LEG_PER_HEIGHT / leg_px, cv)


def mixed(ways: list[Way]) -> Scale:
    """The inverse-variance mean of at least one way, and how far they are apart.

    Ways that contradict each other are worth no more than half their distance.
    """
    weights = np.array([1 / way.cv**2 for way in ways])
    mean = float(np.exp(np.average([np.log(way.m_per_px) for way in ways], weights=weights)))
    source, cv = "+".join(way.source for way in ways), float(weights.sum() ** -0.5)
    if len(ways) < 2:
        return Scale(mean, source, cv)
    one, other = max(combinations(ways, 2), key=lambda pair: _apart(*pair))
    apart = _apart(one, other)
    cv = max(cv, apart / 2) if apart > DISAGREEMENT else cv
    return Scale(mean, source, cv, apart, (one.source, other.source))


def _apart(one: Way, other: Way) -> float:
    return abs(float(np.log(one.m_per_px / other.m_per_px)))


def by_length(known: KnownLength | None, roll_deg: float, yaw_deg: float) -> Way | None:
    """The scale from a length the user showed; None without one.

    A camera that is not square sees what lies along the running direction shortened;
    that is undone, as it is for the runner.
    """
    if known is None:
        return None
    way = level(np.subtract(known.end_px, known.start_px), roll_deg)
    length_px = float(np.hypot(way[0] / np.cos(np.radians(yaw_deg)), way[1]))
    shown = np.sqrt(2) * POINT_SD_PX / length_px
    cv = float(np.sqrt(shown**2 + LENGTH_CV**2 + PLANE_CV**2))
    return Way("known_length", known.metres / length_px, cv)


def ground_speed_leg_s(foot: Floats, times_s: Floats, contacts: tuple[Contact, ...]) -> float:
    """How fast the ground passes under the hips, leg lengths a second, + = runs forward.

    Median over contacts of the foot's backward speed in mid-contact, from a straight
    line through its positions. `foot` is (frames,): forward of the mid-hip. NaN when
    no contact shows at least three positions.
    """
    speeds = [_plateau(foot, times_s, c) for c in contacts if c.off_s is not None]
    speeds = [s for s in speeds if np.isfinite(s)]
    return float(np.median(speeds)) if speeds else float("nan")


def _plateau(foot: Floats, times_s: Floats, contact: Contact) -> float:
    assert contact.off_s is not None
    length = contact.off_s - contact.strike_s
    start, end = (contact.strike_s + share * length for share in PLATEAU)
    first, stop = np.searchsorted(times_s, start), np.searchsorted(times_s, end, side="right")
    times_s, foot = times_s[first:stop], foot[first:stop]
    seen = np.isfinite(foot)
    if seen.sum() < 3:
        return float("nan")
    return -float(np.polyfit(times_s[seen], foot[seen], 1)[0])
