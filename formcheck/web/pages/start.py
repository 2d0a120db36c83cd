"""The pages of a runner: hand in a clip, say something about it, watch, answer questions."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from formcheck.web.pages.showing import page
from formcheck.web.visitor import Visiting

router: Final = APIRouter()


@router.get("/")
def home(who: Visiting) -> HTMLResponse:
    """Where a clip is handed in."""
    return page("home.html", who, who.lang)
