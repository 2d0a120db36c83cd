"""Whether a runner is seen from behind, and how long the legs look then."""

from __future__ import annotations

import numpy as np

from formcheck.gait.body import is_seen, leg_length_px
from formcheck.gait.view import find_outlook
from formcheck.types import Track


def rear_leg_px(track: Track, view: str = "auto") -> float | None:
    """Leg length of a runner seen from behind, px; None when seen from elsewhere or hardly.

    `track` is smoothed; `view` names the view when the user gave it.
    """
    if not is_seen(track) or find_outlook(track, view).view != "rear":
        return None
    leg_px = leg_length_px(track, None)
    return leg_px if np.isfinite(leg_px) else None
