"""Pictures of the bundled clips, and a cache of its own for every test."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from formcheck.types import Pixels
from formcheck.video import open_source, read

VIDEOS = Path(__file__).resolve().parents[2] / "videos"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this test keeps landmarks."""
    folder = tmp_path / "landmarks"
    monkeypatch.setenv("FORMCHECK_CACHE", str(folder))
    return folder


@pytest.fixture(scope="session")
def pictures() -> list[Pixels]:
    """The first 24 pictures of the bundled overstrider, at half size."""
    frames = islice(read(open_source(VIDEOS / "side_overstride.mp4")), 24)
    return [np.ascontiguousarray(frame.rgb[::2, ::2]) for frame in frames]
