"""The desk looks after people by code: add, see, invite, take away, delete."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

from browsers import browser
from fastapi import FastAPI
from fastapi.testclient import TestClient
from web_makers import ready_visit

from formcheck import by_hand, store
from formcheck.store import accounts, uploads
from formcheck.types import Corrections

PEOPLE = "/api/v1/people"


def codes(client: TestClient) -> list[str]:
    return [one["code"] for one in client.get(PEOPLE).json()["people"]]


def test_somebody_is_added_by_a_code_and_never_by_a_name(client: TestClient) -> None:
    assert client.post(PEOPLE, json={"code": " r07 "}).json()["code"] == "r07"
    assert client.post(PEOPLE, json={"code": "r07"}).status_code == 201
    refused = client.post(PEOPLE, json={"code": "Jan Jansen"}, headers={"accept-language": "nl"})
    assert refused.status_code == 400
    assert "lijkt op een naam" in refused.json()["problem"] and "r07" in refused.json()["hint"]
    assert codes(client) == ["r07"]


def test_capitals_make_no_other_person(client: TestClient) -> None:
    client.post(PEOPLE, json={"code": "r07"})
    assert client.post(PEOPLE, json={"code": "R07"}).json()["code"] == "r07"
    clip = {"name": "a.mp4", "n_bytes": 10, "runner": "R07"}
    assert client.post("/api/v1/uploads", json=clip).json()["runner"] == "r07"
    assert codes(client) == ["r07"]


def test_everybody_is_who_has_an_account_an_upload_or_an_analysis(
    app: FastAPI, client: TestClient
) -> None:
    engine = app.state.engine
    accounts.runner_account("a1", engine)
    uploads.begin_upload("b2", "IMG_1.MOV", 10, engine)
    ready_visit(engine, app.state.places, "c3", "2026-05-06")
    found = client.get(PEOPLE).json()["people"]
    assert [(one["code"], one["clips"], one["last_day"]) for one in found] == [
        ("a1", 0, ""), ("b2", 1, ""), ("c3", 1, "2026-05-06"),
    ]  # fmt: skip


def test_the_visits_of_a_person_are_in_order_of_day(app: FastAPI, client: TestClient) -> None:
    engine, places = app.state.engine, app.state.places
    later = ready_visit(engine, places, "r07", "2026-06-20")
    first = ready_visit(engine, places, "r07", "2026-05-06")
    last = ready_visit(engine, places, "r07", "2026-07-01")
    uploads.change_upload(first.id, engine, note="left knee")
    told = client.get(f"{PEOPLE}/r07").json()["visits"]
    assert [one["id"] for one in told] == [first.id, later.id, last.id]
    assert (told[0]["state"], told[0]["note"], told[0]["day"]) == (
        "measured", "left knee", "2026-05-06",
    )  # fmt: skip
    assert told[0]["verdict"] and told[0]["short"]
    assert client.get(f"{PEOPLE}/nobody").status_code == 404


def test_an_analysis_that_came_by_another_way_is_a_visit_too(
    app: FastAPI, client: TestClient
) -> None:
    engine, places = app.state.engine, app.state.places
    made = ready_visit(engine, places, "r07", "2026-05-06")
    uploads.forget_upload(made.id, engine)
    (told,) = client.get(f"{PEOPLE}/r07").json()["visits"]
    assert (told["id"], told["state"], told["day"]) == ("", "elsewhere", "2026-05-06")


def test_an_invitation_lets_the_person_in_and_ends(app: FastAPI, client: TestClient) -> None:
    client.post(PEOPLE, json={"code": "r07"})
    told = client.post(f"{PEOPLE}/r07/invitation").json()
    assert told["address"].startswith("http") and "<svg" in told["qr"]
    assert datetime.fromisoformat(told["ends_at"]) > datetime.now(UTC)
    code = told["address"].partition("#")[2]
    account = accounts.by_invitation(code, app.state.engine)
    assert account is not None and account.runner == "r07"


def test_a_phone_that_was_lost_is_let_out_and_nothing_is_deleted(
    locked: FastAPI,
) -> None:
    engine, client = locked.state.engine, browser(locked)
    visit = ready_visit(engine, locked.state.places, "r07")
    theirs, others = browser(locked, "r07"), browser(locked, "r08")
    invited = client.post(f"{PEOPLE}/r07/invitation").json()["address"].partition("#")[2]
    assert "let in now: 1." in client.get("/people/r07").text
    assert client.delete(f"{PEOPLE}/r07/phones").status_code == 204
    assert theirs.get(f"/api/v1/visits/{visit.id}").status_code == 401
    assert accounts.by_invitation(invited, engine) is None
    assert others.get("/api/v1/visits").status_code == 200
    assert client.get(f"/api/v1/visits/{visit.id}").json()["is_ready"]
    assert "let in now" not in client.get("/people/r07").text


def test_everything_of_a_person_is_in_the_archive(app: FastAPI, client: TestClient) -> None:
    engine, places = app.state.engine, app.state.places
    made = ready_visit(engine, places, "r07", "2026-05-06")
    ready_visit(engine, places, "other", "2026-05-07")
    clip = places.clip(made)
    by_hand.save(by_hand.beside(clip), by_hand.file_text(Corrections(note="late")))
    answer = client.get(f"{PEOPLE}/r07/export")
    assert answer.headers["content-type"] == "application/zip"
    names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    assert {"history.json", "measurements.csv", "visits.json"} <= set(names)
    assert f"corrections/{clip.stem}.corrections.toml" in names
    assert not any("other" in name or name.startswith("clips/") for name in names)
    whole = client.get(f"{PEOPLE}/r07/export", params={"clips": True}).content
    assert zipfile.ZipFile(io.BytesIO(whole)).read(f"clips/{clip.name}") == clip.read_bytes()


def test_who_was_only_added_can_be_taken_away_too(client: TestClient) -> None:
    client.post(PEOPLE, json={"code": "r07"})
    content = client.get(f"{PEOPLE}/r07/export").content
    assert zipfile.ZipFile(io.BytesIO(content)).namelist() == ["visits.json"]


def test_a_person_is_deleted_with_everything(app: FastAPI, client: TestClient) -> None:
    engine, places = app.state.engine, app.state.places
    gone = ready_visit(engine, places, "r07", "2026-05-06")
    kept = ready_visit(engine, places, "r08", "2026-05-06")
    assert client.delete(f"{PEOPLE}/r07").status_code == 204
    assert codes(client) == ["r08"]
    assert not places.folder(gone.id).exists() and places.folder(kept.id).exists()
    assert {one.runner for one in store.entries(place=engine)} == {"r08"}
    assert client.delete(f"{PEOPLE}/r07").status_code == 404


def test_only_the_desk_sees_people(app: FastAPI, client: TestClient) -> None:
    client.post(PEOPLE, json={"code": "r07"})
    runner = browser(app, "r07")
    for path in (PEOPLE, f"{PEOPLE}/r07", f"{PEOPLE}/r07/export"):
        assert client.get(path).status_code == 200
        assert runner.get(path).status_code == 404
    assert runner.post(f"{PEOPLE}/r07/invitation").status_code == 404
    assert runner.delete(f"{PEOPLE}/r07").status_code == 404
    assert runner.delete(f"{PEOPLE}/r07/phones").status_code == 404
    assert codes(client) == ["r07"]
