"""The command that starts the web page, and says how to come to it."""

from __future__ import annotations

import logging
import os
import re
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer
from rich.console import Console

from formcheck.cli_history_options import History
from formcheck.cli_options import Lang
from formcheck.errors import SettingsError
from formcheck.report.words import _, told
from formcheck.settings import Language, Settings
from formcheck.types.said import Said

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from formcheck.web.config import Config

out = Console(highlight=False)

Host = Annotated[
    str, typer.Option(help="Address to listen on; 0.0.0.0 lets others in the network come.")
]
Port = Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)]
Folder = Annotated[
    Path | None,
    typer.Option(
        "--data", help="Folder for clips, reports and accounts; without it one among your own data."
    ),
]
Login = Annotated[bool, typer.Option("--login", help="Ask for a key on this computer too.")]
NewKey = Annotated[
    bool, typer.Option("--new-key", help="Make a new key; the one before opens nothing any more.")
]
Names = Annotated[
    list[str] | None, typer.Option("--name", help="A name by which browsers call this server.")
]
Proxied = Annotated[
    bool, typer.Option("--behind-proxy", help="A proxy on this machine does https for it.")
]
Certificate = Annotated[Path | None, typer.Option(help="Certificate for https, a PEM file.")]
CertificateKey = Annotated[Path | None, typer.Option(help="Its key, a PEM file.")]
Workers = Annotated[
    int | None,
    typer.Option(help="Clips measured at once; without it what this computer bears.", min=1),
]
Scheduler = Annotated[
    str | None, typer.Option(help="Dask scheduler to work with, as tcp://host:8786.")
]
KeepDays = Annotated[
    int | None,
    typer.Option(
        help="Delete clips, and all made of them, so many days after they were handed in.", min=1
    ),
]
LargestGb = Annotated[float | None, typer.Option(help="The largest clip taken, in GB.", min=0.001)]
MostGb = Annotated[float | None, typer.Option(help="Room for all clips, in GB.", min=0.001)]
Minutes = Annotated[float, typer.Option("--time-limit", help="Minutes that a clip may take.")]
Megabytes = Annotated[
    int | None,
    typer.Option("--memory-mb", help="Memory that a clip may take, in MB.", min=500),
]


def serve(  # noqa: PLR0913, PLR0917 - each is an option of the command line
    host: Host = "127.0.0.1",
    port: Port = 8000,
    data: Folder = None,
    lang: Lang = "en",
    login: Login = False,
    new_key: NewKey = False,
    name: Names = None,
    behind_proxy: Proxied = False,
    certificate: Certificate = None,
    certificate_key: CertificateKey = None,
    workers: Workers = None,
    scheduler: Scheduler = None,
    keep_days: KeepDays = None,
    largest_gb: LargestGb = None,
    most_gb: MostGb = None,
    time_limit: Minutes = 20.0,
    memory_mb: Megabytes = None,
    history_at: History = None,
) -> None:
    """Start the web page on which clips are handed in and reports read."""
    from formcheck.web.config import LARGEST_BYTES, MOST_BYTES, Config

    config = Config(
        data=(data or default_data()).expanduser().absolute(),
        store=history_at,
        host=host,
        port=port,
        names=tuple(name or ()),
        login=login,
        proxied=behind_proxy,
        certificate=certificate,
        certificate_key=certificate_key,
        lang=Settings(lang=cast(Language, lang)).lang,
        workers=workers,
        scheduler=scheduler,
        time_limit_s=60 * time_limit,
        memory_mb=memory_mb,
        keep_days=keep_days,
        largest_bytes=_bytes(largest_gb, LARGEST_BYTES),
        most_bytes=_bytes(most_gb, MOST_BYTES),
    )
    run(config, new_key)


def default_data() -> Path:
    """The folder of the web page among the user's own data."""
    from platformdirs import user_data_path

    return user_data_path("formcheck", appauthor=False) / "web"


def run(config: Config, new_key: bool) -> None:
    """Nothing; the server has run until somebody ended it.

    Raises
    ------
    SettingsError : it cannot listen, or write, or use the certificate; another server is there
    """
    from formcheck.web import app, logs, serving
    from formcheck.web.foreman import refuse_busy
    from formcheck.web.places import Places

    _check_names(config)
    serving.check_certificate(config)
    make_folder(config.data)
    refuse_busy(Places(config.data))
    logs.set_up()
    if sys.stderr.isatty():
        logs.LOG.setLevel(logging.WARNING)  # the code for the phone stays in sight
    with serving.until_ended(), serving.listen(config) as listening:
        made = app.create(config)
        _greet(config, made.state.engine, new_key)
        serving.serve(made, listening)
    _say(_("Ended."))


def _check_names(config: Config) -> None:
    """Nothing; names are names, and there is one where nobody could come without.

    Raises
    ------
    SettingsError : one is an address with more in it; or there is none, behind a proxy
    """
    for name in config.names:
        if not re.fullmatch(r"[A-Za-z0-9.-]+", name):
            raise SettingsError(
                Said("{name!r} is no name of a server.", name=name),
                Said("Give the name alone, without https:// and port: --name form.example.org."),
            )
    if config.proxied and not config.names:
        raise SettingsError(
            Said("Behind a proxy the server must know by which name browsers call it."),
            Said("Give the name alone, without https:// and port: --name form.example.org."),
        )


def make_folder(data: Path) -> None:
    """Nothing; the folder is there, may be written to, and nobody else reads what comes into it.

    Raises
    ------
    SettingsError : it cannot be made, or not be written to
    """
    os.umask(0o077)
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=data):
            pass
    except OSError as error:
        raise SettingsError(
            Said("The folder {folder} cannot be written to.", folder=str(data)),
            Said("Choose another with --data, or change who may write there."),
        ) from error


def _greet(config: Config, store: Engine, new_key: bool) -> None:
    """Nothing; the addresses are told, and the key where it was made just now."""
    from formcheck.web.addresses import from_outside, here

    outside = from_outside(config)
    if not config.proxied:
        _say(_("On this computer: {address}").format(address=here(config)))
    for address in outside:
        _say(_("On a phone in the same network: {address}").format(address=address))
    if not config.is_local and not config.is_secure:
        _say(told(_PLAIN))
    _tell_key(config, store, new_key)
    if outside and sys.stdout.isatty():
        _invite(outside[0], store)
    _say(_("Ctrl-C ends it."))


def _tell_key(config: Config, store: Engine, new_key: bool) -> None:
    from formcheck.store import accounts
    from formcheck.web import keys

    desk = accounts.desk(store)
    if not new_key and (desk.has_key or not config.needs_login):
        return
    key = keys.new_key()
    accounts.set_key(desk.id, keys.plain(key), store)
    _say(_("The key, shown only now: {key}").format(key=key))
    _say(_("Write it down. Lost? Start with --new-key."))


def _invite(address: str, store: Engine) -> None:
    from formcheck.store import accounts
    from formcheck.web import inviting

    invited, _until = inviting.invited_to(address, accounts.desk(store), store)
    minutes = accounts.INVITATION_MINUTES
    _say(_("Your own phone comes in with this code, once, within {n} minutes:").format(n=minutes))
    _say(inviting.in_terminal(invited))


def _bytes(gb: float | None, usual: int) -> int:
    return usual if gb is None else round(gb * 1e9)


def _say(words: Any) -> None:
    out.print(words, soft_wrap=True, markup=False, emoji=False)


_PLAIN = Said(
    "This is not encrypted: others in the network can read the key and the clips. For https, give "
    "--certificate and --certificate-key, or put a proxy before it (docs/security.md)."
)
