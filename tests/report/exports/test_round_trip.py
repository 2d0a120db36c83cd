"""What is exported and read in again as another program's track gives the same numbers."""

from __future__ import annotations

from pathlib import Path

import pytest
from export_makers import example, exported

from formcheck import api
from formcheck.settings import Settings

# How far numbers may lie apart: points moved to joint centres are not moved a second time, and
# what was smoothed is smoothed again.
NEAR = {"cadence": 0.1, "trunk_lean": 0.1, "contact_time": 0.002, "overstride": 2.0}


@pytest.mark.parametrize("ending", ["_px.trc", "_m.trc"])
@pytest.mark.parametrize("name", ["side", "gap", "uneven"])
def test_marker_files_give_the_numbers_they_were_made_from(
    name: str, ending: str, tmp_path: Path
) -> None:
    study = example(name)
    path = exported(study, tmp_path, "trc")[ending]
    again = api.study(path, Settings(height_m=1.76)).analysis
    assert again.gait.view == "side"
    assert len(again.gait.contacts) == len(study.gait.contacts)
    for id, apart in NEAR.items():
        one = study.analysis.measurement(id)
        other = again.measurement(id, one.side)
        assert other.value == pytest.approx(one.value, abs=apart)


@pytest.mark.parametrize("name", ["rear", "front"])
def test_a_body_without_a_way_ahead_is_looked_at_square(name: str, tmp_path: Path) -> None:
    study = example(name)
    path = exported(study, tmp_path, "trc")["_m.trc"]
    again = api.study(path, Settings(view="rear")).analysis
    assert len(again.gait.contacts) == len(study.gait.contacts)
    cadence = study.analysis.measurement("cadence").value
    assert again.measurement("cadence").value == pytest.approx(cadence, abs=0.1)
    lean = study.analysis.measurement("trunk_side_lean").value
    assert again.measurement("trunk_side_lean").value == pytest.approx(lean, abs=0.2)
