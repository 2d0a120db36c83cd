"""Shows a report as a page of the server: the file as it is, with a bar above it.

A report is a file by itself, which lets nothing run but its own script. As a page it also loads
what the server has beside it; what it carries stays the same, byte for byte, and is streamed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader, BytesIO
from pathlib import Path
from typing import BinaryIO, Final

from fastapi.responses import StreamingResponse

from formcheck.report.bounds import ALONE, TOP, policy

CHUNK_BYTES: Final = 1 << 18
HEAD_BYTES: Final = 1 << 20  # within which the places for the bar are; a report has 40 kB there
_SCRIPT: Final = re.compile(rb"script-src &#39;sha256-([A-Za-z0-9+/]{43}=)&#39;|"
                            rb"script-src 'sha256-([A-Za-z0-9+/]{43}=)'")  # fmt: skip
_END: Final = b"</body>\n</html>\n"
# What a page of the server may do beside what a report may.
_SERVED: Final = {
    "img-src": "'self' blob:",
    "media-src": "'self'",
    "style-src": "'self'",
    "script-src": "'self'",
    "form-action": "'self'",
}
_ONLY_SERVED: Final = "connect-src 'self'; font-src 'self'; frame-ancestors 'none'"


@dataclass(frozen=True, slots=True)
class Bar:
    """What the server puts into the head of a report, and above its text.

    `is_instead` where the text holds no more: then the bar is all there is.
    """

    head: str
    top: str
    is_instead: bool = False


def framed(path: Path, bar: Bar) -> StreamingResponse:
    """The report at `path` as a page with that bar.

    Raises
    ------
    OSError : it is not there
    """
    file = path.open("rb")
    start = _start(file)
    before, alone, rest = _cut(start, *ALONE)
    above, mark, text = _cut(rest, TOP, TOP)
    script = _SCRIPT.search(alone)
    if not mark or script is None:  # of another hand or time: as it is, in its own bounds
        return _streamed([start], file, "sandbox allow-scripts")
    hash = (script[1] or script[2]).decode()
    parts = [before, bar.head.encode(), above, bar.top.encode()]
    if bar.is_instead:
        file.close()
        return _streamed([*parts, _END], BytesIO(), served_policy(hash))
    parts.append(text)
    return _streamed(parts, file, served_policy(hash))


def served_policy(script: str) -> str:
    """What a report may load as a page: its own script, of that hash, and the server's files."""
    rules = dict(rule.split(" ", 1) for rule in policy(script).split("; "))
    for name, more in _SERVED.items():
        own = "" if rules[name] == "'none'" else rules[name] + " "
        rules[name] = own + more
    return "; ".join([*(f"{name} {what}" for name, what in rules.items()), _ONLY_SERVED])


def _start(file: BufferedReader) -> bytes:
    """The file up to somewhere behind the last mark."""
    start = b""
    while TOP not in start and len(start) < HEAD_BYTES:
        more = file.read(CHUNK_BYTES)
        if not more:
            break
        start += more
    return start


def _cut(text: bytes, begin: bytes, end: bytes) -> tuple[bytes, bytes, bytes]:
    """What stands before the marks, between or in them, and after; "" between for no marks."""
    first = text.find(begin)
    last = text.find(end, max(first, 0))
    if first < 0 or last < 0:
        return text, b"", b""
    return text[:first], text[first : last + len(end)], text[last + len(end) :]


def _streamed(parts: list[bytes], file: BinaryIO, policy: str) -> StreamingResponse:
    def content() -> Iterator[bytes]:
        with file:
            yield b"".join(parts)  # at once: each piece goes through a thread of its own
            while more := file.read(CHUNK_BYTES):
                yield more

    headers = {"Content-Security-Policy": policy, "Cache-Control": "no-store"}
    return StreamingResponse(content(), media_type="text/html; charset=utf-8", headers=headers)
