"""Parts of the mesh: bare skin, shirt, shorts and hair, each a piece of the figure's surface."""

from dataclasses import dataclass

import numpy as np
from segments import SEGMENTS, SPINE

SKIN, SHIRT, SHORTS, SHOES, HAIR, SOCKS, EYES, LIPS = range(8)


@dataclass
class Clothes:
    """Cut of the clothes."""

    shorts: float = 0.55  # share of the thigh
    sleeve: float = 0.55  # share of the upper arm
    tucked: bool = True  # shirt in the shorts: the waistband shows
    loose: float = 0.4


@dataclass
class Part:
    """Piece of the mesh; `inside` is metres inside its border (below 0 is cut away)."""

    vertices: np.ndarray
    faces: np.ndarray
    layer: np.ndarray
    inside: np.ndarray
    weights: np.ndarray

    def trimmed(self):
        """Without the vertices that no face uses."""
        used = np.unique(self.faces)
        renumber = np.zeros(len(self.vertices), int)
        renumber[used] = np.arange(len(used))
        faces = renumber[self.faces]
        kept = self.vertices[used], faces, self.layer, self.inside[used], self.weights[used]
        return Part(*kept)


def skin_part(figure):
    """Bare body without feet (shoes cover them); eyes and lips get their own layers."""
    skin, faces, j = figure.skin, figure.faces, figure.joints
    feet = figure.share(*(f"{p}_{s}" for p in ("foot", "toes") for s in "lr"))
    low = (skin[faces][..., 2] < j["ankle_l"][2] - 0.02).all(1)
    keep = ~((feet[faces] > 0.9).all(1) & low)
    layer = np.full(len(faces), SKIN)
    centre = skin[faces].mean(1)
    for name in ("eye.L", "eye.R"):
        away = np.linalg.norm(centre - figure.bone(name) - [0.013, 0, 0], axis=1)
        layer[away < 0.0095] = EYES
    mouth = j["nose"] - [0.018, 0, 0.042]
    layer[np.linalg.norm((centre - mouth) / [0.03, 0.024, 0.009], axis=1) < 1] = LIPS
    whole = np.ones(len(skin))
    return Part(skin, faces[keep], layer[keep], whole, figure.weights).trimmed()


def shell(figure, thick, layer, inside, follow=()):
    """The skin inside a garment, moved out by `thick`.

    The pelvis carries what would `follow` other segments.
    """
    keep = (inside[figure.faces] > 0).any(1)
    faces, weights = figure.faces[keep], figure.weights.copy()
    others = [SEGMENTS.index(name) for name in follow]
    weights[:, SEGMENTS.index("pelvis")] += weights[:, others].sum(1)
    weights[:, others] = 0
    points = figure.skin + figure.normals * thick[:, None]
    return Part(points, faces, np.full(len(faces), layer), inside, weights).trimmed()


def arm_share(figure):
    """Weight of both arms at every vertex."""
    return figure.share(*(f"{p}_{s}" for p in ("uarm", "farm", "hand") for s in "lr"))


def waist_height(j):
    """Rest height of the upper edge of the shorts."""
    return j["hip_l"][2] + 0.20 * (j["spine01"][2] - j["hip_l"][2])


def shirt_part(figure, clothes):
    """Shirt from the neck line to the hem, with sleeves."""
    skin, j, waist = figure.skin, figure.joints, waist_height(figure.joints)
    hem = waist - 0.02 if clothes.tucked else j["hip_l"][2] - 0.05
    arm = figure.along("shoulder", "elbow")
    border = clothes.sleeve * figure.length("shoulder", "elbow") - arm
    d = skin - j["neck01"]
    neck = np.minimum(
        np.linalg.norm(d + np.array([0.01, 0, 0]), axis=1) - 0.075,
        -d[:, 2] - 0.6 * np.maximum(d[:, 0], 0),
    )
    trunk = np.minimum(skin[:, 2] - hem, 0.1)
    inside = np.minimum(np.where(arm_share(figure) > 0.35, border, trunk), neck)
    inside[figure.share("head") > 0.3] = -0.01
    thick = 0.004 + 0.006 * np.clip(arm / 0.2, 0, 1)
    if clothes.tucked:
        return shell(figure, thick, SHIRT, inside)
    thick += 0.016 * np.clip((waist + 0.15 - skin[:, 2]) / 0.3, 0, 1)
    return shell(figure, thick, SHIRT, inside, ("thigh_l", "thigh_r"))


def shorts_part(figure, clothes):
    """Shorts from the waistband to a share of the thigh."""
    thigh = figure.along("hip", "knee")
    reach = clothes.shorts * figure.length("hip", "knee")
    above = waist_height(figure.joints) - figure.skin[:, 2]
    inside = np.minimum(above, 4 * (reach - thigh))  # the band is 4 times as wide as the hem
    inside[arm_share(figure) > 0.3] = -1
    thick = 0.013 + 0.026 * clothes.loose * np.clip((thigh + 0.03) / reach, 0, 1)
    return shell(figure, thick, SHORTS, inside, SPINE)


def hair_part(figure):
    """A cap of hair above a slanted line from the brow to the nape."""
    d = figure.skin - figure.joints["eye"]
    line = d[:, 2] - 0.05 - 1.15 * np.clip(d[:, 0] + 0.05, -0.09, 0.05)
    inside = np.where(figure.owner == SEGMENTS.index("head"), line, -1)
    return shell(figure, 0.003 + 0.010 * np.clip(line / 0.04, 0, 1), HAIR, inside)
