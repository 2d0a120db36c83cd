"""Watches pages in a real browser: whatever they complain of, or ask of others, is a fault."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True,
    "has_touch": True,
}  # fmt: skip
DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
LOCALES = {"nl": "nl-NL", "en": "en-GB"}
# The browser ends a request itself when a page is left, a film jumps, a file is saved.
ENDED_BY_BROWSER = "net::ERR_ABORTED"


@dataclass
class Watch:
    """One context of a browser and all that went wrong in it.

    Attributes
    ----------
    faults : in words; a test ends with none
    is_forgiving : while something is broken on purpose
    """

    context: BrowserContext
    faults: list[str] = field(default_factory=list)
    is_forgiving: bool = False

    def __post_init__(self) -> None:
        self.context.on("request", self._on_request)
        self.context.on("requestfailed", self._on_failed)
        self.context.on("response", self._on_response)
        self.context.on("console", self._on_console)
        self.context.on("weberror", lambda error: self._note(f"script: {error.error}"))

    @contextmanager
    def forgiving(self) -> Iterator[None]:
        """While something is broken on purpose; another host is never forgiven."""
        self.is_forgiving = True
        yield
        for page in self.context.pages:
            page.evaluate("0")  # what was said before arrives before this
        self.is_forgiving = False

    def _note(self, fault: str) -> None:
        if not self.is_forgiving:
            self.faults.append(fault)

    def _on_request(self, request: Request) -> None:
        address = urlparse(request.url)
        if address.scheme not in ("data", "blob", "about") and address.hostname != "127.0.0.1":
            self.faults.append(f"asked another host: {request.url}")

    def _on_failed(self, request: Request) -> None:
        if request.failure != ENDED_BY_BROWSER:
            self._note(f"failed: {request.method} {request.url}: {request.failure}")

    def _on_response(self, response: Response) -> None:
        if response.status >= 400:
            self._note(f"{response.status}: {response.request.method} {response.url}")

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._note(f"console: {message.text} ({message.location.get('url', '')})")


@contextmanager
def opened(browser: Browser, device: dict[str, Any], lang: str, **more: Any) -> Iterator[Page]:
    """A page of a new context; leaving it fails where anything went wrong in it."""
    context = browser.new_context(locale=LOCALES[lang], **device, **more)
    context.set_default_timeout(15_000)
    watch = Watch(context)
    WATCHES[id(context)] = watch
    try:
        yield context.new_page()
        if watch.faults:
            raise AssertionError("\n".join(watch.faults))
    finally:
        del WATCHES[id(context)]
        context.close()


WATCHES: dict[int, Watch] = {}


def watch_of(page: Page) -> Watch:
    return WATCHES[id(page.context)]


# ------------------------------------------------------------ looking


def shot(page: Page, name: str, *, whole: bool = True) -> None:
    """Nothing; the page lies as a picture in the folder `FORMCHECK_SHOTS`, if one is given."""
    folder = os.environ.get("FORMCHECK_SHOTS")
    if folder:
        path = Path(folder) / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(
            path=path, full_page=whole, animations="disabled", scale="css", timeout=180_000
        )


def shots_in_both(page: Page, name: str) -> None:
    """Nothing; the page lies there light and dark."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        shot(page, f"{name}_{scheme}")
    page.emulate_media(color_scheme="light")


def barriers(page: Page) -> list[str]:
    """What keeps somebody out, that axe calls serious or critical."""
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']} ({one['impact']}): {node['target']} {node['html'][:160]}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


def is_too_wide(page: Page) -> bool:
    """Whether it has to be scrolled sideways."""
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    return bool(page.evaluate(wide))


OUTSIDE = """() => {
    const scrolls = (one) => one && one !== document.body
        && (getComputedStyle(one).overflowX !== "visible" || scrolls(one.parentElement));
    return [...document.querySelectorAll("body *")].filter((one) => {
        const box = one.getBoundingClientRect();
        return box.width && box.right > document.documentElement.clientWidth + 1
            && !one.closest("svg") && !scrolls(one.parentElement);
    }).map((one) => one.outerHTML.slice(0, 120)); }"""


def sticking_out(page: Page) -> list[str]:
    """What sticks out at the right of the page, where nothing around it scrolls."""
    return list(page.evaluate(OUTSIDE))


FOCUS = """() => { const at = document.activeElement; const style = getComputedStyle(at);
    const box = at.getBoundingClientRect();
    return { tag: at.tagName, text: (at.innerText || at.ariaLabel || at.name || "").trim(),
        html: at.outerHTML.slice(0, 160),
        is_shown: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0
            || style.boxShadow !== "none",
        is_seen: box.width > 0 && box.height > 0 }; }"""


def focused(page: Page) -> dict[str, Any]:
    """Where the keyboard is, and whether that can be seen."""
    return dict(page.evaluate(FOCUS))
