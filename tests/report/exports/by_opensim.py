"""Moves an OpenSim model by our motion and holds it beside our markers; run by hand.

    pip install opensim
    python tests/report/exports/by_opensim.py FOLDER_OF_EXPORTS MODEL.osim

The model is Pose2Sim's (`OpenSim_Setup/Model_Pose2Sim_simple.osim`). For each limb it prints
the angle between model and markers in the plane of the picture: its middle, and its range.
OpenSim is no dependency of the tests: its wheel has 72 MB.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import opensim

LIMBS = {  # bodies of the model, markers of ours
    "right thigh": ("femur_r", "tibia_r", "RHip", "RKnee"),
    "right shank": ("tibia_r", "talus_r", "RKnee", "RAnkle"),
    "left thigh": ("femur_l", "tibia_l", "LHip", "LKnee"),
    "left shank": ("tibia_l", "talus_l", "LKnee", "LAnkle"),
}
# bodies with the axis of theirs (0 ahead, 1 up) that the line from marker to marker follows
PARTS = {
    "right foot": ("calcn_r", 0, "RHeel", "RBigToe"),
    "left foot": ("calcn_l", 0, "LHeel", "LBigToe"),
    "trunk": ("torso", 1, "Hip", "Neck"),
}
ALIAS = {"lumbar_extension": "L5_S1_Flex_Ext"}


def main(folder: Path, model_file: Path) -> None:
    import opensim

    opensim.Logger.setLevelString("error")
    (mot,), (trc,) = folder.glob("*.mot"), folder.glob("*_m.trc")
    assert opensim.Storage(str(mot)).getSize() == opensim.TimeSeriesTable(str(mot)).getNumRows()
    print(mot.name, "rows:", opensim.Storage(str(mot)).getSize())
    off = compare(opensim.Model(str(model_file)), str(mot), str(trc))
    for name, values in off.items():
        turned = (np.array(values) + 180) % 360 - 180
        print(f"{name:12} {np.median(turned):7.2f} deg, range {np.ptp(turned):.2f}")


def compare(model: opensim.Model, mot: str, trc: str) -> dict[str, list[float]]:
    import opensim

    motion, markers = opensim.TimeSeriesTable(mot), opensim.TimeSeriesTableVec3(trc)
    state, bodies = model.initSystem(), model.getBodySet()
    names, labels = list(motion.getColumnLabels()), list(markers.getColumnLabels())
    times, moments = (np.array(t.getIndependentColumn()) for t in (motion, markers))
    off: dict[str, list[float]] = {}
    for k, time in enumerate(times):
        pose(model, state, dict(zip(names, row(motion, k, len(names)), strict=True)))
        at = markers.getRowAtIndex(int(np.abs(moments - time).argmin()))
        seen = {label: np.array([at[j][0], at[j][1]]) for j, label in enumerate(labels)}
        for name, (high, low, one, other) in LIMBS.items():
            ends = [bodies.get(body).getPositionInGround(state) for body in (high, low)]
            way = np.array([ends[1][axis] - ends[0][axis] for axis in (0, 1)])
            off.setdefault(name, []).append(angle(way) - angle(seen[other] - seen[one]))
        for name, (body, axis, one, other) in PARTS.items():
            turn = bodies.get(body).getTransformInGround(state).R()
            way = np.array([turn.get(0, axis), turn.get(1, axis)])
            off.setdefault(name, []).append(angle(way) - angle(seen[other] - seen[one]))
    return off


def pose(model: opensim.Model, state: opensim.State, values: dict[str, float]) -> None:
    coordinates = model.updCoordinateSet()
    for name, value in values.items():
        known = ALIAS.get(name, name)
        if coordinates.contains(known):
            is_way = name.startswith("pelvis_t")
            coordinates.get(known).setValue(state, value if is_way else np.radians(value), False)
    model.realizePosition(state)


def row(table: opensim.TimeSeriesTable, k: int, n: int) -> list[float]:
    values = table.getRowAtIndex(k)
    return [values[j] for j in range(n)]


def angle(way: np.ndarray) -> float:
    return float(np.degrees(np.arctan2(way[1], way[0])))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
