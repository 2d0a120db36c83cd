"""The benchmark of what comes after the landmarks runs, and leaves nothing changed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from formcheck import api

sys.path.insert(0, str(Path(__file__).parent))
from after_landmarks import ROWS, main


def test_every_stage_has_its_seconds(capsys: pytest.CaptureFixture[str]):
    before = api.clean
    main(["--seconds", "5", "--rounds", "1"])
    told = capsys.readouterr().out.splitlines()
    rows = [line.strip("| ").split(" | ") for line in told[4:]]
    assert [row[0] for row in rows] == list(ROWS)
    assert all(float(cell) >= 0 for row in rows for cell in row[1:])
    assert api.clean is before
