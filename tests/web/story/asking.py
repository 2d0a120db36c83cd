"""Speaks with a server as a page does, without a browser: to bring it quickly into some state."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import httpx2

API = "/api/v1"
PIECE_BYTES = 1 << 20
ENDED = ("done", "failed", "stopped")
CSRF = re.compile(r'<meta name="csrf" content="([^"]*)">')


class Asker:
    """One visitor of a server; raises where the server says no."""

    def __init__(
        self,
        address: str,
        lang: str = "nl",
        runner: str | None = None,
        cookies: Sequence[Mapping[str, Any]] = (),
    ) -> None:
        self.http = httpx2.Client(
            base_url=address, timeout=60, headers={"accept-language": lang, "origin": address}
        )
        for one in cookies:
            self.http.cookies.set(one["name"], one["value"])
        self.runner = runner
        self.learn()

    def __enter__(self) -> Asker:
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def learn(self) -> None:
        """Nothing; the word that this visitor's own pages know is sent along from now on."""
        found = CSRF.search(self.http.get("/", headers={"accept": "text/html"}).text)
        self.http.headers["x-formcheck-csrf"] = found[1] if found else ""

    def ask(self, method: str, path: str, **more: Any) -> Any:
        """The answer, out of JSON; None for none."""
        answer = self.http.request(method, API + path, **more)
        if answer.is_error:
            raise RuntimeError(f"{method} {path}: {answer.status_code} {answer.text[:500]}")
        return answer.json() if answer.content else None

    def begin(self, clip: Path, name: str = "") -> str:
        """The id of an upload of which nothing has arrived."""
        told: dict[str, Any] = {"name": name or clip.name, "n_bytes": clip.stat().st_size}
        told |= {} if self.runner is None else {"runner": self.runner}
        return str(self.ask("POST", "/uploads", json=told)["id"])

    def send(self, upload: str, clip: Path, piece_bytes: int = PIECE_BYTES) -> None:
        """Nothing; what the server lacks of the clip is there."""
        content = clip.read_bytes()
        at = int(self.ask("GET", f"/uploads/{upload}")["n_received"])
        while at < len(content):
            headers = {"upload-offset": str(at), "content-type": "application/octet-stream"}
            piece = content[at : at + piece_bytes]
            at = self.ask("PATCH", f"/uploads/{upload}", content=piece, headers=headers)[
                "n_received"
            ]

    def handed_in(self, clip: Path, **asked: Any) -> str:
        """The id of a clip that arrived and was looked at."""
        upload = self.begin(clip)
        self.send(upload, clip)
        self.until_idle(upload)
        if asked:
            self.ask("PUT", f"/uploads/{upload}/asked", json=asked)
        return upload

    def visit(self, clip: Path, **asked: Any) -> str:
        """The id of a clip that was measured."""
        upload = self.handed_in(clip, **asked)
        job = self.ask("POST", f"/uploads/{upload}/analyses", json={})
        ended = self.until_ended(job["id"])
        assert ended["state"] == "done", ended
        return upload

    def until_ended(self, job: str, most_s: float = 900) -> Mapping[str, Any]:
        """The job, ended."""
        end = time.monotonic() + most_s
        while time.monotonic() < end:
            told = self.ask("GET", f"/jobs/{job}")
            if told["state"] in ENDED:
                return dict(told)
            time.sleep(0.2)
        raise TimeoutError(f"job {job} has not ended")

    def until_idle(self, upload: str, most_s: float = 900) -> Mapping[str, Any]:
        """The upload, about which nothing is waiting or being done."""
        end = time.monotonic() + most_s
        while time.monotonic() < end:
            told = self.ask("GET", f"/uploads/{upload}")
            if all(job["state"] in ENDED for job in told["jobs"]):
                return dict(told)
            time.sleep(0.2)
        raise TimeoutError(f"upload {upload} is not idle")
