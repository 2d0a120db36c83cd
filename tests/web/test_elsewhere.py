"""An analysis at a Dask cluster: filed here, stopped there, and given up when nobody is there."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from dask_machines import machines
from job_makers import VIDEOS, arrived

from formcheck import store
from formcheck.batch.wire import from_json
from formcheck.folder import PART
from formcheck.store import jobs
from formcheck.store.web_nouns import Job, Upload
from formcheck.web import elsewhere
from formcheck.web.config import Config
from formcheck.web.foreman import Foreman
from formcheck.web.places import Places


class Clinic:
    """A data folder, a clip in it, and whoever does its analyses."""

    def __init__(self, data: Path, scheduler: str) -> None:
        self.places = Places(data)
        self.engine = store.opened(self.places.store, make=True)
        film = VIDEOS / "side_overstride.mp4"
        self.clip: Upload = arrived(self.places, self.engine, clip=film)
        config = Config(data, workers=1, scheduler=scheduler)
        self.foreman = Foreman(config, self.places, self.engine)

    def ask(self) -> Job:
        return jobs.ask("analyze", (self.clip.id,), {}, "en", self.engine)

    def now(self, job: Job) -> Job:
        found = jobs.job(job.id, self.engine)
        assert found is not None
        return found

    def ended(self, job: Job, most_s: float = 240.0) -> Job:
        due_s = time.monotonic() + most_s
        while not self.now(job).has_ended:
            assert time.monotonic() < due_s
            time.sleep(0.1)
        return self.now(job)


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    with machines(tmp_path, workers=1) as made:
        clinic = Clinic(tmp_path / "data", made.address)
        clinic.foreman.open()
        yield clinic
        clinic.foreman.close()
        clinic.engine.dispose()


@pytest.mark.slow
def test_a_clip_is_analysed_there_and_filed_here(clinic: Clinic, landmarks_once: Path) -> None:
    shutil.copytree(landmarks_once, clinic.places.landmarks)
    done = clinic.ended(clinic.ask())
    assert from_json(done.outcome).reason == ""
    assert (done.state, done.entry) == ("done", 1)
    (entry,) = store.entries(place=clinic.engine)
    assert entry.folder == str(clinic.places.results(clinic.clip.id, "en").absolute())
    assert (clinic.places.results(clinic.clip.id, "en") / "report.pdf").is_file()
    assert not list((clinic.places.data / "locks" / "cluster").iterdir())


@pytest.mark.slow
def test_a_job_is_called_off_there(clinic: Clinic) -> None:
    job = clinic.ask()
    while clinic.now(job).state == "waiting":
        time.sleep(0.1)
    time.sleep(6.0)  # it has come to the worker
    jobs.stop(job.id, clinic.engine)
    assert clinic.ended(job, 30.0).state == "stopped"
    assert not list(clinic.places.data.rglob(PART))
    assert store.entries(place=clinic.engine) == ()


@pytest.mark.slow
def test_where_no_scheduler_is_it_says_so(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(elsewhere, "AGAIN_S", 0.1)
    monkeypatch.setattr("formcheck.batch.cluster.CONNECT_S", 0.5)
    clinic = Clinic(tmp_path / "data", "tcp://127.0.0.1:9")
    clinic.foreman.open()
    try:
        outcome = from_json(clinic.ended(clinic.ask()).outcome)
        assert outcome.trouble == "unreachable"
        assert "Dask" in outcome.reason
        assert outcome.attempts == elsewhere.MOST_TRIES
    finally:
        clinic.foreman.close()
        clinic.engine.dispose()
