"""Static scenes as coloured boxes, and the palettes of clothes."""

from dataclasses import dataclass

import numpy as np
from clothes import EYES, HAIR, LIPS, SHIRT, SHOES, SHORTS, SKIN, SOCKS


@dataclass
class Scene:
    """Boxes (x0 y0 z0 x1 y1 z1), colours, grain (strength, frequency, distance of dark lines)."""

    boxes: np.ndarray
    colours: np.ndarray
    grain: np.ndarray


def make_scene(kind, view, seed):
    """Scene `kind` (treadmill, gym, trail, plain) with random things in it."""
    rng = np.random.default_rng(seed + 100)
    rows = _room(kind, view, rng)
    if kind in ("treadmill", "gym"):
        rows += _treadmill(kind, view)
    boxes, colours, grain = (np.array([r[k] for r in rows], float) for k in range(3))
    return Scene(boxes, colours**2.2, grain)


def _room(kind, view, rng):
    """Floor, walls and things on the walls; a trail has grass, a path and a far hedge."""
    if kind == "trail":
        return [
            ((-60, -60, -0.2, 60, 60, 0.0), (0.42, 0.38, 0.32), (0.25, 1.5, 0)),
            ((-60, -60, -0.1, 60, -1.6, 0.01), (0.30, 0.42, 0.22), (0.4, 4.0, 0)),
            ((-60, -9, 0, 60, -8, 2.2), (0.20, 0.33, 0.18), (0.5, 3.0, 0)),
            ((-60, -60, -1, 60, -59, 40), (0.62, 0.74, 0.86), (0.04, 0.05, 0)),
        ]
    wall, floor = (
        rng.uniform(0.5, 0.72) * np.array([1, 0.97, 0.92]),
        np.array([0.45, 0.42, 0.38]) * rng.uniform(0.8, 1.2),
    )
    lines = 0.0 if kind == "plain" else rng.uniform(0.5, 1.1)
    rows = [
        ((-12, -12, -0.5, 12, 12, -0.16), floor, (0.12, 1.2, 0.6)),
        ((-12, -3.6, -0.5, 12, -3.0, 6), wall, (0.06, 0.8, lines)),
        ((-12, 4.9, -0.5, 12, 5.5, 6), wall, (0.06, 0.8, lines)),
        ((3.4, -12, -0.5, 4.0, 12, 6), wall, (0.06, 0.8, lines)),
        ((-5.5, -12, -0.5, -4.9, 12, 6), wall, (0.06, 0.8, lines)),
    ]
    rows = [r for r in rows if not _behind_camera(r[0], view)]
    return rows + [_thing(view, rng) for _ in range(7)]


def _behind_camera(box, view):
    """Walls on the camera's side are left out."""
    axis, sign = {"side": (1, 1), "side-right": (1, -1), "rear": (0, -1), "front": (0, 1)}[view]
    return (box[axis] * sign > 2.5) and box[5] > 1


def _thing(view, rng):
    """A coloured box on the wall behind the runner."""
    u, z, size = rng.uniform(-1.8, 1.8), rng.uniform(0.2, 2.2), rng.uniform(0.15, 0.5, 2)
    colour = rng.uniform(0.15, 0.7, 3)
    wall = {"side": -3.0, "side-right": 4.9, "rear": 3.4, "front": -4.9}[view]
    inward = 0.2 if wall < 0 else -0.2
    low, high = sorted((wall, wall + inward))
    flat = (
        (u, low, z, u + size[0], high, z + size[1])
        if view.startswith("side")
        else (low, u, z, high, u + size[0], z + size[1])
    )
    return flat, colour, (0.05, 3.0, 0)


def _treadmill(kind, view):
    """Belt, side rails and, unless the camera is in front, uprights and console."""
    dark, grey = (0.14, 0.14, 0.15), (0.30, 0.30, 0.32)
    if kind == "gym":
        dark, grey = (0.20, 0.20, 0.22), (0.55, 0.56, 0.58)
    belt = ((-0.95, -0.28, -0.16, 0.85, 0.28, 0.0), (0.13, 0.13, 0.135), (0.15, 25.0, 0))
    rows = [
        belt,
        ((-0.95, -0.40, -0.16, 0.95, -0.28, 0.035), grey, (0, 1, 0)),
        ((-0.95, 0.28, -0.16, 0.95, 0.40, 0.035), grey, (0, 1, 0)),
    ]
    if view == "front":
        return rows
    for y in (-0.42, 0.36):
        rows.append(((0.98, y, -0.16, 1.06, y + 0.06, 1.05), dark, (0, 1, 0)))
    rows.append(((0.86, -0.40, 0.95, 1.12, 0.40, 1.25), (0.07, 0.07, 0.075), (0, 1, 0)))
    return rows


@dataclass
class Palette:
    """Colours by layer, border colours with their width, cloth styles (kind, period, strength)."""

    name: str
    shirt: tuple
    shorts: tuple
    shoes: tuple
    skin: tuple
    hair: tuple
    band: tuple | None = None  # waistband; None: 1.6 times as bright as the shorts
    shirt_style: tuple = (0, 1, 0)
    shorts_style: tuple = (0, 1, 0)

    def tables(self):
        """Colours (8 x 3), edges (8 x 4: colour and width) and styles (8 x 3) by layer."""
        colours, edges, styles = np.zeros((8, 3)), np.zeros((8, 4)), np.zeros((8, 3))
        skin = np.array(self.skin)
        for layer, colour in (
            (SKIN, skin),
            (SHIRT, self.shirt),
            (SHORTS, self.shorts),
            (SHOES, self.shoes),
            (HAIR, self.hair),
            (SOCKS, (0.9, 0.9, 0.9)),
            (EYES, (0.16, 0.13, 0.12)),
            (LIPS, skin * [0.85, 0.6, 0.6]),
        ):
            colours[layer] = np.array(colour) ** 2.2
        band = (
            np.array(self.band) ** 2.2
            if self.band
            else np.minimum(1.6 * colours[SHORTS] + 0.004, 1)
        )
        edges[SHORTS] = [*band, 0.028]
        edges[SHIRT] = [*colours[SHIRT] * 0.75, 0.008]
        edges[SHOES] = [0.75, 0.75, 0.72, 0.020]
        styles[SHIRT], styles[SHORTS] = self.shirt_style, self.shorts_style
        styles[HAIR] = (1, 1, 0.35)
        styles[SKIN] = (1, 1, 0.03)
        return colours, edges, styles


LIGHT_SKIN, TAN_SKIN, BROWN_SKIN, DARK_SKIN = (
    (0.87, 0.70, 0.60),
    (0.76, 0.57, 0.44),
    (0.55, 0.38, 0.28),
    (0.36, 0.24, 0.18),
)
NOISY, BANDS, CHECKS, STRIPES = (1, 1, 0.35), (2, 0.05, 0.3), (3, 0.04, 0.25), (4, 0.04, 0.3)
PALETTES = (
    Palette(
        "red-navy",
        (0.80, 0.14, 0.12),
        (0.09, 0.10, 0.20),
        (0.80, 0.90, 0.15),
        LIGHT_SKIN,
        (0.30, 0.20, 0.12),
        (0.85, 0.85, 0.85),
    ),
    Palette(
        "blue-black",
        (0.15, 0.40, 0.80),
        (0.07, 0.07, 0.08),
        (0.90, 0.90, 0.90),
        DARK_SKIN,
        (0.06, 0.05, 0.05),
    ),
    Palette(
        "black-black",
        (0.07, 0.07, 0.08),
        (0.06, 0.06, 0.07),
        (0.90, 0.45, 0.10),
        LIGHT_SKIN,
        (0.62, 0.42, 0.22),
        (0.085, 0.085, 0.095),
    ),
    Palette(
        "white-purple",
        (0.88, 0.88, 0.86),
        (0.32, 0.10, 0.34),
        (0.15, 0.25, 0.75),
        BROWN_SKIN,
        (0.05, 0.04, 0.04),
    ),
    Palette(
        "noisy-grey",
        (0.55, 0.56, 0.58),
        (0.22, 0.26, 0.30),
        (0.85, 0.20, 0.30),
        TAN_SKIN,
        (0.12, 0.09, 0.07),
        None,
        NOISY,
        NOISY,
    ),
    Palette(
        "bands-green",
        (0.25, 0.60, 0.45),
        (0.16, 0.18, 0.17),
        (0.95, 0.95, 0.30),
        LIGHT_SKIN,
        (0.45, 0.30, 0.15),
        None,
        BANDS,
        (0, 1, 0),
    ),
    Palette(
        "checks",
        (0.70, 0.45, 0.30),
        (0.35, 0.38, 0.55),
        (0.20, 0.20, 0.22),
        BROWN_SKIN,
        (0.08, 0.06, 0.05),
        None,
        CHECKS,
        NOISY,
    ),
    Palette(
        "grey-on-wall",
        (0.58, 0.56, 0.53),
        (0.52, 0.50, 0.48),
        (0.60, 0.58, 0.55),
        LIGHT_SKIN,
        (0.50, 0.45, 0.40),
    ),
    Palette(
        "yellow-teal",
        (0.90, 0.80, 0.20),
        (0.10, 0.42, 0.45),
        (0.10, 0.10, 0.12),
        DARK_SKIN,
        (0.05, 0.04, 0.04),
        (0.9, 0.9, 0.9),
        STRIPES,
        (0, 1, 0),
    ),
    Palette(
        "pink-grey",
        (0.92, 0.45, 0.60),
        (0.36, 0.37, 0.39),
        (0.30, 0.75, 0.85),
        TAN_SKIN,
        (0.20, 0.12, 0.08),
    ),
    Palette(
        "orange-black",
        (0.95, 0.50, 0.10),
        (0.08, 0.08, 0.09),
        (0.20, 0.20, 0.25),
        BROWN_SKIN,
        (0.05, 0.04, 0.04),
        (0.60, 0.60, 0.62),
        BANDS,
        (0, 1, 0),
    ),
    Palette(
        "navy-white",
        (0.10, 0.14, 0.35),
        (0.85, 0.85, 0.84),
        (0.85, 0.30, 0.20),
        LIGHT_SKIN,
        (0.55, 0.35, 0.18),
        None,
        NOISY,
        (0, 1, 0),
    ),
    Palette(
        "charcoal",
        (0.18, 0.19, 0.20),
        (0.13, 0.13, 0.14),
        (0.80, 0.80, 0.82),
        DARK_SKIN,
        (0.05, 0.04, 0.04),
    ),
)
