"""What may be chosen about the server, once, when it starts."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from formcheck.settings import Language

GB: Final = 1 << 30
LARGEST_BYTES: Final = 4 * GB  # of one clip: ten minutes of 4K as phones write it; chosen by us
MOST_BYTES: Final = 200 * GB  # of all clips together; chosen by us
CHUNK_BYTES: Final = 8 << 20  # the most that comes in one request; chosen by us


@dataclass(frozen=True, slots=True)
class Config:
    """How the server runs.

    Attributes
    ----------
    data : the folder that holds everything: the store, clips, results, landmarks
    store : address of a history on a server; None is a file in `data`
    names : host names beside the addresses of this machine by which it may be called
    login : a key or an invitation is needed; always where others can reach the machine
    proxied : a reverse proxy on this machine stands before it and does TLS
    certificate, certificate_key : for TLS of its own
    workers : analyses at once; None is as many as cores and memory allow
    scheduler : address of a Dask scheduler that does the analyses
    keep_days : what is older than that is deleted; None keeps it
    largest_bytes, most_bytes : of one clip, of all clips together
    """

    data: Path
    store: str | None = None
    host: str = "127.0.0.1"
    port: int = 8000
    names: tuple[str, ...] = ()
    login: bool = False
    proxied: bool = False
    certificate: Path | None = None
    certificate_key: Path | None = None
    lang: Language = "en"
    workers: int | None = None
    scheduler: str | None = None
    time_limit_s: float = 1200.0
    memory_mb: int | None = None
    keep_days: int | None = None
    largest_bytes: int = LARGEST_BYTES
    most_bytes: int = MOST_BYTES

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach it."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def is_closed(self) -> bool:
        """Whether no phone can reach it, by a proxy neither."""
        return self.is_local and not self.proxied

    @property
    def needs_login(self) -> bool:
        """Whether visitors have to say who they are."""
        return self.login or self.proxied or not self.is_local

    @property
    def is_secure(self) -> bool:
        """Whether browsers reach it by https."""
        return self.proxied or self.certificate is not None
