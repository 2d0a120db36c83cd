"""Invitations for phones: of a runner, or of the desk itself."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field

from formcheck.store import accounts
from formcheck.store.ids import LONGEST
from formcheck.web.inviting import invitation
from formcheck.web.visitor import AtDesk, Store

router: Final = APIRouter(tags=["people"])


class Wanted(BaseModel):
    """Whom the phone belongs to: a runner by code; nobody said is the desk's own."""

    model_config = ConfigDict(extra="forbid")

    runner: Annotated[str | None, Field(max_length=LONGEST)] = None


class Invitation(BaseModel):
    """What lets one phone in, once: an address, the same as a QR code (SVG), until when."""

    address: str
    qr: str
    ends_at: datetime


@router.post("/invitations", status_code=201)
def invite(wanted: Wanted, request: Request, who: AtDesk, store: Store) -> Invitation:
    """An invitation for one phone."""
    runner = wanted.runner
    account = who.account if runner is None else accounts.runner_account(runner, store)
    address, qr, ends_at = invitation(request, account)
    return Invitation(address=address, qr=qr, ends_at=ends_at)
