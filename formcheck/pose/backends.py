"""The backends by name, and which of them is used where nobody says."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Final, Protocol

from formcheck.errors import SettingsError
from formcheck.pose.crowd import Looker
from formcheck.pose.fast_backend import fast_runtime, open_fast
from formcheck.pose.mediapipe_backend import MOST_PEOPLE, open_mediapipe
from formcheck.settings import Model, Precision
from formcheck.types.said import Said


class Backend(Protocol):
    """Opens a network that looks at pictures, whole ones and parts."""

    def __call__(
        self, model: Model, precision: Precision = "exact", people: int = MOST_PEOPLE
    ) -> AbstractContextManager[Looker]:
        """The network at work, looking for at most so many people in a picture."""


BACKENDS: Final[dict[str, Backend]] = {
    "fast": open_fast,
    "mediapipe": open_mediapipe,
}
STORED: Final = "stored"
CHOICES: Final = ("auto", *BACKENDS, STORED)


def choose(name: str) -> str:
    """The backend that the name stands for: `fast` where it loads, if nobody says.

    Raises
    ------
    SettingsError : there is no such backend

    >>> choose("stored"), choose("auto") in BACKENDS
    ('stored', True)
    """
    if name == "auto":
        return "mediapipe" if fast_runtime() is None else "fast"
    if name not in CHOICES:
        raise SettingsError(
            Said("There is no backend {name!r}.", name=name),
            Said("Choose from: {choices}.", choices=", ".join(CHOICES)),
        )
    return name
