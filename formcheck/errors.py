"""Everything that can stop an analysis, each with a hint at what to do.

    FormcheckError
    ├── VideoError      the clip cannot be read                    exit 2
    ├── ModelError      a pose network or its library is missing   exit 2
    ├── SettingsError   an option or a side file makes no sense    exit 2
    ├── HistoryError    the history cannot be read or written      exit 2
    └── NoRunnerError   the clip was read, but nobody runs in it   exit 4

"Cannot be measured" is not an error: it is a `Measurement` without a value and
with a reason. Mistakes of a programmer stay `ValueError` and the like.
"""

from __future__ import annotations


class FormcheckError(Exception):
    """A problem that the person in front of the screen can do something about.

    Attributes
    ----------
    problem : what is wrong, one sentence
    hint : what to do about it, one sentence
    """

    exit_code = 2

    def __init__(self, problem: str, hint: str) -> None:
        super().__init__(f"{problem} {hint}")
        self.problem = problem
        self.hint = hint


class VideoError(FormcheckError):
    """The clip cannot be read."""


class ModelError(FormcheckError):
    """A pose network, or a library it needs, is missing or damaged."""


class SettingsError(FormcheckError):
    """An option or a side file makes no sense."""


class HistoryError(FormcheckError):
    """The history of analyses cannot be opened, read or written."""


class NoRunnerError(FormcheckError):
    """The clip was read, but nobody runs in it."""

    exit_code = 4
