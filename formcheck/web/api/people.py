"""Whom the desk looks after: runners by code, invitations for their phones."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter

router: Final = APIRouter()
