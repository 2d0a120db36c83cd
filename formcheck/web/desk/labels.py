"""What each number is called, in English."""

from __future__ import annotations

from formcheck.metrics import LABELS

__all__ = ["LABELS"]
