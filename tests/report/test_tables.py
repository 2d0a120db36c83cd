from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from formcheck.report.tables import measurements_csv, strides_csv
from formcheck.types import Contact, Corrections, Study


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def strides(study: Study, *feet: tuple[str, float, float | None]) -> list[dict[str, str]]:
    found = tuple(Contact(side, at, 0.004, off, None) for side, at, off in feet)  # type: ignore[arg-type]
    gait = replace(study.analysis.gait, contacts=found)
    return rows(strides_csv(replace(study.analysis, gait=gait)))


def test_one_line_a_measurement_with_everything_of_it(study: Study) -> None:
    found = rows(measurements_csv(study.analysis))
    assert len(found) == len(study.analysis.measurements)
    assert found[1] == {
        "id": "overstride", "side": "left", "value": "24.13", "unit": "%leg", "low": "20.6",
        "high": "27.6", "standard_error": "1.82209", "sd": "1.2", "n": "14",
        "status": "measured", "reason": "", "expected": "24.2",
        "changes_by_hand": "0",
    }  # fmt: skip


def test_what_is_missing_is_an_empty_cell_with_a_reason(study: Study) -> None:
    last = rows(measurements_csv(study.analysis))[-1]
    assert [last[key] for key in ("value", "low", "high", "standard_error", "sd")] == [""] * 5
    assert last["reason"] == "cannot be seen from the side"


def test_steps_and_strides_go_to_the_next_strikes(study: Study) -> None:
    found = strides(study, ("right", 0.35, 0.6), ("left", 0.0, 0.24), ("left", 0.7, None))
    assert [row["side"] for row in found] == ["left", "right", "left"]
    assert [row["step_s"] for row in found] == ["0.35", "0.35", ""]
    assert [row["stride_s"] for row in found] == ["0.7", "", ""]
    assert [row["contact_s"] for row in found] == ["0.24", "0.25", ""]
    assert found[0]["off_se_s"] == ""


def test_a_missed_strike_gives_no_double_stride(study: Study) -> None:
    found = strides(study, ("left", 0, 0.2), ("right", 0.35, 0.6), ("right", 1.05, 1.3),
                    ("left", 1.4, 1.6))  # fmt: skip
    assert [row["stride_s"] for row in found] == ["", "0.7", "", ""]
    assert [row["step_s"] for row in found] == ["0.35", "", "0.35", ""]


@pytest.mark.parametrize("make", [measurements_csv, strides_csv])
def test_nothing_found_leaves_the_head(study: Study, make: object) -> None:
    gait = replace(study.analysis.gait, contacts=())
    empty = replace(study.analysis, measurements=(), gait=gait)
    assert make(empty).count("\n") == 1  # type: ignore[operator]


def test_who_found_a_contact_is_told(study: Study) -> None:
    first, *rest = study.analysis.gait.contacts
    gait = replace(study.analysis.gait, contacts=(replace(first, by="user"), *rest))
    found = rows(strides_csv(replace(study.analysis, gait=gait)))
    assert [row["by"] for row in found] == ["user"] + ["auto"] * len(rest)


def test_no_step_or_stride_goes_across_a_part_left_out(study: Study) -> None:
    feet = [("left", 0.0), ("right", 0.35), ("left", 0.7), ("left", 2.1), ("right", 2.45)]
    found = tuple(Contact(side, at, 0.004, at + 0.2, None) for side, at in feet)  # type: ignore[arg-type]
    analysis = replace(
        study.analysis,
        gait=replace(study.analysis.gait, contacts=found),
        corrections=Corrections(excluded_s=((1.0, 1.9),)),
    )
    told = rows(strides_csv(analysis))
    assert [row["stride_s"] for row in told] == ["0.7", "", "", "", ""]
    assert [row["step_s"] for row in told] == ["0.35", "0.35", "", "0.35", ""]
