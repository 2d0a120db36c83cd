"""Software rasteriser (numba): static boxes by ray casting, a moving mesh by z-buffer."""

import numpy as np
from numba import njit


@njit(cache=True, fastmath=True)
def _hash(i, j, k):
    """Pseudo-random 0..1 of a lattice point."""
    h = (i * 374761393 + j * 668265263 + k * 1274126177) & 0x7FFFFFFF
    h = ((h ^ (h >> 13)) * 1103515245) & 0x7FFFFFFF
    return ((h ^ (h >> 16)) & 0xFFFF) / 65535.0


@njit(cache=True, fastmath=True)
def noise(x, y, z):
    """Smooth value noise, -1..1."""
    i, j, k = int(np.floor(x)), int(np.floor(y)), int(np.floor(z))
    u, v, w = x - i, y - j, z - k
    u, v, w = u * u * (3 - 2 * u), v * v * (3 - 2 * v), w * w * (3 - 2 * w)
    total = 0.0
    for a in range(2):
        for b in range(2):
            for c in range(2):
                f = (u if a else 1 - u) * (v if b else 1 - v) * (w if c else 1 - w)
                total += f * _hash(i + a, j + b, k + c)
    return 2 * total - 1


@njit(cache=True, fastmath=True)
def _enter(box, origin, d):
    """Where a ray enters a box and leaves it, and the axis of the side it enters by."""
    near, far, axis = 0.0, 1e9, 0
    for k in range(3):
        step = d[k] if abs(d[k]) > 1e-9 else 1e-9
        t0, t1 = (box[k] - origin[k]) / step, (box[3 + k] - origin[k]) / step
        if t0 > t1:
            t0, t1 = t1, t0
        if t0 > near:
            near, axis = t0, k
        far = min(far, t1)
    return near, far, axis


@njit(cache=True, fastmath=True)
def _nearest(boxes, origin, d):
    """Distance along a ray, number and side of the first box it meets (-1: none)."""
    best, which, side = 1e9, -1, 0
    for n in range(len(boxes)):
        near, far, axis = _enter(boxes[n], origin, d)
        if near < far and near < best and near > 0.01:
            best, which, side = near, n, axis
    return best, which, side


@njit(cache=True, fastmath=True)
def _surface(p, side, grain):
    """Brightness factor of a box at p: grain and dark lines."""
    g, f, stripe = grain[0], grain[1], grain[2]
    coarse = noise(p[0] * f, p[1] * f, p[2] * f * 1.7)
    fine = noise(p[0] * 5 * f, p[1] * 5 * f, p[2] * 9 * f)
    shade = 1 + g * coarse + 0.4 * g * fine
    if stripe > 0:
        along = (p[1] if side == 0 else p[0]) / stripe
        if along - np.floor(along) < 0.035:
            shade *= 0.55
    return shade


@njit(cache=True, fastmath=True)
def cast_boxes(view, things, lighting):
    """Picture and depth of axis-aligned boxes; rows of `axes` are right, down, ahead."""
    origin, axes, focal, width, height = view
    boxes, colours, grain = things
    light, ambient = lighting
    picture = np.zeros((height, width, 3), np.float32)
    depth = np.full((height, width), np.float32(1e9))
    for row in range(height):
        for col in range(width):
            a, b = (col + 0.5 - width / 2) / focal, (row + 0.5 - height / 2) / focal
            d = axes[0] * a + axes[1] * b + axes[2]
            best, which, side = _nearest(boxes, origin, d)
            if which < 0:
                continue
            facing = -light[side] if d[side] > 0 else light[side]
            shade = ambient + (1 - ambient) * max(0.0, facing)
            shade *= _surface(origin + d * best, side, grain[which])
            for k in range(3):
                picture[row, col, k] = colours[which, k] * max(shade, 0.0)
            depth[row, col] = best
    return picture, depth


@njit(cache=True, fastmath=True)
def project(points, view, out):
    """Column, row and depth of points."""
    origin, axes, focal, width, height = view
    for n in range(len(points)):
        x, y, z = points[n, 0] - origin[0], points[n, 1] - origin[1], points[n, 2] - origin[2]
        d = axes[2, 0] * x + axes[2, 1] * y + axes[2, 2] * z
        right = axes[0, 0] * x + axes[0, 1] * y + axes[0, 2] * z
        down = axes[1, 0] * x + axes[1, 1] * y + axes[1, 2] * z
        out[n, 0], out[n, 1], out[n, 2] = (
            width / 2 + focal * right / d,
            height / 2 + focal * down / d,
            d,
        )


@njit(cache=True, fastmath=True)
def normals_of(points, faces, out):
    """Area-weighted vertex normals."""
    out[:] = 0
    for f in range(len(faces)):
        a, b, c = faces[f]
        ux, uy, uz = (
            points[b, 0] - points[a, 0],
            points[b, 1] - points[a, 1],
            points[b, 2] - points[a, 2],
        )
        vx, vy, vz = (
            points[c, 0] - points[a, 0],
            points[c, 1] - points[a, 1],
            points[c, 2] - points[a, 2],
        )
        n0, n1, n2 = uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx
        for k in faces[f]:
            out[k, 0] += n0
            out[k, 1] += n1
            out[k, 2] += n2
    for k in range(len(out)):
        out[k] /= np.sqrt(out[k, 0] ** 2 + out[k, 1] ** 2 + out[k, 2] ** 2) + 1e-12


@njit(cache=True, fastmath=True)
def _span(corners, low, high):
    """First and last sample between three corners, kept within low..high."""
    first = int(np.ceil(min(corners) - 0.5))
    last = int(np.floor(max(corners) - 0.5))
    return max(first, low), min(last, high - 1)


@njit(cache=True, fastmath=True)
def _fill(f, corners, cut, buffers, box):
    """Z-buffer pass of one face; rows of `corners` are column, row, depth and inside."""
    a, b, c = corners
    depth, owner, bary = buffers
    x0, y0, x1, y1 = box
    area = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    if area >= -1e-9:  # rows grow downward: front faces have negative area
        return
    left, right = _span((a[0], b[0], c[0]), x0, x1)
    top, low = _span((a[1], b[1], c[1]), y0, y1)
    vx, vy, wx, wy = (
        (c[1] - a[1]) / area,
        (a[0] - c[0]) / area,
        (a[1] - b[1]) / area,
        (b[0] - a[0]) / area,
    )
    for row in range(top, low + 1):
        dy = row + np.float32(0.5) - a[1]
        for col in range(left, right + 1):
            dx = col + np.float32(0.5) - a[0]
            v = dx * vx + dy * vy
            w = dx * wx + dy * wy
            u = 1 - v - w
            if min(u, v, w) < 0 or (cut and u * a[3] + v * b[3] + w * c[3] < 0):
                continue
            z = u * a[2] + v * b[2] + w * c[2]
            if z < depth[row - y0, col - x0]:
                depth[row - y0, col - x0] = z
                owner[row - y0, col - x0] = f
                bary[row - y0, col - x0, 0], bary[row - y0, col - x0, 1] = v, w


@njit(cache=True, fastmath=True)
def visible_faces(mesh, buffers, box):
    """Fill depth, face and two weights of every sample the mesh covers inside `box`."""
    spots, faces, inside = mesh
    for f in range(len(faces)):
        a, b, c = faces[f]
        i, j, k = inside[a], inside[b], inside[c]
        corners = (
            (spots[a, 0], spots[a, 1], spots[a, 2], i),
            (spots[b, 0], spots[b, 1], spots[b, 2], j),
            (spots[c, 0], spots[c, 1], spots[c, 2], k),
        )
        _fill(f, corners, min(i, j, k) < 0, buffers, box)
