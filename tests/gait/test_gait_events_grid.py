"""Contacts of a formula runner over what phones and runners do: one row per case.

A row that fails says what it was and how it came out. The whole grid runs with
``pytest -m accuracy``; a part of it that takes half a minute runs always.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import Literal

import numpy as np
import pytest
from formula_body import Stick, body
from formula_clips import gait_of, unseen, with_noise
from formula_runner import Film, filmed_points

from formcheck.skeleton import SIDES
from formcheck.types import Floats, Gait, Track

FIRST_S, LEG_MM, LEG_PX = 0.21, 864.0, 290.0
CONTACT_S = {140.0: 0.30, 165.0: 0.27, 180.0: 0.25, 200.0: 0.21, 220.0: 0.18}
FEET = tuple(f"{side}_{part}" for side in SIDES for part in ("ankle", "heel", "foot_index"))
Harm = Literal["none", "points lost", "frames lost", "feet hidden", "drift"]


@dataclass(frozen=True)
class Case:
    """One clip: how it is filmed, how the runner runs, what goes wrong."""

    fps: float = 60.0
    spm: float = 165.0
    noise_mm: float = 8.0
    strike: Literal["rearfoot", "forefoot"] = "rearfoot"
    harm: Harm = "none"
    contact_s: float | None = None
    overstride: float = 21.0
    view: Literal["side", "rear", "front"] = "side"
    seconds: float = 8.0

    @property
    def stick(self) -> Stick:
        contact_s = self.contact_s or CONTACT_S[self.spm]
        return Stick(cadence_spm=self.spm, contact_s=contact_s, overstride=self.overstride)


RATES, CADENCES = (25.0, 30.0, 50.0, 60.0, 120.0, 240.0), tuple(CONTACT_S)
GAITS = (  # cadence, contact, overstride: from grounded running at 2 m/s to 6 m/s
    (165.0, 0.38, 18.0), (150.0, 0.36, 15.0), (190.0, 0.20, 26.0), (200.0, 0.15, 30.0),
)  # fmt: skip
HARMS: tuple[Harm, ...] = ("points lost", "frames lost", "feet hidden", "drift")
WHOLE = [
    *(Case(*c) for c in product(RATES, CADENCES, (8.0, 15.0), ("rearfoot", "forefoot"))),  # type: ignore[arg-type]
    *(Case(fps, spm, harm=harm) for fps, spm, harm in product(RATES, CADENCES, HARMS)),
    *(Case(fps, spm, view=v) for fps, spm, v in product(RATES, CADENCES, ("rear", "front"))),  # type: ignore[arg-type]
    *(Case(fps, g[0], contact_s=g[1], overstride=g[2]) for fps, g in product(RATES, GAITS)),
]
COMPACT = [
    Case(25.0, 140.0, 15.0), Case(30.0, 180.0, 15.0, "forefoot"), Case(25.0, 220.0),
    Case(60.0, 200.0, 15.0, "forefoot"), Case(120.0, 180.0, 15.0), Case(240.0, 165.0, seconds=4.0),
    Case(30.0, 180.0, harm="points lost"), Case(50.0, 165.0, harm="frames lost"),
    Case(30.0, 165.0, harm="feet hidden"), Case(60.0, 180.0, harm="feet hidden"),
    Case(30.0, 180.0, harm="drift"), Case(60.0, 140.0, harm="drift"),
    Case(30.0, 165.0, contact_s=0.38, overstride=18.0),
    Case(60.0, 200.0, contact_s=0.15, overstride=30.0),
    Case(30.0, 220.0, view="rear"), Case(60.0, 140.0, view="front"), Case(25.0, 180.0, view="rear"),
]  # fmt: skip


def strides(case: Case, times_s: Floats) -> Floats:
    """Strides since a strike of the left foot; with drift the cadence rises by 5 %."""
    rise = 0.05 if case.harm == "drift" else 0.0
    gained = rise * (times_s**2 / 2 / case.seconds - times_s / 2)
    return np.asarray((times_s + gained - FIRST_S) / case.stick.stride_s)


def strikes_s(case: Case, side: str) -> Floats:
    dense = np.arange(0, case.seconds, 1e-3)
    phase = strides(case, dense) + (0.5 if side == "right" else 0.0)
    return np.interp(np.arange(np.ceil(phase[0]), np.floor(phase[-1]) + 1), phase, dense)


def track(case: Case) -> Track:
    how = Film(case.view, fps=case.fps, seconds=case.seconds)
    phase = strides(case, how.times_s)
    points = body(case.stick, phase)
    points = on_the_forefoot(points, phase) if case.strike == "forefoot" else points
    seen = with_noise(filmed_points(points, how), case.noise_mm / LEG_MM * LEG_PX)
    return harmed(seen, case)


def harmed(seen: Track, case: Case) -> Track:
    rng = np.random.default_rng(7)
    if case.harm == "points lost":
        lost = rng.random(seen.xy.shape[:2]) < 0.15
        return replace(seen, xy=np.where(lost[..., None], np.nan, seen.xy))
    if case.harm == "frames lost":
        return unseen(seen, np.flatnonzero(rng.random(len(seen.xy)) < 0.15))
    if case.harm == "feet hidden":  # for 0.2 s or more at a time, 30 % of the clip
        part = max(2, round(0.2 * case.fps))
        hidden = np.repeat(rng.random(len(seen.xy) // part + 1) < 0.3, part)[: len(seen.xy)]
        return unseen(seen, np.flatnonzero(hidden), *FEET)
    return seen


def on_the_forefoot(points: dict[str, Floats], phase: Floats) -> dict[str, Floats]:
    """The same runner with toes 22 deg lower as the foot comes down, flat soon after."""
    out = dict(points)
    for side, lag in (("left", 0.0), ("right", 0.5)):
        since = (phase + lag + 0.5) % 1 - 0.5
        angle = np.radians(
            -22 * np.clip(np.minimum((since + 0.2) / 0.15, (0.07 - since) / 0.06), 0, 1)
        )
        for part in ("heel", "foot_index"):
            x, y, z = (points[f"{side}_{part}"] - points[f"{side}_ankle"]).T
            c, s = np.cos(angle), np.sin(angle)
            turned = np.stack([c * x - s * y, s * x + c * y, z], axis=1)
            out[f"{side}_{part}"] = points[f"{side}_ankle"] + turned
    return out


def complaints(case: Case, gait: Gait) -> list[str]:
    """What is wrong with the contacts; empty when all is well."""
    start, end = gait.summary.steady_s
    off, found = [], []
    for side in SIDES:
        mine = np.array([c.strike_s for c in gait.contacts if c.side == side])
        true = strikes_s(case, side)
        due = true[(true > start - 0.09) & (true < end + 0.09)]
        if len(mine) != len(due):
            return [f"{side}: {len(mine)} contacts for {len(due)}"]
        off.append(1000 * (mine - due))
        found.extend(due)
    strikes = [c.strike_s for c in gait.contacts]
    cadence = 60 * (len(strikes) - 1) * (1 / np.ptp(strikes) - 1 / np.ptp(found))
    errors = np.concatenate(off)
    side_view = case.view == "side"
    checks = {
        f"strikes {errors.mean():+.0f} ms": abs(errors.mean())
        <= (20 if case.view == "side" else 40),
        f"a strike {np.abs(errors).max():.0f} ms off": np.abs(errors).max() < 90,
        f"cadence {cadence:+.2f}": abs(cadence) <= (0.6 if side_view else 1.0),
        f"steady for {end - start:.1f} s": end - start >= 0.4 * case.seconds,
        contact_error(case, gait): not side_view or contact_is_right(case, gait),
    }
    return [words for words, good in checks.items() if not good]


def contact_error(case: Case, gait: Gait) -> str:
    lengths = [c.off_s - c.strike_s for c in gait.contacts if c.off_s is not None]
    return (
        f"contact {1000 * (np.mean(lengths) - case.stick.contact_s):+.0f} ms"
        if lengths
        else "no toe-off"
    )


def contact_is_right(case: Case, gait: Gait) -> bool:
    """Within 30 ms and within twice what is said of it."""
    known = [c for c in gait.contacts if c.off_s is not None and c.off_se_s is not None]
    if not known:
        return False
    length_s = np.mean([c.off_s - c.strike_s for c in known])
    stated_s = max(c.off_se_s for c in known)
    return abs(length_s - case.stick.contact_s) <= min(0.030, 2 * stated_s)


@pytest.mark.parametrize("case", COMPACT, ids=str)
def test_contacts_survive(case: Case) -> None:
    assert complaints(case, gait_of(track(case))) == []


@pytest.mark.accuracy
@pytest.mark.parametrize("case", WHOLE, ids=str)
def test_contacts_survive_the_whole_grid(case: Case) -> None:
    assert complaints(case, gait_of(track(case))) == []
