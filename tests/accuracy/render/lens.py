"""The camera: its settings and a level pinhole lens."""

from dataclasses import dataclass

import numpy as np
import raster

AROUND = {
    "side": 90,
    "side-right": -90,
    "rear": 180,
    "front": 0,
}  # degrees from ahead of the runner


@dataclass
class Camera:
    """View, picture and scene. `yaw` goes round the runner, `roll` turns the picture (degrees)."""

    view: str = "side"  # side (runs left), side-right, rear, front
    fps: float = 60.0
    seconds: float = 5.0
    size: str = "1280x720"
    distance: float = 4.0
    fov: float = 30.0  # vertical
    cam_height: float = 0.95
    roll: float = 0.0
    yaw: float = 0.0
    scene: str = "treadmill"  # treadmill, gym, trail, plain
    overground: bool = False
    blur: int = 2  # sub-frames
    shutter: float = 0.008  # seconds, centred on the frame's time
    palette: int = 0
    crf: str = "22"
    seed: int = 1
    brightness: float = 1.0
    grain: float = 2.0  # sensor noise, levels


class Lens:
    """A pinhole camera looking level at the runner's axis."""

    def __init__(self, camera, scale=1):
        self.width, self.height = (scale * int(v) for v in camera.size.split("x"))
        self.focal = self.height / 2 / np.tan(np.deg2rad(camera.fov / 2))
        turn = np.deg2rad(AROUND[camera.view] + camera.yaw)
        out = np.array([np.cos(turn), np.sin(turn), 0])
        self.origin = camera.distance * out + [0, 0, camera.cam_height]
        right, down = np.array([-out[1], out[0], 0]), np.array([0, 0, -1.0])
        c, s = np.cos(np.deg2rad(camera.roll)), np.sin(np.deg2rad(camera.roll))
        self.axes = np.stack([c * right + s * down, c * down - s * right, -out])

    @property
    def view(self):
        """What the rasteriser needs: origin, axes, focal length, width, height."""
        return self.origin, self.axes, self.focal, self.width, self.height

    def project(self, points):
        """Columns and rows of points (n x 3)."""
        out = np.empty((len(points), 3), np.float32)
        raster.project(points, self.view, out)
        return out
