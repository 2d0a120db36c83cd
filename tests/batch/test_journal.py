"""What a batch knows of before: whole entries or none."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from formcheck.batch.journal import Journal, made_from
from formcheck.batch.nouns import Outcome, Task
from formcheck.folder import PART
from formcheck.settings import Settings
from formcheck.types.said import Said


@pytest.fixture
def task(tmp_path: Path) -> Task:
    clip = tmp_path / "monday.mp4"
    clip.write_text("clip")
    out = tmp_path / "out" / "monday.mp4.formcheck"
    return Task("monday.mp4", str(clip), out, Settings(), ("json",))


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "out")


FAILED = Outcome("monday.mp4", "unreadable", Said("{n} gaps", n=2), "a hint", 2, 1.5, ("a try",))


def test_an_outcome_comes_back_as_it_was(task: Task, journal: Journal) -> None:
    assert journal.done(task) is None
    journal.keep(FAILED)
    found = Journal(journal.out).done(task)
    assert found == FAILED
    assert isinstance(found.reason, Said)  # to be told in another language


def test_results_that_are_gone_are_not_done(task: Task, journal: Journal) -> None:
    journal.done(task)
    journal.keep(Outcome("monday.mp4"))
    assert journal.done(task) is None
    task.out.mkdir(parents=True)
    (task.out / "monday.formcheck.json").touch()
    assert journal.done(task) == Outcome("monday.mp4")


def test_half_an_entry_is_none(task: Task, journal: Journal) -> None:
    journal.done(task)
    journal.keep(FAILED)
    (entry,) = journal.home.glob("done/*")
    whole = entry.read_bytes()
    for n_bytes in range(0, len(whole), 7):
        entry.write_bytes(whole[:n_bytes])
        assert journal.done(task) is None
    for told in ([], {"made_from": 3}, {**json.loads(whole), "outcome": {"name": "x"}}):
        entry.write_text(json.dumps(told))
        assert journal.done(task) is None


def test_an_entry_holds_no_more_than_the_name_below_the_folder(
    task: Task, journal: Journal
) -> None:
    journal.done(task)
    journal.keep(FAILED)
    (entry,) = journal.home.glob("done/*")
    assert str(Path(task.clip).parent) not in entry.read_text()


def test_what_an_analysis_rests_on_tells_it_from_another(task: Task) -> None:
    same = made_from(task)
    assert made_from(replace(task, runner="r1")) == same
    assert made_from(replace(task, formats=("csv", "json"))) != same
    assert made_from(replace(task, settings=Settings(height_m=1.8))) != same
    answers = replace(task, settings=Settings(questionnaire={"rest_days": 3}))
    assert made_from(answers) != same
    facts = Path(task.clip).stat()
    os.utime(task.clip, ns=(facts.st_atime_ns, facts.st_mtime_ns + 1_000_000))
    assert made_from(task) != same
    Path(task.clip).unlink()
    assert made_from(task) != same


def test_corrections_beside_a_clip_have_it_analysed_again(task: Task) -> None:
    same, path = made_from(task), Path(task.clip).with_name("monday.corrections.toml")
    path.write_text('note = "late"')
    changed = made_from(task)
    assert changed != same
    path.write_text('note = "later"')
    assert made_from(task) not in (same, changed)
    ignored = replace(task, settings=Settings(corrections=False))
    with_file = made_from(ignored)
    path.unlink()
    assert made_from(ignored) == with_file
    assert made_from(task) == same


def test_what_a_killed_batch_left_is_swept_away(task: Task, journal: Journal) -> None:
    done, half = task.out, journal.out / "sub" / "half.mp4.formcheck"
    for place in (done / PART, half / PART, journal.home / "done"):
        place.mkdir(parents=True)
    (done / "report.html").touch()
    (done / PART / "report.html").touch()
    (journal.home / "done" / "x.part").touch()
    with journal.locked():
        assert not list(journal.out.rglob("*.part"))
        assert (done / "report.html").exists()
        assert not half.exists()


def test_a_clip_may_have_any_name(tmp_path: Path, journal: Journal, task: Task) -> None:
    for name in ("x/" * 100 + "a.mp4", "a\udce9.mp4", "con.mp4"):
        one = replace(task, name=name)
        assert journal.done(one) is None
        journal.keep(replace(FAILED, name=name))
        assert journal.done(one) == replace(FAILED, name=name)
