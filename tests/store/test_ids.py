"""Runners have codes, no names."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from history_makers import SECOND, some_analysis

from formcheck.errors import SettingsError
from formcheck.report.json_file import to_json
from formcheck.store.ids import checked_day, checked_runner, identity
from formcheck.types.corrections import Corrections


@pytest.mark.parametrize("code", ["r07", "7", "knee-12", "A_b-9", "x" * 40])
def test_codes_are_taken(code):
    assert checked_runner(code) == code


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("a.runner@example.org", "e-mail"),
        ("First Last", "looks like a name"),
        ("Last, First", "looks like a name"),
        ("f.last", "looks like a name"),
        ("", "cannot be"),
        ("-x", "cannot be"),
        ("x" * 41, "cannot be"),
        ("../r07", "cannot be"),
        ("r07\n", "cannot be"),
        ("loperé", "cannot be"),
    ],
)
def test_names_and_addresses_are_not(name, why):
    with pytest.raises(SettingsError, match=why) as refused:
        checked_runner(name)
    assert "only you can link" in refused.value.hint


def test_a_day_is_a_day():
    assert checked_day("2026-02-28").day == 28
    with pytest.raises(SettingsError, match="not a day"):
        checked_day("2026-02-30")


def test_what_makes_an_analysis_another_one():
    one = some_analysis()
    newer = replace(one, provenance=replace(one.provenance, formcheck="9.9"))
    answered = replace(one, questionnaire={"pain": True})
    others = [some_analysis(SECOND), some_analysis(view="rear"), newer, answered]
    corrected = replace(one, corrections=Corrections(note="by hand"))
    made_by = [identity(json.loads(to_json(a))) for a in (one, *others, corrected)]
    assert made_by[0] == identity(json.loads(to_json(some_analysis())))
    assert len(set(made_by)) == 6
