"""The bundled clip's analysis, for tests of what every clip has."""

from __future__ import annotations

from pathlib import Path

import pytest

import formcheck


@pytest.fixture(scope="session")
def formcheck_analysis_keys(landmarks_once: Path) -> set[str]:
    clip = Path(__file__).resolve().parents[2] / "videos" / "side_overstride.mp4"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FORMCHECK_CACHE", str(landmarks_once))
        return {m.key for m in formcheck.analyze(clip).measurements}
