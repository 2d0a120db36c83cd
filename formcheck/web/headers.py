"""What every answer carries: what a browser may do with it, and whether it may keep it."""

from __future__ import annotations

from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from formcheck.web.config import Config

# Only what comes from this server runs, is shown or is asked; nobody shows us in a frame.
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "media-src 'self' blob:; connect-src 'self'; font-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
# Clips are picked as files, or filmed by the phone's own camera program: no page needs a device.
_DEVICES: Final = (
    "accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer",
    "microphone", "midi", "payment", "usb", "serial", "hid",
)  # fmt: skip
ALWAYS: Final = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": ", ".join(f"{device}=()" for device in _DEVICES),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-permitted-cross-domain-policies": "none",
}
STATIC: Final = "/static/"
_KEPT: Final = "public, max-age=300"  # ours, the same for everybody; short, for upgrades
_YEAR_S: Final = 365 * 24 * 3600


def headed(app: ASGIApp) -> ASGIApp:
    """The same server, whose answers carry these headers."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return

        async def tell(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add(MutableHeaders(scope=message), scope, message["status"])
            await send(message)

        await app(scope, receive, tell)

    return answer


def _add(headers: MutableHeaders, scope: Scope, status: int) -> None:
    config: Config = scope["app"].state.config
    for name, value in ALWAYS.items():
        headers.setdefault(name, value)
    if "content-security-policy" not in headers:
        headers["content-security-policy"] = POLICY
        headers["x-frame-options"] = "DENY"  # for browsers that know no frame-ancestors
    is_kept = scope["path"].startswith(STATIC) and status in (200, 206, 304)
    headers.setdefault("cache-control", _KEPT if is_kept else "no-store")
    if config.is_secure:
        headers["strict-transport-security"] = f"max-age={_YEAR_S}"
