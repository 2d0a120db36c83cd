"""Gives the pictures of AVI files their times in the order in which they are shown.

stored      I  P  B  B      AVI counts pictures as they are stored, and FFmpeg takes
counted     0  1  2  3      that for their times; but B is shown before the P that it
shown       0  3  1  2      was made from. Sorted, the same counts are right.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from typing import Any

from av import VideoFrame
from av.container import InputContainer

# More pictures than a decoder ever holds back: 16 for H.264 and as many for its threads, twice.
_MOST_WAITING = 64


@dataclass(slots=True)
class Order:
    """Times of the packets that went into the decoder and have not come out as pictures."""

    is_needed: bool
    waiting: list[int] = field(default_factory=list)

    def put_in(self, packet: Any) -> None:
        """A packet, or None, goes into the decoder."""
        if self.is_needed and packet is not None and packet.pts is not None:
            heapq.heappush(self.waiting, packet.pts)
            if len(self.waiting) > _MOST_WAITING:  # one has not come out: it was damaged
                heapq.heappop(self.waiting)

    def came_out(self, picture: VideoFrame) -> VideoFrame:
        """The picture with its own time: the earliest of those that wait."""
        if self.waiting:
            picture.pts = heapq.heappop(self.waiting)
        return picture


def order_of(container: InputContainer) -> Order:
    """The order of a container just opened or searched."""
    return Order(is_needed=container.format.name == "avi")
