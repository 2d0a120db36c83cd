from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
from report_makers import GREY, make_study, plain_frames

from formcheck.report.drawing import SIDE_COLOURS, Sheet, line, sheet_of, skeleton, up_in_picture
from formcheck.report.lettering import label, panel, text_width_px
from formcheck.report.lines import LINES, draw_measured, measured
from formcheck.report.pictures import draw_moment, draw_moments, evidence, key_moments, png
from formcheck.types import Contact, Floats, Pixels, Study


def blank(study: Study) -> Pixels:
    return np.full((study.source.height, study.source.width, 3), GREY, np.uint8)


def has(pixels: Pixels, colour: tuple[int, int, int], least: int = 50) -> bool:
    return int((np.abs(pixels.astype(int) - colour) < 12).all(axis=-1).sum()) >= least


def with_gait(study: Study, **more: object) -> Study:
    gait = replace(study.analysis.gait, **more)  # type: ignore[arg-type]
    return replace(study, analysis=replace(study.analysis, gait=gait))


def with_points(study: Study, xy: Floats) -> Study:
    return replace(study, track=replace(study.track, xy=xy))


def test_from_the_side_the_near_leg_has_three_moments(study: Study) -> None:
    found = {m.file: m.frame for m in key_moments(study)}
    assert list(found) == ["initial_contact_left", "mid_stance_left", "toe_off_left"]
    strikes = {round(c.strike_s * 30) for c in study.analysis.gait.contacts if c.side == "left"}
    assert found["initial_contact_left"] in strikes


def test_each_moment_shows_its_own_frame(study: Study) -> None:
    one = with_gait(study, contacts=(Contact("left", 0.8, 0.004, 1.0, 0.006),))
    assert [m.frame for m in key_moments(one)] == [24, 27, 30]


def test_a_moment_outside_the_film_has_no_picture(study: Study) -> None:
    late = with_gait(study, contacts=(Contact("left", 5.0, 0.004, 5.2, 0.006),))
    assert key_moments(late) == ()


def test_a_contact_without_toe_off_still_has_its_middle(study: Study) -> None:
    half = with_gait(study, contacts=(Contact("left", 0.8, 0.004, None, None),))
    assert [m.name for m in key_moments(half)] == ["initial_contact", "mid_stance"]


def test_from_the_rear_both_legs_have_their_middle_of_stance(study: Study) -> None:
    rear = with_gait(study, view="rear", near_side=None, direction="away")
    assert [m.file for m in key_moments(rear)] == ["mid_stance_left", "mid_stance_right"]


def test_the_contact_nearest_to_a_frame_wins(study: Study) -> None:
    feet = tuple(Contact("left", s, 0.004, s + 0.25, 0.006) for s in (0.512, 0.901, 1.415))
    assert key_moments(with_gait(study, contacts=feet))[0].frame == 27


def test_a_moment_in_which_the_leg_is_not_seen_is_left_alone(study: Study) -> None:
    xy = study.track.xy.copy()
    shown = key_moments(study)[0].frame
    xy[shown, study.track.names.index("left_ankle")] = np.nan
    assert key_moments(with_points(study, xy))[0].frame != shown
    assert key_moments(with_points(study, np.full_like(xy, np.nan))) == ()
    assert key_moments(with_gait(study, contacts=())) == ()


def test_pictures_come_from_one_pass_that_ends_early(study: Study) -> None:
    frames = plain_frames(study)
    names = [name for name, _ in draw_moments(study, frames)]
    assert sorted(names) == sorted(m.file for m in (*key_moments(study), *evidence(study)))
    assert next(frames).index == max(m.frame for m in key_moments(study)) + 1


@pytest.mark.parametrize("size", [1.0, 1.5])
def test_the_frame_itself_is_left_alone(study: Study, size: float) -> None:
    rgb = blank(study)
    sized = with_points(study, (study.track.xy - (350, 850)) * size + (350, 640))
    draw_moment(sized, key_moments(sized)[0], rgb)
    assert (rgb == GREY).all()


def test_a_picture_shows_the_runner_the_lines_and_their_meaning(study: Study) -> None:
    picture = draw_moment(study, key_moments(study)[0], blank(study))
    for colour in (SIDE_COLOURS["left"], LINES["overstride"].colour, LINES["trunk_lean"].colour):
        assert has(picture, colour)
    assert not has(picture, LINES["pelvic_drop"].colour, least=20_000)
    assert 800 <= max(picture.shape[:2]) <= 1280 + 300


def test_what_was_not_measured_is_not_drawn(study: Study) -> None:
    bare = replace(study, analysis=replace(study.analysis, measurements=()))
    picture = draw_moment(bare, key_moments(bare)[0], blank(bare))
    assert not has(picture, LINES["overstride"].colour, least=1)


@pytest.mark.parametrize(("width", "height"), [(3840, 2160), (320, 240)])
def test_any_picture_size_works(width: int, height: int) -> None:
    study = make_study()
    scale = min(width / 720, height / 1280)
    sized = with_points(study, study.track.xy * scale)
    picture = draw_moment(sized, key_moments(sized)[0], np.zeros((height, width, 3), np.uint8))
    assert picture.shape[2] == 3
    assert 800 <= max(picture.shape[:2]) <= 1280 + 300


def test_a_runner_partly_outside_the_picture_is_no_problem(study: Study) -> None:
    for shift in ((-300, 0), (400, 600), (5000, 0)):
        moved = with_points(study, study.track.xy + shift)
        draw_moment(moved, key_moments(moved)[0], blank(moved))


def test_the_faint_side_is_fainter(study: Study) -> None:
    strong = sheet_of(study, 9, blank(study), np.zeros(2), 1.0)
    skeleton(strong, "left")
    assert has(strong.pixels, SIDE_COLOURS["left"])
    assert not has(strong.pixels, SIDE_COLOURS["right"], least=1)
    both = sheet_of(study, 9, blank(study), np.zeros(2), 1.0)
    skeleton(both, None)
    assert has(both.pixels, SIDE_COLOURS["right"])


def test_nothing_is_drawn_where_nothing_was_seen(study: Study) -> None:
    unseen = with_points(study, np.full_like(study.track.xy, np.nan))
    sheet = sheet_of(unseen, 0, blank(study), np.zeros(2), 1.0)
    skeleton(sheet, "left")
    for id in LINES:
        found = measured(study.analysis, id, "left")
        if found is not None:
            draw_measured(sheet, found, "left")
    assert (sheet.pixels == GREY).all()


def bracket_ends(study: Study, roll_deg: float) -> Floats:
    """Corners of what is yellow in a picture of the overstride alone."""
    rolled = with_gait(study, camera=replace(study.analysis.gait.camera, roll_deg=roll_deg))
    sheet = sheet_of(rolled, 3, blank(study), np.zeros(2), 1.0)
    number = measured(study.analysis, "overstride", "left")
    assert number is not None
    draw_measured(sheet, number, "left")
    yellow = (np.abs(sheet.pixels.astype(int) - LINES["overstride"].colour) < 12).all(axis=-1)
    lowest = int(max(sheet.points[f"left_{p}"][1] for p in ("heel", "foot_index", "ankle")))
    rows, columns = np.nonzero(yellow[lowest - 40 : lowest + 20])
    return np.array([columns.min(), columns.max(), np.ptp(rows)], float)


def test_the_bracket_reaches_from_under_the_hip_to_the_ankle(study: Study) -> None:
    left, right, _ = bracket_ends(study, 0.0)
    row = study.track.xy[3]
    ankle, hip = (row[study.track.names.index(f"left_{p}"), 0] for p in ("ankle", "hip"))
    assert (left, right) == (pytest.approx(ankle, abs=5), pytest.approx(hip, abs=5))


def test_the_plumb_line_hangs_along_gravity_not_along_the_picture(study: Study) -> None:
    # a picture to be turned clockwise: its gravity points to the lower right
    assert up_in_picture(10.0)[0] < 0
    straight, rolled = bracket_ends(study, 0.0), bracket_ends(study, 6.0)
    assert rolled[1] > straight[1] + 15


def test_a_measurement_of_this_side_goes_before_both(study: Study) -> None:
    right = study.analysis.measurement("overstride", "right")
    both = replace(right, side="both")
    for order in ((both, right), (right, both)):
        known = replace(study.analysis, measurements=order)
        assert measured(known, "overstride", "right") == right
    assert measured(study.analysis, "trunk_lean", "left") is not None
    assert measured(study.analysis, "pelvic_drop", "left") is None
    assert measured(study.analysis, "overstride", None) is None


def test_a_light_line_has_a_dark_rim() -> None:
    sheet = Sheet(np.full((100, 100, 3), 255, np.uint8), {}, np.array([0.0, -1.0]), 3.0)
    line(sheet, (np.array([10.0, 50.0]), np.array([90.0, 50.0])), (255, 255, 255))
    assert sheet.pixels[:, 50].min() < 120


def test_a_label_never_leaves_the_picture() -> None:
    for centre in ((-50.0, -50.0), (500.0, 500.0), (50.0, 50.0)):
        pixels = np.full((100, 200, 3), 255, np.uint8)
        label(pixels, "24 ± 4 %leg", np.array(centre), 12, (240, 228, 66))
        assert (pixels != 255).any()
    tiny = np.full((5, 5, 3), 255, np.uint8)
    label(tiny, "24 ± 4 %leg", np.array([2.0, 2.0]), 12, (240, 228, 66))


def test_long_lines_shrink_to_the_width_asked() -> None:
    words = "numbers: average of all steps; lines: this picture"
    made = panel([(words, (255, 255, 255), False)], 30, 200)
    assert made.shape[1] == 200
    assert (made[:, -3:] == made[0, 0]).all()


def test_old_opencv_without_a_font_still_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("formcheck.report.lettering._font", lambda: None)
    assert text_width_px("24 ± 4", 20) > text_width_px("24", 20) > 0
    assert panel([("9 ± 3°", (255, 255, 255), False)], 20).max() == 255


def test_png_keeps_red_red() -> None:
    red = np.zeros((4, 4, 3), np.uint8)
    red[..., 0] = 200
    back = cv2.imdecode(np.frombuffer(png(red), np.uint8), cv2.IMREAD_COLOR)
    assert back[0, 0].tolist() == [0, 0, 200]
