"""One runner's landmarks over time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from formcheck.skeleton import LANDMARKS, SIDES
from formcheck.types.camera_path import CameraPath
from formcheck.types.words import Floats


@dataclass(frozen=True, slots=True)
class PelvisTilt:
    """How the cloth over the pelvis turns in the picture, against its average over the clip.

    Attributes
    ----------
    tilt_deg : (frames,), + = the hip on the picture's right is higher; NaN where not seen
    agreement : (frames,), correlation of the cloth with its average, 0 to 1, 0 where no turn
        makes them alike; NaN in frames that were not looked at
    contrast : how much the cloth shows: standard deviation of its average, 0 to 255
    """

    tilt_deg: Floats
    agreement: Floats
    contrast: float

    def part(self, part: slice) -> PelvisTilt:
        """The same of some of the frames."""
        return PelvisTilt(self.tilt_deg[part], self.agreement[part], self.contrast)


@dataclass(frozen=True, slots=True)
class PointSet:
    """Which points a network gives, and whose.

    Attributes
    ----------
    name : as people who work with it call it
    is_blazepose : whether what is known of BlazePose's points (where they lie beside the joints)
        holds for these
    absent : landmarks that the set does not have
    has_depth : whether `Track.world` says anything
    is_solid : measured by several cameras, so that neither side is hidden behind the other
    """

    name: str = "BlazePose"
    is_blazepose: bool = True
    absent: frozenset[str] = frozenset()
    has_depth: bool = True
    is_solid: bool = False

    def lacks(self, part: str) -> bool:
        """Whether the set has that part of the body on neither side.

        >>> PointSet("COCO", absent=frozenset({"left_heel", "right_heel"})).lacks("heel")
        True
        """
        return all(f"{side}_{part}" in self.absent for side in SIDES)


BLAZEPOSE: Final = PointSet()


@dataclass(frozen=True, slots=True)
class Track:
    """One runner's landmarks over time.

    Attributes
    ----------
    xy : (frames, landmarks, 2), pixels
        Image axes: x grows to the right, y grows *down*. NaN is "not seen".
    depth : (frames, landmarks), about pixels
        The network's guess of distance from the mid-hip; smaller is nearer the camera.
    world : (frames, landmarks, 3), metres from the mid-hip; x right, y down, z away
    visibility, presence : (frames, landmarks), 0 to 1
    times_s : (frames,), strictly increasing
    size_px : width and height of the picture
    names : landmark names, in the order of the landmark axis
    swaps_repaired : frames in which left and right legs were exchanged back
    pelvis : tilt of the pelvis from the pictures; None where they were not asked for it
    camera : how the camera moved; None where the pictures were not asked
    points : whose points these are
    """

    xy: Floats
    depth: Floats
    world: Floats
    visibility: Floats
    presence: Floats
    times_s: Floats
    size_px: tuple[int, int]
    names: tuple[str, ...] = LANDMARKS
    swaps_repaired: int = 0
    pelvis: PelvisTilt | None = None
    camera: CameraPath | None = None
    points: PointSet = BLAZEPOSE

    def __post_init__(self) -> None:
        """Refuse arrays that do not belong together."""
        wanted = (len(self.times_s), len(self.names))
        shapes = {
            "xy": (*wanted, 2), "depth": wanted, "world": (*wanted, 3),
            "visibility": wanted, "presence": wanted,
        }  # fmt: skip
        for name, shape in shapes.items():
            if getattr(self, name).shape != shape:
                raise ValueError(f"{name} has shape {getattr(self, name).shape}, expected {shape}")
        if self.pelvis is not None and len(self.pelvis.tilt_deg) != len(self.times_s):
            raise ValueError("pelvis must have a tilt for every frame")
        if self.camera is not None and len(self.camera.points) != len(self.times_s):
            raise ValueError("camera must have a place for every frame")
        if not np.all(np.diff(self.times_s) > 0):
            raise ValueError("times_s must be strictly increasing")

    def __getitem__(self, name: str) -> Floats:
        """One landmark's path, (frames, 2): ``track["left_ankle"]``."""
        return self.xy[:, self.names.index(name)]

    def part(self, part: slice) -> Track:
        """The same of some of the frames."""
        return replace(
            self,
            xy=self.xy[part],
            depth=self.depth[part],
            world=self.world[part],
            visibility=self.visibility[part],
            presence=self.presence[part],
            times_s=self.times_s[part],
            pelvis=None if self.pelvis is None else self.pelvis.part(part),
            camera=None if self.camera is None else self.camera.part(part),
        )
