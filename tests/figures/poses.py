"""All drawings, in the order in which exercises are listed."""

from __future__ import annotations

from typing import Final

from figures.kneeling import CAT_CAMEL, HIP_FLEXOR
from figures.lying import ROTATION
from figures.upright import HIP_HINGE, SINGLE_LEG

DRAWINGS: Final = (HIP_FLEXOR, ROTATION, SINGLE_LEG, HIP_HINGE, CAT_CAMEL)
