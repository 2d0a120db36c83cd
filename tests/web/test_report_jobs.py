"""Formats that are made later, and comparisons with pictures, of clips that are there."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from web_makers import ready_visit

from formcheck.errors import SettingsError
from formcheck.store import jobs, uploads
from formcheck.store.web_nouns import Upload
from formcheck.web.found import all_found, found
from formcheck.web.work.kinds import DO
from formcheck.web.work.nouns import Work

CLIP = Path(__file__).parents[2] / "videos" / "side_overstride.mp4"


def work(app: FastAPI, kind: str, asked: dict[str, str], *ids: str) -> Work:
    job = jobs.ask(kind, ids, asked, "en", app.state.engine)  # type: ignore[arg-type]
    out, config = app.state.places.comparison(job.id), app.state.config
    return Work(job.id, job.kind, out, config.data, config.store, ids, asked, "en")


def done(task: Work, app: FastAPI) -> list[str]:
    """What the progress was told; the job has ended."""
    stages: list[str] = []
    DO[task.kind](task, lambda stage, done, total: stages.append(stage))
    jobs.end(task.name, "done", {}, None, app.state.engine)
    return stages


@pytest.fixture
def clip(app: FastAPI, landmarks_once: Path, monkeypatch: pytest.MonkeyPatch) -> Upload:
    """The bundled overstrider, handed in and analysed."""
    monkeypatch.setenv("FORMCHECK_CACHE", str(landmarks_once))
    engine, places = app.state.engine, app.state.places
    return ready_visit(engine, places, "anna", clip=CLIP, formats=("json", "html"))


def test_without_a_report_nothing_is_exported(app: FastAPI) -> None:
    new = uploads.begin_upload("anna", "a.mov", 10, app.state.engine)
    with pytest.raises(SettingsError, match="no report"):
        done(work(app, "export", {"format": "trc"}, new.id), app)


@pytest.mark.slow
def test_a_format_is_made_from_kept_landmarks_and_taken_along(
    client: TestClient, app: FastAPI, clip: Upload
) -> None:
    files = f"/api/v1/visits/{clip.id}/files"
    assert client.get(f"{files}/trc").status_code == 404
    page = (app.state.places.results(clip.id, "en") / "report.html").read_bytes()
    assert "writing" in done(work(app, "export", {"format": "trc"}, clip.id), app)
    done(work(app, "export", {"format": "mot"}, clip.id), app)
    assert client.get(f"{files}/trc").text.startswith("PathFileType")
    assert client.get(f"{files}/sto").status_code == 200
    assert (app.state.places.results(clip.id, "en") / "report.html").read_bytes() == page


@pytest.mark.slow
def test_numbers_that_are_others_now_are_not_exported(app: FastAPI, clip: Upload) -> None:
    (file,) = app.state.places.results(clip.id, "en").glob("*.formcheck.json")
    text = file.read_text("utf-8")
    value = text[text.index('"value": ') :].split(",")[0]
    file.write_text(text.replace(value, '"value": 12345.0', 1), "utf-8")
    with pytest.raises(SettingsError, match="other numbers"):
        done(work(app, "export", {"format": "trc"}, clip.id), app)


@pytest.mark.slow
def test_two_clips_are_compared_with_a_film(client: TestClient, app: FastAPI, clip: Upload) -> None:
    later = ready_visit(app.state.engine, app.state.places, "anna", "2026-12-27", clip=CLIP,
                        formats=("json", "html"))  # fmt: skip
    task = work(app, "compare", {}, clip.id, later.id)
    done(task, app)
    told = client.get(f"/api/v1/comparisons/{task.name}").json()
    assert [one["format"] for one in told["files"]] == ["pdf", "html", "mp4", "csv", "json"]
    film = client.get(f"/api/v1/comparisons/{task.name}/files/mp4", headers={"range": "bytes=4-7"})
    assert (film.status_code, film.content) == (206, b"ftyp")


@pytest.mark.slow
def test_visits_in_two_languages_are_compared_in_the_one_asked_for(
    app: FastAPI, clip: Upload
) -> None:
    places = app.state.places
    dutch = ready_visit(app.state.engine, places, "anna", "2026-12-27", lang="nl", clip=CLIP,
                        formats=("json", "html"))  # fmt: skip
    task = work(app, "compare", {}, dutch.id, clip.id)
    done(task, app)
    made = {one.name: one.read_text("utf-8") for one in task.out.glob("*.[jhc]s*")}
    assert made and not any("deels verborgen" in text for text in made.values())
    assert any("the far side is partly hidden" in text for text in made.values())
    assert found(dutch, places, "en").lang == "en"  # type: ignore[union-attr]
    assert {one.lang for one in all_found(dutch, places)} == {"en", "nl"}
