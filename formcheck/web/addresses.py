"""Finds out by which addresses others reach this machine; asks nobody for it."""

from __future__ import annotations

import socket
from contextlib import suppress
from typing import Final

from formcheck.web.config import Config

# RFC 5737 keeps it for examples: nothing is sent there, nor anywhere, by UDP's `connect`.
_ANYWHERE: Final = ("192.0.2.1", 9)
_NOT_FOR_PHONES: Final = ("127.", "169.254.", "0.")
EVERY: Final = ("0.0.0.0", "::", "")


def here(config: Config) -> str:
    """The address for a browser on this machine."""
    host = config.host if config.host not in EVERY else "localhost"
    return address(host, config)


def from_outside(config: Config) -> tuple[str, ...]:
    """The addresses for other machines, the likeliest first; none where none can reach it."""
    if config.proxied:
        return tuple(f"https://{name}" for name in config.names)
    if config.is_local:
        return ()
    hosts = lan_addresses() if config.host in EVERY else (config.host,)
    return tuple(address(host, config) for host in (*config.names, *hosts))


def address(host: str, config: Config) -> str:
    """How a browser calls the server by that name.

    >>> from pathlib import Path
    >>> address("::1", Config(Path("data")))
    'http://[::1]:8000'
    """
    scheme = "https" if config.is_secure else "http"
    return f"{scheme}://{f'[{host}]' if ':' in host else host}:{config.port}"


def lan_addresses() -> tuple[str, ...]:
    """The IPv4 addresses of this machine, that of its usual way out first."""
    import psutil

    up = {name for name, state in psutil.net_if_stats().items() if state.isup}
    found = [
        one.address
        for name, several in psutil.net_if_addrs().items()
        for one in several
        if name in up and one.family == socket.AF_INET
    ]
    usable = [one for one in found if not one.startswith(_NOT_FOR_PHONES)]
    usual = _way_out()
    return tuple(dict.fromkeys([one for one in (usual,) if one in usable] + usable))


def _way_out() -> str:
    """The address that packets to elsewhere would carry; "" where there is no way out."""
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as ours:
        ours.connect(_ANYWHERE)
        return str(ours.getsockname()[0])
    return ""
