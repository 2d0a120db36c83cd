from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_makers import make_study

from formcheck.errors import SettingsError
from formcheck.report.json_file import SCHEMA, from_json, schema, to_json
from formcheck.types import Contact, Measurement, StandardError, Study

number = st.floats(-1e6, 1e6, allow_nan=False)
errors = st.builds(StandardError, *[st.floats(0, 1e3)] * 6)
text = st.text(max_size=20)
measured = st.builds(
    Measurement,
    id=text | st.just("foot_strike_angle"), side=st.sampled_from(["left", "right", "both"]),
    value=number, unit=text,
    n=st.integers(0, 10_000), sd=st.none() | number, standard_error=st.none() | errors,
    interval95=st.none() | st.tuples(number, number),
    status=st.sampled_from(["measured", "indicative"]), frames_s=st.lists(number).map(tuple),
)  # fmt: skip
unmeasured = st.builds(
    Measurement, id=text, side=st.just("both"), value=st.none(), unit=text,
    reason=st.text(min_size=1, max_size=20),
)  # fmt: skip
some_contacts = st.builds(
    Contact, st.sampled_from(["left", "right"]), number, number,
    st.none() | number, st.none() | number, st.sampled_from(["auto", "user"]),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(measured | unmeasured, max_size=4), st.lists(some_contacts, max_size=4))
def test_what_was_written_reads_back_and_writes_the_same(
    found: list[Measurement], feet: list[Contact]
) -> None:
    made = make_study().analysis
    gait = replace(made.gait, contacts=tuple(feet))
    written = to_json(replace(made, measurements=tuple(found), gait=gait))
    read = from_json(written)
    assert to_json(read) == written
    assert [m.key for m in read.measurements] == [m.key for m in found]
    for before, after in zip(found, read.measurements, strict=True):
        assert after.value == (before.value and pytest.approx(before.value, rel=1e-5))
    jsonschema.validate(json.loads(written), schema())


def test_an_analysis_with_short_numbers_comes_back_equal(study: Study) -> None:
    assert from_json(to_json(study.analysis)) == study.analysis


def test_the_keys_are_those_of_the_contract(study: Study) -> None:
    content = json.loads(to_json(study.analysis))
    assert list(content) == [
        "schema", "clip", "runner", "gait", "measurements", "findings", "questionnaire",
        "red_flags", "quality", "settings", "provenance", "verdict", "people",
        "corrections",
    ]  # fmt: skip
    assert content["schema"] == SCHEMA == "formcheck.analysis/1"
    assert list(content["measurements"][1]) == [
        "id", "side", "value", "unit", "n", "sd", "standard_error", "interval95", "status",
        "reason", "expected", "frames_s", "typical",
    ]  # fmt: skip
    assert list(content["measurements"][1]["standard_error"]) == [
        "strides", "landmarks", "timing", "scale", "roll", "yaw",
    ]  # fmt: skip
    assert content["measurements"][1]["interval95"] == [20.6, 27.6]
    told = content["clip"]["slow_motion"]
    assert (told["factor"], told["how"]) == (1.0, "given")


def test_a_foot_angle_has_the_probabilities_of_the_three_landings(study: Study) -> None:
    foot = Measurement("foot_strike_angle", "left", 8.0, "deg", standard_error=StandardError(3.0))
    made = replace(study.analysis, measurements=(foot, replace(foot, value=None, reason="hidden")))
    seen, hidden = json.loads(to_json(made))["measurements"]
    assert seen["probabilities"] == {"rearfoot": 0.5, "midfoot": 0.4993, "forefoot": 0.0007}
    assert "probabilities" not in hidden
    jsonschema.validate(json.loads(to_json(made)), schema())
    assert from_json(to_json(made)) == made


def test_the_schema_is_a_schema_and_carries_the_version() -> None:
    made = schema()
    jsonschema.Draft202012Validator.check_schema(made)
    assert made["title"] == made["$id"] == "formcheck.analysis/1"


def broken(content: dict[str, Any], how: str) -> dict[str, Any]:
    if how == "no schema":
        del content["schema"]
    elif how == "value without number or reason":
        content["measurements"][0]["value"] = None
    elif how in ("side", "reason", "standard_error"):
        del content["measurements"][0][how]
    elif how == "text for a number":
        content["gait"]["leg_length_px"] = "long"
    elif how == "no runner":
        del content["runner"]
    return content


@pytest.mark.parametrize(
    "how",
    [
        "no schema",
        "value without number or reason",
        "side",
        "reason",
        "standard_error",
        "text for a number",
        "no runner",
    ],
)
def test_the_schema_refuses(study: Study, how: str) -> None:
    content = broken(json.loads(to_json(study.analysis)), how)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(content, schema())


@pytest.mark.parametrize("reason", [None, ""])
def test_no_value_and_no_reason_is_refused(study: Study, reason: str | None) -> None:
    bad = Measurement("overstride", "left", None, "%leg", reason=reason)
    with pytest.raises(ValueError, match="overstride:left"):
        to_json(replace(study.analysis, measurements=(bad,)))


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), float("-inf")])
def test_a_number_that_is_none_is_refused_by_name(study: Study, bad: float) -> None:
    gait = replace(study.analysis.gait, leg_length_px=bad)
    with pytest.raises(ValueError, match=r"gait\.leg_length_px"):
        to_json(replace(study.analysis, gait=gait))
    with pytest.raises(ValueError, match=r"settings\.deep\[0\]"):
        to_json(replace(study.analysis, settings={"deep": [bad]}))


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("{", "not JSON"),
        ("[1]", "no analysis"),
        ('{"a": 1}', "no analysis"),
        ('{"schema": "formcheck.analysis/2"}', "newer"),
        ('{"schema": "formcheck.analysis/x"}', "no analysis"),
        ('{"schema": "formcheck.analysis/1"}', "damaged at clip"),
    ],
)
def test_what_is_no_analysis_is_refused_with_a_hint(written: str, says: str) -> None:
    with pytest.raises(SettingsError, match=says) as caught:
        from_json(written)
    assert caught.value.hint


def test_the_same_analysis_gives_the_same_bytes() -> None:
    assert to_json(make_study().analysis) == to_json(make_study().analysis)


def test_letters_of_any_language_stay_readable(study: Study) -> None:
    clip = replace(study.analysis.clip, name="Zoë één.mov")
    assert "Zoë één.mov" in to_json(replace(study.analysis, clip=clip))


def test_numbers_have_six_digits_that_count(study: Study) -> None:
    gait = replace(study.analysis.gait, leg_length_px=1000 / 3)
    assert '"leg_length_px": 333.333,' in to_json(replace(study.analysis, gait=gait))
