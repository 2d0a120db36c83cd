"""The bare ANNY figure at rest: skin, segment weights and joint centres.

Runner frame: x forward, y left, z up, metres. ANNY is asked once per body; the result is kept.
"""

import hashlib
import os
import tempfile
import warnings
from pathlib import Path

import numpy as np
from rotations import axis_rotation
from segments import SEGMENTS, SPINE, segment_weights

CACHE = Path(os.environ.get("RENDER_CACHE", Path(tempfile.gettempdir()) / "rendered_runners"))
AGE = 0.55
SOLE = 0.012  # thickness of a shoe sole
TURN = np.array([[0, -1, 0], [1, 0, 0], [0, 0, 1.0]])  # ANNY's axes to the runner's
BONES = {
    **{"shoulder": "upperarm01", "elbow": "lowerarm01", "wrist": "wrist", "hip": "upperleg01"},
    **{"knee": "lowerleg01", "ankle": "foot", "ball": "toe2-1", "clavicle": "clavicle"},
}


class Figure:
    """Skin (n x 3), faces, normals, weights (n x len(SEGMENTS)) and joints by key."""

    def __init__(self, height, gender, weight, muscle):
        rest = _anny_rest(height, gender, weight, muscle)
        self.faces, self._labels, self._bones = rest["faces"], list(rest["labels"]), rest["bones"]
        self.skin = self._curl_fingers(rest["vertices"], rest["weights"])
        self.normals = vertex_normals(self.skin, self.faces)
        self.weights = segment_weights(self._labels, rest["weights"])
        self.owner = self.weights.argmax(1)
        self.joints = self._find_joints()

    def bone(self, name):
        """Head of an ANNY bone."""
        return self._bones[self._labels.index(name)]

    def share(self, *names):
        """Weight of some segments at every vertex."""
        return self.weights[:, [SEGMENTS.index(name) for name in names]].sum(1)

    def along(self, a, b):
        """Metres of every vertex along the line from joint a to joint b, each on its own side."""
        j, out = self.joints, []
        for s in "lr":
            start, end = j[f"{a}_{s}"], j[f"{b}_{s}"]
            out.append((self.skin - start) @ (end - start) / np.linalg.norm(end - start))
        return np.where(self.skin[:, 1] > 0, *out)

    def length(self, a, b):
        """Distance of two joints of the left side."""
        return np.linalg.norm(self.joints[f"{b}_l"] - self.joints[f"{a}_l"])

    def _curl_fingers(self, vertices, weights):
        """Skin with the fingers half closed, as most runners hold them."""
        skin = vertices.copy()
        for side in "LR":
            across = self.bone(f"finger5-1.{side}") - self.bone(f"finger2-1.{side}")
            across *= (1 if side == "L" else -1) / np.linalg.norm(across)
            for finger in range(2, 6):
                turn, shift = np.eye(3), np.zeros(3)
                for k, angle in ((1, 50), (2, 65), (3, 40)):
                    name = f"finger{finger}-{k}.{side}"
                    pivot = turn @ self.bone(name) + shift
                    step = axis_rotation(across, np.deg2rad(-angle))
                    turn, shift = step @ turn, step @ (shift - pivot) + pivot
                    w = weights[:, self._labels.index(name)][:, None]
                    skin += w * (vertices @ turn.T + shift - vertices)
        return skin

    def _find_joints(self):
        """Rest joint centres by key, and the pivots of the spine, neck and feet."""
        j = {
            f"{key}_{s}": self.bone(f"{bone}.{s.upper()}")
            for s in "lr"
            for key, bone in BONES.items()
        }
        j |= {name: self.bone(name) for name in (*SPINE, "spine01", "neck01", "head")}
        j["eye"] = (self.bone("eye.L") + self.bone("eye.R")) / 2
        j["sole"] = np.array([0, 0, self.skin[:, 2].min() - SOLE])
        head = np.where(self.owner == SEGMENTS.index("head"))[0]
        face = head[np.abs(self.skin[head, 1]) < 0.02]
        j["nose"] = self.skin[face[self.skin[face, 0].argmax()]]
        for s, sign in (("l", 1), ("r", -1)):
            j[f"ear_{s}"] = self.skin[head[(sign * self.skin[head, 1]).argmax()]]
            j[f"heel_{s}"], j[f"toe_{s}"] = self._foot_ends(j, s, sign)
        return j

    def _foot_ends(self, j, s, sign):
        """Back of the heel and tip of the big toe: extreme points of the skin."""
        skin = self.skin
        owners = [SEGMENTS.index(f"foot_{s}"), SEGMENTS.index(f"toes_{s}")]
        foot = np.where(np.isin(self.owner, owners))[0]
        low = foot[np.abs(skin[foot, 2] - j["sole"][2] - SOLE - 0.035) < 0.012]
        inner = foot[sign * (skin[foot, 1] - j[f"ankle_{s}"][1]) < -0.005]
        toe = skin[inner[skin[inner, 0].argmax()]] - [0.012, 0, 0.0]
        return skin[low[skin[low, 0].argmin()]], toe


def vertex_normals(vertices, faces):
    """Area-weighted unit normals."""
    n = np.zeros_like(vertices)
    a, b, c = (vertices[faces[:, k]] for k in range(3))
    f = np.cross(b - a, c - a)
    for k in range(3):
        np.add.at(n, faces[:, k], f)
    return n / np.maximum(np.linalg.norm(n, axis=1, keepdims=True), 1e-12)


def _anny_rest(*phenotype):
    """Rest mesh, bones and weights in the runner frame, kept or from ANNY."""
    key = hashlib.md5(repr((*phenotype, AGE, 2)).encode()).hexdigest()[:12]
    path = CACHE / f"{key}.npz"
    if not path.exists():
        CACHE.mkdir(exist_ok=True, parents=True)
        np.savez(path, **_from_anny(*phenotype))
    return dict(np.load(path))


def _from_anny(height, gender, weight, muscle):
    """Evaluate ANNY at the phenotype whose stature is `height`."""
    import anny

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = anny.Anny(skinning_method="lbs")
    looks = {"gender": gender, "weight": weight, "muscle": muscle, "age": AGE, "proportions": 0.5}

    def rest(h):
        c = model.get_phenotype_blendshape_coefficients(height=h, **looks)
        r = model.get_rest_model(c)
        return r["rest_vertices"][0].numpy(), r["rest_bone_heads"][0].numpy()

    lo, hi = 0.0, 1.0
    for _ in range(20):
        mid = (lo + hi) / 2
        lo, hi = (mid, hi) if np.ptp(rest(mid)[0][:, 2]) < height else (lo, mid)
    vertices, bones = rest(mid)
    scale = height / np.ptp(vertices[:, 2])
    w = np.zeros((len(vertices), len(model.bone_labels)))
    where = np.arange(len(vertices))[:, None], model.vertex_bone_indices.numpy()
    np.add.at(w, where, model.vertex_bone_weights.numpy())
    return {
        "vertices": scale * vertices @ TURN.T,
        "bones": scale * bones @ TURN.T,
        "weights": w,
        "labels": np.array(model.bone_labels),
        "faces": model.faces.numpy(),
    }
