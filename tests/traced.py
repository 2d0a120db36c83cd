"""What a program under strace asked the network for."""

from __future__ import annotations

import os
import re
from pathlib import Path

# families without an address outside the machine: sockets of the file system and of the kernel
_LOCAL = re.compile(
    r"sa_family=AF_(UNIX|LOCAL|NETLINK|UNSPEC)"
    r'|inet_addr\("127\.'
    r'|inet_pton\(AF_INET6, "::1"'
)
_CALL = re.compile(r"\b(connect|sendto|sendmsg|sendmmsg|bind)\(")


def bare_environment() -> dict[str, str]:
    """Ours without any proxy."""
    return {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}


def calls_in(log: Path) -> list[str]:
    """Every call that names an address, one a line."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return [line for line in lines if _CALL.search(line) and "sa_family" in line]


def outside(calls: list[str]) -> list[str]:
    """The calls to an address that is not this machine, or to any name server."""
    return [c for c in calls if not _LOCAL.search(c) or "htons(53)" in c]
