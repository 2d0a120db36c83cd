"""Light sheets to draw a skeleton on, in place of the frames that a pose track does not have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from formcheck.types import Frame, Study

GROUND: Final = 226  # grey: both light and dark lines show on it


def sheets(study: Study) -> Iterator[Frame]:
    """One sheet for every row of the track, at its time."""
    width, height = study.source.width, study.source.height
    for index, time_s in enumerate(study.raw.times_s.tolist()):
        yield Frame(index, time_s, np.full((height, width, 3), GROUND, np.uint8))
