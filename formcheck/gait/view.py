"""From where the camera looks, which way the runner goes, which side is near."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from scipy.stats import norm

from formcheck.errors import SettingsError
from formcheck.gait.body import leg_length_px, mid, middle, trunk_px
from formcheck.skeleton import Side
from formcheck.types import Floats, Track, View
from formcheck.types.said import Said

# Shoulder breadth over trunk length as seen. From straight behind or in front it is
# 0.36 m / 0.51 m = 0.71 (Winter 2009, Table 4.1); rendered runners and a phone clip read
# 0.67-0.72 from rear and front and 0.02-0.15 from the side.
FRONTAL_BREADTH: Final = 0.70
# Hip points over the leg length as seen from the side, which is twice the joints' 0.12: what
# six rendered clips turned by 8 to 35 deg show (slope of found on true yaw 0.98).
FRONTAL_HIPS: Final = 0.245
SIDE_LIMIT: Final = 0.30
FRONTAL_LIMIT: Final = 0.55
BREADTH_SD: Final = 0.06
CLEAR_SDS: Final = 2.0  # beyond a limit, from which on a view named by the user is refused; by us
# Yaw from shoulders and hips: off by 1.5 deg on twelve square rendered clips, by 2.5 (most
# 4.4) on six turned by 8 to 35 deg; bodies that are habitually turned add 2.5, chosen by us.
YAW_SD_DEG: Final = 3.5
# Undoing it leaves a part, largest in arms, whose joints do not move in one plane: what keeps
# the truth within the intervals of five clips turned by 8 to 22 deg.
YAW_LEFT: Final = 0.3

Direction = Literal["left", "right", "away", "toward"]


@dataclass(frozen=True, slots=True)
class Outlook:
    """How the runner is seen.

    `yaw_deg` is how far the camera is from square to the view's own axis, + when
    the runner is seen a little from the front (side view) or from the left.
    """

    view: View
    confidence: float
    direction: Direction
    near_side: Side | None
    yaw_deg: float

    @property
    def yaw_sd_deg(self) -> float:
        """How far off the yaw may be, and with it what is left of its effect on numbers."""
        return float(np.hypot(YAW_SD_DEG, YAW_LEFT * self.yaw_deg))


def find_outlook(track: Track, wanted: str = "auto") -> Outlook:
    """View, direction, near side and camera yaw, from medians over the clip.

    `wanted` names the view when the user gave it; then only the rest is found.

    Raises
    ------
    SettingsError : the shoulders plainly show another view than the one named
    """
    breadth = _shoulder_breadth(track)
    _refuse_contradiction(wanted, breadth)
    view, confidence = (_given(wanted), 1.0) if wanted != "auto" else _view(breadth)
    if view in ("rear", "front"):
        away = view == "rear"
        return Outlook(view, confidence, "away" if away else "toward", None, _yaw(breadth, 1.0))
    direction = _direction(track)
    near = near_side(track)
    return Outlook(view, confidence, direction, near, _side_yaw(track, near, breadth))


def _refuse_contradiction(wanted: str, breadth: float) -> None:
    """A view by name that the shoulders plainly contradict would turn left into right."""
    seen = _view(breadth)[0]
    least = SIDE_LIMIT if wanted == "side" else FRONTAL_LIMIT
    clear = abs(abs(breadth) - least) > CLEAR_SDS * BREADTH_SD
    if wanted not in ("auto", seen) and seen != "oblique" and clear:
        raise SettingsError(
            Said(
                "The clip is said to be filmed from the {wanted}, but the shoulders show "
                "a view from the {seen}.",
                wanted=Said(wanted),
                seen=Said(seen),
            ),
            Said("Leave out --view, or check that the right runner is in the picture."),
        )


def _given(wanted: str) -> View:
    views: dict[str, View] = {"side": "side", "rear": "rear", "front": "front"}
    return views[wanted]


def _shoulder_breadth(track: Track) -> float:
    """Left minus right shoulder across the picture over trunk length, mean over the clip."""
    offset = (track["left_shoulder"] - track["right_shoulder"])[:, 0]
    return float(np.nanmean(offset)) / trunk_px(track)


def _view(breadth: float) -> tuple[View, float]:
    """The view and how sure it is, 0 to 1.

    >>> _view(0.67)[0], _view(-0.7)[0], _view(0.05)[0], _view(0.4)[0]
    ('front', 'rear', 'side', 'oblique')
    """
    size = abs(breadth)
    side = float(norm.cdf((SIDE_LIMIT - size) / BREADTH_SD))
    frontal = float(norm.cdf((size - FRONTAL_LIMIT) / BREADTH_SD))
    if side >= 0.5:
        return "side", side
    if frontal >= 0.5:
        return ("front" if breadth > 0 else "rear"), frontal
    return "oblique", 1.0 - side - frontal


def _direction(track: Track) -> Direction:
    """Where the toes point: they stay ahead of the heels all through the stride."""
    ahead = [(track[f"{s}_foot_index"] - track[f"{s}_heel"])[:, 0] for s in ("left", "right")]
    feet = middle(np.concatenate(ahead))
    face = middle((track["nose"] - mid(track, "ear"))[:, 0])
    return "right" if _votes(feet, face) > 0 else "left"


def _votes(feet: float, face: float) -> float:
    """Feet decide; the face does where no foot was seen."""
    return feet if np.isfinite(feet) and feet != 0 else face


def near_side(track: Track) -> Side:
    """The side of the body next to the camera, by depth and by what hides what."""
    columns = {
        s: [track.names.index(f"{s}_{j}") for j in ("shoulder", "hip", "knee", "ankle")]
        for s in ("left", "right")
    }
    depth = {s: np.nanmedian(track.depth[:, c]) for s, c in columns.items()}
    sight = {s: np.median(track.visibility[:, c]) for s, c in columns.items()}
    height = trunk_px(track)
    lead = (depth["right"] - depth["left"]) / height + 2.0 * (sight["left"] - sight["right"])
    return "left" if lead > 0 else "right"


def _yaw(breadth: float, sign: float) -> float:
    """How far from straight behind or in front, degrees, always positive: the sign is unseen."""
    return sign * float(np.degrees(np.arccos(min(1.0, abs(breadth) / FRONTAL_BREADTH))))


def _side_yaw(track: Track, near: Side, breadth: float) -> float:
    """Degrees by which a side view looks from the front (+) or from behind (-).

    The mean of what shoulders and hips say: seen square, left and right ones lie above each
    other in the mean over the strides. One line alone would take a trunk that is
    habitually turned for a turned camera.
    """
    hips = (track["left_hip"] - track["right_hip"])[:, 0]
    apart = float(np.nanmean(hips)) / leg_length_px(track, near)
    shares = np.array([breadth / FRONTAL_BREADTH, apart / FRONTAL_HIPS])
    return float(np.nanmean(np.degrees(np.arcsin(np.clip(shares, -1, 1)))))


def facing(direction: Direction) -> Floats:
    """Factors that turn picture axes into running axes, (2,): x forward or right, y up."""
    forward = {"left": -1.0, "right": 1.0, "away": 1.0, "toward": -1.0}[direction]
    return np.array([forward, -1.0])
