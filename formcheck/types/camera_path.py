"""How the camera moved, told by what stands still around the runner."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from formcheck.types.words import Bools, Floats, Orders


@dataclass(frozen=True, slots=True)
class CameraPath:
    """Where each picture lies on one still picture, that of the middle of the clip.

    The still picture is turned as the pictures of the first seconds are in the mean.

    Attributes
    ----------
    to_still : (frames, 3, 3), from pixels of the picture to pixels of the still one, homogeneous,
        the last number 1; NaN where the background was not seen
    points : (frames,), how many points of the background agree; 0 where it was not seen
    share : (frames,), the part of all points followed that agree, 0 to 1
    undone : whether the track it belongs to has been put on the still picture
    """

    to_still: Floats
    points: Floats
    share: Floats
    undone: bool = False

    @property
    def seen(self) -> Bools:
        """The frames in which the background was seen."""
        return np.isfinite(self.to_still[:, 0, 0])

    def part(self, part: slice | Bools | Orders) -> CameraPath:
        """The same of some of the frames: a stretch, those that are true, or those numbered."""
        return CameraPath(self.to_still[part], self.points[part], self.share[part], self.undone)

    def filled(self) -> CameraPath:
        """The same with gaps bridged straight and held at the ends; needs a frame that is seen."""
        rows = np.arange(len(self.points))
        each = self.to_still.reshape(-1, 9).T
        bridged = [np.interp(rows, rows[self.seen], values[self.seen]) for values in each]
        return replace(self, to_still=np.stack(bridged, axis=1).reshape(-1, 3, 3))

    def still(self, points: Floats) -> Floats:
        """Where points (frames, 2), or one point, of the pictures lie on the still picture."""
        points = np.broadcast_to(points, (len(self.points), 2))
        there = np.einsum("fij,fj->fi", self.to_still, np.insert(points, 2, 1.0, axis=1))
        return np.asarray(there[:, :2] / there[:, 2:])

    def turn_and_zoom(self, points: Floats) -> tuple[Floats, Floats]:
        """How pictures are turned and enlarged about points (frames, 2), or one, to be still.

        Turns (frames,) in radians, + = clockwise; zooms (frames,) as factors.
        """
        points = np.broadcast_to(points, (len(self.points), 2))
        last = self.to_still[:, 2]
        weight = np.einsum("fj,fj->f", last[:, :2], points) + last[:, 2]
        there = self.still(points)
        slope = self.to_still[:, :2, :2] - there[:, :, None] * last[:, None, :2]
        slope = slope / weight[:, None, None]
        turn = np.arctan2(slope[:, 1, 0] - slope[:, 0, 1], slope[:, 0, 0] + slope[:, 1, 1])
        return turn, np.sqrt(np.abs(np.linalg.det(slope)))
