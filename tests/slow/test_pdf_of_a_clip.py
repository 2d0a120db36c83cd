"""The report on paper of a bundled clip: its first page names what the clip was made to show."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from formcheck import api

VIDEOS = Path(__file__).resolve().parents[2] / "videos"

pytestmark = pytest.mark.slow


def test_feet_ahead_of_the_hips_come_first_with_a_picture_and_an_exercise(tmp_path: Path) -> None:
    study = api.study(VIDEOS / "side_overstride.mp4")
    (path,) = api.write(study, tmp_path, ["pdf"])
    reader = PdfReader(path)
    first = " ".join(reader.pages[0].extract_text().split())
    assert "1. Where your feet land" in first
    assert "Exercise" in first
    assert len(reader.pages[0].images) >= 1
    assert len(reader.pages) <= 3
    assert path.stat().st_size < 3_000_000
