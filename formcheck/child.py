"""Processes of formcheck's own: what they find on their way, and what they leave behind."""

from __future__ import annotations

import os
import subprocess
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self


class Closing:
    """A context manager that closes itself when its block ends, however it ends."""

    def close(self) -> None:
        """Let go of everything; each kind has its own way."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def environment() -> dict[str, str]:
    """Ours, in which a process finds this formcheck, and never a file beside a clip."""
    home = str(Path(__file__).resolve().parent.parent)
    paths = os.pathsep.join(p for p in (home, os.environ.get("PYTHONPATH", "")) if p)
    return {**os.environ, "PYTHONPATH": paths, "PYTHONSAFEPATH": "1"}


def last_words(said: IO[bytes]) -> str:
    """The last line that a process wrote about its trouble; "" for none."""
    said.seek(0)
    lines = said.read()[-300:].decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else ""


def close_pipes(process: subprocess.Popen[bytes]) -> None:
    """Close both pipes to a process that may be gone."""
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(BrokenPipeError):
                pipe.close()
