"""Clips that are handed in: in pieces, to go on with after a break; listed; deleted."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter

router: Final = APIRouter()
