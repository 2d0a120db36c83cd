"""Limits what one visitor may ask: how often, how much at once, how large, how slowly."""

from __future__ import annotations

import asyncio
import ipaddress
import math
import re
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from fastapi import HTTPException, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from formcheck.web.buckets import Buckets, home
from formcheck.web.config import CHUNK_BYTES, Config
from formcheck.web.problems import answer

USUAL_BYTES: Final = 1 << 20  # of the body of a request; chosen by us, as all here
_PIECES: Final = re.compile(r"/api/v1/uploads/[^/]+")
# A page asks about ten things, a clip of 4 GB is 512 pieces.
BURST, PER_S = 1500, 50.0
AT_ONCE, AT_ONCE_EACH = 256, 100  # a clinic's phones may share one address
USUAL_S, PIECE_S = 30.0, 300.0  # for a body to arrive: 8 MB at 28 kB/s


class Traffic:
    """What is going on now."""

    def __init__(self) -> None:
        self.asked = Buckets(BURST, PER_S)
        self.open: Counter[str] = Counter()
        self.listening: set[asyncio.Future[None]] = set()

    def end(self) -> None:
        """Nothing; the server ends: whoever listens for events hears no more."""
        for one in self.listening:
            if not one.done():
                one.set_result(None)


def limited(app: ASGIApp) -> ASGIApp:
    """The same server, for visitors who do not ask too much."""

    async def run(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        request = Request(scope)
        try:
            async with _counted(request):
                _check_size(request)
                await app(scope, _patient(request, receive), send)
        except HTTPException as error:
            await answer(request, error)(scope, receive, send)

    return run


def most_bytes(request: Request) -> int:
    """The largest body that is taken there."""
    return CHUNK_BYTES if _is_piece(request) else USUAL_BYTES


@asynccontextmanager
async def _counted(request: Request) -> AsyncIterator[None]:
    """Nothing; the visitor is within what one may ask, and counted meanwhile."""
    traffic: Traffic = request.app.state.traffic
    here = home(request.client.host if request.client else None)
    if not _is_at_home(here, request.app.state.config):
        wait_s = traffic.asked.take(here)
        if wait_s > 0:
            raise HTTPException(429, headers={"Retry-After": str(math.ceil(wait_s))})
        if traffic.open[here] >= AT_ONCE_EACH or traffic.open.total() >= AT_ONCE:
            raise HTTPException(503, headers={"Retry-After": "2"})
    traffic.open[here] += 1
    try:
        yield
    finally:
        traffic.open[here] -= 1
        if traffic.open[here] <= 0:
            del traffic.open[here]


def _is_at_home(here: str, config: Config) -> bool:
    """Whether it comes from this machine itself, and not by way of a proxy on it."""
    try:
        return not config.proxied and ipaddress.ip_address(here).is_loopback
    except ValueError:
        return False


def _is_piece(request: Request) -> bool:
    return request.method == "PATCH" and _PIECES.fullmatch(request.url.path) is not None


def _check_size(request: Request) -> None:
    told = request.headers.get("content-length", "0")
    if "transfer-encoding" in request.headers and "content-length" in request.headers:
        # two lengths: a proxy before us may have read another request than we do (RFC 9112, 6.3)
        raise HTTPException(400, headers={"Connection": "close"})
    if not told.isdecimal() or int(told) > most_bytes(request):
        raise HTTPException(413)


def _patient(request: Request, receive: Receive) -> Receive:
    """The same messages; a body that is too large or too slow ends in an error.

    Once the body is there, a message means that the visitor went away: said also when the server
    ends, so that nobody listens for events any longer.
    """
    traffic: Traffic = request.app.state.traffic
    most, until_s = most_bytes(request), PIECE_S if _is_piece(request) else USUAL_S
    ends_at = asyncio.get_running_loop().time() + until_s
    n_read, is_whole = 0, False

    async def message() -> Message:
        nonlocal n_read, is_whole
        if is_whole:
            return await _or_end(receive, traffic)
        try:
            async with asyncio.timeout_at(ends_at):
                found = await receive()
        except TimeoutError:
            raise HTTPException(408) from None
        n_read += len(found.get("body", b""))
        if n_read > most:
            raise HTTPException(413)
        is_whole = not found.get("more_body", False)
        return found

    return message


async def _or_end(receive: Receive, traffic: Traffic) -> Message:
    ended = asyncio.get_running_loop().create_future()
    told = asyncio.ensure_future(receive())
    traffic.listening.add(ended)
    try:
        await asyncio.wait({told, ended}, return_when=asyncio.FIRST_COMPLETED)
        return told.result() if told.done() else {"type": "http.disconnect"}
    finally:
        traffic.listening.discard(ended)
        told.cancel()
