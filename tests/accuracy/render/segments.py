"""The rigid segments that carry the mesh, and the ANNY bones that belong to each."""

import numpy as np

SPINE = ("spine05", "spine04", "spine03", "spine02")
LIMBS = ("clavicle", "uarm", "farm", "hand", "thigh", "shank", "foot", "toes")
SEGMENTS = (
    *("pelvis", *SPINE, "thorax", "neck", "head"),
    *(f"{part}_{s}" for s in "lr" for part in LIMBS),
)
OF_BONE = {
    **{"root": "pelvis", "pelvis": "pelvis", "spine01": "thorax", "neck01": "neck"},
    **{"neck02": "neck", "clavicle": "clavicle", "shoulder01": "clavicle"},
    **{"upperarm01": "uarm", "upperarm02": "uarm", "lowerarm01": "farm", "lowerarm02": "farm"},
    **{"upperleg01": "thigh", "upperleg02": "thigh", "lowerleg01": "shank"},
    **{"lowerleg02": "shank", "foot": "foot"},
    **{name: name for name in SPINE},
}


def segment_of(label):
    """Segment that moves an ANNY bone."""
    stem = label.split(".")[0]
    side = {"L": "_l", "R": "_r"}.get(label.split(".")[-1], "")
    if stem in OF_BONE:
        name = OF_BONE[stem]
        return name + side if name + side in SEGMENTS else name
    if stem.startswith("toe"):
        return "toes" + side
    if stem.startswith(("wrist", "finger", "metacarpal")):
        return "hand" + side
    return "head"


def segment_weights(labels, weights):
    """Weights per segment, n x len(SEGMENTS), from weights per bone."""
    out = np.zeros((len(weights), len(SEGMENTS)))
    for k, label in enumerate(labels):
        out[:, SEGMENTS.index(segment_of(str(label)))] += weights[:, k]
    return out
