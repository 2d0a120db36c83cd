"""Brings the light of HDR clips (HLG and PQ) down to what an ordinary screen shows.

    16-bit RGB, HLG or PQ -> light on a screen -> highlights rolled off -> BT.709 colours -> 8 bits
                       table                                              matrix       table

Two table look-ups and one matrix a picture. Each colour is treated by itself, which leaves
greys grey; very bright colours lose some saturation, as they do in film.
"""

from __future__ import annotations

from functools import cache
from typing import Final, Literal

import cv2
import numpy as np
import numpy.typing as npt

from formcheck.types import Floats, Pixels

Deep = npt.NDArray[np.uint16]
Curve = Literal["hlg", "pq"]

# The white of a page in an HDR picture, and the screen an HLG or phone's PQ clip is made for,
# cd/m2: ITU-R BT.2408, table 1, and BT.2100, table 5.
WHITE_NITS: Final = 203.0
PEAK_NITS: Final = 1000.0
_HLG_GAMMA = 1.2  # of a screen of 1000 cd/m2, BT.2100 table 5

# What an ordinary screen makes of a signal: light = signal ** 2.4, ITU-R BT.1886.
_SCREEN_GAMMA = 2.4

# BT.2020 colours in those of BT.709, linear light, ITU-R BT.2087; each row sums to one.
_TO_BT709 = np.array(
    [[1.6605, -0.5876, -0.0729], [-0.1246, 1.1329, -0.0083], [-0.0182, -0.1006, 1.1188]]
)


def to_sdr(deep: Deep, curve: Curve, is_wide: bool) -> Pixels:
    """The picture for an ordinary screen.

    `deep` is (height, width, 3), the signal from 0 to 65535; `is_wide` says that its colours
    are those of BT.2020. A page's white comes out a little below white, brighter light between
    there and white, dark and middle tones as they were.

    >>> middle = np.full((1, 1, 3), 0.5 * 65535, np.uint16)
    >>> to_sdr(middle, "hlg", is_wide=True)[0, 0].tolist()
    [143, 143, 143]
    """
    light = _look_up(deep, _to_light(curve))
    if is_wide:
        light = cv2.transform(light, _TO_BT709)  # saturates: no colour below 0 or above white
    return np.asarray(_look_up(light, _to_signal()), np.uint8)


def screen_nits(signal: Floats, curve: Curve) -> Floats:
    """Light on a screen of 1000 cd/m2 for a signal of 0 to 1, ITU-R BT.2100.

    >>> screen_nits(np.array([0.75, 1.0]), "hlg").round().tolist()
    [203.0, 1000.0]
    """
    if curve == "pq":
        return _pq_nits(signal)
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    scene = np.where(signal <= 0.5, signal**2 / 3, (np.exp((signal - c) / a) + b) / 12)
    return np.asarray(PEAK_NITS * scene**_HLG_GAMMA)


def rolled_off(nits: Floats) -> Floats:
    """Up to 1000 cd/m2 brought below 203: ITU-R BT.2390, 5.4.1, without a black level.

    >>> rolled_off(np.array([10.0, 50.0, 203.0, 1000.0])).round().tolist()
    [10.0, 50.0, 159.0, 203.0]
    """
    peak, white = _pq_signal(np.array([PEAK_NITS, WHITE_NITS]))
    signal, highest = np.minimum(_pq_signal(nits) / peak, 1.0), white / peak
    knee = 1.5 * highest - 0.5
    t = np.clip((signal - knee) / (1 - knee), 0, 1)
    bent = (
        (2 * t**3 - 3 * t**2 + 1) * knee
        + (t**3 - 2 * t**2 + t) * (1 - knee)
        + (3 * t**2 - 2 * t**3) * highest
    )
    return _pq_nits(np.where(signal < knee, signal, bent) * peak)


_M1, _M2 = 2610 / 16384, 2523 / 4096 * 128  # SMPTE ST 2084, in BT.2100 table 4
_C1, _C2, _C3 = 3424 / 4096, 2413 / 4096 * 32, 2392 / 4096 * 32


def _pq_nits(signal: Floats) -> Floats:
    root = np.asarray(signal) ** (1 / _M2)
    return np.asarray(10_000 * (np.maximum(root - _C1, 0) / (_C2 - _C3 * root)) ** (1 / _M1))


def _pq_signal(nits: Floats) -> Floats:
    power = (np.asarray(nits) / 10_000) ** _M1
    return np.asarray(((_C1 + _C2 * power) / (1 + _C3 * power)) ** _M2)


@cache
def _to_light(curve: Curve) -> Deep:
    """Light as a share of white, 0 to 65535, for each signal."""
    nits = rolled_off(screen_nits(np.arange(65536) / 65535, curve))
    return np.round(65535 * np.clip(nits / WHITE_NITS, 0, 1)).astype(np.uint16)


@cache
def _to_signal() -> Pixels:
    """Signal for an ordinary screen, 0 to 255, for each light."""
    light = np.arange(65536) / 65535
    return np.round(255 * light ** (1 / _SCREEN_GAMMA)).astype(np.uint8)


def _look_up(picture: Deep, table: Deep | Pixels) -> Deep:
    """What the table says of each value; OpenCV does it in a fifth of numpy's time, from 5 on."""
    if int(cv2.__version__.split(".")[0]) >= 5:
        return np.asarray(cv2.LUT(picture, table))
    return np.asarray(np.take(table, picture))
