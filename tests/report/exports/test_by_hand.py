"""What a human changed is told in every file that has a place for it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import ezc3d
import pyarrow.parquet as pq
import pytest
from export_makers import example, exported

from formcheck.types import ContactEdit, Corrections, Study

MOVED = ContactEdit("move", "left", about_s=0.93, strike_s=0.95)
SENTENCE = "By hand: The left foot's contact at 0.930 s was moved"


@pytest.fixture
def corrected() -> Study:
    study = example("side")
    by_hand = Corrections(contacts=(MOVED,))
    return replace(study, analysis=replace(study.analysis, corrections=by_hand))


@pytest.mark.parametrize("name", ["parquet", "landmarks", "curves"])
def test_in_the_words_of_parquet(corrected: Study, name: str, tmp_path: Path) -> None:
    for path in exported(corrected, tmp_path, name).values():
        if path.suffix == ".parquet":
            (told,) = json.loads(pq.read_metadata(path).metadata[b"by_hand"])
            assert told.startswith(SENTENCE)


def test_in_the_head_of_motion_files(corrected: Study, tmp_path: Path) -> None:
    for path in exported(corrected, tmp_path, "mot").values():
        head = path.read_text(encoding="utf-8").partition("endheader")[0]
        assert SENTENCE in head and "=" not in head.partition(SENTENCE)[2]


def test_in_c3d(corrected: Study, tmp_path: Path) -> None:
    (path,) = exported(corrected, tmp_path, "c3d").values()
    (told,) = ezc3d.c3d(str(path))["parameters"]["FORMCHECK"]["BY_HAND"]["value"]
    assert told.startswith(SENTENCE)


def test_nothing_changed_says_so(tmp_path: Path) -> None:
    (path,) = exported(example("side"), tmp_path, "c3d").values()
    assert ezc3d.c3d(str(path))["parameters"]["FORMCHECK"]["BY_HAND"]["value"] == ["nothing"]
    for file in exported(example("side"), tmp_path, "mot").values():
        assert "By hand" not in file.read_text(encoding="utf-8")
