from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from report_makers import GREY, make_study

from formcheck.report.drawing import sheet_of
from formcheck.report.lines import LINES, draw_measured, told
from formcheck.report.pictures import (
    draw_moment,
    evidence,
    finding_moment,
    key_moments,
    leading_moment,
)
from formcheck.report.ranges import USUAL
from formcheck.skeleton import Side
from formcheck.types import Finding, Measurement, Pixels, RedFlag, Study


def blank(study: Study) -> Pixels:
    return np.full((study.source.height, study.source.width, 3), GREY, np.uint8)


def with_findings(study: Study, *findings: Finding) -> Study:
    return replace(study, analysis=replace(study.analysis, findings=findings))


def finding(topic: str, *keys: str, level: str = "mild", place: str = "also") -> Finding:
    return Finding(topic, level, 0.9, keys, "Seen.", place=place)  # type: ignore[arg-type]


def with_typical(study: Study, id: str, typical: tuple[float, float] | None) -> Study:
    known = tuple(
        replace(m, typical=typical) if m.id == id else m for m in study.analysis.measurements
    )
    return replace(study, analysis=replace(study.analysis, measurements=known))


def drawn(study: Study, id: str, side: Side = "left", row: int = 3) -> Pixels:
    sheet = sheet_of(study, row, blank(study), np.zeros(2), 1.0)
    draw_measured(sheet, study.analysis.measurement(id), side)
    return sheet.pixels


def added(study: Study, id: str, typical: tuple[float, float]) -> np.ndarray:
    """Columns and rows, (pixels, 2), that a usual range adds to the picture of a number."""
    without = drawn(with_typical(study, id, None), id)
    shown = drawn(with_typical(study, id, typical), id)
    rows, columns = np.nonzero((without != shown).any(axis=2))
    return np.stack([columns, rows], axis=1)


def test_a_finding_has_the_frame_of_its_own_measurement(study: Study) -> None:
    moment = finding_moment(study, finding("feet_under_hips", "overstride:left"))
    assert moment is not None
    assert (moment.frame, moment.side) == (24, "left")  # frames_s is 0.8 s at 30 a second
    assert moment.file == "feet_under_hips_initial_contact_left"


def test_without_frames_the_best_moment_is_taken(study: Study) -> None:
    moment = finding_moment(study, finding("hip_extension", "thigh_extension:left"))
    assert moment is not None
    toe_off = next(m for m in key_moments(study) if m.name == "toe_off")
    assert (moment.name, moment.frame) == ("toe_off", toe_off.frame)


def test_a_number_without_a_line_leaves_the_picture_to_the_next(study: Study) -> None:
    shorter = finding("shorter_stride", "cadence:both", "overstride:left")
    moment = finding_moment(study, shorter)
    assert moment is not None
    assert moment.keys == ("cadence:both", "overstride:left")
    assert finding_moment(study, finding("shorter_stride", "cadence:both")) is None


@pytest.mark.parametrize(
    "silent",
    [
        finding("feet_under_hips", "overstride:left", level="not_measurable"),
        finding("hip_stability", "pelvic_drop:both"),
        finding("unheard_of", "no_such_number:left"),
    ],
)
def test_what_cannot_be_shown_has_no_picture(study: Study, silent: Finding) -> None:
    assert finding_moment(study, silent) is None
    assert evidence(with_findings(study, silent)) == ()


def test_a_finding_whose_leg_is_never_seen_has_no_picture(study: Study) -> None:
    unseen = replace(study, track=replace(study.track, xy=np.full_like(study.track.xy, np.nan)))
    assert evidence(unseen) == ()


def test_every_finding_shows_its_own_lines_only(study: Study) -> None:
    moment = finding_moment(study, finding("feet_under_hips", "overstride:left"))
    assert moment is not None
    picture = draw_moment(study, moment, blank(study)).astype(int)

    def n_of(id: str) -> int:
        return int((np.abs(picture - LINES[id].colour) < 12).all(axis=-1).sum())

    assert n_of("overstride") > 200
    assert n_of("trunk_lean") == 0


def test_what_to_work_on_leads_then_what_is_well(study: Study) -> None:
    open_question = finding("hip_extension", "thigh_extension:left", level="borderline")
    well = finding("hip_stability", "knee_flexion_stance:left", level="ok", place="good")
    aside = finding("posture", "trunk_lean:both")
    act = finding("feet_under_hips", "overstride:left", place="act")
    for findings in ((open_question, well, aside, act), (open_question, well, aside),
                     (open_question, well), (open_question,)):  # fmt: skip
        leading = leading_moment(with_findings(study, *findings))
        assert leading is not None
        assert leading.topic == findings[-1].topic
    assert leading_moment(with_findings(study)) == key_moments(study)[0]


def test_an_indication_or_what_has_no_verdict_never_leads(study: Study) -> None:
    praised = finding("relaxed_shoulders", "trunk_lean:both", level="ok", place="good")
    praised = replace(praised, claim="indicative")
    unsure = finding("trunk_rotation", "thigh_extension:left", level="not_measurable")
    unsure = replace(unsure, frames_s=(0.8,))
    key = key_moments(study)[0]
    assert leading_moment(with_findings(study, praised)) == key
    assert leading_moment(with_findings(study, unsure)) == key
    solid = finding("feet_under_hips", "overstride:left", level="borderline")
    leading = leading_moment(with_findings(study, praised, solid))
    assert leading is not None and leading.topic == "feet_under_hips"


def test_with_an_urgent_flag_no_finding_leads(study: Study) -> None:
    act = with_findings(study, finding("feet_under_hips", "overstride:left", place="act"))
    flag = RedFlag("numb", "Numb.", "Call a doctor.", is_urgent=True)
    for flags, topic in (((flag,), ""), ((replace(flag, is_urgent=False),), "feet_under_hips")):
        leading = leading_moment(replace(act, analysis=replace(act.analysis, red_flags=flags)))
        assert leading is not None and leading.topic == topic


def test_the_usual_range_of_the_foot_lies_between_its_ends_ahead_of_the_hip(study: Study) -> None:
    # the runner's own number is 24.13, the ankle of this frame stands for it
    spread = added(study, "overstride", (4.13, 14.13))
    low = spread[spread[:, 1] > spread[:, 1].max() - 4]  # below the word
    one = study.analysis.gait.leg_length_px / 100
    ankle = study.track["left_ankle"][3, 0]
    # facing left: less ahead is to the right
    assert low[:, 0].min() == pytest.approx(ankle + 10 * one, abs=5)
    assert low[:, 0].max() == pytest.approx(ankle + 20 * one, abs=5)


@pytest.mark.parametrize(("typical", "beyond"), [((-25.0, -15.0), -1), ((30.0, 40.0), 1)])
def test_a_wedge_lies_on_the_side_of_its_numbers(
    study: Study, typical: tuple[float, float], beyond: int
) -> None:
    # trunk lean is 6.04, the runner faces left: more lean is further left
    spread = added(study, "trunk_lean", typical)
    shoulders = (study.track["left_shoulder"][3, 0] + study.track["right_shoulder"][3, 0]) / 2
    assert np.sign(shoulders - np.median(spread[:, 0])) == beyond


def test_where_nobody_says_what_is_usual_nothing_is_drawn_or_told(study: Study) -> None:
    colours = drawn(study, "overstride").astype(int)
    assert not (np.abs(colours - USUAL) < 12).all(axis=-1).any()
    assert "usual" not in told(study.analysis.measurement("overstride"))


def test_the_caption_tells_the_number_and_what_is_usual(study: Study) -> None:
    known = with_typical(study, "overstride", (20.0, 28.0)).analysis.measurement("overstride")
    assert (
        told(known) == "foot ahead of hip: yours 24 ± 4 % leg length, usual 20 to 28 % leg length"
    )
    lopsided = replace(known, typical=(-20.0, 20.5), value=3.0, unit="deg")
    assert "usual -20 to 20°" in told(replace(lopsided, interval95=(-2.0, 8.0)))


@pytest.mark.parametrize("id", sorted(id for id, row in LINES.items() if row.draw))
@pytest.mark.parametrize("direction", ["left", "away"])
def test_every_line_is_drawn_and_stays_away_where_nothing_is_seen(id: str, direction: str) -> None:
    study = make_study()
    gait = replace(study.analysis.gait, direction=direction)
    study = replace(study, analysis=replace(study.analysis, gait=gait))
    number = Measurement(id, "left", 12.0, "deg", typical=(5.0, 10.0))
    seen = sheet_of(study, 3, blank(study), np.zeros(2), 1.0)
    draw_measured(seen, number, "left")
    assert (seen.pixels != GREY).any()
    nowhere = replace(study, track=replace(study.track, xy=np.full_like(study.track.xy, np.nan)))
    empty = sheet_of(nowhere, 3, blank(study), np.zeros(2), 1.0)
    draw_measured(empty, number, "left")
    assert (empty.pixels == GREY).all()
