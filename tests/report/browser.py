"""A headless browser, driven through a pipe; without a network."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("chrome")
QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--autoplay-policy=no-user-gesture-required", "--remote-debugging-pipe",
    "--host-resolver-rules=MAP * ~NOTFOUND", "--hide-scrollbars",
)  # fmt: skip


class Browser:
    """One page; `events` are all messages it sent by itself."""

    def __init__(self, to: int, back: int) -> None:
        self.to, self.back = to, back
        self.events: list[dict[str, Any]] = []
        self._rest, self._id, self._session = b"", 0, ""
        page = self.ask("Target.createTarget", url="about:blank")["targetId"]
        found = self.ask("Target.attachToTarget", targetId=page, flatten=True)
        self._session = found["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.ask(f"{domain}.enable")

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """What the browser answers."""
        self._id += 1
        message = {"id": self._id, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self.to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._id:
                if "error" in answer:
                    raise RuntimeError(answer["error"])
                return dict(answer["result"])
            self.events.append(answer)

    def open(self, path: Path, *, width: int = 1280, height: int = 900, dark: bool = False) -> None:
        """Nothing; the page is loaded, as a phone shows it where it is narrow."""
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height,
                 deviceScaleFactor=1, mobile=width < 600)  # fmt: skip
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.ask("Emulation.setEmulatedMedia", features=[scheme])
        self.ask("Page.navigate", url=path.resolve().as_uri())
        self.wait_for("document.readyState === 'complete'")

    def run(self, script: str) -> Any:
        """The value of a script; promises are awaited."""
        found = self.ask("Runtime.evaluate", expression=script, awaitPromise=True,
                         returnByValue=True, userGesture=True)  # fmt: skip
        if "exceptionDetails" in found:
            raise RuntimeError(found["exceptionDetails"])
        return found["result"].get("value")

    def wait_for(self, condition: str, most_s: float = 20.0) -> None:
        """Nothing; the condition holds."""
        poll = f"""new Promise((done, fail) => {{
            const end = performance.now() + {1000 * most_s};
            const look = () => {condition} ? done(true)
                : performance.now() > end ? fail(new Error("in vain")) : setTimeout(look, 30);
            look(); }})"""
        self.run(poll)

    def wait_for_event(self, method: str) -> None:
        """Nothing; the browser has said so."""
        while not any(event.get("method") == method for event in self.events):
            self.events.append(self._next())

    def requests(self) -> list[str]:
        """Every address that was asked for, but those that lie in the page itself."""
        asked = [e["params"]["request"]["url"] for e in self.events
                 if e.get("method") == "Network.requestWillBeSent"]  # fmt: skip
        return [url for url in asked if not url.startswith(("data:", "blob:", "about:"))]

    def complaints(self) -> list[str]:
        """What the page was refused or threw."""
        logged = [e["params"]["entry"]["text"] for e in self.events
                  if e.get("method") == "Log.entryAdded"]  # fmt: skip
        thrown = [str(e["params"]) for e in self.events
                  if e.get("method") == "Runtime.exceptionThrown"]  # fmt: skip
        return logged + thrown

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            part = os.read(self.back, 1 << 16)
            if not part:
                raise EOFError("the browser is gone")
            self._rest += part
        first, _, self._rest = self._rest.partition(b"\0")
        return dict(json.loads(first))


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser that ends when it is left."""
    assert CHROMIUM is not None
    (theirs_in, to), (back, theirs_out) = os.pipe(), os.pipe()

    def hand_over() -> None:
        high_in, high_out = os.dup(theirs_in), os.dup(theirs_out)
        os.dup2(high_in, 3)
        os.dup2(high_out, 4)

    with TemporaryDirectory(ignore_cleanup_errors=True) as home:
        process = subprocess.Popen(
            [CHROMIUM, *QUIET, f"--user-data-dir={home}"],
            preexec_fn=hand_over, close_fds=False, pass_fds=(),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(theirs_in)
        os.close(theirs_out)
        try:
            yield Browser(to, back)
        finally:
            os.close(to)
            os.close(back)
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(10)
