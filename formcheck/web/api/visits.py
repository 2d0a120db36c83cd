"""What was found in a clip: the analysis, its files, answers to the questions, notes."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter

router: Final = APIRouter()
