"""Asks the workers of a cluster, before any clip, whether they can do the work."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from formcheck import __version__
from formcheck.batch.at_cluster import Greeting, greet
from formcheck.errors import SettingsError
from formcheck.types.said import Said

if TYPE_CHECKING:
    from distributed import Client


def refuse_strangers(client: Client, places: Sequence[str]) -> None:
    """Nothing; every worker has this formcheck and sees these files.

    Raises
    ------
    SettingsError : one has not, or does not
    """
    answers: dict[str, Any] = client.run(greet, list(places), on_error="return")
    for address, answer in sorted(answers.items()):
        _refuse(address, answer, places)


def _refuse(address: str, answer: Any, places: Sequence[str]) -> None:
    if not isinstance(answer, Greeting) or answer.version != __version__:
        raise SettingsError(
            Said("The worker at {address} has another formcheck, or none.", address=address),
            Said("Install version {version} on every machine.", version=__version__),
        )
    for place, is_seen in zip(places, answer.sees, strict=True):
        if not is_seen:
            raise SettingsError(
                Said("The worker at {address} does not see {place}.", address=address, place=place),
                Said("Clips and --out must lie on a disk that all machines share by one name."),
            )
