"""Invites a phone: an address that lets one browser in, once, and its QR code.

The code is behind the `#`, which browsers keep to themselves: it stands in no log, and no other
site hears of it.
"""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING, Final

from fastapi import Request
from sqlalchemy import Engine

from formcheck.store import accounts
from formcheck.store.web_nouns import Account
from formcheck.web.addresses import from_outside
from formcheck.web.config import Config
from formcheck.web.hosts import is_this_machine

if TYPE_CHECKING:
    from segno import QRCode

_PIXELS: Final = 8  # of one square of the code
_QUIET: Final = 4  # squares of white around it, as ISO/IEC 18004 asks


def invitation(request: Request, account: Account) -> tuple[str, str, datetime]:
    """The address that lets a phone in, its QR code as SVG, and until when it does.

    The SVG has no inline style; it carries its own white, and its own name space, so that it
    can be part of a page or a picture by itself.
    """
    base = _base(request, request.app.state.config)
    invited, ends_at = invited_to(base, account, request.app.state.engine)
    return invited, svg(invited), ends_at


def invited_to(base: str, account: Account, store: Engine) -> tuple[str, datetime]:
    """The address of an invitation, and until when it lets in."""
    code, ends_at = accounts.invite(account.id, store)
    return f"{base}/enter#{code}", ends_at


def svg(text: str) -> str:
    """The QR code of a text."""
    file = io.BytesIO()
    how = {"scale": _PIXELS, "border": _QUIET, "light": "#ffffff", "xmldecl": False, "nl": False}
    _code(text).save(file, kind="svg", **how)
    return file.getvalue().decode()


def in_terminal(text: str) -> str:
    """The QR code of a text, for a terminal."""
    file = io.StringIO()
    _code(text).terminal(file, border=2, compact=True)
    return file.getvalue()


def _code(text: str) -> QRCode:
    import segno

    return segno.make_qr(text, error="m")


def _base(request: Request, config: Config) -> str:
    """How a phone calls this server: as the desk does now, unless that means the desk itself."""
    told = request.headers["host"]
    outside = from_outside(config)
    if is_this_machine(told) and outside:
        return outside[0]
    return f"{'https' if config.is_secure else 'http'}://{told}"
