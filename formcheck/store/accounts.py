"""Who may come in: accounts, the browsers that are let in, invitations. Keys only as hashes."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Row, delete, func, select, update

from formcheck.store.ids import checked_runner
from formcheck.store.opening import Place, reading, writing
from formcheck.store.tables import accounts, invitations, sessions
from formcheck.store.uploads import new_id, now
from formcheck.store.web_nouns import Account, Session

SESSION_DAYS: Final = 30  # since it was last seen; chosen by us
INVITATION_MINUTES: Final = 15  # time enough to find the phone; chosen by us
# scrypt as RFC 7914 describes it, at the cost that OWASP gives as its least for N = 2^16.
_SCRYPT: Final[dict[str, int]] = {"n": 2**16, "r": 8, "p": 2, "maxmem": 2**28, "dklen": 32}


def hashed(key: str) -> str:
    """What is kept of a key: its scrypt hash with a salt of its own."""
    salt = secrets.token_bytes(16)
    made = hashlib.scrypt(key.encode(), salt=salt, **_SCRYPT)
    return f"{salt.hex()}${made.hex()}"


def is_key(key: str, kept: str) -> bool:
    """Whether that is the key, in the same time whatever is wrong with it."""
    salt, _, made = kept.partition("$")
    found = hashlib.scrypt(key.encode(), salt=bytes.fromhex(salt), **_SCRYPT)
    return hmac.compare_digest(found, bytes.fromhex(made))


def desk(place: Place = None) -> Account:
    """The account of the desk; made where there is none."""
    return _of(None, place) or _made(None, place)


def runner_account(runner: str, place: Place = None) -> Account:
    """The account of that runner; made where there is none.

    Raises
    ------
    SettingsError : it is no code
    """
    return _of(checked_runner(runner), place) or _made(runner, place)


def all_accounts(place: Place = None) -> tuple[Account, ...]:
    """Everybody who may come in; runners in order of their codes."""
    with reading(place) as connection:
        rows = connection.execute(select(accounts).order_by(accounts.c.runner))
        return tuple(map(_account, rows))


def forget_runner(runner: str, place: Place = None) -> None:
    """Nothing; the runner's account is gone, and with it whoever was let in by it."""
    with writing(place) as connection:
        connection.execute(delete(accounts).where(accounts.c.runner == runner))


def set_key(account: str, key: str, place: Place = None) -> None:
    """Nothing; from now on this key lets in, and who came in or was invited before is out."""
    kept = hashed(key)
    with writing(place) as connection:
        connection.execute(update(accounts).where(accounts.c.id == account).values(key_hash=kept))
        _all_out(account, connection)


def by_key(key: str, place: Place = None) -> tuple[Account, str] | None:
    """Whom that key lets in, and the hash that is kept of it; None for nobody."""
    with reading(place) as connection:
        rows = list(connection.execute(select(accounts).where(accounts.c.key_hash.is_not(None))))
    return next(((_account(row), row.key_hash) for row in rows if is_key(key, row.key_hash)), None)


def by_hash(kept: str, place: Place = None) -> Account | None:
    """Whose key has that hash now: quick, for who has checked the key a moment ago."""
    with reading(place) as connection:
        row = connection.execute(select(accounts).where(accounts.c.key_hash == kept)).first()
    return None if row is None else _account(row)


def invite(account: str, place: Place = None) -> tuple[str, datetime]:
    """A code that lets one browser in, once, and until when: `INVITATION_MINUTES` from now."""
    code = secrets.token_urlsafe(16)
    ends_at = now() + timedelta(minutes=INVITATION_MINUTES)
    with writing(place) as connection:
        connection.execute(delete(invitations).where(invitations.c.ends_at < now()))
        row = {"code_hash": _digest(code), "account": account, "ends_at": ends_at}
        connection.execute(invitations.insert().values(row))
    return code, ends_at.replace(tzinfo=UTC)


def by_invitation(code: str, place: Place = None) -> Account | None:
    """Whom that code lets in, which is used up now; None for nobody."""
    mine = invitations.c.code_hash == _digest(code)
    with writing(place) as connection:
        valid = select(accounts).join(invitations).where(mine, invitations.c.ends_at >= now())
        row = connection.execute(valid).first()
        used = connection.execute(delete(invitations).where(mine)).rowcount
    return _account(row) if row is not None and used == 1 else None


def let_in(account: str, place: Place = None) -> tuple[str, str]:
    """What the cookie of a browser says from now on, and the word that its own pages know."""
    token, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    row = {"token_hash": _digest(token), "account": account, "csrf": csrf}
    with writing(place) as connection:
        old = now() - timedelta(days=SESSION_DAYS)
        connection.execute(delete(sessions).where(sessions.c.seen_at < old))
        connection.execute(sessions.insert().values(row | {"made_at": now(), "seen_at": now()}))
    return token, csrf


def session(token: str, place: Place = None) -> Session | None:
    """Who that cookie was given to; None for nobody, or too long ago."""
    mine = sessions.c.token_hash == _digest(token)
    with reading(place) as connection:
        wanted = select(accounts, sessions.c.csrf, sessions.c.seen_at).join(sessions).where(mine)
        row = connection.execute(wanted).first()
    if row is None or row.seen_at < now() - timedelta(days=SESSION_DAYS):
        return None
    if row.seen_at < now() - timedelta(hours=1):
        with writing(place) as connection:
            connection.execute(update(sessions).where(mine).values(seen_at=now()))
    return Session(_account(row), row.csrf)


def let_out(token: str, place: Place = None) -> None:
    """Nothing; that cookie says nothing any more."""
    with writing(place) as connection:
        connection.execute(delete(sessions).where(sessions.c.token_hash == _digest(token)))


def let_all_out(account: str, place: Place = None) -> None:
    """Nothing; every browser that this account let in or invited is out, the account stays."""
    with writing(place) as connection:
        _all_out(account, connection)


def n_let_in(runner: str, place: Place = None) -> int:
    """How many browsers the runner's account has let in and would know again."""
    old = now() - timedelta(days=SESSION_DAYS)
    theirs = select(func.count()).select_from(sessions.join(accounts))
    with reading(place) as connection:
        wanted = theirs.where(accounts.c.runner == runner, sessions.c.seen_at >= old)
        return int(connection.execute(wanted).scalar_one())


def _all_out(account: str, connection: Connection) -> None:
    connection.execute(delete(sessions).where(sessions.c.account == account))
    connection.execute(delete(invitations).where(invitations.c.account == account))


def _of(runner: str | None, place: Place) -> Account | None:
    with reading(place) as connection:
        return _found(runner, connection)


def _made(runner: str | None, place: Place) -> Account:
    """The account; another may have made it a moment ago."""
    role = "desk" if runner is None else "runner"
    row = {"id": new_id(), "role": role, "runner": runner, "key_hash": None, "made_at": now()}
    with writing(place, make=True) as connection:
        found = _found(runner, connection)
        if found is None:
            connection.execute(accounts.insert().values(row))
            found = _found(runner, connection)
    assert found is not None
    return found


def _found(runner: str | None, connection: Connection) -> Account | None:
    mine = accounts.c.role == "desk" if runner is None else accounts.c.runner == runner
    row = connection.execute(select(accounts).where(mine)).first()
    return None if row is None else _account(row)


def _account(row: Row[Any]) -> Account:
    return Account(
        row.id, row.role, row.runner, row.key_hash is not None, row.made_at.replace(tzinfo=UTC)
    )


def _digest(token: str) -> str:
    """What is kept of a random token; it has bits enough to need no salt and no cost."""
    return hashlib.sha256(token.encode()).hexdigest()
