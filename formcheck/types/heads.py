"""Where everybody's head is in the pictures of a clip."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.types.words import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Heads:
    """A circle around every head, frame by frame.

    Attributes
    ----------
    times_s : (frames,), the container's time of each frame
    circles : (people, frames, 3), x, y and radius, px; NaN where a person is not there
    """

    times_s: Floats
    circles: Floats

    def __post_init__(self) -> None:
        """Refuse arrays that do not belong together."""
        if self.circles.shape[1:] != (len(self.times_s), 3):
            raise ValueError("circles must have x, y and radius for every frame")
