"""What is deleted is gone: in no file of the data folder is anything of it left."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from web_makers import ready_visit

from formcheck import store
from formcheck.batch.nouns import Outcome
from formcheck.batch.wire import as_json
from formcheck.store import jobs
from formcheck.store.accounts import all_accounts, let_in, runner_account
from formcheck.store.uploads import all_uploads, change_upload, upload
from formcheck.store.web_nouns import Upload
from formcheck.web import deleting
from formcheck.web.deleting import delete_runner, delete_upload
from formcheck.web.places import Places

NAME = "van-jan-uit-utrecht.mov"


@pytest.fixture
def places(app: FastAPI) -> Places:
    found: Places = app.state.places
    found.landmarks.mkdir(parents=True, exist_ok=True)
    return found


@pytest.fixture
def engine(app: FastAPI) -> Engine:
    return app.state.engine


def visit(engine: Engine, places: Places, runner: str = "knee-12", **more) -> Upload:
    made = ready_visit(engine, places, runner, name=NAME, **more)
    change_upload(made.id, engine, note="Kerkstraat 7")
    landmarks(made, places)
    return made


def landmarks(made: Upload, places: Places) -> None:
    begins = made.sha256[:16]
    kept = (f"{begins}-{'a' * 64}.npz", f".{begins}-{'b' * 64}.npz.part")
    for name in (*kept, f"{made.sha256}.2.part.json"):  # the steadiest part of a long clip
        (places.landmarks / name).write_bytes(b"landmarks")


def compared(before: Upload, after: Upload, engine: Engine, places: Places) -> Path:
    job = jobs.ask("compare", [before.id, after.id], {}, "en", engine)
    jobs.end(job.id, "done", as_json(Outcome("")), None, engine)
    folder = places.comparison(job.id)
    folder.mkdir(parents=True)
    (folder / "comparison.json").write_text(f"{before.sha256} {after.sha256}")
    return folder


def traces(places: Places, *words: str) -> list[str]:
    """Files that are called by a word, or hold it."""
    found = []
    for path in sorted(places.data.rglob("*")):
        content = path.read_bytes() if path.is_file() else b""
        name = path.relative_to(places.data).as_posix()
        found += [f"{w} in {name}" for w in words if w in name or w.encode() in content]
    return found


def words_of(made: Upload) -> tuple[str, ...]:
    return (made.id, made.sha256, made.sha256[:16], NAME, "Kerkstraat 7")


def test_nothing_of_a_clip_is_left(engine: Engine, places: Places):
    mine, other = visit(engine, places), visit(engine, places, "r07")
    change_upload(other.id, engine, name="b.mp4", note="")
    gone, spared = compared(mine, mine, engine, places), compared(other, other, engine, places)
    places.incoming(mine.id).parent.mkdir(exist_ok=True)
    places.incoming(mine.id).write_bytes(b"once more")
    assert traces(places, *words_of(mine), "knee-12")
    delete_upload(mine, places, engine)
    assert traces(places, *words_of(mine), "knee-12") == []
    assert not gone.exists() and spared.exists()
    assert upload(other.id, engine) is not None and places.clip(other).exists()
    assert [e.sha256 for e in store.entries(place=engine)] == [other.sha256]
    assert list(places.landmarks.glob(f"{other.sha256[:16]}-*"))


def test_a_comparison_with_somebody_who_goes_goes_too(engine: Engine, places: Places):
    first, second = visit(engine, places), visit(engine, places, day="2026-11-28")
    folder = compared(first, second, engine, places)
    delete_upload(first, places, engine)
    assert not folder.exists() and upload(second.id, engine) is not None
    assert traces(places, first.id, first.sha256) == []


def test_what_two_clips_share_stays_for_the_other(engine: Engine, places: Places):
    first = visit(engine, places)
    twin = ready_visit(engine, places, "knee-12", name="again.mp4")
    shutil.copyfile(places.clip(first), places.clip(twin))
    change_upload(twin.id, engine, sha256=first.sha256)
    delete_upload(first, places, engine)
    assert list(places.landmarks.glob(f"{first.sha256[:16]}-*"))
    assert traces(places, NAME) == [] and not places.folder(first.id).exists()
    twin = upload(twin.id, engine) or twin
    delete_upload(twin, places, engine)
    assert traces(places, first.sha256[:16]) == []


def test_nothing_of_a_runner_is_left(engine: Engine, places: Places):
    visit(engine, places), visit(engine, places, day="2026-11-28")
    other = visit(engine, places, "r07")
    change_upload(other.id, engine, name="b.mp4", note="")
    let_in(runner_account("knee-12", engine).id, engine)
    delete_runner("knee-12", places, engine)
    assert traces(places, "knee-12", NAME, "Kerkstraat 7") == []
    assert [one.id for one in all_uploads(place=engine)] == [other.id]
    assert "knee-12" not in {one.runner for one in all_accounts(engine)}
    delete_runner("knee-12", places, engine)


STEPS = ("_delete_entries", "_remove_landmarks", "forget_upload", "scrub")


@pytest.mark.parametrize("step", STEPS)
def test_what_was_broken_off_can_be_done_again(engine, places, monkeypatch, step):
    mine = visit(engine, places)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(deleting, step, killed)
        with pytest.raises(KeyboardInterrupt):
            delete_upload(mine, places, engine)
    delete_upload(mine, places, engine)
    assert traces(places, *words_of(mine), "knee-12") == []


@pytest.fixture
def worker(engine: Engine) -> Iterator[list[str]]:
    """Somebody who does every job until he hears that it is stopped; what he heard."""
    heard: list[str] = []
    ended = threading.Event()

    def work() -> None:
        while not ended.wait(0.05):
            for job in jobs.open_jobs(engine):
                if job.state == "stopping":
                    heard.append(job.id)
                    jobs.end(job.id, "stopped", {}, None, engine)

    thread = threading.Thread(target=work)
    thread.start()
    yield heard
    ended.set()
    thread.join()


def test_whoever_is_busy_with_it_stops_first(engine, places, worker):
    mine = visit(engine, places)
    waits = jobs.ask("again", [mine.id], {}, "en", engine)
    runs = jobs.take(place=engine)
    assert runs is not None and runs.id == waits.id
    delete_upload(mine, places, engine)
    assert worker == [runs.id] and jobs.job(runs.id, engine) is None
    assert not places.folder(mine.id).exists()


def test_who_does_not_listen_is_not_waited_for_forever(engine, places, monkeypatch):
    monkeypatch.setattr(deleting, "STOPPING_S", 0.3)
    mine = visit(engine, places)
    jobs.ask("again", [mine.id], {}, "en", engine)
    jobs.take(place=engine)
    began_s = time.monotonic()
    delete_upload(mine, places, engine)
    assert time.monotonic() - began_s < 20 and upload(mine.id, engine) is None


def test_by_the_interface_too(client: TestClient, engine: Engine, places: Places):
    mine = visit(engine, places)
    assert client.delete(f"/api/v1/uploads/{mine.id}").status_code == 204
    assert client.get(f"/api/v1/uploads/{mine.id}").status_code == 404
    assert client.delete(f"/api/v1/uploads/{mine.id}").status_code == 404
    assert traces(places, *words_of(mine)) == []
