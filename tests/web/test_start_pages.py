"""A runner's pages say, in both languages, where a clip is and what to do next."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from browsers import browser
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from formcheck import advice
from formcheck.advice import questionnaire
from formcheck.batch.nouns import Outcome
from formcheck.batch.wire import as_json
from formcheck.store import jobs, uploads
from formcheck.store.web_nouns import JobKind, Upload
from formcheck.types.said import Said
from formcheck.web.config import LARGEST_BYTES

LOOKED: Mapping[str, Any] = {
    "doing": "running",
    "view": "side",
    "cadence_spm": 168.2,
    "n_people": 1,
    "verdict": {
        "word": "usable",
        "line": "This clip is usable: some numbers are less sure than they could be.",
    },
    "faults": [
        {
            "name": "strides",
            "detail": "few strides",
            "advice": "Film at least 10 seconds of even running.",
            "level": 0.4,
        }
    ],
    "warnings": [],
    "duration_s": 10.0,
    "width": 1080,
    "height": 1920,
    "fps": 30.0,
    "slow_motion": {"factor": 1.0, "reason": ""},
    "filmed_on": None,
}
WHY = as_json(
    Outcome("x", "unreadable", Said("It is no film."), Said("Film with the phone's own camera."))  # type: ignore[arg-type]
)


@pytest.fixture
def store(app: FastAPI) -> Engine:
    engine: Engine = app.state.engine
    return engine


def arrived(store: Engine, **fields: Any) -> Upload:
    """A clip of which all bytes are there."""
    made = uploads.begin_upload("me", "IMG_1.mov", 1000, store)
    fields = {"state": "ready", "n_received": 1000, "looked": dict(LOOKED)} | fields
    uploads.change_upload(made.id, store, **fields)
    found = uploads.upload(made.id, store)
    assert found is not None
    return found


def ended(clip: Upload, kind: JobKind, state: Any, store: Engine, **outcome: Any) -> None:
    """A job about it that has ended so."""
    job = jobs.ask(kind, [clip.id], {}, "en", store)
    jobs.end(job.id, state, outcome, None, store)


def read(client: TestClient, path: str, lang: str) -> str:
    """The text of a page as somebody reads it: no tags, one space between words."""
    answer = client.get(path, headers={"accept-language": lang}, follow_redirects=False)
    assert answer.status_code == 200
    plain = re.sub(r"<[^>]*>", " ", re.sub(r"(?s)<head>.*?</head>", "", answer.text))
    return " ".join(plain.split())


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ["Film now", "Choose a clip", "4 to 6 metres", "It stays on this server"]),
        ("nl", ["Film nu", "Kies een filmpje", "4 tot 6 meter", "Het blijft op deze server"]),
    ],
)
def test_the_first_page_says_how_to_film_and_takes_a_clip(
    client: TestClient, lang: str, words: list[str]
) -> None:
    text = read(client, "/", lang)
    assert [word for word in words if word not in text] == []


def test_the_first_page_films_with_the_camera_or_takes_a_file(client: TestClient) -> None:
    html = client.get("/").text
    assert re.search(r'id="film" type="file"[^>]* accept="video/\*" capture="environment"', html)
    assert re.search(r'id="choose" type="file"[^>]* accept="video/\*">', html)
    assert f'data-largest="{LARGEST_BYTES}"' in html


def test_every_drawing_of_the_pages_is_there_and_named(client: TestClient) -> None:
    html = client.get("/").text + client.get("/help").text
    shown = set(re.findall(r'src="(/static/drawings/\w+\.svg)"', html))
    assert len(shown) == 5
    for path in shown:
        assert "<title" in client.get(path).text
    assert all(alt for alt in re.findall(r'<img[^>]*alt="([^"]*)"', html))


@pytest.mark.parametrize(("lang", "words"), [("en", "Report is ready"), ("nl", "Rapport is klaar")])
def test_earlier_clips_are_listed_with_what_became_of_them(
    client: TestClient, store: Engine, lang: str, words: str
) -> None:
    done = arrived(store)
    ended(done, "analyze", "done", store)
    waiting = arrived(store)
    html = client.get("/", headers={"accept-language": lang}).text
    assert words in html
    assert f'href="/visits/{done.id}"' in html
    assert f'href="/clips/{waiting.id}"' in html


def test_a_runner_sees_only_clips_of_its_own_and_is_asked_for_no_code(
    app: FastAPI, store: Engine
) -> None:
    mine = uploads.begin_upload("r07", "mine.mp4", 10, store)
    others = uploads.begin_upload("r08", "others.mp4", 10, store)
    runner, desk = browser(app, "r07"), browser(app)
    html = runner.get("/").text
    assert mine.id in html
    assert others.id not in html
    assert 'id="runner"' not in html
    assert '<option value="r08">' in desk.get("/").text
    for path in ("/clips/{}", "/clips/{}/now", "/visits/{}/questions"):
        assert runner.get(path.format(mine.id)).status_code == 200
        assert runner.get(path.format(others.id)).status_code == 404


def test_the_name_of_a_clip_is_only_text(client: TestClient, store: Engine) -> None:
    made = uploads.begin_upload("me", "<script>alert(1)</script>.mp4", 10, store)
    for path in ("/", f"/clips/{made.id}"):
        assert "<script>alert" not in client.get(path).text


def test_no_page_has_a_script_or_a_style_of_its_own(client: TestClient, store: Engine) -> None:
    clip = arrived(store)
    for path in ("/", "/help", f"/clips/{clip.id}", f"/visits/{clip.id}/questions"):
        html = client.get(path).text
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", html), path


POINTS: Mapping[str, tuple[Mapping[str, Any], tuple[JobKind, Any] | None, str, str]] = {
    "arriving": (
        {"state": "arriving", "n_received": 430, "looked": {}},
        None,
        "43 % has arrived.",
        "43 % is binnen.",
    ),
    "checking": (
        {"state": "arrived", "looked": {}},
        ("check", None),
        "We take a quick look",
        "We kijken snel",
    ),
    "looked": (
        {},
        ("check", "done"),
        "Running, seen from the side, about 170 steps/min.",
        "Hardlopen, van opzij gezien, ongeveer 170 passen/min.",
    ),
    "measuring": ({}, ("analyze", None), "Stop measuring", "Stop het meten"),
    "stopped": ({}, ("analyze", "stopped"), "Measuring was stopped.", "Het meten is gestopt."),
    "failed": ({}, ("analyze", "failed"), "It could not be measured", "Het meten is niet gelukt"),
    "refused": (
        {"state": "refused", "looked": {}, "trouble": WHY},
        None,
        "It is no film. Film with the phone's own camera.",
        "Dit filmpje is niet bruikbaar",
    ),
}


@pytest.mark.parametrize("lang", ["en", "nl"])
@pytest.mark.parametrize("point", POINTS)
def test_a_clips_page_says_where_it_is(
    client: TestClient, store: Engine, point: str, lang: str
) -> None:
    fields, job, english, dutch = POINTS[point]
    clip = arrived(store, **fields)
    if job is not None and job[1] is None:
        jobs.ask(job[0], [clip.id], {}, "en", store)
    elif job is not None:
        ended(clip, job[0], job[1], store)
    words = english if lang == "en" else dutch
    for path in (f"/clips/{clip.id}", f"/clips/{clip.id}/now"):
        assert words in read(client, path, lang).replace("&#39;", "'")


def test_a_good_look_leads_to_measuring_and_a_bad_one_to_filming_again(
    client: TestClient, store: Engine
) -> None:
    good, bad = arrived(store), arrived(store, looked={**LOOKED, "doing": "walking"})
    main = r'class="(?:button )?main big"[^>]*>([^<]*)<'
    assert re.findall(main, client.get(f"/clips/{good.id}/now").text) == ["Measure this clip"]
    assert re.findall(main, client.get(f"/clips/{bad.id}/now").text) == ["Film again"]


@pytest.mark.parametrize("n_people", [1, 3])
def test_several_people_can_be_chosen_from_afterwards(
    client: TestClient, store: Engine, n_people: int
) -> None:
    clip = arrived(store, looked={**LOOKED, "n_people": n_people})
    text = read(client, f"/clips/{clip.id}/now", "nl")
    assert ("Er zijn 3 mensen in beeld." in text) == (n_people == 3)


def test_what_was_said_before_stands_in_the_fields(client: TestClient, store: Engine) -> None:
    arrived(store, asked={"height_m": 1.785})
    clip = arrived(store, asked={"speed_mps": 3.0, "surface": "treadmill"})
    html = client.get(f"/clips/{clip.id}", headers={"accept-language": "nl"}).text
    assert re.search(r'id="height_cm"[^>]*value="178,5"', html)
    assert "Dit vulde je de vorige keer in." in html
    assert re.search(r'id="speed_kmh"[^>]*value="10,8"', html)
    assert re.search(r'value="treadmill" checked', html)


def test_a_measured_clip_is_its_report_unless_it_is_measured_again(
    client: TestClient, store: Engine
) -> None:
    clip = arrived(store)
    ended(clip, "analyze", "done", store)
    answer = client.get(f"/clips/{clip.id}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/visits/{clip.id}")
    assert "Measure again" in client.get(f"/clips/{clip.id}?again=true").text


@pytest.mark.parametrize("path", ["/clips/{}", "/clips/{}/now", "/visits/{}/questions"])
def test_a_clip_that_is_not_there_has_no_page(client: TestClient, path: str) -> None:
    assert client.get(path.format("0" * 32)).status_code == 404


def test_the_questionnaire_asks_everything_and_keeps_what_was_answered(
    client: TestClient, store: Engine
) -> None:
    clip = arrived(store, answers={"saddle_numbness": True, "rest_days": 2.5, "pain_side": "left"})
    html = client.get(f"/visits/{clip.id}/questions", headers={"accept-language": "nl"}).text
    for one in questionnaire.questionnaire().all:
        assert f'name="{one.id}"' in html
    assert re.search(r'name="saddle_numbness" value="yes" checked', html)
    assert re.search(r'name="rest_days"[^>]*value="2,5"', html)
    assert re.search(r'name="pain_side" value="left" checked', html)
    assert re.search(r'name="night_pain" value="" checked', html)


def test_a_red_flag_that_was_answered_yes_shows_its_advice_at_once(
    client: TestClient, store: Engine
) -> None:
    clip = arrived(store, answers={"saddle_numbness": True})
    html = client.get(f"/visits/{clip.id}/questions", headers={"accept-language": "nl"}).text
    told = dict(re.findall(r'data-flag="(\w+)" (hidden|)>', html))
    assert len(told) == len(questionnaire.questionnaire().flags)
    assert [flag for flag, hidden in told.items() if not hidden] == ["saddle_numbness"]
    assert "Bel nu met spoed je huisarts" in html


def test_the_questions_lead_back_to_where_the_clip_is(client: TestClient, store: Engine) -> None:
    clip = arrived(store)
    path = f"/visits/{clip.id}/questions"
    assert f'data-back="/clips/{clip.id}"' in client.get(path).text
    ended(clip, "analyze", "done", store)
    assert f'data-back="/visits/{clip.id}"' in client.get(path).text


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_help_holds_the_five_answers_and_every_red_flag(client: TestClient, lang: str) -> None:
    text = read(client, "/help", lang).replace("&#39;", "'")
    handbook = advice.handbook(lang)
    assert len(handbook.answers) == 5
    wanted = [one.answer for one in handbook.answers]
    wanted += [handbook.what_it_is, handbook.what_it_is_not]
    assert [words for words in wanted if words not in text] == []
    assert len(re.findall(r"<dt>", client.get("/help").text)) == 13


def test_every_script_of_the_pages_is_there(client: TestClient, store: Engine) -> None:
    clip = arrived(store)
    for path in ("/", f"/clips/{clip.id}", f"/visits/{clip.id}/questions"):
        for src in re.findall(r'(?:src|href)="(/static/[^"]+)"', client.get(path).text):
            assert client.get(src).status_code == 200, src
    static = Path(__file__).parents[2] / "formcheck/web/static"
    for script in static.glob("*.js"):
        for name in re.findall(r'from "\./([\w.]+)"', script.read_text(encoding="utf-8")):
            assert (static / name).is_file(), name


def test_at_home_the_field_for_somebody_else_is_folded_away(app: FastAPI, store: Engine) -> None:
    uploads.begin_upload("me", "mine.mp4", 10, store)
    folded = '<details class="other">'
    alone = browser(app).get("/").text
    assert folded in alone and 'value=""' in alone
    given = browser(app).get("/?runner=r07").text
    assert folded not in given and 'value="r07"' in given
    uploads.begin_upload("r08", "others.mp4", 10, store)
    assert folded not in browser(app).get("/").text


def test_where_a_key_is_needed_the_field_is_in_sight(locked: FastAPI) -> None:
    html = browser(locked).get("/").text
    assert 'id="runner"' in html and '<details class="other">' not in html


def test_the_desk_itself_has_a_word_in_its_language(app: FastAPI, store: Engine) -> None:
    made = uploads.begin_upload("me", "mine.mp4", 10, store)
    uploads.begin_upload("r08", "others.mp4", 10, store)
    desk = browser(app)
    for path, shown in (
        ("/", "ik ·"),
        (f"/clips/{made.id}", "· ik ·"),
        ("/visits", "<strong>ik</strong>"),
        ("/people", '<a href="/people/me">ik</a>'),
        ("/people/me", "<h1>ik</h1>"),
    ):
        assert shown in desk.get(path, headers={"accept-language": "nl"}).text, path
        assert shown.replace("ik", "me") in desk.get(path).text, path


def test_help_reads_what_never_changes_once(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = {lang: read(client, "/help", lang) for lang in ("en", "nl")}
    monkeypatch.delattr(tomllib, "loads")
    assert {lang: read(client, "/help", lang) for lang in ("en", "nl")} == first


def test_nothing_of_one_visitor_stands_in_the_help_of_another(
    app: FastAPI, client: TestClient
) -> None:
    word = re.compile(r'name="csrf" content="([^"]+)"')
    words = [word.findall(one.get("/help").text) for one in (client, browser(app, "anna"))]
    assert words[0] != words[1]
    assert "/people" in client.get("/help").text
    assert "/people" not in browser(app, "anna").get("/help").text
