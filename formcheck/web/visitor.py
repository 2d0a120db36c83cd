"""Who is asking: one account, in one language, and what it may see.

Every endpoint takes `Visiting`, or `AtDesk` where only the desk may; a clip comes by `theirs`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, Final, cast

from fastapi import Depends, HTTPException, Request
from sqlalchemy import Engine

from formcheck.settings import Language
from formcheck.store.uploads import upload
from formcheck.store.web_nouns import Account, Upload
from formcheck.web.config import Config
from formcheck.web.places import Places

COOKIE: Final = "formcheck_session"
LANG_COOKIE: Final = "formcheck_lang"
CSRF_HEADER: Final = "x-formcheck-csrf"
LANGUAGES: Final[tuple[Language, ...]] = ("en", "nl")


@dataclass(frozen=True, slots=True)
class Visitor:
    """One account in one browser.

    Attributes
    ----------
    csrf : what its own pages send along with everything that changes something
    lang : chosen by it, else that of the browser, else the server's
    can_leave : it came in by a key or an invitation
    """

    account: Account
    csrf: str
    lang: Language
    can_leave: bool = False

    @property
    def is_desk(self) -> bool:
        """Whether it sees everybody."""
        return self.account.role == "desk"

    @property
    def runner(self) -> str | None:
        """The one runner it sees; None of the desk."""
        return self.account.runner

    def sees(self, runner: str) -> bool:
        """Whether it may see that runner."""
        return self.is_desk or self.runner == runner

    def told(self, upload: Upload) -> Upload:
        """The upload as it may know it: the note is for nobody but the desk."""
        return upload if self.is_desk else replace(upload, note="")


def visitor(request: Request) -> Visitor:
    """Who is asking; `web.access` has found out before any endpoint runs.

    Raises
    ------
    HTTPException : 401, nobody who was let in
    """
    found = getattr(request.state, "visitor", None)
    if found is None:
        raise HTTPException(401)
    return cast(Visitor, found)


def at_desk(request: Request) -> Visitor:
    """The desk.

    Raises
    ------
    HTTPException : 401, nobody; 404, somebody else: what is there is not told
    """
    found = visitor(request)
    if not found.is_desk:
        raise HTTPException(404)
    return found


def engine(request: Request) -> Engine:
    """The open store."""
    return cast(Engine, request.app.state.engine)


def places(request: Request) -> Places:
    """The data folder."""
    return cast(Places, request.app.state.places)


def config(request: Request) -> Config:
    """How the server runs."""
    return cast(Config, request.app.state.config)


Visiting = Annotated[Visitor, Depends(visitor)]
AtDesk = Annotated[Visitor, Depends(at_desk)]
Store = Annotated[Engine, Depends(engine)]
Where = Annotated[Places, Depends(places)]
Chosen = Annotated[Config, Depends(config)]


def theirs(id: str, who: Visiting, store: Store) -> Upload:
    """The upload with that id, where this visitor may see it.

    Raises
    ------
    HTTPException : 404, there is none, or it is another's: the same answer
    """
    found = upload(id, store)
    if found is None or not who.sees(found.runner):
        raise HTTPException(404)
    return who.told(found)


Theirs = Annotated[Upload, Depends(theirs)]
