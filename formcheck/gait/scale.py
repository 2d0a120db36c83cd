"""How many metres a pixel is, from what the user said, each way with its error."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from formcheck.types import Contact, Floats

LEG_PER_HEIGHT: Final = 0.491  # thigh plus shank over body height; Winter 2009, Table 4.1
# What formcheck sees of the true leg: from the side after moving points to joint centres;
# from behind and in front the points lie closer together than the joints. Rendered clips.
SIDE_LEG: Final = 1.0
FRONTAL_LEG: Final = 0.94
HEIGHT_CV: Final = 0.05  # bodies differ in proportion by 3-4 %, landmarks and lens add to it
SPEED_CV: Final = 0.035  # belts run 1-3 % off, the foot's speed in the picture adds to it
DISAGREEMENT: Final = 0.08
PLATEAU: Final = (0.3, 0.7)  # part of the contact in which the foot moves with the ground


@dataclass(frozen=True, slots=True)
class Scale:
    """Metres a pixel and its standard error as a share; None when nothing is known.

    `disagreement` is the share by which height and speed differ; None with fewer than two.
    """

    m_per_px: float | None
    source: str | None
    cv: float | None
    disagreement: float | None = None


def find_scale(
    leg_px: float, height_m: float | None, speed_mps: float | None, speed_px_s: float
) -> Scale:
    """The inverse-variance mean of body height and speed, whichever are known.

    `leg_px` is the true leg length in the picture, `speed_px_s` the ground's speed in it.

    >>> find_scale(300.0, 1.80, None, float("nan")).source
    'height'
    """
    found: dict[str, tuple[float, float]] = {}
    if height_m is not None:
        found["height"] = (height_m * LEG_PER_HEIGHT / leg_px, HEIGHT_CV)
    if speed_mps is not None and np.isfinite(speed_px_s) and speed_px_s > 0:
        found["speed"] = (speed_mps / speed_px_s, SPEED_CV)
    if not found:
        return Scale(None, None, None)
    weights = np.array([1 / cv**2 for _, cv in found.values()])
    values = np.array([value for value, _ in found.values()])
    mean = float(np.exp(np.average(np.log(values), weights=weights)))
    cv = float(weights.sum() ** -0.5)
    if len(values) < 2:
        return Scale(mean, "+".join(found), cv)
    apart = abs(float(np.log(values[0] / values[1])))
    # sources that contradict each other are worth no more than half their distance
    cv = max(cv, apart / 2) if apart > DISAGREEMENT else cv
    return Scale(mean, "+".join(found), cv, apart)


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
    part = (times_s >= start) & (times_s <= end) & np.isfinite(foot)
    if part.sum() < 3:
        return float("nan")
    return -float(np.polyfit(times_s[part], foot[part], 1)[0])
