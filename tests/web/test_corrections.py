"""Changes by hand over the wire: what is asked for stands in the file, and is measured with."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from browsers import browser
from fastapi import FastAPI
from fastapi.testclient import TestClient
from web_makers import ready_visit

from formcheck import by_hand, reopened
from formcheck.report.json_file import to_json
from formcheck.store import jobs, uploads
from formcheck.store.web_nouns import Upload
from formcheck.types import Analysis, ContactEdit, Corrections


@pytest.fixture
def visit(app: FastAPI, client: TestClient) -> Upload:
    return ready_visit(app.state.engine, app.state.places, "r07", "2026-05-06")


def measured(app: FastAPI, visit: Upload) -> Analysis:
    return reopened.analysis_at(app.state.places.results(visit.id, "en"))


def remeasured(app: FastAPI, visit: Upload, **changes: Any) -> None:
    """The results are there, as a job would have made them; the job is over."""
    file = reopened.analysis_file(app.state.places.results(visit.id, "en"))
    file.write_text(to_json(replace(measured(app, visit), **changes)), encoding="utf-8")
    for job in jobs.open_jobs(app.state.engine):
        jobs.end(job.id, "done", {}, None, app.state.engine)


def kept(app: FastAPI, visit: Upload) -> Corrections:
    path = by_hand.beside(app.state.places.clip(visit))
    return by_hand.parsed(path.read_text(encoding="utf-8"), path.name)


def put(client: TestClient, visit: Upload, **changes: Any) -> Any:
    return client.put(f"/api/v1/visits/{visit.id}/corrections", json=changes)


def contacts(client: TestClient, visit: Upload) -> dict[str, Any]:
    told: dict[str, Any] = client.get(f"/api/v1/visits/{visit.id}/contacts").json()
    return told


def test_contacts_are_those_of_the_analysis(
    app: FastAPI, client: TestClient, visit: Upload
) -> None:
    told = contacts(client, visit)
    wanted = measured(app, visit).gait.contacts
    assert [one["strike_s"] for one in told["contacts"]] == [one.strike_s for one in wanted]
    lefts = [one["number"] for one in told["contacts"] if one["side"] == "left"]
    assert lefts == list(range(1, len(lefts) + 1))
    assert told["is_measured"] and not told["edits"] and told["note"] == ""


def test_a_moved_contact_stands_in_the_file_and_asks_for_a_job(
    app: FastAPI, client: TestClient, visit: Upload
) -> None:
    one = contacts(client, visit)["contacts"][0]
    at = {"side": one["side"], "at_s": one["strike_s"]}
    answer = put(client, visit, moved=[at | {"strike_s": one["strike_s"] + 0.02}], note="late")
    assert answer.status_code == 202 and answer.json()["kind"] == "again"
    (edit,) = kept(app, visit).contacts
    assert (edit.kind, edit.side) == ("move", one["side"])
    assert math.isclose(edit.strike_s or 0, one["strike_s"] + 0.02, abs_tol=1e-4)
    assert edit.off_s is None and kept(app, visit).note == "late"
    assert kept(app, visit).clip_sha256 == measured(app, visit).clip.sha256


def test_changes_are_kept_in_the_time_in_which_they_were_seen(
    app: FastAPI, client: TestClient, visit: Upload
) -> None:
    """The clip plays slower than life: moments are real ones, and the file says by which clock."""
    clip = measured(app, visit).clip
    slow = replace(clip, slow_motion=replace(clip.slow_motion, factor=4.0))
    remeasured(app, visit, clip=slow)
    put(client, visit, excluded_s=[[0.5, 1.0]])
    assert kept(app, visit).slow_motion == 4.0
    assert kept(app, visit).excluded_s == ((0.5, 1.0),)


def test_contacts_are_added_and_removed(app: FastAPI, client: TestClient, visit: Upload) -> None:
    one = contacts(client, visit)["contacts"][1]
    gone = {"side": one["side"], "at_s": one["strike_s"]}
    put(client, visit, removed=[gone], added=[{"side": "left", "strike_s": 9.5, "off_s": 9.75}])
    assert sorted(edit.kind for edit in kept(app, visit).contacts) == ["add", "remove"]


def test_a_change_that_was_measured_can_be_changed_and_taken_back(
    app: FastAPI, client: TestClient, visit: Upload
) -> None:
    first = measured(app, visit).gait.contacts[0]
    now = replace(first, strike_s=first.strike_s + 0.02, by="user")
    edit = ContactEdit("move", first.side, first.strike_s, now.strike_s)
    gait = measured(app, visit).gait
    changed = replace(gait, contacts=(now, *gait.contacts[1:]))
    remeasured(app, visit, gait=changed, corrections=Corrections(contacts=(edit,)))
    told = contacts(client, visit)
    assert told["contacts"][0]["is_by_hand"] and "was moved" in told["edits"][0]["told"]
    at = {"side": now.side, "at_s": now.strike_s}
    put(client, visit, moved=[at | {"strike_s": now.strike_s + 0.02}])
    (again,) = kept(app, visit).contacts
    assert again.about_s == pytest.approx(first.strike_s, abs=1e-4)
    assert again.strike_s == pytest.approx(now.strike_s + 0.02, abs=1e-4)
    remeasured(app, visit)
    told_edit = {name: told["edits"][0][name] for name in ("kind", "side", "at_s")}
    put(client, visit, taken_back=[told_edit])
    assert kept(app, visit).contacts == ()


def test_what_could_not_be_measured_counts_no_more(
    app: FastAPI, client: TestClient, visit: Upload
) -> None:
    one = contacts(client, visit)["contacts"][0]
    at = {"side": one["side"], "at_s": one["strike_s"]}
    put(client, visit, removed=[at])
    for job in jobs.open_jobs(app.state.engine):
        jobs.end(job.id, "failed", {}, None, app.state.engine)
    put(client, visit, moved=[at | {"strike_s": one["strike_s"] + 0.02}])
    assert [edit.kind for edit in kept(app, visit).contacts] == ["move"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"moved": [{"strike_s": 99.0}]}, "eindigt voordat het begint"),
        ({"moved": [{"off_s": 99.0}]}, "duurt"),
        ({"removed": [{"at_s": 77.0}]}, "is er niet meer"),
        ({"excluded_s": [[3.0, 2.0]]}, "eindigt voordat het begint"),
        ({"known_length": [10, 10, 12, 10, 1.4]}, "passen niet bij elkaar"),
        ({"known_length": [10, 10, 400, 10, 0.0]}, "passen niet bij elkaar"),
        ({"vertical": [10, 10, 400, 20]}, "rechtop"),
    ],
)
def test_nonsense_is_refused_in_words_of_the_page(
    app: FastAPI, client: TestClient, visit: Upload, changes: dict[str, Any], words: str
) -> None:
    one = contacts(client, visit)["contacts"][0]
    at = {"side": one["side"], "at_s": one["strike_s"]}
    full = {
        k: [at | e for e in v] if v and isinstance(v[0], dict) else v for k, v in changes.items()
    }
    client.headers["accept-language"] = "nl"
    answer = put(client, visit, **full)
    assert answer.status_code == 400
    told = answer.json()
    assert words in told["problem"]
    assert "--" not in told["problem"] + told["hint"] and told["hint"]
    assert not by_hand.beside(app.state.places.clip(visit)).exists()
    assert not jobs.open_jobs(app.state.engine)


def test_a_contact_is_not_added_twice(app: FastAPI, client: TestClient, visit: Upload) -> None:
    two = [{"side": "left", "strike_s": 9.5, "off_s": 9.5 + s} for s in (0.2, 0.25)]
    assert put(client, visit, added=two).status_code == 400
    assert put(client, visit, added=[two[0], two[0]]).status_code == 202


def test_nobody_changes_what_is_being_measured(client: TestClient, visit: Upload) -> None:
    assert put(client, visit, note="one").status_code == 202
    second = put(client, visit, note="two")
    assert second.status_code == 400 and "being measured" in second.json()["problem"]


def test_a_length_and_an_upright_are_shown_and_taken_away(
    app: FastAPI, client: TestClient, visit: Upload
) -> None:
    put(client, visit, known_length=[310, 640, 910, 640, 1.4], vertical=[120, 80, 124, 610])
    assert kept(app, visit).known_length == (310, 640, 910, 640, 1.4)
    remeasured(app, visit)
    assert contacts(client, visit)["vertical"] == [120, 80, 124, 610]
    put(client, visit, known_length=False, vertical=False)
    assert (kept(app, visit).known_length, kept(app, visit).vertical) == (None, None)


def test_who_is_chosen_goes_before_who_was_asked_for(
    app: FastAPI, client: TestClient, visit: Upload
) -> None:
    uploads.change_upload(visit.id, app.state.engine, asked={"day": "2026-05-06", "person": 1})
    put(client, visit, person=2)
    assert kept(app, visit).person == 2
    now = uploads.upload(visit.id, app.state.engine)
    assert now is not None and now.asked == {"day": "2026-05-06"}
    remeasured(app, visit)
    put(client, visit, person=0)
    assert kept(app, visit).person is None


def test_where_nothing_was_measured_a_person_can_be_chosen(
    app: FastAPI, client: TestClient, visit: Upload
) -> None:
    for file in app.state.places.results(visit.id, "en").glob("*.json"):
        file.unlink()
    assert contacts(client, visit)["is_measured"] is False
    assert put(client, visit, person=2).json()["kind"] == "analyze"


def test_all_changes_are_forgotten(app: FastAPI, client: TestClient, visit: Upload) -> None:
    put(client, visit, excluded_s=[[0.5, 1.0]])
    remeasured(app, visit)
    answer = client.delete(f"/api/v1/visits/{visit.id}/corrections")
    assert (answer.status_code, answer.json()["kind"]) == (202, "again")
    assert not by_hand.beside(app.state.places.clip(visit)).exists()


def test_what_it_did_to_the_numbers_is_told(
    app: FastAPI, client: TestClient, visit: Upload
) -> None:
    path = f"/api/v1/visits/{visit.id}/effects"
    assert client.get(path).json() == {"rows": []}
    put(client, visit, excluded_s=[[0.5, 1.0]])
    first, *others = measured(app, visit).measurements
    assert first.value is not None
    changed = replace(first, value=first.value + 20, interval95=None, n=first.n + 1)
    remeasured(app, visit, measurements=(changed, *others))
    (row,) = client.get(path).json()["rows"]
    assert row["before"] != row["now"] and row["strides"] == f"{first.n} → {first.n + 1}"


def test_only_the_desk_corrects(app: FastAPI, client: TestClient, visit: Upload) -> None:
    runner = browser(app, "r07")
    for path in ("contacts", "effects", "desk", "desk/curves", "desk/still.png"):
        assert runner.get(f"/api/v1/visits/{visit.id}/{path}").status_code == 404
    assert runner.put(f"/api/v1/visits/{visit.id}/corrections", json={}).status_code == 404
    assert runner.delete(f"/api/v1/visits/{visit.id}/corrections").status_code == 404
    assert client.get(f"/api/v1/visits/{visit.id}/contacts").status_code == 200


@pytest.mark.parametrize(
    "changes",
    [
        {"excluded_s": [[-1, 2]]},
        {"added": [{"side": "middle", "strike_s": 1}]},
        {"person": -1},
        {"note": "x" * 501},
        {"unknown": 1},
        {"known_length": [1, 2, 3, 4]},
    ],
)
def test_what_is_no_change_is_refused(
    client: TestClient, visit: Upload, changes: dict[str, Any]
) -> None:
    assert put(client, visit, **changes).status_code == 422


def test_the_file_lies_beside_the_clip(app: FastAPI, client: TestClient, visit: Upload) -> None:
    put(client, visit, note="why")
    home: Path = app.state.places.folder(visit.id)
    (clip,) = home.glob("*.mp4")
    assert [file.name for file in home.glob("*.toml")] == [f"{clip.stem}.corrections.toml"]
