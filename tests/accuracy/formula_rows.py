"""Formula runners: bodies whose every number is set, seen by a perfect network.

They show that the arithmetic is right and nothing else: their points lie where formcheck
thinks that the network puts them.
"""

from __future__ import annotations

import numpy as np
from formula_clips import filmed, filmed_numbers
from formula_runner import Film, Stick, strikes_s
from formula_truth import truth
from rows import Clip, Row
from score import score_numbers, score_strikes, strikes_of

SIDES = ("left", "right")
STICKS = {
    "usual": Stick(),
    "quick and flat": Stick(cadence_spm=190, contact_s=0.2, bounce_cm=6.5, overstride=15.0),
    "slow and long": Stick(cadence_spm=150, contact_s=0.31, overstride=29.0, lean_deg=2.0),
    "quiet arms": Stick(turn_deg=12.0, arm_swing_deg=25.0, elbow_deg=110.0, arm_lag_deg=25.0),
}
FILMS = (Film(), Film(view="rear"), Film(fps=30.0), Film(view="front"))


def score_formula() -> list[Row]:
    """Every row of every formula runner; the usual one in every view."""
    return [
        each
        for name, stick in STICKS.items()
        for film in (FILMS if name == "usual" else FILMS[:2])
        for each in score_film(name, stick, film)
    ]


def score_film(name: str, stick: Stick, film: Film) -> list[Row]:
    """The rows of one film."""
    near = "right" if film.view == "side" else None
    clip = Clip(
        "formula", f"{name}, {film.view} {film.fps:g} fps", "fit", film.fps, film.view, near
    )
    sides = {side: truth(stick, side) for side in SIDES}
    true = {f"{id}:{side}": v for side in SIDES for id, v in sides[side].items()}
    true |= {f"{id}:both": (v + sides["right"][id]) / 2 for id, v in sides["left"].items()}
    gait = filmed(stick, film)
    due = {side: np.asarray(strikes_s(stick, film, side)) for side in SIDES}
    return [
        *score_numbers(clip, filmed_numbers(stick, film).values(), true),
        *score_strikes(clip, strikes_of(gait.contacts), due, gait.summary.steady_s),
    ]
