"""The interface of jobs: asked for once, followed, stopped, and nobody else's."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from job_makers import arrived

from formcheck.batch.nouns import Outcome
from formcheck.batch.wire import as_json
from formcheck.child import environment
from formcheck.store import accounts, jobs
from formcheck.store.uploads import change_upload
from formcheck.store.web_nouns import Upload
from formcheck.types.said import Said
from formcheck.web.api import jobs as api
from formcheck.web.visitor import Visitor

API = "/api/v1"
SERVE = """
import sys, uvicorn
from pathlib import Path
from formcheck.web.app import create
from formcheck.web.config import Config
app = create(Config(Path(sys.argv[1]), workers=0))
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[2]), log_level="error")
"""


@pytest.fixture
def clip(app: FastAPI) -> Upload:
    return arrived(app.state.places, app.state.engine)


@pytest.fixture
def as_runner(app: FastAPI) -> Iterator[Any]:
    """Whoever asks from now on is that runner."""

    def become(code: str) -> None:
        account = replace(accounts.desk(app.state.engine), role="runner", runner=code)
        who = Visitor(account, "", "en")
        app.dependency_overrides[api_visitor] = lambda: who

    from formcheck.web.visitor import visitor as api_visitor

    yield become
    app.dependency_overrides.clear()


def begun(clip: Upload, app: FastAPI) -> jobs.Job:
    jobs.ask("analyze", (clip.id,), {}, "en", app.state.engine)
    job = jobs.take(place=app.state.engine)
    assert job is not None
    return job


def test_an_analysis_is_asked_for_once(client: TestClient, app: FastAPI, clip: Upload) -> None:
    first = client.post(f"{API}/uploads/{clip.id}/analyses", json={})
    assert first.status_code == 202
    told = first.json()
    assert (told["kind"], told["state"], told["uploads"]) == ("analyze", "waiting", [clip.id])
    assert (told["share"], told["left_s"], told["ahead"], told["trouble"]) == (None, None, 0, None)
    assert client.post(f"{API}/uploads/{clip.id}/analyses", json={}).json() == told
    assert jobs.take(place=app.state.engine) is not None
    running = client.post(f"{API}/uploads/{clip.id}/analyses", json={}).json()
    assert (running["id"], running["state"]) == (told["id"], "running")
    change_upload(clip.id, app.state.engine, asked={"height_m": 1.8})
    assert client.post(f"{API}/uploads/{clip.id}/analyses", json={}).json()["id"] != told["id"]


@pytest.mark.parametrize("state", ["arriving", "arrived", "refused"])
def test_no_analysis_of_what_is_not_ready(client, app, clip, state) -> None:
    change_upload(clip.id, app.state.engine, state=state)
    answer = client.post(f"{API}/uploads/{clip.id}/analyses", json={})
    assert answer.status_code == 409
    assert answer.json()["problem"].startswith(("The clip is not all here", "This clip could not"))
    assert answer.json()["hint"]
    assert jobs.jobs_of(clip.id, app.state.engine) == ()


def test_how_far_a_job_is(client: TestClient, app: FastAPI, clip: Upload) -> None:
    job = begun(clip, app)
    jobs.tell(job.id, "pose", 50, 100, app.state.engine)
    told = client.get(f"{API}/jobs/{job.id}").json()
    assert (told["stage"], told["n_done"], told["n_total"]) == ("pose", 50, 100)
    assert 0.3 < told["share"] < 0.7
    assert told["left_s"] is None  # too early to know
    jobs.end(job.id, "done", as_json(Outcome(job.id)), 7, app.state.engine)
    told = client.get(f"{API}/jobs/{job.id}").json()
    assert (told["state"], told["share"], told["entry"]) == ("done", 1.0, 7)


def test_what_went_wrong_is_in_the_visitors_language(client, app, clip) -> None:
    job = begun(clip, app)
    reason = Said("The analysis crashed ({how}).", how="SIGSEGV")
    outcome = Outcome(job.id, "crashed", reason, Said("Give {least} or more.", least=3))
    jobs.end(job.id, "failed", as_json(outcome), place=app.state.engine)
    english = client.get(f"{API}/jobs/{job.id}", headers={"accept-language": "en"}).json()
    dutch = client.get(f"{API}/jobs/{job.id}", headers={"accept-language": "nl"}).json()
    assert english["trouble"]["problem"] == "The analysis crashed (SIGSEGV)."
    assert "SIGSEGV" in dutch["trouble"]["problem"]
    assert dutch["trouble"]["problem"] != english["trouble"]["problem"]


def test_how_many_are_before_it(client: TestClient, app: FastAPI) -> None:
    engine = app.state.engine
    ids = [arrived(app.state.places, engine).id for _ in range(4)]
    long = [jobs.ask("analyze", (id,), {}, "en", engine) for id in ids[:3]]
    jobs.take(place=engine)
    quick = jobs.ask("check", (ids[3],), {}, "en", engine)
    ahead = {one["id"]: one["ahead"] for one in client.get(f"{API}/jobs").json()}
    assert [ahead[job.id] for job in (*long, quick)] == [0, 2, 3, 0]


def test_a_job_is_stopped(client: TestClient, app: FastAPI, clip: Upload) -> None:
    waiting = client.post(f"{API}/uploads/{clip.id}/analyses", json={}).json()
    assert client.delete(f"{API}/jobs/{waiting['id']}").json()["state"] == "stopped"
    running = begun(clip, app)
    assert client.delete(f"{API}/jobs/{running.id}").json()["state"] == "stopping"
    assert client.get(f"{API}/jobs/{'0' * 32}").status_code == 404


def test_a_job_of_another_is_none(client, app, clip, as_runner) -> None:
    job = begun(clip, app)
    other = arrived(app.state.places, app.state.engine, "r08")
    both = jobs.ask("compare", (other.id, clip.id), {}, "en", app.state.engine)
    as_runner("r08")
    for id in (job.id, both.id):
        assert client.get(f"{API}/jobs/{id}").status_code == 404
        assert client.get(f"{API}/jobs/{id}/events").status_code == 404
        assert client.delete(f"{API}/jobs/{id}").status_code == 404
    assert client.get(f"{API}/jobs").json() == []
    assert client.post(f"{API}/uploads/{clip.id}/analyses", json={}).status_code == 404
    assert jobs.job(job.id, app.state.engine) == job
    as_runner("r07")
    assert [one["id"] for one in client.get(f"{API}/jobs").json()] == [job.id]


def test_a_stream_ends_with_its_job(client, app, clip, monkeypatch) -> None:
    monkeypatch.setattr(api, "EVERY_S", 0.01)
    job = begun(clip, app)
    jobs.end(job.id, "done", as_json(Outcome(job.id)), 7, app.state.engine)
    answer = client.get(f"{API}/jobs/{job.id}/events")
    assert answer.headers["content-type"].startswith("text/event-stream")
    (event,) = answer.text.strip().split("\n\n")
    name, data = event.split("\n")
    assert name == "event: job"
    assert json.loads(data.removeprefix("data: ")) == client.get(f"{API}/jobs/{job.id}").json()


@contextmanager
def served(data: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", SERVE, str(data), str(port)]
    process = subprocess.Popen(command, env=environment())
    try:
        for _ in range(600):
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}{API}", process
    finally:
        process.kill()
        process.wait()


@pytest.mark.slow
def test_a_server_ends_though_streams_are_open(app: FastAPI, clip: Upload) -> None:
    job = begun(clip, app)
    with served(app.state.config.data) as (url, process), httpx.Client() as client:
        jobs.tell(job.id, "pose", 5, 100, app.state.engine)
        with client.stream("GET", f"{url}/jobs/{job.id}/events", timeout=20) as stream:
            lines = stream.iter_lines()
            assert next(lines) == "event: job"
            assert json.loads(next(lines).removeprefix("data: "))["n_done"] == 5
            jobs.tell(job.id, "pose", 6, 100, app.state.engine)
            assert [next(lines) for _ in range(2)] == ["", "event: job"]
            assert json.loads(next(lines).removeprefix("data: "))["n_done"] == 6
            process.send_signal(signal.SIGTERM)
            started_s = time.monotonic()
            assert list(lines) == [""]  # it ends, and nothing is broken off
        assert process.wait(10) in (0, -signal.SIGTERM)
        assert time.monotonic() - started_s < 6
