"""Jobs are done, stopped, given back and given up, whatever happens to processes and servers."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
import pytest
from filelock import FileLock
from job_makers import FAKE, VIDEOS, arrived
from sqlalchemy import Engine

from formcheck import reopened, store
from formcheck.batch.wire import from_json
from formcheck.by_hand import beside
from formcheck.errors import SettingsError
from formcheck.folder import PART
from formcheck.store import jobs
from formcheck.store.uploads import change_upload, forget_upload
from formcheck.store.web_nouns import Job, JobKind, Upload
from formcheck.web.config import Config
from formcheck.web.foreman import AT_WORK, Foreman, refuse_busy
from formcheck.web.places import Places

Hire = Callable[..., Foreman]
Ask = Callable[..., Job]


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "data")


@pytest.fixture
def engine(places: Places) -> Iterator[Engine]:
    engine = store.opened(places.store, make=True)
    yield engine
    engine.dispose()


@pytest.fixture
def hire(places: Places, engine: Engine) -> Iterator[Hire]:
    hired: list[Foreman] = []

    def begin(workers: int = 1, command: Any = FAKE, **more: Any) -> Foreman:
        config = Config(places.data, workers=workers, **more)
        hired.append(Foreman(config, places, engine, command))
        hired[-1].open()
        return hired[-1]

    yield begin
    for one in hired:
        one.close()


@pytest.fixture
def clip(places: Places, engine: Engine) -> Upload:
    return arrived(places, engine)


@pytest.fixture
def ask(engine: Engine) -> Ask:
    def ask(clip: Upload, kind: JobKind = "analyze", lang: str = "en", **asked: Any) -> Job:
        return jobs.ask(kind, (clip.id,), asked, lang, engine)

    return ask


@pytest.fixture
def begin(hire: Hire, ask: Ask) -> Ask:
    """Asks for a job of somebody who does it."""
    hire()
    return ask


def wait(is_so: Callable[[], object], most_s: float = 60.0) -> None:
    due_s = time.monotonic() + most_s
    while not is_so():
        assert time.monotonic() < due_s
        time.sleep(0.02)


def ended(job: Job, engine: Engine) -> Job:
    wait(lambda: now(job, engine).has_ended)
    return now(job, engine)


def now(job: Job, engine: Engine) -> Job:
    found = jobs.job(job.id, engine)
    assert found is not None
    return found


def begun(places: Places) -> list[str]:
    return (places.data / "log").read_text().split()


def test_a_job_is_done_and_its_facts_are_kept(hire, ask, clip, places, engine) -> None:
    job = ask(clip)
    hire()
    done = ended(job, engine)
    assert (done.state, done.entry, done.tries) == ("done", 3, 1)
    written = places.results(clip.id, "en") / "a.txt"
    assert written.read_text() == str(places.landmarks.absolute())


def test_how_far_it_is_comes_through(hire, ask, clip, engine) -> None:
    job = ask(clip, steps=1000, pause_s=0.01)
    hire()
    wait(lambda: now(job, engine).n_done > 30)
    halfway = now(job, engine)
    assert (halfway.stage, halfway.n_total, halfway.state) == ("pose", 1000, "running")


@pytest.mark.parametrize(
    ("do", "why"),
    [
        ("crash", ("crashed", "SIGSEGV")),
        ("refuse", ("settings", "No.")),
        ("mistake", ("bug", "KeyError in job_makers.py")),
    ],
)
def test_what_fails_says_why_and_the_next_is_done(begin, clip, engine, do, why) -> None:
    trouble, words = why
    bad, good = begin(clip, do=do), begin(clip, "check")
    outcome = from_json(ended(bad, engine).outcome)
    assert (now(bad, engine).state, outcome.trouble) == ("failed", trouble)
    assert words in outcome.reason
    assert "secret" not in outcome.reason
    assert "--" not in outcome.hint
    assert ended(good, engine).state == "done"


def test_a_killed_process_is_begun_afresh(hire, ask, clip, places, engine) -> None:
    job = ask(clip, do="once")
    hire()
    assert ended(job, engine).state == "done"
    assert begun(places) == [job.id] * 2


def test_what_takes_too_long_is_ended(hire, ask, clip, places, engine) -> None:
    job = ask(clip, do="hang")
    hire(time_limit_s=2.5)
    assert from_json(ended(job, engine).outcome).trouble == "hung"
    assert not list(places.data.rglob(PART))


def test_a_job_can_be_stopped_in_the_middle(hire, ask, clip, places, engine) -> None:
    job = ask(clip, do="hang")
    hire()
    wait((places.data / "hangs").exists)
    process = psutil.Process(int((places.data / "hangs").read_text()))
    jobs.stop(job.id, engine)
    assert ended(job, engine).state == "stopped"
    psutil.wait_procs([process], timeout=10)
    assert not process.is_running()
    assert not places.results(clip.id, "en").exists()
    assert ended(ask(clip, "check"), engine).state == "done"


def test_what_is_deleted_in_the_middle_leaves_nothing(hire, ask, clip, places, engine) -> None:
    ask(clip, do="hang")
    foreman = hire()
    wait((places.data / "hangs").exists)
    process = psutil.Process(int((places.data / "hangs").read_text()))
    forget_upload(clip.id, engine)
    wait(lambda: not process.is_running())
    wait(lambda: not places.folder(clip.id).exists())
    assert foreman.is_well()


def test_quick_jobs_wait_for_no_analysis(hire, ask, clip, places, engine) -> None:
    long, other = ask(clip, do="hang"), arrived(places, engine)
    hire()
    wait((places.data / "hangs").exists)
    assert ended(ask(other, "check"), engine).state == "done"
    assert now(long, engine).state == "running"


def test_two_jobs_of_one_clip_are_done_one_after_the_other(hire, ask, clip, places, engine):
    first, second = ask(clip, steps=60, pause_s=0.01), ask(clip, "again")
    hire(workers=3)
    first, second = ended(first, engine), ended(second, engine)
    assert first.begun_at < first.ended_at
    assert max(first.begun_at, second.begun_at) >= min(first.ended_at, second.ended_at)


def test_a_server_that_ends_gives_back_what_it_was_doing(hire, ask, clip, places, engine) -> None:
    job = ask(clip, do="hang")
    foreman = hire()
    wait((places.data / "hangs").exists)
    process = psutil.Process(int((places.data / "hangs").read_text()))
    started_s = time.monotonic()
    foreman.close()
    assert time.monotonic() - started_s < 5
    assert not process.is_running()
    left = now(job, engine)
    assert (left.state, left.tries, left.stage) == ("waiting", 0, "")
    assert not list(places.data.rglob(PART))


def test_the_next_server_takes_up_what_a_killed_one_left(hire, ask, clip, places, engine) -> None:
    job = ask(clip)
    assert jobs.take(place=engine) is not None  # and its server was killed
    half = places.results(clip.id, "en") / PART
    half.mkdir(parents=True)
    hire()
    done = ended(job, engine)
    assert (done.state, done.tries) == ("done", 2)
    assert not half.exists()


def test_what_ended_its_server_three_times_is_given_up(hire, ask, clip, places, engine) -> None:
    job = ask(clip)
    for _ in range(jobs.MOST_TRIES):
        jobs.give_back(engine)
        assert jobs.take(place=engine) is not None
    hire()
    given_up = now(job, engine)
    assert given_up.state == "failed"
    assert from_json(given_up.outcome).reason == "The server ended in the middle of it, 3 times."
    assert not (places.data / "log").exists()


def test_a_second_server_on_the_same_data_is_refused(hire, places) -> None:
    refuse_busy(places)
    hire()
    with pytest.raises(SettingsError, match="Another server"):
        hire()
    with pytest.raises(SettingsError, match="Another server"):
        refuse_busy(places)


def test_a_server_waits_for_the_processes_of_the_one_before(hire, places, monkeypatch) -> None:
    monkeypatch.setattr("formcheck.web.foreman.PATIENCE_S", 0.1)
    (places.data / "locks").mkdir(parents=True)
    with FileLock(places.data / "locks" / "at-work-1.lock"), pytest.raises(SettingsError):
        hire()
    hire()  # and what it had taken itself, it has let go of


def test_without_workers_jobs_wait(hire, ask, clip, engine) -> None:
    job = ask(clip)
    assert hire(workers=0).is_well()
    time.sleep(0.5)
    assert now(job, engine).state == "waiting"


@pytest.mark.slow
def test_a_clip_is_analysed_and_filed_once(hire, ask, places, engine, landmarks_once) -> None:
    import shutil

    shutil.copytree(landmarks_once, places.landmarks)
    film = VIDEOS / "side_overstride.mp4"
    clip = arrived(places, engine, clip=film, height_m=1.78, day="2026-11-20")
    hire(command=AT_WORK)
    first = ended(ask(clip), engine)
    assert first.state == "done"
    (entry,) = store.entries(place=engine)
    assert (entry.id, entry.day, entry.runner) == (first.entry, "2026-11-20", "r07")
    names = {file.name for file in places.results(clip.id, "en").iterdir()}
    assert names >= {"report.html", "report.pdf", "measurements.csv", "landmarks.npz"}

    assert ended(ask(clip), engine).entry == first.entry  # done twice does the same
    dutch = ended(ask(clip, "again", "nl"), engine)
    assert dutch.entry != first.entry
    assert places.results(clip.id, "en").is_dir()

    change_upload(clip.id, engine, answers={"sleep_hours": 7})
    beside(places.clip(clip)).write_text('note = "x"\nexclude = [[0.0, 0.2]]\n')
    again = ended(ask(clip, "again", "nl"), engine)
    assert from_json(again.outcome).reason == ""
    made = reopened.analysis_at(places.results(clip.id, "nl"))
    assert made.corrections is not None
    assert not places.results(clip.id, "en").exists()  # it rested on less


@pytest.mark.slow
def test_a_clip_in_which_nobody_runs_says_so_as_its_phone_called_it(hire, ask, places, engine):
    clip = arrived(places, engine)  # no clip at all
    job = ask(replace(clip))
    hire(command=AT_WORK)
    outcome = from_json(ended(job, engine).outcome)
    assert outcome.trouble == "unreadable"
    assert "monday.mp4" in outcome.reason
    assert "2026-11-27" not in outcome.reason
