"""A runner's body at rest: ANNY skin, cloth shells, shoes and hair as one mesh."""

from dataclasses import dataclass

import numpy as np
from clothes import hair_part, shirt_part, shorts_part, skin_part
from figure import Figure
from shoes import shoe_part


@dataclass
class Body:
    """Mesh at rest; `joints` are the rest joint centres by key, `layer` is one of SKIN..LIPS."""

    vertices: np.ndarray  # n x 3
    faces: np.ndarray  # m x 3
    layer: np.ndarray  # m
    inside: np.ndarray  # n, metres inside the garment's border (pixels below 0 are cut away)
    weights: np.ndarray  # n x len(SEGMENTS)
    joints: dict

    def length(self, a, b):
        """Distance of two rest joints."""
        return float(np.linalg.norm(self.joints[a] - self.joints[b]))


def make_body(runner, clothes):
    """Body of a runner (height, gender, weight, muscle) in clothes."""
    figure = Figure(runner.height, runner.gender, runner.weight, runner.muscle)
    garments = shirt_part(figure, clothes), shorts_part(figure, clothes)
    parts = [skin_part(figure), *garments, hair_part(figure)]
    parts += [shoe_part(figure, s) for s in "lr"]
    start = np.cumsum([0] + [len(p.vertices) for p in parts])

    def cat(name, kind=np.float32):
        return np.concatenate([getattr(p, name) for p in parts]).astype(kind)

    shifted = [p.faces + k for p, k in zip(parts, start, strict=False)]
    faces = np.concatenate(shifted).astype(np.int32)
    mesh = cat("vertices"), faces, cat("layer", np.int32), cat("inside"), cat("weights")
    return Body(*mesh, figure.joints)
