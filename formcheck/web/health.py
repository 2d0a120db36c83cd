"""Whether the server is well, and numbers for those who watch it."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter

router: Final = APIRouter()
