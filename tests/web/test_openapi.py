"""The HTTP interface is as it describes itself, whatever is asked of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from browsers import KEY, stranger
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.generation.jsonschema import builder
from schemathesis.specs.openapi.checks import positive_data_acceptance
from web_makers import ready_visit

from formcheck.store import accounts, jobs
from formcheck.store.uploads import all_uploads
from formcheck.web import keys
from formcheck.web.app import create
from formcheck.web.config import Config

# Loaded here and not in the depth of a test: pytest reads its source with `ast`, and Python 3.11.7
# was seen to fail at that there ("AST constructor recursion depth mismatch").
assert builder

PROGRAM = {"Authorization": f"Bearer {KEY}"}
ROUTE = "/api/v1/openapi.json"
MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
# What the description cannot say is refused as well: no runner's code, more bytes than fit.
LEFT_OUT = [positive_data_acceptance]


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FastAPI]:
    """A server of a clinic with two visits of a runner; nobody counts what is asked."""
    monkeypatch.setitem(accounts._SCRYPT, "n", 16)
    names = ("testserver", "localhost")
    app = create(Config(tmp_path / "data", login=True, workers=0, names=names))
    store = app.state.engine
    accounts.set_key(accounts.desk(store).id, keys.plain(KEY), store)
    for buckets in (app.state.doors.wrong, app.state.doors.wrong_all, app.state.traffic.asked):
        buckets.most = 1e12
    yield app
    store.dispose()


def known(app: FastAPI) -> dict[str, Any]:
    """Parts of addresses that are those of something: of two visits, made anew where gone."""
    store, places = app.state.engine, app.state.places
    visits = all_uploads("anna", store)
    if len(visits) < 2:
        visits = tuple(ready_visit(store, places, "anna", f"2026-05-0{day}") for day in (6, 7))
    job = jobs.ask("compare", [one.id for one in visits[:2]], {}, "en", store)
    return {"id": visits[0].id, "job": job.id, "code": "anna", "format": "csv", "file": "film.mp4"}


def asked(app: FastAPI, most: int) -> list[str]:
    """All that was answered otherwise than described, each operation asked so often in each way."""
    told = schemathesis.openapi.from_asgi(ROUTE, app, headers=PROGRAM)
    wrong = []
    for found in told.get_all_operations():
        operation, there = found.ok(), known(app)
        if operation.path.startswith("/api/v1/jobs"):
            there |= {"id": there["job"]}
        for mode in MODES:
            cases = operation.as_strategy(generation_mode=mode)
            if trouble := trouble_of(cases, there if mode == MODES[0] else {}, most):
                wrong.append(f"{operation.label}: {trouble}")
    return wrong


def trouble_of(cases: st.SearchStrategy[Case], there: dict[str, Any], most: int) -> str:
    @settings(
        max_examples=most, deadline=None, database=None, derandomize=True,
        suppress_health_check=list(HealthCheck), phases=[Phase.generate],
    )  # fmt: skip
    @given(cases, st.booleans())
    def each(case: Case, is_there: bool) -> None:
        if is_there:
            case.path_parameters |= {k: there[k] for k in case.path_parameters if k in there}
        if case.path.endswith("/events") and is_there:
            return  # the job is never done, so that its stream has no end
        if any(isinstance(value, dict | list) for value in (case.query or {}).values()):
            return  # in a query {} and [] are nothing at all, and a list of one is that one
        case.call_and_validate(headers=PROGRAM, excluded_checks=LEFT_OUT)

    try:
        each()
    except BaseExceptionGroup as error:
        return "; ".join(str(one) for one in error.exceptions)
    return ""


def test_the_interface_answers_as_described(served: FastAPI) -> None:
    assert not asked(served, 2)


@pytest.mark.slow
def test_the_interface_answers_as_described_however_often(served: FastAPI) -> None:
    assert not asked(served, 40)


def test_the_description_says_how_to_come_in(served: FastAPI) -> None:
    told = stranger(served).get(ROUTE, headers=PROGRAM).json()
    assert told["openapi"].startswith("3.1")
    schemes = told["components"]["securitySchemes"]
    assert schemes["key"]["scheme"] == "bearer"
    assert (schemes["session"]["in"], schemes["session"]["name"]) == ("cookie", "formcheck_session")
    assert schemes["word"]["in"] == "header"
    begin = told["paths"]["/api/v1/uploads"]
    assert begin["get"]["security"] == [{"key": []}, {"session": []}]
    assert begin["post"]["security"] == [{"key": []}, {"session": [], "word": []}]


def test_every_operation_says_what_can_go_wrong(served: FastAPI) -> None:
    told = stranger(served).get(ROUTE, headers=PROGRAM).json()
    problem = "#/components/schemas/Problem"
    for path, operations in told["paths"].items():
        for method, operation in operations.items():
            for status in ("401", "404", "422", "429"):
                answer = operation["responses"][status]["content"]["application/json"]
                assert answer["schema"]["$ref"] == problem, (method, path)
            assert operation["summary"], path
    assert "HTTPValidationError" not in told["components"]["schemas"]


def test_all_operations_are_under_one_roof(served: FastAPI) -> None:
    told = stranger(served).get(ROUTE, headers=PROGRAM).json()
    assert all(path.startswith("/api/v1/") for path in told["paths"])
