"""Shoes: closed tubes of convex rings around slices of the foot, flat below."""

import numpy as np
from clothes import SHOES, Part
from figure import SOLE
from segments import SEGMENTS

RINGS, SPOKES = 26, 28


def shoe_part(figure, s):
    """A shoe from heel to toe, with a sole."""
    j = figure.joints
    foot = figure.share(f"foot_{s}", f"toes_{s}", f"shank_{s}") > 0.9
    p = figure.skin[foot & (figure.skin[:, 2] < j[f"ankle_{s}"][2] + 0.005)]
    x0, x1 = p[:, 0].min() + 0.002, p[:, 0].max() - 0.002
    u = (1 - np.cos(np.linspace(0, np.pi, RINGS))) / 2
    points = [_ring(p, x0 + (x1 - x0) * v, j["sole"][2], 1 if 0 < v < 1 else 0.5) for v in u]
    points[0][:, 0] -= 0.006
    points[-1][:, 0] += 0.006
    vertices = np.concatenate([*points, [points[0].mean(0)], [points[-1].mean(0)]])
    faces = _tube_faces()
    inside = vertices[:, 2] - j["sole"][2]
    weights = _shoe_weights(vertices, j[f"ball_{s}"][0], s)
    return Part(vertices, faces, np.full(len(faces), SHOES), inside, weights).trimmed()


def _ring(p, x, sole, pinch):
    """Convex outline of the skin points near x, 5 mm outside them and flat below."""
    near = p[np.abs(p[:, 0] - x) < 0.014][:, 1:]
    angle = np.linspace(0, 2 * np.pi, SPOKES, endpoint=False)
    u = np.stack([np.cos(angle), np.sin(angle)], 1)
    h = (near @ u.T).max(0) + 0.005
    dh = (np.roll(h, -1) - np.roll(h, 1)) / (2 * angle[1])
    ring = h[:, None] * u + dh[:, None] * np.stack([-u[:, 1], u[:, 0]], 1)
    ring = ring.mean(0) + pinch * (ring - ring.mean(0))
    flat = sole + 0.25 * np.maximum(0, ring[:, 1] - sole - SOLE + 0.006)
    ring[:, 1] = np.where(ring[:, 1] < sole + SOLE + 0.012, flat, ring[:, 1])
    return np.column_stack([np.full(SPOKES, x), ring])


def _tube_faces():
    """Triangles of the rings with two end caps, outward."""
    k, a = np.meshgrid(np.arange(RINGS - 1), np.arange(SPOKES), indexing="ij")
    b, low, high = (a + 1) % SPOKES, k * SPOKES, (k + 1) * SPOKES
    p, q, r, t = low + a, low + b, high + a, high + b
    side = [np.stack(c, -1).reshape(-1, 3) for c in ((p, q, r), (q, t, r))]
    a, n = np.arange(SPOKES), RINGS * SPOKES
    b, top = (a + 1) % SPOKES, n - SPOKES
    first = np.stack([a, np.full(SPOKES, n), b], 1)
    last = np.stack([a + top, b + top, np.full(SPOKES, n + 1)], 1)
    return np.concatenate([*side, first, last])


def _shoe_weights(vertices, ball, s):
    """The shoe bends at the ball of the foot."""
    w = np.zeros((len(vertices), len(SEGMENTS)))
    front = np.clip((vertices[:, 0] - ball) / 0.05 + 0.5, 0, 1)
    w[:, SEGMENTS.index(f"toes_{s}")] = front
    w[:, SEGMENTS.index(f"foot_{s}")] = 1 - front
    return w
