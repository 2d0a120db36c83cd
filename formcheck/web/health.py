"""Whether the server is well, and numbers for those who watch it."""

from __future__ import annotations

import ipaddress
import shutil
from collections.abc import Iterator
from typing import Final, cast

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import JSONResponse
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector

from formcheck.errors import HistoryError
from formcheck.store.jobs import count_by_state, open_jobs
from formcheck.store.uploads import bytes_held, count_uploads, now
from formcheck.web import counted
from formcheck.web.config import GB

router: Final = APIRouter()

LEAST_FREE_BYTES: Final = 2 * GB  # room for a long clip and what is made of it; chosen by us
_FORWARDED: Final = ("forwarded", "x-forwarded-for", "x-real-ip")


@router.head("/health")
@router.get("/health")
def health(request: Request) -> JSONResponse:
    """200 where the server can do its work, else 503; what is wrong only to those near."""
    found = checks(request)
    is_ok = all(found.values())
    told = {"ok": is_ok} | ({"checks": found} if may_see(request) else {})
    return JSONResponse(told, 200 if is_ok else 503, {"cache-control": "no-store"})


@router.get("/metrics")
def metrics(request: Request) -> Response:
    """All numbers, as Prometheus reads them; others are told that there is no such page."""
    if not may_see(request):
        raise HTTPException(404)
    kept = CollectorRegistry()
    kept.register(Kept(request))
    text = generate_latest(counted.REGISTRY) + generate_latest(kept)
    return Response(text, headers={"cache-control": "no-store"}, media_type=CONTENT_TYPE_LATEST)


def may_see(request: Request) -> bool:
    """Whether it comes from this machine itself, and through no proxy, or from the desk."""
    visitor = getattr(request.state, "visitor", None)
    if request.app.state.config.needs_login and visitor is not None and visitor.is_desk:
        return True
    if any(name in request.headers for name in _FORWARDED):
        return False
    peer = request.client.host if request.client else ""
    return _is_loopback(peer) and _is_loopback(request.url.hostname or "")


def checks(request: Request) -> dict[str, bool]:
    """What must be so that a clip can be handed in and looked at, and whether it is."""
    state = request.app.state
    found = {"store": _answers(request), "disk": free_bytes(request) >= LEAST_FREE_BYTES}
    foreman = getattr(state, "foreman", None)
    return found if foreman is None else found | {"workers": bool(foreman.is_well)}


def free_bytes(request: Request) -> int:
    """Bytes that are free where the data folder is."""
    return shutil.disk_usage(request.app.state.places.data).free


def _answers(request: Request) -> bool:
    try:
        count_by_state(request.app.state.engine)
    except HistoryError:
        return False
    return True


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class Kept(Collector):
    """What the store, the disk and the system say at this moment."""

    def __init__(self, request: Request) -> None:
        self.request = request

    def collect(self) -> Iterator[Metric]:
        """Each number, anew."""
        engine = self.request.app.state.engine
        yield _by("formcheck_jobs", "Jobs by state.", "state", count_by_state(engine))
        yield _by("formcheck_uploads", "Clips by state.", "state", count_uploads(engine))
        waiting = [job.made_at for job in open_jobs(engine) if job.state == "waiting"]
        yield _one("formcheck_queue_length", "Jobs that wait.", len(waiting))
        oldest_s = max(
            ((now() - at.replace(tzinfo=None)).total_seconds() for at in waiting), default=0
        )
        yield _one("formcheck_queue_oldest_seconds", "How long the first one waits.", oldest_s)
        yield _one("formcheck_held_bytes", "Bytes of clips kept or coming.", bytes_held(engine))
        yield _one("formcheck_disk_free_bytes", "Free bytes.", free_bytes(self.request))
        yield _by("formcheck_memory_bytes", "Memory in use.", "of", memory_bytes())
        for name, is_ok in checks(self.request).items():
            yield _one(f"formcheck_{name}_ok", "1 as long as it is.", float(is_ok))


def memory_bytes() -> dict[str, int]:
    """Bytes of memory that the server has, and all that it started together."""
    import psutil

    own = psutil.Process()
    below = 0
    for child in own.children(recursive=True):
        try:
            below += child.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return {"server": int(own.memory_info().rss), "workers": below}


def _one(name: str, what: str, value: float) -> Metric:
    return GaugeMetricFamily(name, what, value=value)


def _by(name: str, what: str, label: str, values: object) -> Metric:
    family = GaugeMetricFamily(name, what, labels=[label])
    for key, value in cast(dict[str, float], values).items():
        family.add_metric([key], value)
    return family
