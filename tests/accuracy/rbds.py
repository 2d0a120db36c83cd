"""One runner on a force-plate treadmill, as a phone would see the markers.

Fukuchi 2017 (CC BY 4.0, doi:10.6084/m9.figshare.4543435), subject 1, forefoot striker, 2.5 m/s.
Hip centres are regressed from the pelvis (Harrington 2007, doi:10.1016/j.jbiomech.2006.02.003),
knee and ankle centres lie half-way between the markers; the toe is the middle of the toe
joints or, where asked for, a made-up tip of the shoe 75 mm ahead of it. The data are not in
the repository.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
from true_motion import SIDES, Motion

from formcheck.types import Floats

DATA = Path(__file__).parents[3] / "shared" / "data" / "rbds"
FORCE_N, FORCE_HZ, MARKER_HZ, SPEED_MPS, HEIGHT_M = 20.0, 300.0, 150.0, 2.5, 1.81
SHORTEST_CONTACT_S = 0.15
TIP_AHEAD_MM = 75.0  # of the toe joints; the shoe is not in the data
CLUSTER = tuple(f"{end}.{face}" for end in ("Top", "Bottom") for face in ("Lateral", "Medial"))
PELVIS = tuple(f"{side}.{part}" for side in "RL" for part in ("ASIS", "PSIS", "Iliac.Crest"))


def is_here() -> bool:
    """Whether the data lie beside the repository."""
    return DATA.is_dir()


@cache
def table(name: str) -> dict[str, Floats]:
    """Column name to values of one file."""
    path = DATA / f"RBDS001{name}.txt"
    names = path.read_text().split("\n", 1)[0].split("\t")
    return dict(zip((n.strip() for n in names), np.loadtxt(path, skiprows=1).T, strict=True))


def marker(name: str, trial: str = "runT25markers") -> Floats:
    """Forward, left, up, (samples, 3), mm; a sample that was not seen is bridged."""
    x, y, z = (_bridged(table(trial)[name + axis]) for axis in "XYZ")
    return np.stack([x, -z, y], axis=1)


def _bridged(values: Floats) -> Floats:
    seen, samples = np.isfinite(values), np.arange(len(values))
    return np.interp(samples, samples[seen], values[seen])


def at_rest(name: str) -> Floats:
    """A marker's mean place in the standing trial, mm."""
    return np.asarray(marker(name, "static").mean(axis=0))


@cache
def plates_s() -> tuple[Floats, Floats]:
    """Initial contacts and toe-offs of both feet by 20 N; no blips of the empty plate."""
    force = table("runT25forces")["Fy"]
    on = np.flatnonzero((force[:-1] < FORCE_N) & (force[1:] >= FORCE_N))
    off = np.flatnonzero((force[:-1] >= FORCE_N) & (force[1:] < FORCE_N))
    off = off[np.searchsorted(off, on[on < off[-1]])]
    on = on[: len(off)]
    long = off - on > SHORTEST_CONTACT_S * FORCE_HZ
    return _crossings_s(force, on[long]), _crossings_s(force, off[long])


def _crossings_s(force: Floats, before: Floats) -> Floats:
    share = (FORCE_N - force[before]) / (force[before + 1] - force[before])
    return np.asarray((before + share) / FORCE_HZ)


def carried(cluster: tuple[str, ...], static: Floats) -> Floats:
    """A point of the standing trial, carried along by the markers of its segment."""
    rest = np.stack([at_rest(name) for name in cluster])
    moving = np.stack([marker(name) for name in cluster], axis=1)
    a, b = rest - rest.mean(axis=0), moving - moving.mean(axis=1, keepdims=True)
    u, _, v = np.linalg.svd(a.T @ b)
    u[..., :, -1] *= np.linalg.det(u @ v)[:, None]
    return np.asarray((static - rest.mean(axis=0)) @ (u @ v) + moving.mean(axis=1))


def hip_at_rest(side: str) -> Floats:
    """Hip centre in the standing trial; he stands square to the room."""
    front = {s: at_rest(f"{s}.ASIS") for s in "LR"}
    middle = (front["L"] + front["R"]) / 2
    depth = np.linalg.norm(middle - (at_rest("L.PSIS") + at_rest("R.PSIS")) / 2)
    width = np.linalg.norm(front["L"] - front["R"])
    out = 1.0 if side == "left" else -1.0
    away = [-0.24 * depth - 9.9, out * (0.33 * width + 7.3), -0.30 * width - 10.9]
    return np.asarray(middle + np.array(away))


def leg(side: str) -> dict[str, Floats]:
    """Joint to path, (samples, 3), mm."""
    s = side[0].upper()
    thigh, shank = (tuple(f"{s}.{part}.{c}" for c in CLUSTER) for part in ("Thigh", "Shank"))
    knee = (at_rest(f"{s}.Knee") + at_rest(f"{s}.Knee.Medial")) / 2
    ankle = (at_rest(f"{s}.Ankle") + at_rest(f"{s}.Ankle.Medial")) / 2
    return {
        "hip": carried(PELVIS, hip_at_rest(side)),
        "knee": carried(thigh, knee),
        "ankle": carried(shank, ankle),
        "heel": marker(f"{s}.Heel.Bottom"),
        "toe": toe_joints(s),
        "tip": shoe_tip(s),
    }


def toe_joints(s: str) -> Floats:
    """Middle of the first and fifth toe joint, mm."""
    return np.asarray((marker(f"{s}.MT1") + marker(f"{s}.MT5")) / 2)


def shoe_tip(s: str) -> Floats:
    """The shoe's tip, mm: ahead of the toe joints along the ground, never below its height.

    The toes bend at the toe joints as the heel rises, so the tip stays down until the joints
    have risen as far as the stiff shoe allows; then it goes with the foot.
    """
    joints, heel = toe_joints(s), marker(f"{s}.Heel.Bottom")
    still, still_heel = (at_rest(f"{s}.MT1") + at_rest(f"{s}.MT5")) / 2, at_rest(f"{s}.Heel.Bottom")
    pitch, rest = (_pitch(h, j) for h, j in ((heel, joints), (still_heel[None], still[None])))
    turn = pitch - rest
    reach = TIP_AHEAD_MM * np.stack([np.cos(turn), 0 * turn, np.sin(turn)], axis=1)
    tip = joints + reach
    tip[:, 2] = np.maximum(tip[:, 2], still[2])
    return np.asarray(tip)


def _pitch(heel: Floats, toe: Floats) -> Floats:
    way = toe - heel
    return np.asarray(np.arctan2(way[:, 2], way[:, 0]))


@cache
def motion() -> Motion:
    """The runner by markers and plates."""
    legs = {side: leg(side) for side in SIDES}
    joints = {
        f"{joint}_{side[0]}": xyz / 1000 for side in SIDES for joint, xyz in legs[side].items()
    }
    times_s = np.arange(len(joints["hip_l"])) / MARKER_HZ
    on, off = plates_s()
    landed = np.array(
        [_foot_down(joints, times_s, (a + b) / 2) for a, b in zip(on, off, strict=True)]
    )
    return Motion(
        joints, times_s,
        {side: on[landed == side] for side in SIDES},
        {side: off[landed == side] for side in SIDES},
        leg_length_m(), SPEED_MPS,
    )  # fmt: skip


def _foot_down(joints: dict[str, Floats], times_s: Floats, at_s: float) -> str:
    low = [np.interp(at_s, times_s, joints[f"ankle_{side[0]}"][:, 2]) for side in SIDES]
    return SIDES[int(np.argmin(low))]


def leg_length_m() -> float:
    """Thigh plus shank of the right leg, standing."""
    knee = (at_rest("R.Knee") + at_rest("R.Knee.Medial")) / 2
    ankle = (at_rest("R.Ankle") + at_rest("R.Ankle.Medial")) / 2
    parts = (hip_at_rest("right") - knee, knee - ankle)
    return float(sum(np.linalg.norm(part) for part in parts)) / 1000
