"""Counts what somebody may do so often: a bucket of tokens for each, that fills again by itself."""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Callable
from threading import Lock
from typing import Final

MOST_KEPT: Final = 20_000  # buckets in memory; the full ones are forgotten first
# A home has a /64 of IPv6 to itself: one visitor, whatever address it takes today (RFC 6177).
_HOME_BITS: Final = 64


class Buckets:
    """So many at once for each, then so many a second.

    >>> two = Buckets(2, per_s=0.5, clock=lambda: 100.0)
    >>> two.take("a"), two.take("a"), two.take("a"), two.take("b")
    (0.0, 0.0, 2.0, 0.0)
    """

    def __init__(
        self, most: float, per_s: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.most, self.per_s, self._clock = most, per_s, clock
        self._left: dict[str, tuple[float, float]] = {}
        self._lock = Lock()

    def take(self, who: str) -> float:
        """0 when there was a token, which is gone now; else seconds until there is one."""
        with self._lock:
            left, at_s = self._now(who)
            if left < 1:
                return (1 - left) / self.per_s
            self._left[who] = left - 1, at_s
            self._forget(at_s)
            return 0.0

    def give_back(self, who: str) -> None:
        """Nothing; a token that was taken is there again."""
        with self._lock:
            left, at_s = self._now(who)
            self._left[who] = min(self.most, left + 1), at_s

    def _now(self, who: str) -> tuple[float, float]:
        at_s = self._clock()
        left, before_s = self._left.get(who, (self.most, at_s))
        return min(self.most, left + (at_s - before_s) * self.per_s), at_s

    def _forget(self, at_s: float) -> None:
        if len(self._left) <= MOST_KEPT:
            return
        full_s = self.most / self.per_s
        kept = {who: of for who, of in self._left.items() if at_s - of[1] < full_s}
        # Still too many: the emptiest stay, for these are the ones that ask too much.
        emptiest = sorted(kept, key=lambda who: kept[who][0])[: MOST_KEPT // 2]
        self._left = kept if len(kept) <= MOST_KEPT else {who: kept[who] for who in emptiest}


def home(host: str | None) -> str:
    """What counts as one visitor: an address, or the network of a home where it is IPv6.

    >>> home("192.168.1.5"), home("2001:db8:1:2:aaaa::1"), home(None)
    ('192.168.1.5', '2001:db8:1:2::/64', '?')
    """
    try:
        address = ipaddress.ip_address(host or "")
    except ValueError:
        return host or "?"
    if address.version == 6 and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    if address.version == 4 or address.is_loopback:
        return str(address)
    return str(ipaddress.ip_network((address, _HOME_BITS), strict=False))
