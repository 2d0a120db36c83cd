"""What is being done: its progress as it happens, and a way to stop it."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter

router: Final = APIRouter()
