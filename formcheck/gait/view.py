"""From where the camera looks, which way the runner goes, which side is near."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from scipy.stats import norm

from formcheck.gait.body import mid, middle, trunk_px
from formcheck.skeleton import Side
from formcheck.types import Floats, Track, View

# Shoulder breadth over trunk length as seen. From straight behind or in front it is
# 0.36 m / 0.51 m = 0.71 (Winter 2009, Table 4.1); rendered runners and a phone clip read
# 0.67-0.72 from rear and front and 0.02-0.15 from the side.
FRONTAL_BREADTH: Final = 0.70
SIDE_LIMIT: Final = 0.30
FRONTAL_LIMIT: Final = 0.55
BREADTH_SD: Final = 0.06

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


def find_outlook(track: Track, wanted: str = "auto") -> Outlook:
    """View, direction, near side and camera yaw, from medians over the clip.

    `wanted` names the view when the user gave it; then only the rest is found.
    """
    breadth = _shoulder_breadth(track)
    view, confidence = (_given(wanted), 1.0) if wanted != "auto" else _view(breadth)
    if view in ("rear", "front"):
        away = view == "rear"
        return Outlook(view, confidence, "away" if away else "toward", None, _yaw(breadth, 1.0))
    direction = _direction(track)
    near = near_side(track)
    return Outlook(view, confidence, direction, near, _side_yaw(breadth, direction))


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


def _side_yaw(breadth: float, direction: Direction) -> float:
    """Degrees by which a side view looks from the front (+) or from behind (-)."""
    turned = float(np.degrees(np.arcsin(np.clip(breadth / FRONTAL_BREADTH, -1, 1))))
    return turned if direction in ("left", "right") else float("nan")


def facing(direction: Direction) -> Floats:
    """Factors that turn picture axes into running axes, (2,): x forward or right, y up."""
    forward = {"left": -1.0, "right": 1.0, "away": 1.0, "toward": -1.0}[direction]
    return np.array([forward, -1.0])
