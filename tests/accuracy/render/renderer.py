"""Pictures of posed bodies over a static backdrop."""

import numpy as np
import raster
import shading
from lens import Lens
from scene import PALETTES, make_scene

LIGHTS = {
    "side": (0.25, 0.62, 0.74),
    "side-right": (0.25, -0.62, 0.74),
    "rear": (-0.62, 0.30, 0.72),
    "front": (0.62, 0.30, 0.72),
}
AMBIENT = 0.42


class Renderer:
    """Draws posed bodies over a static backdrop."""

    def __init__(self, body, camera):
        self.body, self.camera = body, camera
        self.fine = Lens(camera, shading.SCALE)
        light = np.array(LIGHTS[camera.view])
        self.lighting = light / np.linalg.norm(light), AMBIENT
        scene = make_scene(camera.scene, camera.view, camera.seed)
        things = scene.boxes, scene.colours * camera.brightness, scene.grain
        self.backdrop, self.depth = raster.cast_boxes(self.fine.view, things, self.lighting)
        self.coarse = shading.downsample(self.backdrop)
        colours, edges, styles = PALETTES[camera.palette].tables()
        colours *= camera.brightness
        edges[:, :3] *= camera.brightness
        self.tables = colours, edges, styles
        self.normals = np.zeros_like(body.vertices)
        self.frames = 0

    def frame(self, posed):
        """8-bit picture averaged over sub-frames, each an array of posed vertices."""
        out = self.coarse.copy()
        for vertices in posed:
            self._add(out, vertices, 1 / (len(posed) * shading.SCALE**2))
        self.frames += 1
        return shading.to_bytes(out, shading.GAMMA, self.camera.grain, self.frames)

    def _add(self, out, vertices, share):
        """Draw one sub-frame into `out`."""
        b, spots = self.body, self.fine.project(vertices)
        box = self._box(spots)
        if box[0] >= box[2] or box[1] >= box[3]:
            return
        x0, y0, x1, y1 = box
        depth = self.depth[y0:y1, x0:x1].copy()
        owner = np.full(depth.shape, -1, np.int32)
        bary = np.empty((*depth.shape, 2), np.float32)
        raster.normals_of(vertices, b.faces, self.normals)
        raster.visible_faces((spots, b.faces, b.inside), (depth, owner, bary), box)
        mesh = b.faces, b.layer, b.inside, self.normals, b.vertices
        look = (*self.tables, *self.lighting, share)
        shading.add_mesh((out, self.backdrop), (owner, bary), box, mesh, look)

    def _box(self, spots):
        """Part of the picture the mesh covers."""
        low = np.floor(spots.min(0)[:2]).astype(int)
        high = np.ceil(spots.max(0)[:2]).astype(int) + 1
        width, height = self.fine.width, self.fine.height
        return max(low[0], 0), max(low[1], 0), min(high[0], width), min(high[1], height)
