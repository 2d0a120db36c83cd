"""Long lists of visits come a stretch at a time, on pages and from the interface."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from browsers import browser
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine, event, insert

from formcheck.store import jobs, uploads
from formcheck.store.tables import uploads as table
from formcheck.web.pages.ahead import said_before
from formcheck.web.pages.stretch import PAGE

BEGAN = datetime(2026, 11, 27, 12)
WORDS = {
    "en": ("Newer visits", "Earlier visits", "{} to {} of 120"),
    "nl": ("Nieuwere bezoeken", "Eerdere bezoeken", "{} tot en met {} van 120"),
}


@pytest.fixture
def store(app: FastAPI) -> Engine:
    engine: Engine = app.state.engine
    return engine


def handed_in(n: int, store: Engine, runner: str = "anna") -> list[str]:
    """Ids of so many clips, the newest first, a minute after another."""
    same = dict.fromkeys(("asked", "answers", "looked", "trouble"), "{}") | {"runner": runner}
    same |= {"file": "", "sha256": "", "note": "", "n_bytes": 9, "n_received": 9, "state": "ready"}
    rows = [same | {"id": uploads.new_id(), "name": f"{k}.mp4"} for k in range(n)]
    moments = [BEGAN + timedelta(minutes=k) for k in range(n)]
    rows = [row | {"made_at": at, "used_at": at} for row, at in zip(rows, moments, strict=True)]
    with store.begin() as connection:
        connection.execute(insert(table), rows)
    return [str(row["id"]) for row in reversed(rows)]


def shown(html: str) -> list[str]:
    return re.findall(r'<h2><a href="/clips/(\w+)"', html)


def ways(html: str) -> dict[str, str]:
    """Where the links to more visits lead, by what they say."""
    found = re.findall(r'<a class="button" rel="\w+" href="([^"]+)">([^<]+)</a>', html)
    return {words: path.replace("&amp;", "&") for path, words in found}


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_visits_are_read_a_page_at_a_time(client: TestClient, store: Engine, lang: str) -> None:
    every = handed_in(2 * PAGE + 20, store)
    newer, earlier, numbers = WORDS[lang]
    client.headers["accept-language"] = lang
    seen, path = [], "/visits"
    for first, last in ((1, 50), (51, 100), (101, 120)):
        html = client.get(path).text
        seen += shown(html)
        assert numbers.format(first, last) in html
        path = ways(html).get(earlier, "")
    assert (seen, path) == (every, "")
    assert shown(client.get(ways(html)[newer]).text) == every[PAGE : 2 * PAGE]


def test_a_list_that_fits_has_no_ways(client: TestClient, store: Engine) -> None:
    handed_in(PAGE, store)
    html = client.get("/visits").text
    assert len(shown(html)) == PAGE and "visits-more" not in html


def test_pages_are_those_of_the_runner_that_was_chosen(client: TestClient, store: Engine) -> None:
    mine = handed_in(PAGE + 1, store)
    handed_in(PAGE + 1, store, "bert")
    first = client.get("/visits?runner=anna").text
    assert shown(first) == mine[:PAGE]
    assert ways(first) == {"Earlier visits": f"/visits?runner=anna&skip={PAGE}"}
    assert shown(client.get(ways(first)["Earlier visits"]).text) == mine[PAGE:]


def test_a_runner_pages_through_their_own(app: FastAPI, store: Engine) -> None:
    mine = handed_in(PAGE + 1, store)
    handed_in(PAGE, store, "bert")
    html = browser(app, "anna").get(f"/visits?skip={PAGE}").text
    assert shown(html) == mine[PAGE:] and f"{PAGE + 1} to {PAGE + 1} of {PAGE + 1}" in html


def test_behind_the_end_is_the_last_page(client: TestClient, store: Engine) -> None:
    every = handed_in(PAGE + 1, store)
    for skip in (PAGE + 1, 10**30):
        assert shown(client.get(f"/visits?skip={skip}").text) == every[PAGE:]
    assert client.get("/visits?skip=-1").status_code == 422
    assert "No visits yet" in client.get("/visits?runner=nobody&skip=9").text


def test_the_latest_comparisons_stand_below(client: TestClient, store: Engine) -> None:
    one, two, three = handed_in(3, store)
    ids = [jobs.ask("compare", (one, two), {"n": n}, "en", store).id for n in range(PAGE)]
    last = jobs.ask("compare", (two, three), {}, "en", store).id
    found = re.findall(r'href="/comparisons/(\w+)"', client.get("/visits").text)
    assert len(found) == PAGE and last in found and len(set(ids) - set(found)) == 1


@pytest.mark.parametrize("path", ["/api/v1/uploads", "/api/v1/visits"])
def test_the_interface_gives_portions_and_says_how_many_there_are(
    client: TestClient, store: Engine, path: str
) -> None:
    every = handed_in(120, store)
    handed_in(3, store, "bert")

    def told(**asked: object) -> tuple[list[str], str]:
        answer = client.get(path, params={"runner": "anna"} | asked)
        return [one["id"] for one in answer.json()], answer.headers["x-total-count"]

    assert told() == (every[:100], "120")
    assert told(skip=100) == (every[100:], "120")
    assert told(limit=2, skip=3) == (every[3:5], "120")
    assert told(skip=120) == ([], "120")
    assert client.get(path, params={"limit": 500}).headers["x-total-count"] == "123"
    for wrong in ({"limit": 0}, {"limit": 501}, {"skip": -1}, {"skip": 10**30}, {"limit": "all"}):
        assert client.get(path, params=wrong).status_code == 422, wrong


def test_a_runner_is_told_how_many_are_theirs(app: FastAPI, store: Engine) -> None:
    handed_in(2, store)
    handed_in(3, store, "bert")
    for path in ("/api/v1/uploads", "/api/v1/visits"):
        assert browser(app, "anna").get(path).headers["x-total-count"] == "2"


def test_portions_are_described(client: TestClient) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    for path in ("/api/v1/uploads", "/api/v1/visits"):
        told = paths[path]["get"]
        limits = {one["name"]: one["schema"] for one in told["parameters"]}
        assert (limits["limit"]["maximum"], limits["limit"]["default"]) == (500, 100)
        assert limits["skip"]["default"] == 0
        assert "X-Total-Count" in told["responses"]["200"]["headers"]


@pytest.mark.parametrize(
    "path", ["/", "/visits", "/people", "/people/anna", "/api/v1/uploads", "/api/v1/visits"]
)
def test_many_visits_cost_no_more_questions_than_few(
    client: TestClient, store: Engine, path: str
) -> None:
    asked: list[str] = []
    event.listen(store, "before_cursor_execute", lambda *told: asked.append(told[2]))

    def n_asked() -> int:
        asked.clear()
        assert client.get(path).status_code == 200
        return len(asked)

    for id in handed_in(2, store):
        jobs.ask("analyze", (id,), {}, "en", store)
    n_asked()  # the first one begins a session, too
    few = n_asked()
    for id in handed_in(20, store):
        jobs.ask("analyze", (id,), {}, "en", store)
    assert n_asked() == few


def test_waiting_clips_know_how_many_are_before_them(client: TestClient, store: Engine) -> None:
    for id in reversed(handed_in(3, store)):
        jobs.ask("analyze", (id,), {}, "en", store)
    ahead = [one["jobs"][0]["ahead"] for one in client.get("/api/v1/uploads").json()]
    assert ahead == [2, 1, 0]
    assert [one["ahead"] for one in client.get("/api/v1/jobs").json()] == [0, 1, 2]


def test_what_was_said_before_is_of_the_clip_before(client: TestClient, store: Engine) -> None:
    newest, middle, oldest = handed_in(3, store)
    uploads.change_upload(oldest, store, answers={"night_pain": True})
    mine = uploads.upload(middle, store)
    assert mine is not None
    uploads.change_upload(newest, store, answers={"rest_days": 3})
    assert len(said_before(mine, "en", store)) == 1
