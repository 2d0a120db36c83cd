"""How long a foot stays on the ground."""

from __future__ import annotations

import numpy as np

from formcheck.metrics.reading import of
from formcheck.skeleton import Side
from formcheck.types import Floats, Gait


def contact_time(gait: Gait, side: Side) -> Floats:
    """Seconds from initial contact to toe-off, one value per contact with a seen toe-off."""
    return np.array([c.off_s - c.strike_s for c in of(gait, side) if c.off_s is not None])
