"""A folder of results holds the files of one analysis, or what was there before."""

from __future__ import annotations

from pathlib import Path

import pytest

from formcheck.errors import SettingsError
from formcheck.folder import RECORD, cleared, made_from, refuse_unwritable, shown, whole


def put(out: Path, made_from: str, *names: str) -> None:
    with whole(out, made_from, kept=("landmarks.npz",)) as part:
        for name in names:
            (part / name).parent.mkdir(exist_ok=True)
            (part / name).write_text(made_from)


def names(out: Path) -> set[str]:
    found = (p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file())
    return {name for name in found if name != RECORD}


def test_files_of_one_analysis_gather(tmp_path: Path) -> None:
    put(tmp_path / "x", "one", "a.html", "frames/1.png")
    put(tmp_path / "x", "one", "b.pdf")
    assert names(tmp_path / "x") == {"a.html", "frames/1.png", "b.pdf"}


def test_files_of_another_analysis_go_and_those_of_the_user_stay(tmp_path: Path) -> None:
    put(tmp_path, "one", "a.html", "frames/1.png", "landmarks.npz")
    (tmp_path / "notes.txt").write_text("mine")
    put(tmp_path, "two", "a.html")
    assert names(tmp_path) == {"a.html", "notes.txt", "landmarks.npz"}
    assert (tmp_path / "a.html").read_text() == "two"
    put(tmp_path, "one", "b.pdf")
    assert names(tmp_path) == {"b.pdf", "notes.txt", "landmarks.npz"}


def test_a_folder_is_cleared_of_what_was_written_from_that_and_nothing_else(tmp_path: Path) -> None:
    out = tmp_path / "x"
    put(out, "one", "a.html", "frames/1.png", "landmarks.npz")
    (out / "notes.txt").write_text("mine")
    assert made_from(out) == "one" and made_from(tmp_path) == ""
    assert cleared(out, "two") and names(out) >= {"a.html", "frames/1.png", "notes.txt"}
    assert cleared(out, "one") == (out / "notes.txt",)
    assert [p.name for p in out.iterdir()] == ["notes.txt"]


def test_what_was_written_of_the_same_clip_into_folders_in_it_goes_too(tmp_path: Path) -> None:
    out = tmp_path / "x"
    for inner, clip in ((".", "a"), ("exports", "a"), ("kept", "a"), ("theirs", "b")):
        with whole(out / inner, inner, shows=(clip,)) as part:
            (part / "a.csv").write_text("x")
    (out / "exports" / "landmarks.npz").write_text("x")
    assert shown(out / "exports") == {"a"} and shown(tmp_path) == set()
    left = cleared(out, ".", spared=(out / "kept",))
    assert {p.name for p in out.iterdir()} == {"kept", "theirs"}
    assert out / "theirs" / "a.csv" in left


@pytest.mark.parametrize("what", [KeyboardInterrupt, OSError])
def test_who_stops_half_way_leaves_what_was_there(tmp_path: Path, what: type) -> None:
    out = tmp_path / "x"
    put(out, "one", "a.html")
    with pytest.raises(what), whole(out, "two") as part:
        (part / "a.html").write_text("two")
        raise what
    assert names(out) == {"a.html"}
    assert (out / "a.html").read_text() == "one"
    with pytest.raises(what), whole(tmp_path / "new", "two") as part:
        (part / "a.html").write_text("two")
        raise what
    assert not (tmp_path / "new").exists()


def test_a_record_that_points_elsewhere_deletes_nothing_there(tmp_path: Path) -> None:
    (tmp_path / "diary.txt").write_text("mine")
    out = tmp_path / "x"
    put(out, "one", "a.html")
    record = (out / RECORD).read_text().replace("a.html", "../diary.txt")
    (out / RECORD).write_text(record)
    put(out, "two", "b.html")
    assert (tmp_path / "diary.txt").exists()


def test_a_place_that_cannot_be_written_to_is_refused_before_any_work(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    refuse_unwritable(tmp_path / "new" / "there", "hint")
    with pytest.raises(SettingsError, match="Cannot write to"):
        refuse_unwritable(tmp_path / "file" / "there", "hint")
    assert [p.name for p in tmp_path.iterdir()] == ["file"]
