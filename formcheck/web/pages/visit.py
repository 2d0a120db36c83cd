"""The pages of what was found: the report, earlier visits, before and after."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter

router: Final = APIRouter()
