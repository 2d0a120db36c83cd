"""formcheck measures running form from a phone clip and says how sure it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from formcheck.errors import FormcheckError

if TYPE_CHECKING:
    from formcheck.api import analyze, study, write
    from formcheck.checking import check
    from formcheck.settings import Settings
    from formcheck.types import Analysis, Finding, Measurement

__version__ = "0.1.0"
__all__ = [
    "Analysis",
    "Finding",
    "FormcheckError",
    "Measurement",
    "Settings",
    "analyze",
    "check",
    "study",
    "write",
]

_HOMES = {
    "Analysis": "types", "Finding": "types", "Measurement": "types", "Settings": "settings",
    "analyze": "api", "check": "checking", "study": "api", "write": "api",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """Load a public name when it is first asked for: importing formcheck stays instant."""
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module 'formcheck' has no attribute {name!r}")
    return getattr(import_module(f"formcheck.{_HOMES[name]}"), name)
