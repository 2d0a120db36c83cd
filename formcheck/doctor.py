"""What this machine has and lacks, each with what to do about it."""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version

from formcheck.errors import FormcheckError


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    what: str
    ok: bool
    detail: str


def examine() -> tuple[Check, ...]:
    """Every check, in the order in which a problem would show."""
    return tuple(check() for check in CHECKS)


def _python() -> Check:
    good = (3, 11) <= sys.version_info[:2] <= (3, 13)
    advice = "" if good else "; 3.11 to 3.13 are supported"
    return Check("Python", good, f"{platform.python_version()}{advice}")


def _video() -> Check:
    try:
        import av
    except ImportError as error:
        return Check("video (PyAV)", False, f"{error}; pip install av")
    has = "libx264" in av.codecs_available
    advice = "" if has else "; overlay videos cannot be written"
    return Check("video (PyAV)", True, f"{av.__version__}{advice}")


def _pictures() -> Check:
    try:
        import cv2
    except ImportError as error:
        from formcheck.pose.pool import LINUX_LIBRARIES

        return Check("pictures (OpenCV)", False, f"{error}; {LINUX_LIBRARIES}")
    return Check("pictures (OpenCV)", True, str(cv2.__version__))


def _networks() -> Check:
    from formcheck.pose import SHA256, inspect_model

    bad = [s for s in map(inspect_model, SHA256) if s.problem]
    if bad:
        names = ", ".join(f"{s.path.name} is {s.problem}" for s in bad)
        return Check("pose networks", False, f"{names}; install formcheck again")
    return Check("pose networks", True, f"{', '.join(SHA256)} intact")


def _fast() -> Check:
    """Whether the networks run directly: without MediaPipe, on every core."""
    from formcheck.pose.fast_backend import fast_runtime

    runtime = fast_runtime()
    if runtime is None:
        return Check("pose (fast)", True, "not here, so auto uses mediapipe; pip install openvino")
    problem = _trouble("fast")
    if problem:
        return Check("pose (fast)", False, problem)
    precision = "" if runtime.has_bf16() else "; no bfloat16 here, so no --precision fast"
    name = f"{runtime.name} {version(runtime.package)}"
    return Check("pose (fast)", True, f"works with {name}; auto uses it{precision}")


def _mediapipe() -> Check:
    problem = _trouble("mediapipe")
    if problem:
        return Check("pose (MediaPipe)", False, problem)
    return Check("pose (MediaPipe)", True, f"works; its usage report is led nowhere{_for_whom()}")


def _for_whom() -> str:
    from formcheck.pose import choose

    return "; auto uses it" if choose("auto") == "mediapipe" else ""


def _trouble(backend: str) -> str | None:
    """Really look at a picture: only that shows missing system libraries."""
    import numpy as np

    from formcheck.pose import BACKENDS

    try:
        with BACKENDS[backend]("lite", people=1) as looker:
            list(looker.look([np.zeros((256, 256, 3), np.uint8)]))
    except FormcheckError as error:
        return f"{error.problem} {error.hint}"
    return None


def _cache() -> Check:
    from formcheck.pose import cache_folder

    folder = cache_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return Check("cache", False, f"{folder}: {error.strerror}; set FORMCHECK_CACHE")
    return Check("cache", True, str(folder))


CHECKS: tuple[Callable[[], Check], ...] = (
    _python,
    _video,
    _pictures,
    _networks,
    _fast,
    _mediapipe,
    _cache,
)
