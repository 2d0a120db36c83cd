"""Checks keys and invitations: slowly, few at a time, and few wrong ones from one place.

A key has 100 random bits, as `k7mp-2xqa-9d3f-w0te-5hcn`; it is kept as a hash that costs 64 MB
and a third of a second to try. Programs send it with every request: what was right a moment ago
is known by a quick hash in memory, as long as the store keeps the same slow one.
"""

from __future__ import annotations

import hashlib
import math
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import Final

from fastapi import HTTPException, Request
from sqlalchemy import Engine

from formcheck.store import accounts
from formcheck.store.web_nouns import Account
from formcheck.types.said import Said
from formcheck.web.buckets import Buckets, home

WRONG: Final = 10  # wrong keys from one address in `WITHIN_S`; chosen by us
WRONG_ALL: Final = 200  # from everywhere
WITHIN_S: Final = 600.0
AT_ONCE: Final = 2  # keys checked at a time, 64 MB each
WAIT_S: Final = 1.0  # for another check to end
_SIGNS: Final = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's: none looks like another
_GROUPS: Final = 5
_READ_AS: Final = str.maketrans("oil", "011")
_EVERYBODY: Final = "*"

BAD_KEY: Final = {
    "problem": Said("That key is not right."),
    "hint": Said("Look at it again; capitals, spaces and dashes do not matter."),
}
BAD_CODE: Final = {
    "problem": Said("This invitation was used before, or is too old."),
    "hint": Said("Ask for a new one: each lets one phone in, once, within 15 minutes."),
}


class Doors:
    """What is remembered about keys while the server runs."""

    def __init__(self) -> None:
        self.wrong = Buckets(WRONG, WRONG / WITHIN_S)
        self.wrong_all = Buckets(WRONG_ALL, WRONG_ALL / WITHIN_S)
        self.checking = BoundedSemaphore(AT_ONCE)
        self.right: dict[str, str] = {}  # quick hash of a key: the slow one that is kept


def new_key() -> str:
    """A key that nobody can guess and anybody can type."""
    groups = ("".join(secrets.choice(_SIGNS) for _ in range(4)) for _ in range(_GROUPS))
    return "-".join(groups)


def plain(key: str) -> str:
    """The key as it is kept, however it was typed.

    >>> plain("K7MP 2xqa-9D3F"), plain("O-i-l")
    ('k7mp2xqa9d3f', '011')
    """
    return "".join(filter(str.isalnum, key.lower())).translate(_READ_AS)


def by_key(key: str, request: Request) -> Account:
    """Whom that key lets in.

    Raises
    ------
    HTTPException : 403, nobody; 429, too many wrong ones; 503, others are being checked
    """
    doors: Doors = request.app.state.doors
    store: Engine = request.app.state.engine
    quick = hashlib.sha256(plain(key).encode()).hexdigest()
    kept = doors.right.get(quick)
    found = accounts.by_hash(kept, store) if kept else None
    if found is not None:
        return found
    with _few_wrong(request), _few_at_once(doors):
        checked = accounts.by_key(plain(key), store)
        if checked is None:
            raise HTTPException(403, BAD_KEY)
    found, doors.right[quick] = checked
    return found


def by_code(code: str, request: Request) -> Account:
    """Whom that invitation lets in, which is used up now.

    Raises
    ------
    HTTPException : 403, nobody; 429, too many wrong ones
    """
    with _few_wrong(request):
        found = accounts.by_invitation(code, request.app.state.engine)
        if found is None:
            raise HTTPException(403, BAD_CODE)
    return found


@contextmanager
def _few_wrong(request: Request) -> Iterator[None]:
    """Nothing; what is refused inside counts, and too much of it is not tried at all."""
    doors: Doors = request.app.state.doors
    here = home(request.client.host if request.client else None)
    counted = (doors.wrong, here), (doors.wrong_all, _EVERYBODY)
    for buckets, who in counted:
        wait_s = buckets.take(who)
        if wait_s > 0:
            raise HTTPException(429, headers={"Retry-After": str(math.ceil(wait_s))})
    is_wrong = False
    try:
        yield
    except HTTPException as error:
        is_wrong = error.status_code == 403
        raise
    finally:
        for buckets, who in () if is_wrong else counted:
            buckets.give_back(who)


@contextmanager
def _few_at_once(doors: Doors) -> Iterator[None]:
    if not doors.checking.acquire(timeout=WAIT_S):
        raise HTTPException(503, headers={"Retry-After": "2"})
    try:
        yield
    finally:
        doors.checking.release()
