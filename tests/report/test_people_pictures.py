"""Who was found, in the file, the terminal and the pictures."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from report_makers import GREY, Films, make_study, plain_frames
from rich.console import Console

from formcheck.report import write
from formcheck.report.json_file import from_json, schema, to_json
from formcheck.report.people import MEASURED, moment_of, name_of, overview, portrait, write_people
from formcheck.report.terminal import show
from formcheck.types import Frame, Pixels, Somebody, Study

RUNNER = Somebody(2, "runs", 0.98, 600.0, (250.0, 500.0, 220.0, 680.0), 1.0, (0.0, 1.9), True,
                  "the only one who runs", ((0.4, 0.9),))  # fmt: skip
FRIEND = Somebody(1, "stands", 0.5, 300.0, (20.0, 700.0, 120.0, 300.0), 1.0, (0.0, 1.9), False,
                  "stands")  # fmt: skip
LATER = replace(FRIEND, number=3, box_s=1.5, box_px=(580.0, 700.0, 200.0, 300.0))


def with_people(study: Study, *people: Somebody) -> Study:
    return replace(study, analysis=replace(study.analysis, people=people))


@pytest.fixture
def group() -> Study:
    return with_people(make_study(), FRIEND, RUNNER, LATER)


def ink(pixels: Pixels, colour: tuple[int, int, int]) -> np.ndarray:
    return (np.abs(pixels.astype(int) - colour) < 30).all(axis=-1)


def said(study: Study) -> str:
    out = io.StringIO()
    show(study.analysis, Console(file=out, width=120, no_color=True))
    return out.getvalue()


def test_people_go_to_json_and_back(group: Study) -> None:
    text = to_json(group.analysis)
    assert from_json(text).people == group.analysis.people
    (runner,) = [p for p in json.loads(text)["people"] if p["is_measured"]]
    assert runner["number"] == 2 and runner["hidden_s"] == [[0.4, 0.9]]
    assert "people" in schema()["properties"]


def test_files_from_before_people_were_listed_still_read(group: Study) -> None:
    content = json.loads(to_json(group.analysis))
    del content["people"]
    assert from_json(json.dumps(content)).people == ()


def test_the_terminal_says_how_many_and_who(group: Study) -> None:
    text = said(group)
    assert "3 found; measured: person 2 (the only one who runs)" in text
    assert "found;" not in said(with_people(group, RUNNER))


def test_the_measured_one_stands_out() -> None:
    grey = np.full((1280, 720, 3), GREY, np.uint8)
    pixels = overview(grey, [FRIEND, RUNNER])
    assert not (grey != GREY).any()
    yellow = ink(pixels, MEASURED)
    rows, columns = np.flatnonzero(yellow.any(axis=1)), np.flatnonzero(yellow.any(axis=0))
    assert rows[0] < 500 and rows[-1] > 1180
    assert columns[0] < 250 and columns[-1] > 470
    friend = pixels[690:1010, :160]
    assert (friend != GREY).any() and not ink(friend, MEASURED).any()


def test_a_box_beyond_the_edge_stays_in_the_picture() -> None:
    beyond = replace(RUNNER, box_px=(-300.0, -50.0, 2000.0, 3000.0))
    pixels = overview(np.full((400, 300, 3), GREY, np.uint8), [beyond])
    assert ink(pixels, MEASURED).any()
    gone = replace(RUNNER, box_px=(5000.0, 5000.0, 100.0, 300.0))
    assert overview(np.full((400, 300, 3), GREY, np.uint8), [gone]).size


def test_names() -> None:
    assert name_of(RUNNER) == "2: runs, measured"
    assert name_of(FRIEND) == "1: stands"
    assert name_of(replace(FRIEND, does="unclear")) == "1"


def test_the_moment_with_most_people_is_shown() -> None:
    assert moment_of([FRIEND, RUNNER, LATER]) == 1.0
    assert moment_of([LATER, RUNNER]) == 1.0  # that of the measured one
    assert moment_of([LATER]) == 1.5


def test_the_png_format_brings_the_group_only_when_there_is_one(group, tmp_path) -> None:
    for study, expected in ((group, True), (with_people(group, RUNNER), False)):
        out = tmp_path / str(expected)
        files = write(study, out, ["png"], frames=lambda: plain_frames(group), open_writer=Films())
        assert (out / "frames" / "people.png" in files) is expected
    picture = cv2.imread(str(tmp_path / "True" / "frames" / "people.png"))[..., ::-1]
    assert ink(picture, MEASURED).sum() > 500
    right = picture[700:1000, 600:]  # the one of another moment is not in this picture
    assert (right == GREY).all()


def test_portraits_show_the_skeleton(group, tmp_path: Path) -> None:
    pose = np.concatenate([group.track.xy[30], np.ones((33, 6))], axis=1).astype(np.float32)
    grey = np.full((1280, 720, 3), GREY, np.uint8)
    pixels = portrait(grey, RUNNER, pose)
    assert 640 <= pixels.shape[0] <= 1400
    assert ink(pixels, (86, 180, 233)).sum() > 100  # left, blue
    frames = {1.0: Frame(30, 1.0, grey)}
    shown = {n: pose for n in (1, 2, 3)}
    files = write_people([FRIEND, RUNNER, LATER], shown, frames, tmp_path / "people")
    assert [f.name for f in files] == ["people.png", "person_1.png", "person_2.png"]
