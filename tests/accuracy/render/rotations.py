"""Rotations and segment transforms: x forward, y left, z up."""

import numpy as np


def axis_rotation(axis, angle):
    """Rotation by `angle` radians about a unit axis."""
    k = np.array([[0, -axis[2], axis[1]], [axis[2], 0, -axis[0]], [-axis[1], axis[0], 0]])
    return np.eye(3) + np.sin(angle) * k + (1 - np.cos(angle)) * k @ k


def turn_z(deg):
    return axis_rotation(np.array([0, 0, 1.0]), np.deg2rad(deg))


def turn_y(deg):
    """Positive: the top goes forward."""
    return axis_rotation(np.array([0, 1.0, 0]), np.deg2rad(deg))


def turn_x(deg):
    """Positive: the left side goes up."""
    return axis_rotation(np.array([1.0, 0, 0]), np.deg2rad(deg))


def unit(v):
    return v / np.linalg.norm(v)


def frame(along, across):
    """Right-handed axes from a limb direction and a direction across it."""
    a = unit(along)
    b = unit(across - a * (a @ across))
    return np.stack([a, b, np.cross(a, b)], 1)


def between(a, b, share):
    """Rotation part-way from a to b."""
    d = a.T @ b
    angle = np.arccos(np.clip((np.trace(d) - 1) / 2, -1, 1))
    if angle < 1e-9:
        return a
    axis = np.array([d[2, 1] - d[1, 2], d[0, 2] - d[2, 0], d[1, 0] - d[0, 1]])
    return a @ axis_rotation(axis / (2 * np.sin(angle)), share * angle)


def limb(along, across, rest_along, rest_across):
    """Rotation that takes a limb from its rest direction to a new one."""
    return frame(along, across) @ frame(rest_along, rest_across).T


def move(segment, point):
    """Where a segment (rotation, rest pivot, position) carries a rest point."""
    turn, pivot, position = segment
    return position + turn @ (point - pivot)
