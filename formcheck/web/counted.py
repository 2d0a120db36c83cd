"""What is counted while the server runs, for /metrics: no names, no ids, no codes in labels."""

from __future__ import annotations

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram

REGISTRY: Final = CollectorRegistry()  # of this process; without what the library counts itself

# From what nobody notices to what nobody waits for; chosen by us.
_ANSWER_S: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
# A quick check takes seconds, an analysis minutes, and after 20 of these it is ended.
_JOB_S: Final = (1, 2, 5, 10, 20, 40, 60, 90, 120, 180, 300, 600, 1200)

_REQUESTS: Final = Counter(
    "formcheck_requests", "Requests answered.", ("method", "route", "status"), registry=REGISTRY
)
_ANSWERS: Final = Histogram(
    "formcheck_request_seconds", "Seconds until the answer began.", ("route",),
    buckets=_ANSWER_S, registry=REGISTRY,
)  # fmt: skip
_RECEIVED: Final = Counter("formcheck_received_bytes", "Bytes of requests.", registry=REGISTRY)
_SENT: Final = Counter("formcheck_sent_bytes", "Bytes of answers.", registry=REGISTRY)
_JOBS: Final = Histogram(
    "formcheck_job_seconds", "Seconds of jobs that have ended.", ("kind", "outcome"),
    buckets=_JOB_S, registry=REGISTRY,
)  # fmt: skip
_ERRORS: Final = Counter("formcheck_errors", "Errors that are a fault.", registry=REGISTRY)


def request(method: str, route: str, status: int, began_s: float) -> None:
    """Nothing; a request is counted. `route` is a template, never a path."""
    _REQUESTS.labels(method, route, status).inc()
    _ANSWERS.labels(route).observe(began_s)


def traffic(n_received: int, n_sent: int) -> None:
    """Nothing; the bytes of a request are counted."""
    _RECEIVED.inc(n_received)
    _SENT.inc(n_sent)


def job(kind: str, outcome: str, took_s: float) -> None:
    """Nothing; a job that has ended is counted."""
    _JOBS.labels(kind, outcome).observe(took_s)


def error() -> None:
    """Nothing; an error is counted."""
    _ERRORS.inc()
