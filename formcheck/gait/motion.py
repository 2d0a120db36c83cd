"""What the camera did while the runner ran: stood, trembled, moved along, or nobody knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from formcheck.gait.running_frame import slow
from formcheck.gait.still import is_calm, is_known
from formcheck.types import Floats, Track

# Limits by us: a hand sways a phone by one or two hundredths of the picture within a second.
TRAVEL: Final = 0.05  # of the long side that the second-long mean travels; more is meant
ZOOM: Final = 0.05  # by which the picture's scale changes
SHAKE_S: Final = 1.0  # slower than this a hand does not tremble
FOCAL: Final = 0.75  # of the longer side; wide phone lenses (26-28 mm equivalent)


@dataclass(frozen=True, slots=True)
class Motion:
    """What the camera did.

    Attributes
    ----------
    moving : whether it went along, turned after the runner or zoomed, beyond a hand's trembling
    shake_px : root mean square of the trembling, px; None when the camera is not known
    seen : share of the frames in which the background was seen; None when it was not looked at
    swing_deg : root mean square of the angle by which it turned after the runner
    """

    moving: bool = False
    shake_px: float | None = None
    seen: float | None = None
    swing_deg: float = 0.0

    @property
    def is_unknown(self) -> bool:
        """Whether the background was looked at and showed too little."""
        return self.seen is not None and self.shake_px is None


def camera_motion(track: Track) -> Motion:
    """What the camera did over a track."""
    camera = track.camera
    if camera is None:
        return Motion()
    seen = float((camera.points > 0).mean())
    if not is_known(camera):
        return Motion(seen=seen)
    path, middle = camera.filled(), np.array(track.size_px) / 2
    there, (_, zoom) = path.still(middle), path.turn_and_zoom(middle)
    length_s = float(track.times_s[-1] - track.times_s[0])
    calm = np.stack([slow(v, track.times_s, min(SHAKE_S, length_s / 3)) for v in there.T], axis=1)
    shake_px = float(np.sqrt(np.mean(np.sum((there - calm) ** 2, axis=1))))
    long_side = max(track.size_px)
    moving = not is_calm(track) and (_travel(calm) > TRAVEL * long_side or _change(zoom) > ZOOM)
    swing = np.degrees(np.arctan(np.std(calm[:, 0]) / (FOCAL * long_side)))
    return Motion(moving, shake_px, seen, float(swing) if moving else 0.0)


def _travel(there: Floats) -> float:
    low, high = np.percentile(there, [2, 98], axis=0)
    return float(np.hypot(*(high - low)))


def _change(zoom: Floats) -> float:
    low, high = np.percentile(zoom, [2, 98])
    return float(high / low - 1)
