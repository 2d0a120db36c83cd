"""`formcheck people`, and `analyze` for one of them."""

from __future__ import annotations

import json

import cv2
import foreign_tracks as foreign
import pytest
from formula_runner import Film, film


def test_people_are_listed_with_pictures(typed, known, place):
    answer = typed("people", known)
    assert answer.returncode == 0
    assert "runs" in answer.stdout and "yes: the only person found" in answer.stdout
    assert "--person" not in answer.stdout  # nobody else to choose
    folder = place / "monday.formcheck" / "people"
    assert sorted(f.name for f in folder.iterdir()) == ["people.png", "person_1.png"]
    assert "240 pictures were looked at" in answer.stdout  # those of the analysis before


def test_the_pictures_go_where_they_are_asked_to(typed, known, place):
    assert typed("people", known, "--out", place / "there").returncode == 0
    assert (place / "there" / "people.png").is_file()


def test_a_folder_that_cannot_be_written_to_is_told_of(typed, known, place):
    (place / "file").write_text("")
    answer = typed("people", known, "--out", place / "file" / "there")
    assert answer.returncode == 2
    assert "Cannot write" in answer.stderr


def test_stored_landmarks_know_nobody_else(typed, known):
    answer = typed("people", known, "--backend", "stored")
    assert answer.returncode == 2
    assert "one runner only" in answer.stderr


@pytest.mark.parametrize("command", ["people", "check"])
@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "tuesday is a pose track"), ("nl", "tuesday is een bewegingsbestand")],
)
def test_a_pose_track_has_no_pictures_to_look_at(typed, place, command, lang, said):
    made = foreign.openpose(film(how=Film(seconds=0.2)), place / "tuesday")
    answer = typed(command, made, "--lang", lang)
    assert answer.returncode == 2
    assert said in answer.stderr and "formcheck analyze tuesday" in answer.stderr


@pytest.mark.parametrize(
    "words, problem",
    [
        (("--person", "2"), "There is no person 2: 1 person was found."),
        (("--person", "0"), "There is no person 0: they are counted from 1."),
        (("--point", "10,20"), "Nobody is seen at the point 10,20."),
        (("--point", "10"), "--point needs 2 or 3 numbers."),
        (("--point", "360,600", "--person", "1"), "both say who to measure"),
        (("--point", "2000,20"), "The point 2000,20 of --point is outside the picture."),
        (("--point", "a,b"), "--point 'a,b' is not numbers."),
    ],
)
def test_nobody_is_measured_for_somebody_else(typed, known, words, problem):
    answer = typed("analyze", known, "--json", *words)
    assert answer.returncode == 2
    assert problem in answer.stderr
    assert answer.stdout == ""


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--person", "1"), "chosen as person 1"),
        (("--point", "360,600,3.5"), "chosen by a point in the picture"),
    ],
)
def test_the_one_asked_for_is_measured(typed, known, words, why):
    told = json.loads(typed("analyze", known, "--json", *words).stdout)
    (one,) = told["people"]
    assert one["is_measured"] and one["why"] == why
    automatic = json.loads(typed("analyze", known, "--json").stdout)
    assert automatic["people"][0]["why"] == "the only person found"
    assert told["measurements"] == automatic["measurements"]


def test_faces_are_blurred_where_asked_for(typed, known, place):
    for folder, words in (("clear", ()), ("blurred", ("--blur-faces",))):
        assert typed("people", known, "--out", place / folder, *words).returncode == 0
    clear, blurred = (
        cv2.imread(str(place / folder / "person_1.png")) for folder in ("clear", "blurred")
    )
    changed = (clear != blurred).any(axis=(1, 2))
    half = len(changed) // 2
    assert changed[:half].any()
    assert not changed[half:].any()
