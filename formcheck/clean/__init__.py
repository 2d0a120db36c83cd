"""From what the network said to what the runner did: repair, then smooth."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from formcheck.clean.gate import drop_stretched, drop_unseen
from formcheck.clean.outliers import drop_outliers
from formcheck.clean.smooth import smooth
from formcheck.clean.swaps import repair_swaps
from formcheck.types import Track

STEPS: Final[tuple[Callable[[Track], Track], ...]] = (
    drop_unseen,
    repair_swaps,
    drop_stretched,
    drop_outliers,
)


def clean(track: Track) -> Track:
    """The track after every repair in `STEPS`, not yet smoothed.

    Contacts and angles of the typical stride are read from this: averaging many
    strides removes jitter without blunting the motion. `smooth` is for single
    strides and pictures.
    """
    for step in STEPS:
        track = step(track)
    return track


__all__ = ["STEPS", "clean", "drop_unseen", "smooth"]
