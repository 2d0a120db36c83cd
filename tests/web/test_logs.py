"""What the log says, and what it never says."""

from __future__ import annotations

import io
import json
import logging
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient

from formcheck.store import jobs, uploads
from formcheck.web import counted, logs, timed
from formcheck.web.app import API, create
from formcheck.web.config import Config

CANARY = "zeldzaam"  # a name, a code, a file, a word in an error; no line may have it


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def events(stream: io.StringIO) -> list[str]:
    return [line["event"] for line in lines(stream)]


def test_the_server_says_when_it_starts_and_ends(config: Config, log: io.StringIO) -> None:
    with TestClient(create(config)):
        pass
    assert events(log)[0] == "start"
    assert events(log)[-1] == "stop"
    assert lines(log)[0]["login"] is False
    assert lines(log)[0]["store"] == "file"


def test_a_story_leaves_no_name_code_or_file_name(config: Config, log: io.StringIO) -> None:
    app = create(config)

    @app.post("/broken/{id}")
    def broken(id: str) -> None:
        raise ValueError(f"{id} {CANARY}")

    kept = uploads.begin_upload(CANARY, f"{CANARY}.mp4", 9, app.state.engine)
    job = jobs.ask("analyze", (kept.id,), {"note": CANARY}, "nl", app.state.engine)
    with TestClient(app, raise_server_exceptions=False, headers={"user-agent": CANARY}) as client:
        for path in (f"/{CANARY}", f"/people/{CANARY}", f"{API}/uploads/{kept.id}?runner={CANARY}"):
            client.get(path, headers={"cookie": f"formcheck_lang={CANARY}"})
        client.request(CANARY.upper(), "/")
        client.post(f"/broken/{CANARY}?x={CANARY}")
        logs.job_begun(job)
        logs.job_ended(job, "failed", 2.04, "crashed")
        logs.job_ended(job, "failed", 2.04, f"No clip {CANARY}.mp4")
        _fails(CANARY)
        logging.getLogger("some.library").error("could not open %s", CANARY)
        logging.getLogger("some.library").error(f"could not open {CANARY}")
        logging.getLogger("uvicorn.error").error("no %s", CANARY)
    told = log.getvalue()
    assert {"request", "job_begun", "job_ended", "error", "library"} <= set(events(log))
    assert CANARY not in told.lower()
    assert kept.id not in told
    assert job.id not in told
    assert "testclient" not in told


def _fails(word: str) -> None:
    try:
        raise KeyError(word)
    except KeyError as error:
        logs.failed("a1b2", error)
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application\n")


def test_a_request_is_told_by_its_template(config: Config, log: io.StringIO) -> None:
    with TestClient(create(config), base_url="http://127.0.0.1:8000") as client:
        client.get("/static/page.js")
        client.get("/nothing/here")
        client.get("/health")
    told = [line for line in lines(log) if line["event"] == "request"]
    assert [(one["route"], one["status"]) for one in told] == [("/static", 200), ("(none)", 404)]
    assert told[0]["sent"] > 100
    assert told[0]["total_ms"] >= told[0]["ms"] > 0


def test_routes_of_the_interface_have_its_prefix() -> None:
    assert timed.PREFIX == API
    app = FastAPI()
    path, route = f"{API}/jobs/7", type("Route", (), {"path": "/jobs/{id}"})()
    scope = {"type": "http", "path": path, "route": route, "app": app}
    assert timed.route_of(scope) == f"{API}/jobs/{{id}}"
    assert timed.route_of({**scope, "path": "/jobs/7"}) == "/jobs/{id}"


def test_an_error_says_where_and_no_words(log: io.StringIO) -> None:
    _fails(CANARY)
    told = lines(log)[0]
    assert told["number"] == "a1b2"
    assert told["error"] == "KeyError"
    assert told["raised_at"].startswith("web/test_logs.py:")


def test_an_error_in_formcheck_names_the_file_and_line(log: io.StringIO) -> None:
    try:
        Path("/nowhere").relative_to("/elsewhere")
    except ValueError as error:
        assert logs.facts_of(error)["where"] is None
    from formcheck.web.places import Places

    try:
        Places(Path()).folder("../x")
    except ValueError as error:
        assert logs.facts_of(error)["where"].startswith("web/places.py:")


def test_a_terminal_gets_words_and_not_json() -> None:
    record = logging.LogRecord(logs.LOG.name, logging.INFO, "", 0, "request", None, None)
    record.facts = {"route": "/", "status": 200, "trouble": None}
    said = logs.Readable().format(record)
    assert said.endswith("info    request      route=/ status=200")


def test_a_terminal_gets_no_line_for_each_request(log: io.StringIO) -> None:
    stream = io.StringIO()
    logs.set_up(stream, readable=True)
    logs.answered({"route": "/"})
    logs.warned("ageing_failed", error="OSError")
    assert "request" not in stream.getvalue()
    assert "warning ageing_failed error=OSError" in stream.getvalue()


def test_jobs_are_counted_by_kind_and_outcome(config: Config, log: io.StringIO) -> None:
    app = create(config)
    kept = uploads.begin_upload("r07", "a.mp4", 9, app.state.engine)
    job = jobs.ask("check", (kept.id,), {}, "nl", app.state.engine)
    labels = {"kind": "check", "outcome": "done"}
    before = counted.REGISTRY.get_sample_value("formcheck_job_seconds_count", labels) or 0
    logs.job_ended(job, "done", 3.0)
    assert counted.REGISTRY.get_sample_value("formcheck_job_seconds_count", labels) == before + 1
    app.state.engine.dispose()
