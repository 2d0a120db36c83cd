"""From what the network said to what the runner did: repair, then smooth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import numpy as np

from formcheck.clean.gate import drop_stretched, drop_unseen
from formcheck.clean.outliers import drop_outliers
from formcheck.clean.smooth import smooth
from formcheck.clean.swaps import repair_swaps
from formcheck.types import Track, unbroken

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
    strides and pictures. Each unbroken stretch of time is repaired by itself: what a leg
    does is not guessed across a gap.
    """
    parts = [_repaired(track.part(stretch)) for stretch in unbroken(track.times_s)]
    return parts[0] if len(parts) == 1 else _together(track, parts)


def _repaired(track: Track) -> Track:
    for step in STEPS:
        track = step(track)
    return track


def _together(track: Track, parts: list[Track]) -> Track:
    """The whole track with what was repaired in its parts."""
    return replace(
        track,
        xy=np.concatenate([part.xy for part in parts]),
        depth=np.concatenate([part.depth for part in parts]),
        world=np.concatenate([part.world for part in parts]),
        visibility=np.concatenate([part.visibility for part in parts]),
        presence=np.concatenate([part.presence for part in parts]),
        swaps_repaired=sum(part.swaps_repaired - track.swaps_repaired for part in parts)
        + track.swaps_repaired,
    )


__all__ = ["STEPS", "clean", "drop_unseen", "smooth"]
