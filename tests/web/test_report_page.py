"""The report as a page: the file as it is, with a bar, within a policy that lets only both run."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from browsers import browser
from fastapi import FastAPI
from fastapi.testclient import TestClient
from html_makers import ACT, URGENT, seen
from web_makers import ready_visit

from formcheck.batch.nouns import Outcome
from formcheck.batch.wire import as_json
from formcheck.report.bounds import ALONE, TOP, policy
from formcheck.report.compared.page import TEMPLATES as COMPARED
from formcheck.report.html.page import TEMPLATES
from formcheck.store import jobs, uploads
from formcheck.store.web_nouns import Upload
from formcheck.web.framing import CHUNK_BYTES, Bar, framed, served_policy

DUTCH = {"accept-language": "nl"}


@pytest.fixture
def mine(app: FastAPI) -> Upload:
    return ready_visit(app.state.engine, app.state.places, "anna", "2026-05-06")


def file_of(app: FastAPI, mine: Upload, lang: str = "en") -> Path:
    found: Path = app.state.places.results(mine.id, lang) / "report.html"
    return found


@pytest.mark.parametrize("name", ["report.html", "comparison.html"])
def test_both_reports_have_the_places_once_and_in_order(name: str) -> None:
    folder = TEMPLATES if name == "report.html" else COMPARED
    text = (folder / name).read_bytes()
    marks = [*ALONE, TOP]
    assert [text.count(mark) for mark in marks] == [1, 1, 1]
    assert sorted(marks, key=text.index) == marks
    assert text.index(ALONE[0]) < text.index(b"Content-Security-Policy") < text.index(ALONE[1])


def test_the_page_is_the_file_with_a_bar(client: TestClient, app: FastAPI, mine: Upload) -> None:
    file = file_of(app, mine).read_bytes()
    page = client.get(f"/visits/{mine.id}").content
    assert page.startswith(file[: file.index(ALONE[0])])
    assert page.endswith(file[file.index(TOP) + len(TOP) :])
    assert b"http-equiv" in file and b"http-equiv" not in page
    assert file_of(app, mine).read_bytes() == file
    tags = seen(page.decode())
    assert [one["src"] for one in tags.all("script") if "src" in one] == [
        "/static/page.js", "/static/visit.js"]  # fmt: skip
    assert {one["href"] for one in tags.all("link") if one["rel"] == "stylesheet"} == {
        "/static/served.css"}  # fmt: skip


def test_the_bar_brings_no_script_and_no_style_of_its_own(
    client: TestClient, app: FastAPI, mine: Upload
) -> None:
    page, file = client.get(f"/visits/{mine.id}").text, file_of(app, mine).read_text("utf-8")
    bar = page[page.index('<section class="served"') : page.index('<header class="top"')]
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=", bar)
    assert page.count("<script>") == file.count("<script>") == 1


def test_only_the_reports_own_script_and_the_servers_run(
    client: TestClient, app: FastAPI, mine: Upload
) -> None:
    told = client.get(f"/visits/{mine.id}").headers["content-security-policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in told.split(";"))
    script = re.search(r"<script>(.*?)</script>", file_of(app, mine).read_text("utf-8"), re.S)
    assert script is not None
    hash = b64encode(sha256(script[1].encode()).digest()).decode()
    assert rules == {
        "default-src": "'none'",
        "img-src": "data: 'self' blob:",
        "media-src": "data: blob: 'self'",
        "style-src": "'unsafe-inline' 'self'",
        "script-src": f"'sha256-{hash}' 'self'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "connect-src": "'self'",
        "font-src": "'self'",
        "frame-ancestors": "'none'",
    }


def test_the_policy_of_a_page_has_all_that_of_a_file_has() -> None:
    served = served_policy("abc")
    for rule in policy("abc").split("; "):
        name, what = rule.split(" ", 1)
        assert what in served or (name, what) == ("form-action", "'none'")


@pytest.mark.anyio
async def test_a_large_report_comes_in_pieces(tmp_path: Path) -> None:
    start = b"".join((ALONE[0], b"script-src 'sha256-" + b"a" * 43 + b"='", *ALONE[1:], TOP))
    file = tmp_path / "report.html"
    file.write_bytes(start + b"x" * (12 << 20))
    answer = framed(file, Bar("head", "top"))
    pieces = [len(bytes(piece)) async for piece in answer.body_iterator]
    assert sum(pieces) == len("headtop") + (12 << 20)
    assert max(pieces) <= CHUNK_BYTES


def test_a_file_without_places_is_shown_in_its_own_bounds(
    client: TestClient, app: FastAPI, mine: Upload
) -> None:
    for text in (b"<p>old</p>", ALONE[0] + b"no policy" + ALONE[1] + TOP):
        file_of(app, mine).write_bytes(text)
        answer = client.get(f"/visits/{mine.id}")
        assert answer.content == text
        assert answer.headers["content-security-policy"] == "sandbox allow-scripts"


def test_a_name_that_is_markup_stays_a_name(client: TestClient, app: FastAPI) -> None:
    name = "<script>alert(1)</script>.mp4"
    mine = ready_visit(app.state.engine, app.state.places, name=name)
    page = client.get(f"/visits/{mine.id}").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_before_there_is_a_report_one_sees_how_far_it_is(client: TestClient, app: FastAPI) -> None:
    new = uploads.begin_upload("anna", "a.mov", 10, app.state.engine)
    answer = client.get(f"/visits/{new.id}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/clips/{new.id}")


def test_another_sees_no_report(app: FastAPI, client: TestClient, mine: Upload) -> None:
    assert browser(app, "bert").get(f"/visits/{mine.id}").status_code == 404
    assert browser(app, "anna").get(f"/visits/{mine.id}").status_code == 200


def test_the_desk_can_correct_and_a_runner_cannot(
    app: FastAPI, client: TestClient, mine: Upload
) -> None:
    desk, runner = (one.get(f"/visits/{mine.id}").text for one in (client, browser(app, "anna")))
    for what in ("events", "scale", "person"):
        link = f'href="/visits/{mine.id}/{what}"'
        assert link in desk and link not in runner
    assert 'id="served-note"' in desk and 'id="served-note"' not in runner


def test_who_answered_nothing_yet_is_asked_kindly(client: TestClient, app: FastAPI) -> None:
    places, engine = app.state.places, app.state.engine
    card = 'class="served-card"'
    asked = ready_visit(engine, places)
    assert card in client.get(f"/visits/{asked.id}").text
    answered = ready_visit(engine, places, answers={"rest_days": 3})
    page = client.get(f"/visits/{answered.id}").text
    assert card not in page and "Change your answers" in page
    urgent = ready_visit(engine, places, red_flags=(URGENT,))
    assert card not in client.get(f"/visits/{urgent.id}").text


RED = {"saddle_numbness": True, "rest_days": 3}
RED_ADVICE = "Call a doctor now, also in the evening or at the weekend"


@pytest.mark.parametrize(("state", "told"), [
    ("open", 'data-status="renew"'), ("failed", "It went wrong. Look again."),
    ("stopped", 'data-status="behind"'), ("none", 'data-status="behind"'),
])  # fmt: skip
def test_a_red_flag_stands_before_all_and_instead_of_a_report_that_lacks_it(
    client: TestClient, app: FastAPI, mine: Upload, state: str, told: str
) -> None:
    engine = app.state.engine
    uploads.change_upload(mine.id, engine, answers=RED)
    if state != "none":
        job = jobs.ask("again", [mine.id], {}, "en", engine)
        failed = as_json(Outcome("x", "error", "It went wrong.", "Look again."))
        if state == "failed":
            jobs.end(job.id, "failed", failed, None, engine)
        elif state == "stopped":
            jobs.stop(job.id, engine)
    page = client.get(f"/visits/{mine.id}").text
    assert RED_ADVICE in page and told in page
    assert page.index("</header>") < page.index(RED_ADVICE) < page.index("served-about")
    assert ACT.headline not in page and "<main" not in page and page.endswith("</html>\n")
    assert 'data-open="download"' not in page


def test_lists_and_files_know_a_red_flag_before_the_report_does(
    client: TestClient, app: FastAPI, mine: Upload
) -> None:
    uploads.change_upload(mine.id, app.state.engine, answers=RED)
    for page in ("/visits", f"/people/{mine.runner}"):
        text = client.get(page).text
        assert RED_ADVICE in text and ACT.headline not in text
    told = client.get(f"/api/v1/visits/{mine.id}").json()
    assert (told["findings"], told["files"]) == ([], [])
    assert [flag["is_urgent"] for flag in told["red_flags"]] == [True, False]
    assert RED_ADVICE in told["red_flags"][0]["advice"]
    assert client.get(f"/api/v1/visits/{mine.id}/files/pdf").status_code == 404


def test_a_report_that_has_the_red_flag_is_shown(client: TestClient, app: FastAPI) -> None:
    flag = replace(URGENT, id="saddle_numbness")
    mine = ready_visit(app.state.engine, app.state.places, answers=RED, red_flags=(flag,))
    page = client.get(f"/visits/{mine.id}").text
    assert "served-ahead" not in page and "<main" in page


def test_what_was_answered_with_an_earlier_clip_is_asked_again(
    client: TestClient, app: FastAPI
) -> None:
    engine, places = app.state.engine, app.state.places
    asked = "Have you lost feeling between your legs or around your seat?"
    ready_visit(engine, places, "bert", answers=RED)
    first = ready_visit(engine, places, "anna", answers=RED)
    mine = ready_visit(engine, places, "anna")
    page = client.get(f"/visits/{mine.id}").text
    assert asked in page and "Is that still so?" in page
    uploads.change_upload(first.id, engine, answers={"saddle_numbness": False})
    assert asked not in client.get(f"/visits/{mine.id}").text


def test_in_another_language_the_report_that_is_there_is_shown(
    client: TestClient, app: FastAPI, mine: Upload
) -> None:
    assert "data-status" not in client.get(f"/visits/{mine.id}").text
    page = client.get(f"/visits/{mine.id}", headers=DUTCH).text
    assert '<html lang="en">' in page and 'data-status="translate" data-job=""' in page
    assert "in het Nederlands gezet" in page
    job = jobs.ask("again", [mine.id], {}, "nl", app.state.engine)
    page = client.get(f"/visits/{mine.id}", headers=DUTCH).text
    assert f'data-status="translate" data-job="{job.id}"' in page


def test_in_a_language_that_is_there_it_is_shown_in_it(client: TestClient, app: FastAPI) -> None:
    mine = ready_visit(app.state.engine, app.state.places, lang="nl")
    page = client.get(f"/visits/{mine.id}", headers=DUTCH).text
    assert '<html lang="nl">' in page and "data-status" not in page


def test_while_it_is_made_anew_the_page_says_so_and_when_that_failed_why(
    client: TestClient, app: FastAPI, mine: Upload
) -> None:
    job = jobs.ask("again", [mine.id], {}, "en", app.state.engine)
    page = client.get(f"/visits/{mine.id}").text
    assert f'data-status="renew" data-job="{job.id}"' in page
    failed = as_json(Outcome("x", "error", "It went wrong.", "Look again."))
    jobs.end(job.id, "failed", failed, None, app.state.engine)
    page = client.get(f"/visits/{mine.id}").text
    assert "It went wrong. Look again." in page and "data-again" in page


def test_what_was_stopped_does_not_begin_by_itself(
    client: TestClient, app: FastAPI, mine: Upload
) -> None:
    job = jobs.ask("again", [mine.id], {}, "nl", app.state.engine)
    jobs.stop(job.id, app.state.engine)
    page = client.get(f"/visits/{mine.id}", headers=DUTCH).text
    assert 'data-status="stopped"' in page and "data-again" in page
    assert "data-status" not in client.get(f"/visits/{mine.id}").text


def test_a_report_of_another_version_can_be_made_again(
    client: TestClient, app: FastAPI, mine: Upload, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("formcheck.web.pages.visit_bar.__version__", "9.0")
    page = client.get(f"/visits/{mine.id}").text
    assert 'data-status="older"' in page and "data-again" in page


def test_only_what_is_there_is_a_link_the_rest_is_made(client: TestClient, mine: Upload) -> None:
    page = seen(client.get(f"/visits/{mine.id}").text)
    links = {one["href"] for one in page.all("a") if "download" in one}
    makes = {one["data-make"] for one in page.all("button") if "data-make" in one}
    assert f"/api/v1/visits/{mine.id}/files/pdf" in links
    assert makes == {"png", "parquet", "curves", "landmarks", "trc", "mot", "sto", "c3d"}


def test_what_is_being_made_is_told_above_the_files(client: TestClient, mine: Upload) -> None:
    page = client.get(f"/visits/{mine.id}").text
    dialog = page[page.index('id="served-download"') :]
    assert dialog.index("data-making") < dialog.index("data-make=")


def test_who_does_not_delete_after_all_is_told_so(client: TestClient, mine: Upload) -> None:
    page = client.get(f"/visits/{mine.id}", headers=DUTCH).text
    dialog = page[page.index('id="served-delete"') :]
    assert "Niet verwijderen" in dialog and "Bewaren" not in dialog


def test_every_other_visit_of_the_runner_can_be_compared_with(
    client: TestClient, app: FastAPI, mine: Upload
) -> None:
    engine, places = app.state.engine, app.state.places
    other, bert = ready_visit(engine, places, "anna"), ready_visit(engine, places, "bert")
    page = seen(client.get(f"/visits/{mine.id}").text)
    assert [one["value"] for one in page.all("option")] == [other.id]
    assert bert.id not in page.source


@pytest.mark.parametrize(("lang", "change"), [("en", "and measure again"), ("nl", "opnieuw meten")])
def test_a_phone_reads_nothing_that_has_to_be_typed(
    app: FastAPI, client: TestClient, lang: str, change: str
) -> None:
    places, engine = app.state.places, app.state.engine
    mine = ready_visit(engine, places, "anna", lang=lang, findings=(), questionnaire={})
    told = {"accept-language": lang}
    text = seen(browser(app, "anna").get(f"/visits/{mine.id}", headers=told).text).text
    assert change in text
    assert not re.search(r"(?<![\w-])--[a-z]|formcheck (analyze|people|questionnaire)", text)


def test_what_is_done_less_often_stands_in_a_menu(
    app: FastAPI, client: TestClient, mine: Upload
) -> None:
    for who, parts in ((client, 6), (browser(app, "anna"), 2)):
        page = who.get(f"/visits/{mine.id}").text
        menu = page[page.index("data-more") : page.index("</details>", page.index("data-more"))]
        assert menu.count("<li>") == parts
        assert f'href="/clips/{mine.id}?again=true"' in menu and 'data-open="delete"' in menu
        assert "data-print" not in menu and 'data-open="compare"' not in menu
