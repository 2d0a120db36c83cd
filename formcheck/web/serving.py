"""Runs the server: listens, gives up on whoever is too slow, and ends within seconds."""

from __future__ import annotations

import asyncio
import signal
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final

import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.h11_impl import H11Protocol

from formcheck.errors import SettingsError
from formcheck.types.said import Said
from formcheck.web.config import Config

HEAD_S: Final = 15.0  # for the head of a request to arrive; chosen by us, as all here
HEAD_BYTES: Final = 32 << 10
IDLE_S: Final = 10  # a connection that asks nothing more
END_S: Final = 3  # for answers that are on their way when the server ends
MOST_CONNECTIONS: Final = 1024
_WAITING: Final = 128  # to be let on by the system


class Patient(H11Protocol):
    """A connection that is closed when the head of a request does not come, or half of it."""

    _slow: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Nothing; from now on it waits for the head of the first request."""
        super().connection_made(transport)
        self._slow = self.loop.call_later(HEAD_S, self._give_up)

    def data_received(self, data: bytes) -> None:
        """Nothing; a head that begins has a while, one that is there has all it needs."""
        if self._slow is None and (self.cycle is None or self.cycle.response_complete):
            self._slow = self.loop.call_later(HEAD_S, self._give_up)
        before = self.cycle
        super().data_received(data)
        if self.cycle is not before:
            self._stop_waiting()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing; nobody waits any more."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _stop_waiting(self) -> None:
        if self._slow is not None:
            self._slow.cancel()
            self._slow = None

    def _give_up(self) -> None:
        self._slow = None
        self.transport.close()


class Ending(uvicorn.Server):
    """A server that tells those who listen for events when it ends."""

    def __init__(self, config: uvicorn.Config, app: FastAPI) -> None:
        super().__init__(config)
        self._app = app

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Nothing; no answer is on its way any more, or it has been cut off."""
        self._app.state.traffic.end()
        await super().shutdown(sockets)


def serve(app: FastAPI, listening: socket.socket) -> None:
    """Nothing; it has served until Ctrl-C, or until the system wanted it to end."""
    Ending(uvicorn.Config(app, **_how(app.state.config)), app).run([listening])


@contextmanager
def until_ended() -> Iterator[None]:
    """Nothing; Ctrl-C, or the system's wish that it ends, ends what is done inside."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with suppress(KeyboardInterrupt):
            yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _how(config: Config) -> dict[str, Any]:
    return {
        "http": Patient,
        "ws": "none",
        "log_config": None,
        "access_log": False,
        "server_header": False,
        "date_header": True,
        "proxy_headers": config.proxied,
        "forwarded_allow_ips": ["127.0.0.1", "::1"],
        "timeout_keep_alive": IDLE_S,
        "timeout_graceful_shutdown": END_S,
        "limit_concurrency": MOST_CONNECTIONS,
        "h11_max_incomplete_event_size": HEAD_BYTES,
        "ssl_certfile": config.certificate,
        "ssl_keyfile": config.certificate_key,
    }


def listen(config: Config) -> socket.socket:
    """A socket at that address, on which nobody is answered yet.

    Raises
    ------
    SettingsError : it is in use, not allowed, or not this machine's
    """
    if not 0 < config.port < 1 << 16:
        raise SettingsError(
            Said("There is no port {port}.", port=config.port), Said("Ports are 1 to 65535.")
        )
    kind = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    try:
        return socket.create_server((config.host, config.port), family=kind, backlog=_WAITING)
    except OSError as error:
        raise _refused(config, error) from error


def _refused(config: Config, error: OSError) -> SettingsError:
    import errno

    if error.errno == errno.EADDRINUSE:
        return SettingsError(
            Said("Port {port} is in use by another program.", port=config.port),
            Said("Is formcheck running already? Else choose another: --port 8001."),
        )
    if error.errno in (errno.EACCES, errno.EPERM):
        return SettingsError(
            Said("Port {port} may not be used by you.", port=config.port),
            Said("Choose one above 1023, as --port 8000."),
        )
    return SettingsError(
        Said("{host} is no address of this machine.", host=config.host),
        Said("Give 127.0.0.1 for this computer only, or 0.0.0.0 for others in the network."),
    )


def check_certificate(config: Config) -> None:
    """Nothing; there is no certificate, or one that belongs to its key.

    Raises
    ------
    SettingsError : it cannot be read, or only half of it was given
    """
    file, key = config.certificate, config.certificate_key
    if file is None and key is None:
        return
    if file is None:
        raise SettingsError(
            Said("There is a key without a certificate."), Said("Give both: --certificate FILE.")
        )
    hint = Said("Give PEM files: --certificate FILE --certificate-key FILE, without a password.")
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(file, key, password=lambda: "")
    except FileNotFoundError as error:
        missing = next(one for one in (file, key) if one is not None and not one.exists())
        raise SettingsError(Said("There is no file {file}.", file=str(missing)), hint) from error
    except (OSError, ValueError) as error:
        raise SettingsError(Said("The certificate cannot be used."), hint) from error
