"""Sees every request pass: how long it took, what came of it; tells the log and /metrics."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import perf_counter
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from formcheck.web import counted, logs

PREFIX: Final = "/api/v1"  # as `web.app.API`; a route does not know where it was put
OTHER: Final = "(none)"  # whoever guesses paths makes no row of each guess
_METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
_ASKED_ALL_DAY: Final = ("/health", "/metrics")  # by machines; logged only where debugging


@dataclass(slots=True)
class Passing:
    """One request on its way."""

    begun: float = field(default_factory=perf_counter)
    began_s: float = 0.0
    status: int = 500  # what is sent where nothing could be
    n_received: int = 0
    n_sent: int = 0


class Timed:
    """The outermost part of the server that is ours."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Nothing; the request was answered, and told of."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        passing = Passing()

        async def receiving() -> Message:
            message = await receive()
            passing.n_received += len(message.get("body", b""))
            return message

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                passing.status = message["status"]
                passing.began_s = perf_counter() - passing.begun
            passing.n_sent += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receiving, sending)
        finally:
            _tell(scope, passing)


def route_of(scope: Scope) -> str:
    """The template that the request matched: /api/v1/uploads/{id}, never the id itself."""
    route = getattr(scope.get("route"), "path", None)
    if route is not None:
        is_api = scope["path"].startswith(f"{PREFIX}/") and not str(route).startswith(PREFIX)
        return f"{PREFIX}{route}" if is_api else str(route)
    return "/static" if scope.get("root_path", "").endswith("/static") else OTHER


def _tell(scope: Scope, passing: Passing) -> None:
    total_s = perf_counter() - passing.begun
    route = route_of(scope)
    method = scope["method"] if scope["method"] in _METHODS else "OTHER"
    counted.request(method, route, passing.status, passing.began_s or total_s)
    counted.traffic(passing.n_received, passing.n_sent)
    told = {
        "method": method,
        "route": route,
        "status": passing.status,
        "ms": round(1000 * (passing.began_s or total_s), 1),
        "total_ms": round(1000 * total_s, 1),
        "received": passing.n_received,
        "sent": passing.n_sent,
    }
    logs.answered(told, quietly=route in _ASKED_ALL_DAY)
