"""The pages of the desk: for the desk only, in two languages, without anything inline."""

from __future__ import annotations

import re

import pytest
from browsers import browser
from fastapi import FastAPI
from fastapi.testclient import TestClient
from web_makers import ready_visit

from formcheck.by_hand import beside
from formcheck.store import accounts, jobs, uploads
from formcheck.store.web_nouns import Upload

OF_VISIT = ("events", "scale", "person")


@pytest.fixture
def visit(app: FastAPI, client: TestClient) -> Upload:
    return ready_visit(app.state.engine, app.state.places, "r07", "2026-05-06")


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_pages_are_there_in_two_languages(client: TestClient, visit: Upload, lang: str) -> None:
    client.headers["accept-language"] = lang
    pages = ["/people", "/people/r07", *(f"/visits/{visit.id}/{name}" for name in OF_VISIT)]
    for path in pages:
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert f'<html lang="{lang}">' in answer.text
        assert not re.search(r"<script(?![^>]*src=)|\son\w+=|\sstyle=|<style", answer.text)
    words = {"en": "Landings and toe-offs", "nl": "Landingen en afzetten"}
    assert words[lang] in client.get(pages[2]).text


def test_a_person_shows_visits_in_order_with_what_was_found_and_noted(
    app: FastAPI, client: TestClient, visit: Upload
) -> None:
    earlier = ready_visit(app.state.engine, app.state.places, "r07", "2026-04-01")
    uploads.change_upload(visit.id, app.state.engine, note="<b>left</b> knee")
    text = client.get("/people/r07").text
    assert text.index(earlier.id) < text.index(visit.id)
    assert "&lt;b&gt;left&lt;/b&gt; knee" in text and "<b>left" not in text
    assert "1 April 2026" in text and "Over all visits" not in text


def test_three_visits_have_a_table_of_numbers(
    app: FastAPI, client: TestClient, visit: Upload
) -> None:
    for day in ("2026-06-01", "2026-07-01"):
        ready_visit(app.state.engine, app.state.places, "r07", day)
    text = client.get("/people/r07").text
    table = text[text.index('class="course"') :]
    assert "Cadence" in table and "steps/min" in table
    assert len(re.findall(r"<th scope=\"col\">", table)) == 5


def test_who_has_handed_in_nothing_yet_is_told_so(app: FastAPI, client: TestClient) -> None:
    assert "There is nobody yet" in client.get("/people").text
    accounts.runner_account("r01", app.state.engine)
    uploads.begin_upload("r02", "IMG.MOV", 10, app.state.engine)
    assert "Nothing was handed in yet" in client.get("/people/r01").text
    assert "is still being sent" in client.get("/people/r02").text


def test_runners_find_no_desk(app: FastAPI, client: TestClient, visit: Upload) -> None:
    runner = browser(app, "r07")
    for path in ("/people", "/people/r07", *(f"/visits/{visit.id}/{name}" for name in OF_VISIT)):
        assert runner.get(path).status_code == 404
        assert client.get(path).status_code == 200


def test_a_clip_that_has_not_arrived_has_nothing_to_correct(
    app: FastAPI, client: TestClient
) -> None:
    made = uploads.begin_upload("r07", "IMG.MOV", 10, app.state.engine)
    for name in OF_VISIT:
        assert client.get(f"/visits/{made.id}/{name}").status_code == 404
    assert client.post(f"/api/v1/visits/{made.id}/desk").status_code == 404
    assert client.get("/people/nobody").status_code == 404


def test_getting_ready_is_asked_for_once(client: TestClient, visit: Upload) -> None:
    path = f"/api/v1/visits/{visit.id}/desk"
    assert client.get(path).json() == {"has_pictures": False, "has_film": False}
    first, second = client.post(path), client.post(path)
    assert (first.status_code, first.json()["kind"]) == (202, "prepare")
    assert first.json()["id"] == second.json()["id"]


def test_a_page_opened_anew_says_that_it_is_being_measured_and_what_was_changed(
    app: FastAPI, client: TestClient, visit: Upload
) -> None:
    def said() -> str:
        text = client.get(f"/visits/{visit.id}/events").text
        return text[text.index('id="said"') : text.index("</p>", text.index('id="said"'))]

    assert "Nothing was changed yet." in said() and 'data-job=""' in said()
    beside(app.state.places.clip(visit)).write_text("exclude = [[0.0, 0.2]]\n")
    assert "No new changes." in said() and "data-changed" in said()
    job = jobs.ask("again", [visit.id], {}, "en", app.state.engine)
    assert "Being measured again." in said() and f'data-job="{job.id}"' in said()


def test_an_invitation_says_where_no_phone_can_open_it(
    app: FastAPI, client: TestClient, visit: Upload
) -> None:
    words = "No phone can open this yet"
    assert words in client.get("/people/r07").text
    object.__setattr__(app.state.config, "proxied", True)
    object.__setattr__(app.state.config, "names", ("127.0.0.1",))
    assert words not in browser(app).get("/people/r07").text
