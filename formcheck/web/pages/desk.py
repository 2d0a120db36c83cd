"""The pages of the desk: people, contacts by hand, scale, which person, notes."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter

router: Final = APIRouter()
