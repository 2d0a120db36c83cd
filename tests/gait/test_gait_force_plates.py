"""Contacts against force plates: one runner's markers, as a phone would see them.

Fukuchi 2017 (CC BY 4.0, doi:10.6084/m9.figshare.4543435), subject 1 at 2.5 m/s.
Markers sit at the joints, so the network's offsets are added; a body above the
pelvis is made up. The data are not part of the repository.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from formula_body import Stick, body
from formula_clips import gait_of, with_noise
from formula_runner import Film, filmed_points
from scipy.interpolate import CubicSpline

from formcheck.skeleton import SIDES
from formcheck.types import Contact, Floats, Gait

DATA = Path(__file__).parents[3] / "shared" / "data" / "rbds"
LEG_MM = 0.491 * 1810
FORCE_N, FORCE_HZ, SECONDS, NOISE_MM = 20.0, 300.0, 15.0, 8.0
CLUSTER = tuple(f"{end}.{face}" for end in ("Top", "Bottom") for face in ("Lateral", "Medial"))

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="needs ../shared/data/rbds")
RATES = pytest.mark.parametrize("fps", [30.0, 60.0, 120.0])


@cache
def table(name: str) -> dict[str, Floats]:
    path = DATA / f"RBDS001{name}.txt"
    names = path.read_text().split("\n", 1)[0].split("\t")
    return dict(zip((n.strip() for n in names), np.loadtxt(path, skiprows=1).T, strict=True))


def marker(name: str, trial: str) -> Floats:
    """Forward, up, right, (samples, 3), mm."""
    return np.stack([table(trial)[name + axis] for axis in "XYZ"], axis=1)


def plates_s() -> tuple[Floats, Floats]:
    """Initial contacts and toe-offs of both feet by 20 N, seconds; no blips of the empty plate."""
    force = table("runT25forces")["Fy"]
    on = np.flatnonzero((force[:-1] < FORCE_N) & (force[1:] >= FORCE_N))
    off = np.flatnonzero((force[:-1] >= FORCE_N) & (force[1:] < FORCE_N))
    off = off[np.searchsorted(off, on[on < off[-1]])]
    on = on[: len(off)]
    long = off - on > 0.15 * FORCE_HZ
    return crossings_s(force, on[long]), crossings_s(force, off[long])


def crossings_s(force: Floats, before: Floats) -> Floats:
    share = (FORCE_N - force[before]) / (force[before + 1] - force[before])
    return np.asarray((before + share) / FORCE_HZ)


def carried(cluster: list[str], static: Floats) -> Floats:
    """A point of the static trial, carried along by the markers of its segment."""
    rest = np.stack([marker(name, "static").mean(axis=0) for name in cluster])
    moving = np.stack([marker(name, "runT25markers") for name in cluster], axis=1)
    a, b = rest - rest.mean(axis=0), moving - moving.mean(axis=1, keepdims=True)
    u, _, v = np.linalg.svd(a.T @ b)
    u[..., :, -1] *= np.linalg.det(u @ v)[:, None]
    return np.asarray((static - rest.mean(axis=0)) @ (u @ v) + moving.mean(axis=1))


def leg(side: str) -> dict[str, Floats]:
    s = side[0].upper()
    at_rest = {n: marker(f"{s}.{n}", "static").mean(axis=0)
               for n in ("GTR", "Knee", "Knee.Medial", "Ankle", "Ankle.Medial")}  # fmt: skip
    thigh, shank = ([f"{s}.{part}.{c}" for c in CLUSTER] for part in ("Thigh", "Shank"))
    toes = marker(f"{s}.MT1", "runT25markers") + marker(f"{s}.MT5", "runT25markers")
    return {
        f"{side}_hip": carried(thigh, at_rest["GTR"]),
        f"{side}_knee": carried(thigh, (at_rest["Knee"] + at_rest["Knee.Medial"]) / 2),
        f"{side}_ankle": carried(shank, (at_rest["Ankle"] + at_rest["Ankle.Medial"]) / 2),
        f"{side}_heel": marker(f"{s}.Heel.Bottom", "runT25markers"),
        f"{side}_foot_index": toes / 2,
    }


@cache
def gait_at(fps: float) -> Gait:
    """The gait found in a side camera's view of the markers, near side right."""
    how = Film(fps=fps, seconds=SECONDS)
    joints = leg("left") | leg("right")
    known_s = np.arange(len(joints["left_hip"])) / 150.0
    middle = (joints["left_hip"] + joints["right_hip"]).mean(axis=0) / 2 * np.array([1, 0, 1])
    seen = {
        name: CubicSpline(known_s, (xyz - middle) / LEG_MM)(how.times_s)
        for name, xyz in joints.items()
    }
    track = filmed_points(with_upper_body(seen, how.times_s), how)
    return gait_of(with_noise(track, NOISE_MM / LEG_MM * how.leg_px, seed=int(fps)))


def with_upper_body(legs: dict[str, Floats], times_s: Floats) -> dict[str, Floats]:
    whole = body(Stick(cadence_spm=156.9), times_s * 156.9 / 120)
    lift = sum(legs[f"{s}_hip"] - whole[f"{s}_hip"] for s in SIDES) / 2
    return {name: xyz + lift for name, xyz in whole.items()} | legs


def matched(gait: Gait) -> list[tuple[Contact, float, float]]:
    """Contacts with the force plate's nearest contact and the toe-off after it, seconds."""
    on, off = plates_s()
    pairs = []
    for c in gait.contacts:
        nearest = int(np.abs(on - c.strike_s).argmin())
        pairs.append((c, float(on[nearest]), float(off[nearest])))
    return pairs


@RATES
def test_no_contact_is_missed_or_invented(fps: float) -> None:
    gait, (on, _) = gait_at(fps), plates_s()
    start, end = gait.summary.steady_s
    assert end - start > SECONDS - 3
    assert len(gait.contacts) == np.sum((on > start - 0.1) & (on < end + 0.1))
    assert len({true for _, true, _ in matched(gait)}) == len(gait.contacts)


@RATES
def test_initial_contact_agrees_with_the_plates(fps: float) -> None:
    errors = [1000 * (c.strike_s - on) for c, on, _ in matched(gait_at(fps))]
    assert abs(np.mean(errors)) <= 8.0
    assert np.mean(np.abs(errors)) <= 12.0


@RATES
def test_cadence_agrees_with_the_plates(fps: float) -> None:
    pairs = matched(gait_at(fps))
    found, true = (np.ptp([pair[0].strike_s for pair in pairs]), np.ptp([p[1] for p in pairs]))
    steps = len(pairs) - 1
    assert 60 * steps / found == pytest.approx(60 * steps / true, abs=0.3)


@RATES
def test_contact_time_agrees_with_the_plates(fps: float) -> None:
    pairs = [p for p in matched(gait_at(fps)) if p[0].off_s is not None]
    assert len(pairs) == len(matched(gait_at(fps)))
    errors_ms = [1000 * (c.off_s - c.strike_s - (off - on)) for c, on, off in pairs]
    assert abs(np.mean(errors_ms)) <= 12.0
    assert all(abs(np.mean(errors_ms)) <= 2000 * c.off_se_s for c, _, _ in pairs)
