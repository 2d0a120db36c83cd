"""Render a runner with exactly known joints: CLIP.mp4, CLIP.truth.json and CLIP.truth.npz.

python render.py OUT/CLIP [--speed 3.0 --pelvic_drop 7 --view rear --fps 60 ...]

Any field of Runner, Camera or Clothes is an option.
"""

import argparse
import dataclasses
import json
import time
from dataclasses import asdict
from pathlib import Path

import av
import numpy as np
from body import make_body
from clothes import Clothes
from lens import Camera, Lens
from motion import KEYS, Motion, skin
from renderer import Renderer
from runner import Runner
from scene import PALETTES

KINDS = (Runner, Camera, Clothes)


class Clip:
    """One clip: a runner, a camera and clothes."""

    def __init__(self, runner, camera, clothes):
        self.runner, self.camera, self.clothes = runner, camera, clothes
        self.body = make_body(runner, clothes)
        self.motion = Motion(runner, self.body, camera.seconds)
        self.times = np.arange(round(camera.seconds * camera.fps)) / camera.fps

    def shift(self, t):
        """The runner moves through the scene when over ground."""
        over = self.camera.overground
        return np.array([self.runner.speed * (t - self.camera.seconds / 2) if over else 0.0, 0, 0])

    def joints(self):
        """Joints of every frame, metres."""
        return np.array([self.motion.pose(t)[1] + self.shift(t) for t in self.times])

    def posed(self, t):
        """Posed vertices of every sub-frame about time t."""
        n = max(self.camera.blur, 1)
        times = t + ((np.arange(n) + 0.5) / n - 0.5) * self.camera.shutter
        return [
            skin(self.body, self.motion.pose(x)[0]) + self.shift(x).astype(np.float32)
            for x in times
        ]

    def write(self, stem):
        """Write picture and truth."""
        self.write_truth(stem)
        renderer, lens = Renderer(self.body, self.camera), Lens(self.camera)
        with av.open(f"{stem}.mp4", "w") as container:
            stream = container.add_stream("libx264", rate=round(self.camera.fps))
            stream.width, stream.height, stream.pix_fmt = lens.width, lens.height, "yuv420p"
            stream.options = {"crf": str(self.camera.crf), "preset": "veryfast", "threads": "1"}
            for t in self.times:
                picture = renderer.frame(self.posed(t))
                container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
            container.mux(stream.encode())

    def write_truth(self, stem):
        """Write joints in metres and pixels, events and settings."""
        joints, lens = self.joints(), Lens(self.camera)
        arrays = {
            "joints": joints.astype(np.float32),
            "image": np.array([lens.project(p)[:, :2] for p in joints], np.float32),
            "keys": np.array(KEYS, "<U10"),
        }
        np.savez_compressed(f"{stem}.truth.npz", **arrays)
        truth = {
            "runner": asdict(self.runner),
            "camera": asdict(self.camera),
            "leg_length": self.motion.leg_length,
            "ic": self._events(0),
            "to": self._events(1),
            "clothes": asdict(self.clothes) | {"palette": PALETTES[self.camera.palette].name},
        }
        Path(f"{stem}.truth.json").write_text(json.dumps(truth, indent=1), encoding="utf-8")

    def _events(self, which):
        """Contacts (0) or toe-offs (1) within the clip, by side."""
        out = {}
        for side in ("left", "right"):
            times = self.motion.events[side[0]][:, which]
            out[side] = [round(float(t), 5) for t in times if 0 <= t <= self.camera.seconds]
        return out


def make_clip(**options):
    """Clip from any fields of Runner, Camera and Clothes (`seed` goes to runner and camera)."""
    parts, unknown = [], set(options)
    for kind in KINDS:
        names = {f.name for f in dataclasses.fields(kind)}
        parts.append(kind(**{k: v for k, v in options.items() if k in names}))
        unknown -= names
    if unknown:
        raise ValueError(f"unknown options: {sorted(unknown)}")
    return Clip(*parts)


def _truth_value(text):
    return text.lower() in ("1", "true", "yes")


def main():
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("stem", help="output path without ending")
    fields = {f.name: f for kind in KINDS for f in dataclasses.fields(kind)}
    for name, f in fields.items():
        read = {bool: _truth_value, int: int, str: str}.get(f.type, float)
        shown = f"default {f.default}"
        parser.add_argument(f"--{name}", type=read, default=argparse.SUPPRESS, help=shown)
    options = vars(parser.parse_args())
    stem, start = options.pop("stem"), time.time()
    clip = make_clip(**options)
    clip.write(stem)
    print(f"{stem}.mp4: {len(clip.times)} frames in {time.time() - start:.1f} s")


if __name__ == "__main__":
    main()
