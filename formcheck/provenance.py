"""Says what made an analysis, so that it can be made again."""

from __future__ import annotations

from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

from formcheck import __version__, pose
from formcheck.settings import Settings
from formcheck.types import Provenance

_NOT_TOLD: Final = ("use_cache", "questionnaire", "corrections")
LIBRARIES: Final = (
    "mediapipe", "openvino", "ai-edge-litert", "av", "numpy", "scipy", "opencv-contrib-python",
)  # fmt: skip


def provenance(settings: Settings, backend: str, imported: str | None = None) -> Provenance:
    """Versions, network and its hash, as far as this analysis rests on them.

    `imported` names the points of another system's track; of what made them nothing is known.
    """
    stored = backend == pose.STORED or imported is not None
    return Provenance(
        formcheck=__version__,
        backend=backend,
        model=imported or settings.network,
        precision=None if stored else settings.precision,
        model_sha256=None if stored else pose.SHA256[settings.network],
        libraries={name: _version(name) for name in LIBRARIES},
    )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def settings_told(settings: Settings) -> dict[str, Any]:
    """The settings as the analysis file keeps them; pairs of points as lists.

    Where answers and corrections came from stays out of it: they stand in the analysis
    themselves.
    """
    told = {k: v for k, v in asdict(settings).items() if k not in _NOT_TOLD}
    told["video"] = None if settings.video is None else Path(settings.video).name
    return {k: listed(v) for k, v in told.items()}


def listed(value: Any) -> Any:
    """The same, pairs of points as lists, as a file keeps them."""
    return list(value) if isinstance(value, tuple) else value
