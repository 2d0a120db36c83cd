"""What the desk looks at is made from the clip: a film by the clock of the contacts, pictures."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from web_makers import ready_visit

from formcheck import api, reopened
from formcheck.report.json_file import to_json
from formcheck.settings import Settings
from formcheck.store.uploads import upload
from formcheck.store.web_nouns import Upload
from formcheck.types import Corrections
from formcheck.web.app import create
from formcheck.web.config import Config
from formcheck.web.desk import prepared
from formcheck.web.work.nouns import Work
from formcheck.web.work.preparing import prepare

CLIP = Path(__file__).parents[2] / "videos" / "trail_side.mp4"


def work(app: FastAPI, visit: Upload) -> Work:
    places = app.state.places
    return Work("j", "prepare", places.desk(visit.id), places.data, None, (visit.id,), {}, "en")


def no_progress(stage: str, done: int, total: int | None) -> None:
    pass


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A data folder with one visit, made ready for the desk; and the id of the visit."""
    data = tmp_path_factory.mktemp("made") / "data"
    app = create(Config(data, workers=0))
    visit = ready_visit(app.state.engine, app.state.places, clip=CLIP, formats=("json", "html"))
    prepare(work(app, visit), no_progress)
    app.state.engine.dispose()
    return data, visit.id


@pytest.fixture
def config(made: tuple[Path, str], tmp_path: Path) -> Config:
    """The same data folder for every test, each its own."""
    shutil.copytree(made[0], tmp_path / "data")
    return Config(tmp_path / "data", workers=0)


@pytest.fixture
def visit(app: FastAPI, made: tuple[Path, str]) -> Upload:
    found = upload(made[1], app.state.engine)
    assert found is not None
    return found


@pytest.mark.slow
def test_the_film_has_a_picture_for_each_moment_by_the_clock_of_the_contacts(
    app: FastAPI, client: TestClient, visit: Upload
) -> None:
    told = client.get(f"/api/v1/visits/{visit.id}/desk/curves").json()
    film = app.state.places.desk(visit.id) / "film.mp4"
    with av.open(str(film)) as opened:
        frames = [(float(f.time), f.key_frame, (f.width, f.height)) for f in opened.decode(video=0)]
    times_s = np.array(told["times_s"])
    assert len(frames) == len(times_s)
    assert np.abs(np.array([f[0] for f in frames]) - (times_s - times_s[0])).max() < 1e-4
    keys = [k for k, frame in enumerate(frames) if frame[1]]
    assert max(np.diff(keys)) <= 8
    assert frames[0][2] == tuple(told["size"]) and max(told["size"]) <= 1280
    contacts = client.get(f"/api/v1/visits/{visit.id}/contacts").json()["contacts"]
    assert all(times_s[0] <= one["strike_s"] <= times_s[-1] for one in contacts)


@pytest.mark.slow
def test_feet_are_low_while_they_are_down(client: TestClient, visit: Upload) -> None:
    told = client.get(f"/api/v1/visits/{visit.id}/desk/curves").json()
    times_s = np.array(told["times_s"])
    contacts = client.get(f"/api/v1/visits/{visit.id}/contacts").json()["contacts"]
    for side, points in told["feet"].items():
        toe = np.array(points["toe"], float)
        down = np.zeros(len(times_s), bool)
        for one in contacts:
            if one["side"] == side and one["off_s"]:
                down |= (times_s > one["strike_s"] + 0.05) & (times_s < one["off_s"] - 0.05)
        assert np.nanmedian(toe[down]) < 0.08 < np.nanmax(toe)


@pytest.mark.slow
def test_what_is_there_stays_and_another_runner_wants_another_film(
    app: FastAPI, client: TestClient, visit: Upload
) -> None:
    desk = app.state.places.desk(visit.id)
    before = (desk / "film.mp4").stat().st_mtime_ns
    prepare(work(app, visit), no_progress)
    assert (desk / "film.mp4").stat().st_mtime_ns == before
    path = f"/api/v1/visits/{visit.id}/desk"
    assert client.get(path).json() == {"has_pictures": True, "has_film": True}
    results = app.state.places.results(visit.id, "en")
    analysis = reopened.analysis_at(results)
    other = replace(analysis, settings={**analysis.settings, "person": 2})
    reopened.analysis_file(results).write_text(to_json(other), encoding="utf-8")
    assert client.get(path).json() == {"has_pictures": True, "has_film": False}
    assert client.get(f"{path}/curves").status_code == 404


@pytest.mark.slow
def test_pictures_come_over_the_wire_and_nothing_else(
    app: FastAPI, client: TestClient, visit: Upload
) -> None:
    path = f"/api/v1/visits/{visit.id}/desk"
    told = client.get(f"{path}/pictures").json()
    assert told["stored"] == [1280, 720]
    assert [one["number"] for one in told["people"] if one["is_measured"]] == [1]
    for name, kind in (("still.png", "image/png"), ("person_1.png", "image/png"),
                       ("people.png", "image/png"), ("film.mp4", "video/mp4")):  # fmt: skip
        assert client.get(f"{path}/{name}").headers["content-type"] == kind
    part = client.get(f"{path}/film.mp4", headers={"range": "bytes=0-99"})
    assert (part.status_code, len(part.content)) == (206, 100)
    for name in ("desk.json", "..%2f..%2fhistory.sqlite", "still.png%00", "person_x.png"):
        assert client.get(f"{path}/{name}").status_code in (404, 422)


@pytest.mark.slow
def test_a_clip_without_a_report_has_pictures_to_choose_a_person_by(
    app: FastAPI, client: TestClient, visit: Upload
) -> None:
    for file in app.state.places.results(visit.id, "en").glob("*.json"):
        file.unlink()
    shutil.rmtree(app.state.places.desk(visit.id))
    prepare(work(app, visit), no_progress)
    there = client.get(f"/api/v1/visits/{visit.id}/desk").json()
    assert there == {"has_pictures": True, "has_film": False}


@pytest.mark.slow
def test_a_clip_that_is_gone_asks_for_nothing(app: FastAPI) -> None:
    places = app.state.places
    gone = Work("j", "prepare", places.desk("0" * 32), places.data, None, ("0" * 32,), {}, "en")
    assert prepare(gone, no_progress) == {}
    assert not places.desk("0" * 32).exists()


def test_facts_are_written_whole(tmp_path: Path) -> None:
    prepared.write(tmp_path / "a.json", {"x": 1})
    assert json.loads((tmp_path / "a.json").read_text()) == {"x": 1}
    assert [file.name for file in tmp_path.iterdir()] == ["a.json"]


@pytest.mark.slow
def test_excluded_parts_are_seen_in_the_film_all_the_same(app: FastAPI, visit: Upload) -> None:
    """Who left a part out by mistake has to see it: the curves are those without changes."""
    places = app.state.places
    changed = Settings(corrections=Corrections(excluded_s=((0.0, 0.4),)))
    study = api.study(places.clip(visit), changed)
    api.write(study, places.results(visit.id, "en"), ("json",))
    shutil.rmtree(places.desk(visit.id))
    prepare(work(app, visit), no_progress)
    told = json.loads((places.desk(visit.id) / "desk.json").read_text(encoding="utf-8"))
    toe = np.array(told["feet"]["left"]["toe"], float)
    early = toe[np.array(told["times_s"]) < 0.4]
    assert np.isfinite(early).mean() > 0.5
