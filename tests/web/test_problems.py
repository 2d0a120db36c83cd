"""How the server says that something went wrong."""

from __future__ import annotations

import io
from typing import Any

import pytest
from fastapi import FastAPI, HTTPException
from fastapi.testclient import TestClient
from pydantic import BaseModel, ConfigDict

from formcheck.errors import HistoryError, SettingsError, VideoError
from formcheck.store.troubles import BUSY
from formcheck.types.said import Said
from formcheck.web.problems import SAYS

PAGE = {"accept": "text/html"}


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid")

    height_cm: float


def raising(app: FastAPI, error: Exception, path: str = "/api/v1/raise") -> None:
    def endpoint() -> None:
        raise error

    app.get(path)(endpoint)


def test_a_problem_of_the_visitor_is_told_with_its_hint(app: FastAPI, client: TestClient) -> None:
    raising(app, VideoError(Said("{n} is wrong.", n=2.5), Said("Look at it again.")))
    answer = client.get("/api/v1/raise", headers={"accept-language": "nl"})
    assert answer.status_code == 400
    assert answer.json() == {"problem": "2,5 is wrong.", "hint": "Kijk er nog eens naar."}


def test_a_store_in_use_is_a_matter_of_waiting(app: FastAPI, client: TestClient) -> None:
    raising(app, HistoryError(Said(BUSY.template, place="/home/anna/x.sqlite"), Said("Wait.")))
    answer = client.get("/api/v1/raise")
    assert answer.status_code == 503
    assert answer.headers["retry-after"]
    assert "anna" not in answer.text


def test_a_broken_store_is_no_business_of_visitors(app: FastAPI, client: TestClient) -> None:
    raising(app, HistoryError(Said("Damaged: /home/anna/x.sqlite"), Said("Put back a copy.")))
    answer = client.get("/api/v1/raise")
    assert answer.status_code == 500
    assert "anna" not in answer.text


def test_what_nobody_foresaw_gets_a_number(
    app: FastAPI, client: TestClient, log: io.StringIO
) -> None:
    raising(app, RuntimeError("anna.mp4"))
    answer = client.get("/api/v1/raise")
    assert answer.status_code == 500
    number = answer.json()["hint"].rstrip(".").split()[-1]
    assert len(number) == 8
    assert number in log.getvalue()
    assert "RuntimeError" in log.getvalue()
    assert "anna" not in answer.text + log.getvalue()


@pytest.mark.parametrize("status", sorted(SAYS))
def test_every_status_has_its_sentences(app: FastAPI, client: TestClient, status: int) -> None:
    raising(app, HTTPException(status, headers={"Upload-Offset": "7"}))
    answer = client.get("/api/v1/raise")
    assert answer.status_code == status
    assert answer.json() == dict(zip(("problem", "hint"), SAYS[status], strict=True))
    assert answer.headers["upload-offset"] == "7"


@pytest.mark.parametrize(("status", "like"), [(418, 400), (504, 500)])
def test_so_has_one_that_we_do_not_know(
    app: FastAPI, client: TestClient, status: int, like: int
) -> None:
    raising(app, HTTPException(status, "secret.mp4"))
    assert client.get("/api/v1/raise").json()["problem"] == SAYS[like][0]


def test_an_endpoint_may_have_words_of_its_own(app: FastAPI, client: TestClient) -> None:
    words: dict[str, Any] = {"problem": Said("That is too large."), "hint": Said("Copied")}
    raising(app, HTTPException(409, words))
    answer = client.get("/api/v1/raise", headers={"accept-language": "nl"})
    assert answer.json() == {"problem": "Dat is te groot.", "hint": "Gekopieerd"}


def test_what_was_sent_is_not_said_again(app: FastAPI, client: TestClient) -> None:
    def endpoint(body: Body) -> None: ...

    app.put("/api/v1/typed")(endpoint)
    sent = {"height_cm": "<script>anna", "<b>anna": 1}
    answer = client.put("/api/v1/typed", json=sent)
    assert answer.status_code == 422
    assert set(answer.json()) == {"problem", "hint"}
    assert "height_cm" in answer.json()["hint"]
    assert "anna" not in answer.text
    for broken in (b"{", b"[]", b"\xff\xfe", b""):
        told = {"content-type": "application/json"}
        assert client.put("/api/v1/typed", content=broken, headers=told).status_code == 422


def test_people_get_a_page_in_their_language(app: FastAPI, client: TestClient) -> None:
    raising(app, RuntimeError("inside"), "/raise")
    for path, status, words in (
        ("/nothing", 404, "Hier is niets."),
        ("/raise", 500, "Hier ging iets mis"),
    ):
        answer = client.get(path, headers=PAGE | {"accept-language": "nl"})
        assert answer.status_code == status
        assert answer.headers["content-type"].startswith("text/html")
        assert words in answer.text
        assert '<html lang="nl">' in answer.text


def test_what_is_missing_at_the_interface_is_json_to_programs_and_a_page_to_people(
    client: TestClient,
) -> None:
    gone = "/api/v1/visits/0/files/pdf"
    assert client.get(gone).json()["problem"] == SAYS[404][0]
    followed = client.get(gone, headers=PAGE)
    assert "<h1" in followed.text and SAYS[404][0] in followed.text
    assert client.delete(gone, headers=PAGE).json()["problem"]


def test_settings_that_make_no_sense_are_the_visitors(app: FastAPI, client: TestClient) -> None:
    raising(app, SettingsError(Said("No."), Said("Yes.")))
    assert client.get("/api/v1/raise").status_code == 400
