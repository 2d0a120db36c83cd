"""How fast the camera filmed, where the container says so.

| who writes it | where | example |
|---|---|---|
| Android | metadata key `com.android.capture.fps` (MediaMuxer) | 240.0 |
| Samsung | box `moov/udta/smta/saut`: recording mode, as Android's Media3 reads it | 12 = 240 |
| Sony (XAVC S) | XML in a `meta` box: `VideoFrame captureFps`, beside `formatFps` | 119.88p |

Apple says nothing: slow motion of an iPhone keeps its 240 pictures a second in real time, or
is exported at 30 without a word; `full-frame-rate-playback-intent` is 0 in both. GoPro and
iPhone originals need no word, their times are those of filming.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from formcheck.types import Capture
from formcheck.video.boxes import find, payload
from formcheck.video.sony_xml import FILMED_AT

ANDROID: Final = "com.android.capture.fps"
SAMSUNG: Final = "Samsung smta"
SONY: Final = "Sony captureFps"
MOST_FPS: Final = 10_000.0  # faster is no camera of this kind but a damaged file; by us

# Samsung's recording modes with a known rate; 21 says it in a box of its own.
_SAMSUNG_FPS: Final = {12: 240.0, 13: 120.0}
_SAMSUNG_SAYS: Final = 21
_SONY_WAYS: Final = (
    (b"meta", b"xml "),
    (b"moov", b"meta", b"xml "),
    (b"moov", b"udta", b"meta", b"xml "),
)


def find_capture(path: Path, metadata: Mapping[str, str]) -> Capture | None:
    """What the container says of the speed of filming; `metadata` is FFmpeg's; None for nothing."""
    said = (
        (ANDROID, _number(metadata.get(ANDROID, ""))),
        (SAMSUNG, _samsung(path)),
        (SONY, _sony(path)),
    )
    return next((Capture(fps, tag) for tag, fps in said if 0 < fps <= MOST_FPS), None)


def _number(text: str) -> float:
    """The number in a text; 0 for none."""
    try:
        number = float(text)
    except ValueError:
        return 0.0
    return number if math.isfinite(number) else 0.0


def _samsung(path: Path) -> float:
    """Pictures a second by the recording mode: author 4, then pairs of key and value."""
    saut = next(find(path, (b"moov", b"udta", b"smta", b"saut")), None)
    data = b"" if saut is None else payload(path, saut)
    pairs = dict(zip(data[4::2], data[5::2], strict=False))
    mode = pairs.get(0, 0)
    if mode != _SAMSUNG_SAYS:
        return _SAMSUNG_FPS.get(mode, 0.0)
    rate = next(find(path, (b"moov", b"udta", b"smta", b"srfr")), None)
    said = b"" if rate is None else payload(path, rate)[:4]
    return struct.unpack(">I", said)[0] / (1 << 16) if len(said) == 4 else 0.0


def _sony(path: Path) -> float:
    """Pictures a second of the first XML that names them; interlaced ones are half pictures."""
    for way in _SONY_WAYS:
        for box in find(path, way):
            match = FILMED_AT.search(payload(path, box))
            if match:
                halves = 2.0 if match[2] == b"i" else 1.0
                return _number(match[1].decode()) / halves
    return 0.0
