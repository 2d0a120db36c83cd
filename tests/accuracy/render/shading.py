"""Light and cloth on the visible samples, and their way into 8-bit pixels (numba).

Colours are linear light, 0..1; images are written through a gamma table.
"""

import numpy as np
from numba import njit
from raster import noise

SCALE = 2  # samples per pixel along each axis
GAMMA = np.round(255 * np.linspace(0, 1, 4096) ** (1 / 2.2)).astype(np.uint8)


@njit(cache=True, fastmath=True)
def _cloth(style, p):
    """Brightness factor of a cloth: 1 noise, 2 bands, 3 checks, 4 upright stripes."""
    kind, period, strength = int(style[0]), style[1], style[2]
    x, y, z = p
    if kind == 1:
        coarse, fine = noise(x * 40, y * 40, z * 40), noise(x * 110, y * 110, z * 110)
        return 1 + strength * (0.6 * coarse + 0.7 * fine)
    count = 0.0
    if kind in (2, 3):
        count += np.floor(z / period)
    if kind in (3, 4):
        count += np.floor(y / period)
    if kind == 3:
        count += np.floor(x / period)
    if kind < 2:
        return 1.0
    return 1 + strength * (1 if count % 2 == 0 else -1)


@njit(cache=True, fastmath=True)
def _mix(values, corners, shares):
    """Vector at a sample from those of its face's corners."""
    a, b, c = corners
    u, v, w = shares
    return (
        u * values[a, 0] + v * values[b, 0] + w * values[c, 0],
        u * values[a, 1] + v * values[b, 1] + w * values[c, 1],
        u * values[a, 2] + v * values[b, 2] + w * values[c, 2],
    )


@njit(cache=True, fastmath=True)
def _shade(n, light, ambient):
    """Brightness of a surface with normal n."""
    s = np.sqrt(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]) + 1e-9
    lit = (n[0] * light[0] + n[1] * light[1] + n[2] * light[2]) / s
    return ambient * (1 + 0.25 * n[2] / s) + (1 - ambient) * max(0.0, 0.85 * lit + 0.15)


@njit(cache=True, fastmath=True)
def add_mesh(pictures, buffers, box, mesh, look):
    """Add (mesh - backdrop) of every covered sample to its pixel.

    `share` is one sample's part of the pixel.
    """
    out, backdrop = pictures
    owner, bary = buffers
    x0, y0, x1, y1 = box
    faces, layer, inside, normals, rest = mesh
    colours, edges, styles, light, ambient, share = look
    for row in range(y0, y1):
        for col in range(x0, x1):
            f = owner[row - y0, col - x0]
            if f < 0:
                continue
            a, b, c = faces[f]
            v, w = bary[row - y0, col - x0, 0], bary[row - y0, col - x0, 1]
            shares, corners, kind = (1 - v - w, v, w), (a, b, c), layer[f]
            shade = _shade(_mix(normals, corners, shares), light, ambient)
            shade *= _cloth(styles[kind], _mix(rest, corners, shares))
            border = (1 - v - w) * inside[a] + v * inside[b] + w * inside[c]
            edge = border < edges[kind, 3]
            for k in range(3):
                tint = edges[kind, k] if edge else colours[kind, k]
                more = share * (tint * shade - backdrop[row, col, k])
                out[row // SCALE, col // SCALE, k] += more


@njit(cache=True, fastmath=True)
def downsample(picture):
    """Mean over SCALE x SCALE samples."""
    h, w = picture.shape[0] // SCALE, picture.shape[1] // SCALE
    out = np.zeros((h, w, 3), np.float32)
    for row in range(h * SCALE):
        for col in range(w * SCALE):
            for k in range(3):
                out[row // SCALE, col // SCALE, k] += picture[row, col, k] / (SCALE * SCALE)
    return out


@njit(cache=True, fastmath=True)
def to_bytes(picture, table, grain, seed):
    """8-bit picture through a gamma table, with sensor noise of `grain` levels."""
    out = np.empty(picture.shape, np.uint8)
    state = np.uint32(seed * 2654435761 + 12345)
    for row in range(picture.shape[0]):
        for col in range(picture.shape[1]):
            extra = 0.0
            if grain > 0:
                state = np.uint32(state * np.uint32(1664525) + np.uint32(1013904223))
                extra = grain * (((state >> 8) & 0xFFFF) / 32768.0 - 1.0)
            for k in range(3):
                level = int(min(max(picture[row, col, k], 0.0), 1.0) * 4095)
                out[row, col, k] = np.uint8(min(max(table[level] + extra + 0.5, 0.0), 255.0))
    return out
