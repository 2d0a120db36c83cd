"""Which function does which kind of work."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from formcheck.store.web_nouns import JobKind
from formcheck.web.work.analysing import analyse
from formcheck.web.work.comparing import compare
from formcheck.web.work.exporting import export
from formcheck.web.work.looking import look
from formcheck.web.work.nouns import Do
from formcheck.web.work.preparing import prepare

DO: Final[Mapping[JobKind, Do]] = {
    "check": look,
    "analyze": analyse,
    "again": analyse,
    "prepare": prepare,
    "compare": compare,
    "export": export,
}
