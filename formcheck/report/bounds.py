"""Says what a page may load, and where a server that shows it may put what it has to say."""

from __future__ import annotations

from typing import Final

# What a page may load: what it carries itself. The film is handed on as a blob, which phones
# can wind through. `{script}` is the hash of the one script.
_POLICY: Final = (
    "default-src 'none'; img-src data:; media-src data: blob:; style-src 'unsafe-inline'; "
    "script-src 'sha256-{script}'; base-uri 'none'; form-action 'none'"
)
# What a server replaces when it shows the file as one of its pages: what stands between the first
# two is true of a file by itself; the third is where it may put what it has to say.
ALONE: Final = b"<!-- formcheck: a file by itself -->", b"<!-- formcheck: as served -->"
TOP: Final = b"<!-- formcheck: top -->"


def policy(script: str) -> str:
    """What a page may load, where the SHA-256 of its one script is that, in base64."""
    return _POLICY.format(script=script)
