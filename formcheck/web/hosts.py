"""Refuses requests for another server's name: a foreign page cannot reach us by renaming us.

DNS rebinding: somebody's own name is made to point at our address, and their page then counts
as ours to the browser. The name it was asked by gives that away.
"""

from __future__ import annotations

import ipaddress

from fastapi import HTTPException, Request

from formcheck.web.config import Config


def check_host(request: Request) -> None:
    """Nothing; the server was asked for by a name or an address of its own.

    Raises
    ------
    HTTPException : 400, by none; 421, by another's
    """
    told = request.headers.getlist("host")
    if len(told) != 1 or not told[0]:
        raise HTTPException(400)
    if not is_ours(told[0], request.app.state.config):
        raise HTTPException(421)


def is_ours(host: str, config: Config) -> bool:
    """Whether that is how this server may be called.

    An address is no name that somebody can point elsewhere: all are ours where others reach us.
    """
    name = name_of(host)
    if name == "localhost" or name in [one.lower() for one in (config.host, *config.names)]:
        return True
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return False
    return address.is_loopback or not config.is_local


def name_of(host: str) -> str:
    """The name or address in it, without a port.

    >>> name_of("192.168.1.5:8000"), name_of("[::1]:8000"), name_of("Desk.local")
    ('192.168.1.5', '::1', 'desk.local')
    """
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.partition(":")[0].rstrip(".").lower()


def is_this_machine(host: str) -> bool:
    """Whether only this machine reaches itself by that."""
    name = name_of(host)
    try:
        return name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
