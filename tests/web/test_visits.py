"""What the interface says of visits, and what it does with them."""

from __future__ import annotations

import io
from dataclasses import replace
from zipfile import ZipFile

import pytest
from browsers import browser
from fastapi import FastAPI
from fastapi.testclient import TestClient
from html_makers import ACT, URGENT
from web_makers import ready_visit

from formcheck.store import jobs, uploads
from formcheck.store.web_nouns import Upload
from formcheck.types import Verdict

API = "/api/v1/visits"


@pytest.fixture
def mine(app: FastAPI) -> Upload:
    return ready_visit(app.state.engine, app.state.places, "anna", "2026-05-06")


def test_a_visit_says_in_short_what_was_found(client: TestClient, mine: Upload) -> None:
    told = client.get(f"{API}/{mine.id}").json()
    assert (told["runner"], told["day"], told["name"]) == ("anna", "2026-05-06", "clip.mp4")
    assert (told["verdict"], told["lang"], told["langs"]) == ("usable", "en", ["en"])
    first = next(one for one in told["findings"] if one["place"] == "act")
    assert (first["headline"], first["cue"], first["level"]) == (ACT.headline, ACT.cue, "marked")
    assert [flag["said"] for flag in told["red_flags"]] == ["You said your back is stiff."]
    ready = {one["format"]: one["ready"] for one in told["files"]}
    assert ready["pdf"] and ready["csv"] and not ready["trc"]


def test_without_a_report_there_is_nothing_to_tell(client: TestClient, app: FastAPI) -> None:
    new = uploads.begin_upload("anna", "a.mov", 10, app.state.engine)
    told = client.get(f"{API}/{new.id}").json()
    assert (told["is_ready"], told["verdict"], told["findings"], told["files"]) == (
        False, None, [], [])  # fmt: skip
    assert client.get(f"{API}/{new.id}/analysis").status_code == 404


def test_what_another_sees_is_what_is_not_there(
    app: FastAPI, client: TestClient, mine: Upload
) -> None:
    client = browser(app, "bert")
    ways = ["", "/analysis", "/files", "/files/pdf"]
    assert [client.get(f"{API}/{mine.id}{way}").status_code for way in ways] == [404] * 4
    assert client.get(f"{API}/{'0' * 32}").json() == client.get(f"{API}/{mine.id}").json()
    assert client.put(f"{API}/{mine.id}/answers", json={}).status_code == 404
    assert client.post(f"{API}/{mine.id}/language").status_code == 404
    assert client.get(API).json() == []
    assert client.get(API, params={"runner": "anna"}).status_code == 404


def test_the_desk_lists_everybody_and_one(client: TestClient, app: FastAPI, mine: Upload) -> None:
    other = ready_visit(app.state.engine, app.state.places, "bert")
    assert {one["id"] for one in client.get(API).json()} == {mine.id, other.id}
    (one,) = client.get(API, params={"runner": "bert"}).json()
    assert one["id"] == other.id


@pytest.mark.parametrize(
    ("format", "name", "media"),
    [
        ("pdf", "report.pdf", "application/pdf"),
        ("csv", "numbers.csv", "text/csv"),
        ("json", "analysis.json", "application/json"),
        ("html", "report.html", "text/html"),
        ("mp4", "film.mp4", "video/mp4"),
    ],
)
def test_a_file_comes_under_a_name_of_ours(
    client: TestClient, mine: Upload, format: str, name: str, media: str
) -> None:
    answer = client.get(f"{API}/{mine.id}/files/{format}")
    stem = mine.file.removesuffix(".mp4")
    wanted = f'attachment; filename="formcheck-anna-{stem}-{name}"'
    assert answer.headers["content-disposition"] == wanted
    assert answer.headers["content-type"].startswith(media)


def test_a_film_comes_in_parts(client: TestClient, mine: Upload) -> None:
    part = client.get(f"{API}/{mine.id}/files/mp4", headers={"range": "bytes=256-259"})
    assert (part.status_code, part.content) == (206, bytes([0, 1, 2, 3]))


def test_pictures_come_packed_and_leave_nothing_behind(
    client: TestClient, app: FastAPI, mine: Upload
) -> None:
    frames = app.state.places.exports(mine.id, "en") / "frames"
    frames.mkdir(parents=True)
    (frames / "landing_left.png").write_bytes(b"png")
    answer = client.get(f"{API}/{mine.id}/files/png")
    assert ZipFile(io.BytesIO(answer.content)).namelist() == ["landing_left.png"]
    assert [file.name for file in frames.parent.iterdir()] == ["frames"]


@pytest.mark.parametrize("format", ["exe", "..%2freport.pdf", "trc", "PDF", "npz"])
def test_what_is_not_in_the_table_is_not_there(
    client: TestClient, mine: Upload, format: str
) -> None:
    assert client.get(f"{API}/{mine.id}/files/{format}").status_code == 404


def test_an_export_older_than_the_results_is_made_again(
    client: TestClient, app: FastAPI, mine: Upload
) -> None:
    exports = app.state.places.exports(mine.id, "en")
    exports.mkdir()
    (exports / "a_m.trc").write_text("markers")
    assert client.get(f"{API}/{mine.id}/files/trc").text == "markers"
    results = app.state.places.results(mine.id, "en")
    (analysis,) = results.glob("*.formcheck.json")
    analysis.write_bytes(analysis.read_bytes())
    assert client.get(f"{API}/{mine.id}/files/trc").status_code == 404


def test_a_format_that_is_not_there_is_asked_for(
    client: TestClient, app: FastAPI, mine: Upload
) -> None:
    answer = client.post(f"{API}/{mine.id}/files/sto")
    job = jobs.job(answer.json()["id"], app.state.engine)
    assert answer.status_code == 202
    assert job is not None
    assert (job.kind, job.asked, job.lang) == ("export", {"format": "mot"}, "en")
    assert client.post(f"{API}/{mine.id}/files/exe").status_code == 404


def test_answers_are_kept_and_judged_anew(client: TestClient, app: FastAPI, mine: Upload) -> None:
    answer = client.put(f"{API}/{mine.id}/answers", json={"rest_days": 3, "pain_side": None})
    job = jobs.job(answer.json()["id"], app.state.engine)
    kept = uploads.upload(mine.id, app.state.engine)
    assert answer.status_code == 202
    assert job is not None and kept is not None
    assert (job.kind, job.asked, kept.answers) == ("again", {}, {"rest_days": 3})


def test_nonsense_is_no_answer(client: TestClient, app: FastAPI, mine: Upload) -> None:
    for nonsense in ({"rest_days": 99}, {"no_question": True}, {"rest_days": "three"}):
        answer = client.put(f"{API}/{mine.id}/answers", json=nonsense)
        assert answer.status_code == 400
        assert "question" in answer.text
    kept = uploads.upload(mine.id, app.state.engine)
    assert kept is not None and kept.answers == {}


def test_answers_to_a_clip_that_waits_are_read_when_it_is_analysed(
    client: TestClient, app: FastAPI
) -> None:
    new = uploads.begin_upload("anna", "a.mov", 10, app.state.engine)
    assert client.put(f"{API}/{new.id}/answers", json={"rest_days": 3}).json() is None
    waiting = jobs.ask("analyze", [new.id], {}, "en", app.state.engine)
    told = client.put(f"{API}/{new.id}/answers", json={"rest_days": 2}).json()
    assert told["id"] == waiting.id


def test_a_note_is_the_desks(client: TestClient, app: FastAPI, mine: Upload) -> None:
    assert client.put(f"{API}/{mine.id}/note", json={"note": " knee\0 "}).status_code == 204
    assert client.get(f"{API}/{mine.id}").json()["note"] == "knee"
    anna = browser(app, "anna")
    assert anna.put(f"{API}/{mine.id}/note", json={"note": "mine"}).status_code == 404
    assert client.get(f"{API}/{mine.id}").json()["note"] == "knee"


NOTED = ("/visits", "/visits/{id}", "/api/v1/visits", "/api/v1/visits/{id}",
         "/api/v1/uploads", "/api/v1/uploads/{id}")  # fmt: skip
ELSEWHERE = ("/", "/clips/{id}", "/clips/{id}?again=true", "/visits/{id}/questions",
             "/api/v1/visits/{id}/files", "/api/v1/visits/{id}/analysis", "/api/v1/jobs",
             "/api/v1/comparisons")  # fmt: skip


@pytest.mark.parametrize("path", [*NOTED, *ELSEWHERE])
def test_a_runner_finds_the_note_of_the_desk_nowhere(
    client: TestClient, app: FastAPI, mine: Upload, path: str
) -> None:
    client.put(f"{API}/{mine.id}/note", json={"note": "seems unsure"})
    told = browser(app, "anna").get(path.format(id=mine.id))
    assert told.status_code == 200
    assert "seems unsure" not in told.text
    if path in NOTED:
        assert "seems unsure" in client.get(path.format(id=mine.id)).text


def test_what_a_runner_says_about_a_clip_is_answered_without_the_note(
    client: TestClient, app: FastAPI, mine: Upload
) -> None:
    client.put(f"{API}/{mine.id}/note", json={"note": "seems unsure"})
    said = browser(app, "anna").put(f"/api/v1/uploads/{mine.id}/asked", json={"height_cm": 180})
    assert (said.status_code, said.json()["note"]) == (200, "")
    assert client.get(f"{API}/{mine.id}").json()["note"] == "seems unsure"


def test_a_report_is_put_into_the_language_once(
    client: TestClient, app: FastAPI, mine: Upload
) -> None:
    dutch = {"accept-language": "nl"}
    first = client.post(f"{API}/{mine.id}/language", headers=dutch).json()
    jobs.take(place=app.state.engine)
    assert client.post(f"{API}/{mine.id}/language", headers=dutch).json()["id"] == first["id"]
    job = jobs.job(first["id"], app.state.engine)
    assert job is not None and (job.kind, job.lang) == ("again", "nl")


def test_an_urgent_answer_comes_before_technique(client: TestClient, app: FastAPI) -> None:
    urgent = ready_visit(
        app.state.engine, app.state.places, red_flags=(URGENT,), verdict=Verdict("poor", "Dark.")
    )
    told = client.get(f"{API}/{urgent.id}").json()
    assert (told["verdict"], told["red_flags"][0]["is_urgent"]) == ("poor", True)
    page = client.get("/visits").text
    assert URGENT.advice in page and "poor clip" in page
    assert ACT.headline not in page


def test_the_list_says_what_to_work_on_first(client: TestClient, mine: Upload) -> None:
    page = client.get("/visits").text
    assert ACT.headline in page and "6 May 2026" in page and "usable clip" in page
    assert f'href="/visits/{mine.id}"' in page


def test_the_list_says_how_far_a_clip_is(client: TestClient, app: FastAPI) -> None:
    engine = app.state.engine
    new = uploads.begin_upload("anna", "<b>a</b>.mov", 10, engine)
    page = client.get("/visits").text
    assert "Not all of it has arrived" in page and f'href="/clips/{new.id}"' in page
    assert "<b>" not in page
    uploads.change_upload(new.id, engine, state="arrived", n_received=10)
    jobs.ask("check", [new.id], {}, "en", engine)
    assert "Being looked at" in client.get("/visits").text


def test_the_empty_list_says_what_to_do(client: TestClient) -> None:
    assert "Hand in a clip" in client.get("/visits").text


def test_results_from_before_other_answers_hold_no_more(
    client: TestClient, app: FastAPI, mine: Upload
) -> None:
    from web_makers import lines_study, write_lines

    places = app.state.places
    study = lines_study(places.clip(mine), mine.sha256, "nl", "2026-05-06")
    write_lines(study, places.results(mine.id, "nl"))
    assert sorted(client.get(f"{API}/{mine.id}").json()["langs"]) == ["en", "nl"]
    answered = replace(study.analysis, questionnaire={"rest_days": 3})
    write_lines(replace(study, analysis=answered), places.results(mine.id, "nl"))
    assert client.get(f"{API}/{mine.id}").json()["langs"] == ["nl"]
