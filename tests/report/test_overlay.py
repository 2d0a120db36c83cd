from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from report_makers import GREY, Film, Films, make_study, plain_frames

from formcheck.report.drawing import SIDE_COLOURS
from formcheck.report.lines import LINES
from formcheck.report.overlay import write_overlay
from formcheck.types import Frame, Pixels, Study

YELLOW = LINES["overstride"].colour


def filmed(study: Study, films: Films, tmp_path: Path) -> Film:
    write_overlay(study, plain_frames(study), films, tmp_path / "a.mp4", has_replay=False)
    return films.opened[0]


def n_of(pixels: Pixels, colour: tuple[int, int, int]) -> int:
    return int((np.abs(pixels.astype(int) - colour) < 12).all(axis=-1).sum())


def test_every_frame_at_its_own_time_in_a_closed_film(films: Films, tmp_path: Path) -> None:
    study = make_study(slow_motion=4.0)
    film = filmed(study, films, tmp_path)
    assert film.times_s == pytest.approx(study.track.times_s * 4)
    assert film.is_closed


def test_the_overstride_line_flashes_only_at_near_strikes(
    study: Study, films: Films, tmp_path: Path
) -> None:
    film = filmed(study, films, tmp_path)
    near_s = [c.strike_s for c in study.analysis.gait.contacts if c.side == "left"]
    for time_s, picture in zip(study.track.times_s, film.pictures, strict=True):
        is_near = min(abs(time_s - s) for s in near_s) <= 0.040
        assert (n_of(picture, YELLOW) > 50) == is_near


def test_the_foot_is_marked_from_strike_to_toe_off(
    study: Study, films: Films, tmp_path: Path
) -> None:
    film = filmed(study, films, tmp_path)
    right = SIDE_COLOURS["right"]  # the far side: its skeleton is faint, its mark is not
    for time_s, picture in zip(study.track.times_s, film.pictures, strict=True):
        is_down = any(
            c.strike_s <= time_s < (c.off_s or 0)
            for c in study.analysis.gait.contacts
            if c.side == "right"
        )
        assert (n_of(picture, right) > 50) == is_down


def test_numbers_stand_in_a_corner_and_missing_ones_are_left_out(
    study: Study, films: Films, tmp_path: Path
) -> None:
    full = filmed(study, films, tmp_path).pictures[0]
    assert full[15:120, 20:400].min() < 40
    bare = replace(study, analysis=replace(study.analysis, measurements=()))
    write_overlay(bare, plain_frames(bare), films, tmp_path / "b.mp4")
    assert (films.opened[1].pictures[0][:400] == GREY).all()


def test_the_panel_goes_where_the_runner_is_not(study: Study, films: Films, tmp_path: Path) -> None:
    high = replace(study, track=replace(study.track, xy=study.track.xy - (250, 540)))
    picture = filmed(high, films, tmp_path).pictures[0]
    assert picture[-120:].min() < 40 or picture[:, -150:].min() < 40
    assert picture[12:30, 12:40].min() > 40


def test_large_frames_are_made_smaller_and_even(films: Films, tmp_path: Path) -> None:
    study = make_study()
    track = replace(study.track, size_px=(2161, 3841), xy=study.track.xy * 3)
    frame = Frame(0, 0.0, np.zeros((3841, 2161, 3), np.uint8))
    write_overlay(replace(study, track=track), [frame], films, tmp_path / "a.mp4")
    assert films.opened[0].pictures[0].shape == (1280, 720, 3)
    odd = Frame(0, 0.0, np.zeros((1279, 719, 3), np.uint8))
    write_overlay(study, [odd], films, tmp_path / "b.mp4")
    assert films.opened[1].pictures[0].shape == (1278, 718, 3)


def test_frames_are_not_drawn_on_and_not_kept(study: Study, films: Films, tmp_path: Path) -> None:
    frames = list(plain_frames(study))[:3]
    write_overlay(study, frames, films, tmp_path / "a.mp4")
    assert all((frame.rgb == GREY).all() for frame in frames)


def test_frames_beyond_the_track_are_shown_without_lines(
    study: Study, films: Films, tmp_path: Path
) -> None:
    frames = [*plain_frames(study), Frame(60, 2.0, np.full((1280, 720, 3), GREY, np.uint8))]
    write_overlay(study, frames, films, tmp_path / "a.mp4")
    assert (films.opened[0].pictures[60][400:] == GREY).all()


def test_a_runner_who_is_not_seen_leaves_the_picture_bare(
    study: Study, films: Films, tmp_path: Path
) -> None:
    unseen = replace(study, track=replace(study.track, xy=np.full_like(study.track.xy, np.nan)))
    film = filmed(unseen, films, tmp_path)
    assert all((picture[400:] == GREY).all() for picture in film.pictures)
