"""Two visits of one runner are compared; of two runners they are not."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from browsers import browser
from fastapi import FastAPI
from fastapi.testclient import TestClient
from web_makers import lines_study, ready_visit, write_lines

from formcheck.errors import SettingsError
from formcheck.store import jobs, uploads
from formcheck.store.web_nouns import Upload
from formcheck.web.work.comparing import compare
from formcheck.web.work.nouns import Work

API = "/api/v1/comparisons"
Visit = Callable[..., Upload]


@pytest.fixture
def visit(app: FastAPI) -> Visit:
    def make(runner: str, day: str) -> Upload:
        return ready_visit(app.state.engine, app.state.places, runner, day)

    return make


@pytest.fixture
def two(visit: Visit) -> tuple[Upload, Upload]:
    """The later visit was handed in first."""
    later, earlier = visit("anna", "2026-09-02"), visit("anna", "2026-05-06")
    return earlier, later


def do(app: FastAPI, id: str) -> None:
    """The job is done, as a worker would; a runner made of lines has no pictures."""
    job, config = jobs.job(id, app.state.engine), app.state.config
    assert job is not None
    for clip in (uploads.upload(one, app.state.engine) for one in job.uploads):
        assert clip is not None
        app.state.places.clip(clip).unlink(missing_ok=True)
    out = app.state.places.comparison(id)
    work = Work(id, job.kind, out, config.data, config.store, job.uploads, job.asked, job.lang)
    compare(work, lambda stage, done, total: None)
    jobs.end(id, "done", {}, None, app.state.engine)


def asked(client: TestClient, one: Upload, other: Upload, **headers: str) -> str:
    answer = client.post(API, json={"before": one.id, "after": other.id}, headers=headers)
    assert answer.status_code == 202
    return str(answer.json()["id"])


def test_two_visits_are_compared_in_order_of_their_days(
    client: TestClient, app: FastAPI, two: tuple[Upload, Upload]
) -> None:
    earlier, later = two
    id = asked(client, later, earlier)
    told = client.get(f"{API}/{id}").json()
    assert (told["before"], told["after"]) == (earlier.id, later.id)
    assert (told["is_ready"], told["state"], told["files"]) == (False, "waiting", [])
    do(app, id)
    told = client.get(f"{API}/{id}").json()
    assert told["is_ready"] and told["days"] == ["2026-05-06", "2026-09-02"]
    assert {one["format"] for one in told["files"]} >= {"pdf", "html", "csv", "json"}
    page = client.get(f"/comparisons/{id}")
    assert "What changed in your running" in page.text
    assert f'data-before="{earlier.id}"' in page.text
    assert "sha256-" in page.headers["content-security-policy"]
    table = client.get(f"{API}/{id}/files/csv")
    name = "formcheck-anna-2026-05-06-and-2026-09-02-changes.csv"
    assert table.headers["content-disposition"] == f'attachment; filename="{name}"'


def test_what_was_compared_is_not_compared_again(
    client: TestClient, app: FastAPI, two: tuple[Upload, Upload]
) -> None:
    id = asked(client, *two)
    assert asked(client, *reversed(two)) == id
    do(app, id)
    assert asked(client, *two) == id
    assert asked(client, *two, **{"accept-language": "nl"}) != id


def test_after_a_change_it_is_compared_again(
    client: TestClient, app: FastAPI, two: tuple[Upload, Upload]
) -> None:
    id, places = asked(client, *two), app.state.places
    kept = places.clip(two[1])
    do(app, id)
    assert not client.get(f"{API}/{id}").json()["is_outdated"]
    made = places.comparison(id) / "comparison.html"
    os.utime(made, (1, 1))
    write_lines(lines_study(kept, two[1].sha256, "en", "2026-09-02"),
                places.results(two[1].id, "en"))  # fmt: skip
    assert client.get(f"{API}/{id}").json()["is_outdated"]
    assert "was changed since" in client.get(f"/comparisons/{id}").text
    assert asked(client, *two) != id


def test_two_runners_are_not_compared(client: TestClient, app: FastAPI, visit: Visit) -> None:
    anna, bert = visit("anna", "2026-05-06"), visit("bert", "2026-09-02")
    answer = client.post(API, json={"before": anna.id, "after": bert.id})
    assert answer.status_code == 400
    assert "two different runners" in answer.json()["problem"]
    job = jobs.ask("compare", [anna.id, bert.id], {}, "en", app.state.engine)
    with pytest.raises(SettingsError, match="two different runners"):
        do(app, job.id)


def test_one_visit_is_not_compared_with_itself(client: TestClient, visit: Visit) -> None:
    anna = visit("anna", "2026-05-06")
    answer = client.post(API, json={"before": anna.id, "after": anna.id})
    assert (answer.status_code, "itself" in answer.json()["problem"]) == (400, True)


def test_without_a_report_nothing_is_compared(
    client: TestClient, app: FastAPI, visit: Visit
) -> None:
    anna = visit("anna", "2026-05-06")
    new = uploads.begin_upload("anna", "a.mov", 10, app.state.engine)
    answer = client.post(API, json={"before": anna.id, "after": new.id})
    assert (answer.status_code, "no report yet" in answer.json()["problem"]) == (400, True)


def test_another_neither_sees_nor_deletes_it(
    client: TestClient, app: FastAPI, two: tuple[Upload, Upload]
) -> None:
    id, bert, anna = asked(client, *two), browser(app, "bert"), browser(app, "anna")
    do(app, id)
    assert bert.get(f"{API}/{id}").status_code == 404
    assert bert.get(f"{API}/{id}/files/pdf").status_code == 404
    assert bert.get(f"/comparisons/{id}").status_code == 404
    assert bert.delete(f"{API}/{id}").status_code == 404
    assert (bert.get(API).json(), len(anna.get(API).json())) == ([], 1)
    theirs = {"before": two[0].id, "after": two[1].id}
    assert bert.post(API, json=theirs).status_code == 404
    assert anna.get(f"/comparisons/{id}").status_code == 200


def test_a_job_of_another_kind_is_no_comparison(
    client: TestClient, app: FastAPI, two: tuple[Upload, Upload]
) -> None:
    job = jobs.ask("again", [two[0].id], {}, "en", app.state.engine)
    assert client.get(f"{API}/{job.id}").status_code == 404
    assert client.delete(f"{API}/{job.id}").status_code == 404
    assert jobs.job(job.id, app.state.engine) is not None


def test_deleted_it_is_gone_and_the_visits_stay(
    client: TestClient, app: FastAPI, two: tuple[Upload, Upload]
) -> None:
    id = asked(client, *two)
    do(app, id)
    folder: Path = app.state.places.comparison(id)
    assert folder.is_dir()
    assert client.delete(f"{API}/{id}").status_code == 204
    assert not folder.exists()
    assert (client.get(f"{API}/{id}").status_code, client.get(API).json()) == (404, [])
    assert client.get(f"/api/v1/visits/{two[0].id}").json()["is_ready"]


def test_the_list_of_visits_shows_it(client: TestClient, two: tuple[Upload, Upload]) -> None:
    assert "comparisons-title" not in client.get("/visits").text
    id = asked(client, *two)
    page = client.get("/visits").text
    assert f'href="/comparisons/{id}"' in page
    assert "6 May 2026 – 2 September 2026" in page


def test_while_it_is_made_its_page_says_so_and_when_it_failed_why(
    client: TestClient, app: FastAPI, two: tuple[Upload, Upload]
) -> None:
    from formcheck.batch.nouns import Outcome
    from formcheck.batch.wire import as_json

    id = asked(client, *two)
    assert f'data-job="{id}"' in client.get(f"/comparisons/{id}").text
    failed = as_json(Outcome("x", "error", "A visit is gone.", "Look again."))
    jobs.end(id, "failed", failed, None, app.state.engine)
    page = client.get(f"/comparisons/{id}").text
    assert "A visit is gone. Look again." in page and "data-again" in page
