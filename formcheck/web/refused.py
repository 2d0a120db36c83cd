"""What is refused with a status of its own: the answer says why, and what to do."""

from __future__ import annotations

from typing import Any

from fastapi import Request
from fastapi.responses import JSONResponse

from formcheck.errors import FormcheckError
from formcheck.report.words import speaking, told


class RefusedError(FormcheckError):
    """A request that is not done; `facts` go along in the answer, as {"n_received": 8}."""

    def __init__(self, status: int, problem: str, hint: str, **facts: Any) -> None:
        super().__init__(problem, hint)
        self.status = status
        self.facts = facts


async def answer(request: Request, refused: Exception) -> JSONResponse:
    """The problem and the hint in the language of the visitor."""
    assert isinstance(refused, RefusedError)
    who = getattr(request.state, "visitor", None)
    with speaking(who.lang if who else request.app.state.config.lang):
        texts = {"problem": told(refused.problem), "hint": told(refused.hint)}
    return JSONResponse({**texts, **refused.facts}, refused.status)
