"""The process that does the work: errors of clips are outcomes, and it ends with its parent."""

from __future__ import annotations

import io
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from fault_clips import cut, make

import formcheck
from formcheck.batch.at_work import _Teller, outcome_of
from formcheck.batch.isolated import AT_WORK, Isolated, Limits
from formcheck.batch.nouns import Task
from formcheck.batch.wire import progress_from, task_line
from formcheck.child import environment
from formcheck.errors import ModelError, SettingsError
from formcheck.settings import Settings
from formcheck.types.said import Said


def task(clip: Path, out: Path, **settings: object) -> Task:
    return Task(f"sub/{clip.name}", str(clip), out, Settings(**settings), ("json",))  # type: ignore[arg-type]


def test_a_damaged_clip_is_an_outcome_and_the_next_goes_on(tmp_path: Path, cache: Path) -> None:
    broken = cut(make(tmp_path / "broken.mp4"), 400)
    empty = tmp_path / "empty.mp4"
    empty.touch()
    with Isolated(Limits()) as one:
        first, second = (one.run(task(clip, tmp_path / "out")) for clip in (broken, empty))
    assert (first.trouble, second.trouble) == ("unreadable", "unreadable")
    assert second.reason == "empty.mp4 is empty."
    assert "copy" in first.hint
    assert not (tmp_path / "out").exists()


def test_nobody_in_it_is_an_outcome(tmp_path: Path, cache: Path) -> None:
    noise = make(tmp_path / "noise.mp4")
    found = outcome_of(task(noise, tmp_path / "out", quality="quick", model="lite"))
    assert found.trouble == "nobody_runs"


@pytest.mark.parametrize(
    ("error", "trouble", "reason"),
    [
        (SettingsError("No.", "Yes."), "settings", "No."),
        (ModelError("No.", "Yes."), "model", "No."),
        (MemoryError(), "memory", "There was too little memory for it."),
        (KeyError("a secret"), "bug", "A mistake in formcheck: KeyError in test_at_work.py, line "),
    ],
)
def test_each_error_has_its_kind(tmp_path, monkeypatch, error, trouble, reason) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("formcheck.api.study", fail)
    found = outcome_of(task(tmp_path / "a.mp4", tmp_path / "out"))
    assert found.trouble == trouble
    assert found.reason.startswith(reason)
    assert "secret" not in found.reason


def test_no_place_on_the_disk_is_in_a_reason(tmp_path: Path, cache: Path) -> None:
    found = outcome_of(task(tmp_path / "gone.mp4", tmp_path / "out"))
    assert found.reason == "There is no file sub/gone.mp4."
    assert isinstance(found.reason, Said)


def test_it_ends_with_its_parent_in_the_middle_of_a_clip(tmp_path: Path, cache: Path) -> None:
    """Looking takes far longer than this test waits; its decoder ends too."""
    videos = Path(formcheck.__file__).parents[1] / "videos"
    clip = videos / "side_good.mp4"
    process = psutil.Popen(
        AT_WORK, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment()
    )
    process.stdin.write(task_line(task(clip, tmp_path / "out")))
    process.stdin.flush()
    family: list[psutil.Process] = []
    while not family:
        time.sleep(0.02)
        family = process.children(recursive=True)
    time.sleep(1.0)
    family = [process, *process.children(recursive=True)]
    process.stdin.close()
    assert not psutil.wait_procs(family, timeout=10)[1]
    process.stdout.close()
    assert sys.exc_info() == (None, None, None)
    assert not (tmp_path / "out").exists()


def test_how_far_a_clip_is_comes_before_its_outcome(tmp_path: Path, cache: Path) -> None:
    noise = make(tmp_path / "noise.mp4")
    told: list[tuple[str, int, int | None]] = []
    with Isolated(Limits()) as one:
        asked = task(noise, tmp_path / "out", quality="quick", model="lite")
        outcome = one.run(asked, lambda *far: told.append(far))
    assert outcome.trouble == "nobody_runs"
    assert told[0][:2] == ("pose", 1)
    assert {stage for stage, _, _ in told} == {"pose"}
    assert all(total and done <= 2 * total for _, done, total in told)


def test_it_is_told_each_stage_and_a_few_times_a_second() -> None:
    out = io.BytesIO()
    tell = _Teller(out)
    for k in range(1000):
        tell("pose", k, 1000)
    tell("writing", 0, None)
    lines = [progress_from(line) for line in out.getvalue().splitlines(keepends=True)]
    assert lines[0] == ("pose", 0, 1000)
    assert lines[-1] == ("writing", 0, None)
    assert len(lines) < 20
