"""Changes by hand: contacts, scale, which person; asked for by the desk."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter

router: Final = APIRouter()
