"""Clips are found wherever they lie, each once, and nothing that is none."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from batch_of_fakes import make_clips

from formcheck.batch.walk import find_clips, same
from formcheck.errors import SettingsError

LINKS = pytest.mark.skipif(sys.platform == "win32", reason="links need leave there")


def names(*folders: Path, out: Path | None = None, named: tuple[str, ...] = ()) -> list[str]:
    return [clip.name for clip in find_clips(folders, out or Path("elsewhere"), named)]


def test_all_folders_are_walked_in_order(tmp_path: Path) -> None:
    make_clips(tmp_path, "b.MOV a.mp4 sub/deep/c.mts z.txt a.mp4.json notes.md")
    assert names(tmp_path) == ["a.mp4", "b.MOV", "sub/deep/c.mts"]


def test_results_and_what_is_hidden_are_none(tmp_path: Path) -> None:
    make_clips(tmp_path, "a.mp4 ._a.mp4 .hidden/b.mp4 a.formcheck/overlay.mp4 out/a.mp4 @eaDir")
    assert names(tmp_path, out=tmp_path / "out") == ["a.mp4"]


def test_results_may_be_beside_the_clips(tmp_path: Path) -> None:
    make_clips(tmp_path / "clips", "a.mp4 a.mp4.formcheck/overlay.mp4 sub/b.mp4")
    assert names(tmp_path / "clips", out=tmp_path / "clips") == ["a.mp4", "sub/b.mp4"]
    assert names(tmp_path / "clips", out=tmp_path) == ["a.mp4", "sub/b.mp4"]


def test_a_clip_with_another_ending_is_taken_where_it_is_named(tmp_path: Path) -> None:
    make_clips(tmp_path, "a.mp4 sub/clip.bin other.bin")
    assert names(tmp_path, named=("sub\\clip.bin",)) == ["a.mp4", "sub/clip.bin"]


@LINKS
def test_links_in_a_circle_come_to_an_end(tmp_path: Path) -> None:
    make_clips(tmp_path / "real", "a.mp4 sub/b.mp4")
    (tmp_path / "real" / "sub" / "up").symlink_to(tmp_path / "real", target_is_directory=True)
    make_clips(tmp_path / "other", "c.mp4")
    (tmp_path / "real" / "linked").symlink_to(tmp_path / "other", target_is_directory=True)
    (tmp_path / "real" / "broken.mp4").symlink_to(tmp_path / "nowhere.mp4")
    assert names(tmp_path / "real") == ["a.mp4", "linked/c.mp4", "sub/b.mp4"]


def test_names_of_several_folders_begin_with_theirs(tmp_path: Path) -> None:
    make_clips(tmp_path, "one/a.mp4 two/a.mp4")
    assert names(tmp_path / "two", tmp_path / "one") == ["one/a.mp4", "two/a.mp4"]


@pytest.mark.parametrize(
    ("folders", "problem"),
    [
        ("nowhere", "no folder"),
        ("one/a.mp4", "is a file"),
        ("one other/one", "Two folders are called one"),
        ("one one/sub", "hold the same clips"),
        ("one one", "hold the same clips"),
    ],
)
def test_folders_that_cannot_be_are_said(tmp_path: Path, folders: str, problem: str) -> None:
    make_clips(tmp_path, "one/a.mp4 one/sub/b.mp4 other/one/a.mp4")
    with pytest.raises(SettingsError, match=problem):
        names(*(tmp_path / folder for folder in folders.split()))


def test_accents_compare_however_they_are_written() -> None:
    assert same("cafe\u0301.mp4") == same("caf\u00e9.mp4 ")
