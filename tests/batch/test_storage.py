"""Clips in storage are found, are at hand while they are looked at, and leave nothing behind."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest
from batch_of_fakes import hire, make_clips

from formcheck.batch import storage
from formcheck.batch.at_work import outcome_of
from formcheck.batch.journal import Journal
from formcheck.batch.nouns import Task
from formcheck.batch.run import Order, plan, run
from formcheck.batch.storage import UnreachableError, at_hand, find_stored, shown
from formcheck.errors import SettingsError
from formcheck.folder import FETCHED, remove_part
from formcheck.settings import Settings

CLIP = Path(__file__).resolve().parents[2] / "videos" / "side_overstride.mp4"


@pytest.fixture
def bucket() -> Iterator[str]:
    memory = fsspec.filesystem("memory")
    for name in ("b.mp4", "monday/a.MOV", "notes.txt", ".hidden/c.mp4", "b.mp4.formcheck/d.mp4"):
        memory.pipe(f"/bucket/runs/{name}", name.encode())
    yield "memory://bucket/runs"
    memory.rm("/bucket", recursive=True)


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "PAUSES_S", (0.0, 0.0))


def files(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*"))


def test_clips_are_found_by_their_place_below_the_address(bucket: str) -> None:
    found = find_stored(bucket)
    assert [clip.name for clip in found] == ["b.mp4", "monday/a.MOV"]
    assert [clip.name for clip in find_stored(bucket, ["notes.txt"])][-1] == "notes.txt"
    assert [clip.name for clip in find_stored(f"{bucket}/")] == ["b.mp4", "monday/a.MOV"]


def test_another_content_has_another_mark(bucket: str) -> None:
    before = {clip.name: clip.mark for clip in find_stored(bucket)}
    fsspec.filesystem("memory").pipe("/bucket/runs/b.mp4", b"other")
    after = {clip.name: clip.mark for clip in find_stored(bucket)}
    assert before["b.mp4"] != after["b.mp4"] and before["monday/a.MOV"] == after["monday/a.MOV"]


def test_a_clip_is_at_hand_and_then_gone(bucket: str, tmp_path: Path) -> None:
    out = tmp_path / "b.mp4.formcheck"
    clip = find_stored(bucket)[0].address
    with at_hand(clip, out) as path:
        assert path.name == "b.mp4" and path.read_bytes() == b"b.mp4"
    assert files(tmp_path) == []
    with pytest.raises(RuntimeError), at_hand(clip, out) as path:
        raise RuntimeError(path)
    assert files(tmp_path) == []


def test_results_stay_when_the_clip_goes(bucket: str, tmp_path: Path) -> None:
    with at_hand(find_stored(bucket)[0].address, tmp_path):
        (tmp_path / "report.html").touch()
    assert files(tmp_path) == ["report.html"]


def test_a_file_of_this_machine_stays_where_it_is(tmp_path: Path) -> None:
    clip = tmp_path / "a.mp4"
    clip.touch()
    with at_hand(str(clip), tmp_path / "out") as path:
        assert path == clip
    assert files(tmp_path) == ["a.mp4"]


def test_what_a_killed_process_had_fetched_goes(tmp_path: Path) -> None:
    for out in (tmp_path / "a.formcheck", tmp_path / "b" / "b.formcheck"):
        (out / FETCHED).mkdir(parents=True)
        (out / FETCHED / "a.mp4").touch()
    remove_part(tmp_path / "a.formcheck")
    assert not (tmp_path / "a.formcheck").exists()
    with Journal(tmp_path).locked():
        assert not (tmp_path / "b" / "b.formcheck").exists()


def test_a_clip_that_is_gone_says_so(bucket: str, tmp_path: Path) -> None:
    with (
        pytest.raises(UnreachableError, match="it is not there"),
        at_hand(f"{bucket}/gone.mp4", tmp_path / "out"),
    ):
        pass
    task = Task("gone.mp4", f"{bucket}/gone.mp4", tmp_path / "out", Settings(), ("json",))
    assert outcome_of(task).trouble == "unreachable"
    assert files(tmp_path) == []


@pytest.mark.parametrize(("failing", "is_fetched"), [(2, True), (3, False)])
def test_what_a_network_kept_from_us_is_tried_again(
    bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int, is_fetched: bool
) -> None:
    memory, tries = fsspec.filesystem("memory"), list[str]()
    fetch = memory.get_file

    def shaky(path: str, target: str) -> None:
        tries.append(path)
        if len(tries) <= failing:
            raise ConnectionError("reset")
        fetch(path, target)

    monkeypatch.setattr(type(memory), "get_file", staticmethod(shaky))
    task = at_hand(f"{bucket}/b.mp4", tmp_path / "out")
    if is_fetched:
        with task as path:
            assert path.read_bytes() == b"b.mp4"
    else:
        with pytest.raises(UnreachableError, match="reset"), task:
            pass
    assert len(tries) == 3 and files(tmp_path) == []


def test_a_missing_driver_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(address: str) -> None:
        raise ImportError("Install s3fs to access S3")

    monkeypatch.setattr("fsspec.core.url_to_fs", absent)
    with pytest.raises(SettingsError) as caught:
        find_stored("s3://bucket/runs")
    assert "s3fs" in caught.value.problem and "pip install s3fs" in caught.value.hint


@pytest.mark.parametrize("address", ["nonsense://bucket", "memory://empty/nowhere"])
def test_an_address_that_leads_nowhere_is_refused(address: str) -> None:
    with pytest.raises(SettingsError, match=r"not known|not there"):
        find_stored(address)


def test_an_address_is_told_without_its_password() -> None:
    assert shown("ftp://me:secret@host/runs: denied") == "ftp://host/runs: denied"
    with pytest.raises(SettingsError) as caught:
        find_stored("nonsense://me:secret@host/runs")
    assert "secret" not in str(caught.value)


def test_a_name_leads_nowhere_outside_the_results() -> None:
    for path in ("r/../../x.mp4", "r//etc/x.mp4", "r/./x.mp4"):
        parts = Path(storage._name(path, "r")).parts
        assert ".." not in parts and not Path(*parts).is_absolute() and len(parts) > 1


def test_results_go_to_no_address_and_an_address_stands_alone(tmp_path: Path, bucket: str) -> None:
    with pytest.raises(SettingsError, match="Results cannot"):
        plan(Order((tmp_path,), Path("s3://bucket/out")))
    with pytest.raises(SettingsError, match="stands alone"):
        plan(Order((tmp_path,), tmp_path / "out", addresses=(bucket,)))


def test_a_batch_of_stored_clips_goes_on_where_it_stopped(tmp_path: Path) -> None:
    clips, log, out = tmp_path / "clips", tmp_path / "log", tmp_path / "out"
    make_clips(clips, "a.mp4 sub/bad-1.mp4")
    order = Order((), out, addresses=(clips.as_uri(),))
    (tmp_path / "log").touch()
    first = run(order, hire(log))
    assert [task.name for task, _ in first.pairs] == ["a.mp4", "sub/bad-1.mp4"]
    assert run(order, hire(log)).before == 2
    (clips / "a.mp4").write_text("another content")
    assert run(order, hire(log)).before == 1


def test_a_real_clip_is_analysed_from_an_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, landmarks_once: Path
) -> None:
    monkeypatch.setenv("FORMCHECK_CACHE", str(landmarks_once))
    clips = tmp_path / "clips"
    clips.mkdir()
    shutil.copy(CLIP, clips / "a.mp4")
    (task,) = plan(Order((), tmp_path / "out", formats=("csv",), addresses=(clips.as_uri(),)))
    assert outcome_of(task).is_analysed
    assert [p for p in files(task.out) if not p.startswith(".")] == [
        "a.formcheck.json", "measurements.csv", "strides.csv"]  # fmt: skip
    (clips / "a.mp4").write_bytes(b"no clip")
    spoilt = outcome_of(task)
    assert spoilt.trouble == "unreadable" and FETCHED not in spoilt.reason + spoilt.hint
