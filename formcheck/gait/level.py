"""What is known of upright and of lengths beside the landmarks."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.gait.scale import KnownLength, Way


@dataclass(frozen=True, slots=True)
class Level:
    """How level the camera was: roll, + when the picture has to turn clockwise; degrees.

    `known_length` is what the user showed in the picture to scale it by, `imported` the scale
    of a pose track that is in metres.
    """

    roll_deg: float = 0.0
    roll_sd_deg: float = 3.0
    known_length: KnownLength | None = None
    imported: Way | None = None
