"""`formcheck compare`: analyses, folders and clips beside each other."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest


@pytest.fixture
def results(typed, known, place) -> Path:
    """A folder of results of the clip, with its speed told."""
    folder = place / "first.formcheck"
    words = ("--speed-kmh", 10, "--shoes", "old pair", "--formats", "json", "--out", folder)
    assert typed("analyze", known, *words).returncode == 0
    return folder


@pytest.fixture
def edited(results, place):
    """Another analysis, made from that one by changing its JSON."""

    def edited(name: str, change) -> Path:
        (file,) = results.glob("*.formcheck.json")
        told = json.loads(file.read_text(encoding="utf-8"))
        told["clip"]["sha256"] = "c" * 64
        change(told)
        path = place / f"{name}.formcheck.json"
        path.write_text(json.dumps(told), encoding="utf-8")
        return path

    return edited


def quicker(told) -> None:
    for m in told["measurements"]:
        if m["id"] == "cadence":
            m["value"], m["interval95"] = m["value"] + 15, [v + 15 for v in m["interval95"]]


def test_a_clip_and_its_analysis_are_one_run(typed, results, known, place):
    answer = typed("compare", results, known, "--formats", "json,csv")
    assert answer.returncode == 0
    assert "these are the same pictures" in answer.stdout
    told = json.loads((place / "monday.compare" / "comparison.json").read_text(encoding="utf-8"))
    assert told["is_one_run"] and told["by_chance"] == 0
    assert not [c for c in told["changes"] if c["course"] in ("more", "less")]


def test_the_json_is_as_its_schema_says(typed, results, edited):
    schema = json.loads(typed("schema", "--of", "comparison").stdout)
    third = edited("third", quicker)
    answer = typed("compare", results, edited("second", lambda told: None), third, "--json")
    told = json.loads(answer.stdout)
    jsonschema.validate(told, schema)
    assert told["schema"] == schema["properties"]["schema"]["const"]
    assert len(told["visits"]) == 3 and told["trends"]
    told["changes"][0]["course"], told["changes"][0]["reason"] = "unknown", None
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(told, schema)
    assert "formcheck.analysis" in typed("schema").stdout


def test_what_changed_comes_with_what_is_detectable(typed, results, edited, place):
    def other_shoes(told) -> None:
        quicker(told)
        told["settings"]["shoes"] = "new pair"

    second = edited("second", other_shoes)
    answer = typed("compare", results, second, "--formats", "csv", "--out", place / "out")
    said = answer.stdout
    assert "old pair → new pair" in said and "+15" in said
    assert said.index("Not filmed alike") < said.index("Changed") < said.index("No change seen")
    assert (place / "out" / "changes.csv").read_text(encoding="utf-8").startswith("id,side,unit")
    assert "clip" not in answer.stderr.lower()  # the table needs no pictures


def test_it_is_said_in_dutch(typed, results, edited):
    answer = typed("compare", results, edited("b", quicker), "--json", "--lang", "nl")
    told = json.loads(answer.stdout)
    assert next(row["what"] for row in told["set_up"] if row["id"] == "shoes") == "Schoenen"
    said = typed(
        "compare", results, edited("b", quicker), "--formats", "csv", "--lang", "nl"
    ).stdout
    assert "Veranderd" in said and "Changed" not in said


def test_a_doctor_comes_before_any_change(typed, results, edited):
    def urgent(told) -> None:
        quicker(told)
        told["red_flags"] = [{"id": "x", "said": "SAID", "advice": "GO.", "is_urgent": True}]

    said = typed("compare", results, edited("urgent", urgent), "--formats", "json").stdout
    assert "SAID GO." in said and "doctor" in said
    assert "Changed" not in said and "detectable" not in said


def test_days_put_visits_in_order_unless_told_otherwise(typed, results, edited):
    june = edited("june", lambda told: told["clip"].update(filmed_on="2026-06-01"))
    may = edited("may", lambda told: told["clip"].update(filmed_on="2026-05-01"))

    def days(*words) -> list[str]:
        told = json.loads(typed("compare", june, may, *words, "--json").stdout)
        return [visit["day"] for visit in told["visits"]]

    assert days() == ["2026-05-01", "2026-06-01"]
    assert days("--as-given") == ["2026-06-01", "2026-05-01"]


def test_visits_come_out_of_the_history(typed, results, edited, place):
    history = ("--history", place / "history.sqlite")
    for path in (results, edited("second", quicker)):
        assert typed("history", "add", path, "--runner", "r07", *history).returncode == 0
    told = json.loads(typed("compare", "--runner", "r07", *history, "--json").stdout)
    assert len(told["visits"]) == 2


@pytest.mark.parametrize(
    "words, problem",
    [
        ((), "Two visits or more are needed."),
        (("first.formcheck",), "Two visits or more are needed."),
        (("first.formcheck", "first.formcheck", "--runner", "r07"), "Two visits or more"),
        (("first.formcheck", "nothing.formcheck.json"), "nothing.formcheck.json"),
        (("first.formcheck", "first.formcheck", "--formats", "gif"), "There is no format 'gif'."),
        (("first.formcheck", "newer.formcheck.json"), "of a newer formcheck"),
        (("first.formcheck", "first.formcheck", "--out", "file/x"), "Cannot write"),
    ],
)
def test_what_cannot_be_compared_is_refused(typed, results, place, words, problem):
    (place / "newer.formcheck.json").write_text('{"schema": "formcheck.analysis/99"}')
    (place / "file").write_text("")
    answer = typed("compare", *words)
    assert answer.returncode == 2
    assert problem in answer.stderr and answer.stdout == ""


def test_an_older_analysis_without_the_newer_fields_is_compared(typed, results, edited):
    def older(told) -> None:
        for gone in ("filmed_on", "filmed_tag"):
            del told["clip"][gone]
        del told["settings"]["shoes"]

    assert typed("compare", results, edited("older", older), "--json").returncode == 0


def test_pictures_are_missed_aloud_and_found_where_they_are(typed, results, edited, known, place):
    away = place / "elsewhere"
    away.mkdir()
    clip = known.rename(away / known.name)
    second = edited("second", quicker)
    answer = typed("compare", results, second, "--formats", "html", "--out", place / "out")
    assert answer.returncode == 0 and answer.stderr.count("no pictures of it") == 2
    answer = typed(
        "compare", results, second, "--formats", "html", "--clip", clip, "--out", place / "o"
    )
    assert answer.stderr.count("no pictures of it") == 1
