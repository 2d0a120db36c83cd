"""How far the pelvis drops on the side of the free leg.

Read from the cloth over the pelvis, seen from behind (``formcheck/picture``). That cloth
also moves with the thighs: the buttock of the leg in front is drawn down. Thighs swing in
another beat than the pelvis drops, nearly a quarter of a stride apart, so the two are told
apart by their phase: what is in step with mid-stance is the drop, the rest the thighs.
Taken for drop, the thighs would add 3 degrees to a level pelvis. Fourteen rendered rear
views of six bodies, drops of 1 to 12 degrees, come out within 0.6 degrees (rms, sides
apart), with no gain or bias fitted; the largest peak of the cloth's turning within 1.3 even
after a fit, the network's hip line within 2.7 (r = 0.2).

The price: a pelvis that drops out of step with mid-stance is read too low, as that part looks
like thighs. Markers on one runner (doi:10.6084/m9.figshare.4543435, 2.5 m/s), whose pelvis
is lowest soon after landing, give 2.8 degrees where this rule finds 1.1. Rendered pelvises
drop most at 40 to 65 % of contact, so the spread in the table is wider than theirs.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from formcheck.metrics.reading import Waves, harmonics, mid, strides
from formcheck.skeleton import Side
from formcheck.types import Floats, Gait, Span
from formcheck.types.said import Said

# Phase of the thigh's swing at mid-stance (hips lowest), degrees: fundamentals of the mean
# curves of 28 runners, 93, 94 and 96 at 2.5, 3.5 and 4.5 m/s
# (doi:10.6084/m9.figshare.4543435). Fitted on the rendered rear views it would be 96.
THIGHS_DEG: Final = 94.5
# Chosen by us. Cloth that shows the pelvis agrees by 0.94 or more in nearly every rendered
# frame, black on black with a faint waistband included (contrast 2.4); black on black
# without any in 64 % of the frames, and there half of the drop is missed.
LEAST_AGREEMENT: Final = 0.9
LEAST_AGREEING: Final = 0.8  # of the frames
LEAST_CONTRAST: Final = 2.0  # of 255
LEAST_SEEN: Final = 0.7  # of a stride's frames
FEWEST_SAMPLES: Final = 8  # of a stride, to fit six weights


def pelvic_drop(gait: Gait, side: Side) -> Floats:
    """Degrees at mid-stance of that side, + = the hip of the free leg is lower; one per stride.

    Against the clip's mean: a difference between the sides that is there all the time is
    taken for a tilted camera or crooked shorts, and does not show. NaN where a stride shows
    too little.
    """
    if gait.pelvis is None:
        return np.empty(0)
    higher = gait.pelvis.tilt_deg if side == "right" else -gait.pelvis.tilt_deg
    height = mid(gait, "hip")[:, 1]
    spans = list(strides(gait, side))
    once, twice = _waves(gait, higher, spans).T
    bounce = _waves(gait, height, spans)[:, 1]
    return _drop_deg(once, twice, bounce)


def unseen_pelvis(gait: Gait) -> str | None:
    """Why this clip's pictures show no drop; None when they do."""
    if gait.summary.view == "front":
        return Said("from the front the cloth follows the thighs, not the pelvis; film from behind")
    if gait.pelvis is None:
        return Said("the pelvis is read from the pictures, and these landmarks came without them")
    agreement = gait.pelvis.agreement[np.isfinite(gait.pelvis.agreement)]
    if not len(agreement):
        return Said(
            "the running lies outside the part of the clip that is looked at; film a shorter one"
        )
    shows = float(np.mean(agreement >= LEAST_AGREEMENT)) >= LEAST_AGREEING
    if shows and gait.pelvis.contrast >= LEAST_CONTRAST:
        return None
    return Said(
        "the clothes show nothing that turns with the pelvis; "
        "tuck the shirt in or wear shorts with a waistband of another colour"
    )


def _drop_deg(once: Waves, twice: Waves, bounce: Waves) -> Floats:
    """The drop at mid-stance of each stride, which begins with a strike.

    From the two harmonics of the pelvis's turning and the second one of the hips' height.
    """
    lowest = (np.pi - np.angle(bounce)) / 2 % np.pi  # mid-stance: the first in the stride
    at_middle = once * np.exp(1j * lowest)
    thighs = at_middle.imag / np.sin(np.radians(THIGHS_DEG))  # their part's size and direction
    drop = at_middle.real - thighs * np.cos(np.radians(THIGHS_DEG))
    return np.asarray(drop + (twice * np.exp(2j * lowest)).real)


def _waves(gait: Gait, values: Floats, spans: list[Span]) -> Waves:
    return harmonics(gait, values, spans, fewest=FEWEST_SAMPLES, least_seen=LEAST_SEEN)
