"""Makes clips of every kind out of colours that are known: codec, layout, matrix, curve, fields.

A patch card of known colours is turned into brightness and colour differences by the formulas of
the standards, not by FFmpeg, so that what comes back is held against something independent.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.filter import Graph

TICKS = 90_000

# Red, green and blue of the patches, 0 to 1, as an ordinary screen shows them: skin, clothes,
# grass, sky, and the greys at both ends.
PATCHES = np.array(
    [[0.78, 0.57, 0.45], [0.75, 0.15, 0.15], [0.3, 0.5, 0.2], [0.35, 0.55, 0.8],
     [0.08, 0.08, 0.08], [0.5, 0.5, 0.5], [0.2, 0.2, 0.45], [0.72, 0.72, 0.72]]
)  # fmt: skip

# Shares of red and blue in brightness, by the code points of ITU-T H.273.
SHARES = {1: (0.2126, 0.0722), 5: (0.299, 0.114), 6: (0.299, 0.114), 9: (0.2627, 0.0593)}


@dataclass(frozen=True)
class Kind:
    """How a clip is stored.

    `matrix`, `curve` and `primaries` are code points of ITU-T H.273, 2 is "not said", of which
    the matrix is then that of `silent_matrix`; `fields` is "tff" or "bff" for interlaced;
    `container` is FFmpeg's name of it, where the path's ending does not say it.
    """

    codec: str = "libx264"
    layout: str = "yuv420p"
    matrix: int = 1
    is_full: bool = False
    curve: int = 1
    primaries: int = 1
    silent_matrix: int = 1
    fields: str | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)
    aspect: Fraction | None = None
    container: str | None = None


def card(size: tuple[int, int], colours: np.ndarray = PATCHES) -> np.ndarray:
    """The patches, four in a row, two rows, (height, width, 3)."""
    rows = np.arange(size[1]) * 2 // size[1]
    columns = np.arange(size[0]) * 4 // size[0]
    return colours.reshape(2, 4, 3)[rows][:, columns]


def card_colours(kind: Kind) -> np.ndarray:
    """Colours of the card of such a clip: of an HDR clip darker, below its highlights."""
    return PATCHES if kind.curve not in FILMED else 0.8 * PATCHES


def filmed(kind: Kind, size: tuple[int, int]) -> np.ndarray:
    """The card as a camera's signal, 0 to 1: as it is, or as HLG or PQ in BT.2020's colours.

    A page that is white on an ordinary screen has 203 of the 1000 cd/m2, ITU-R BT.2408.
    """
    colours = card_colours(kind)
    if kind.curve in FILMED:
        to_2020 = [[0.6274, 0.3293, 0.0433], [0.0691, 0.9195, 0.0114], [0.0164, 0.0880, 0.8956]]
        colours = FILMED[kind.curve](203 * colours**2.4 @ np.transpose(to_2020))
    return card(size, colours)


def _hlg(nits: np.ndarray) -> np.ndarray:
    """ITU-R BT.2100, table 5."""
    scene = (nits / 1000) ** (1 / 1.2)
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    high = a * np.log(np.maximum(12 * scene - b, 1e-9)) + c
    return np.where(scene <= 1 / 12, np.sqrt(3 * scene), high)


def _pq(nits: np.ndarray) -> np.ndarray:
    """ITU-R BT.2100, table 4."""
    power = (nits / 10_000) ** (2610 / 16384)
    return ((3424 / 4096 + 2413 / 128 * power) / (1 + 2392 / 128 * power)) ** (2523 / 32)


FILMED = {18: _hlg, 16: _pq}


def patches(rgb: np.ndarray) -> np.ndarray:
    """The middles of the patches of a picture, (8, 3), as float."""
    height, width = rgb.shape[:2]
    at = [(height * (2 * r + 1) // 4, width * (2 * c + 1) // 8) for r in (0, 1) for c in range(4)]
    return np.array([rgb[y - 1 : y + 2, x - 1 : x + 2].mean(axis=(0, 1)) for y, x in at])


def off(rgb: np.ndarray, colours: np.ndarray = PATCHES) -> float:
    """By how much, of 255, the patches of a picture differ from those wanted, at most."""
    return float(np.abs(patches(rgb) - 255 * colours).max())


def stored(rgb: np.ndarray, kind: Kind) -> list[np.ndarray]:
    """Brightness and colour differences of a picture, by ITU-R BT.601, BT.709 or BT.2020."""
    red, blue = SHARES[kind.silent_matrix if kind.matrix == 2 else kind.matrix]
    y = rgb @ np.array([red, 1 - red - blue, blue])
    u, v = (rgb[..., 2] - y) / (2 - 2 * blue), (rgb[..., 0] - y) / (2 - 2 * red)
    deep = 2 if "10" in kind.layout else 0
    high = (1 << (8 + deep)) - 1
    if kind.is_full:
        y, u, v = y * high, u * high, v * high
    else:
        y, u, v = ((16 + 219 * y) * 2**deep, 224 * u * 2**deep, 224 * v * 2**deep)
    planes = [y, *(_thinned(c, kind.layout) + (128 << deep) for c in (u, v))]
    return [np.clip(np.round(p), 0, high).astype(np.uint16 if deep else np.uint8) for p in planes]


def _thinned(plane: np.ndarray, layout: str) -> np.ndarray:
    """Colour differences as sparse as the layout wants them, an odd last line repeated."""
    down, across = {"444": (1, 1), "422": (1, 2), "420": (2, 2)}[layout.split("p")[0][-3:]]
    height, width = plane.shape
    full = np.pad(plane, ((0, -height % down), (0, -width % across)), mode="edge")
    tall, wide = full.shape
    return full.reshape(tall // down, down, wide // across, across).mean(axis=(1, 3))


def frame(rgb: np.ndarray, kind: Kind) -> av.VideoFrame:
    """The picture, 0 to 1, as it goes to the encoder."""
    made = av.VideoFrame(rgb.shape[1], rgb.shape[0], kind.layout)
    for plane, values in zip(made.planes, stored(rgb, kind), strict=True):
        lines = np.frombuffer(plane, values.dtype).reshape(plane.height, -1)
        lines[:, : plane.width] = values
    made.colorspace, made.color_range = kind.matrix, 2 if kind.is_full else 1
    return made


def make(
    path: Path,
    kind: Kind = Kind(),
    pictures: Sequence[np.ndarray] | None = None,
    times_s: Sequence[float] = tuple(i / 25 for i in range(6)),
    size: tuple[int, int] = (96, 64),
) -> Path:
    """Write a clip: of the patch card, or of `pictures` (0 to 1) at `times_s`."""
    shown = [filmed(kind, size)] * len(times_s) if pictures is None else pictures
    with av.open(str(path), "w", format=kind.container) as file:
        add(file, kind, shown, times_s)()
    return path


def add(
    file: av.container.OutputContainer,
    kind: Kind,
    pictures: Sequence[np.ndarray],
    times_s: Sequence[float],
) -> Callable[[], None]:
    """Add a track to the file; what comes back writes its pictures, once all tracks are there."""
    rate = 25 if len(times_s) < 2 else round(1 / (times_s[1] - times_s[0]))
    stream = file.add_stream(kind.codec, rate=rate, options=dict(kind.options))
    stream.height, stream.width = pictures[0].shape[:2]
    stream.pix_fmt = kind.layout
    stream.codec_context.time_base = Fraction(1, TICKS if _is_free(file, kind) else rate)
    stream.codec_context.colorspace = kind.matrix
    stream.codec_context.color_range = 2 if kind.is_full else 1
    stream.codec_context.color_trc, stream.codec_context.color_primaries = (
        kind.curve,
        kind.primaries,
    )
    if kind.aspect:
        stream.codec_context.sample_aspect_ratio = kind.aspect
    for name, text in kind.tags.items():
        stream.metadata[name] = text

    def write() -> None:
        ready = _marked(kind.fields) if kind.fields else lambda picture: picture
        base = stream.codec_context.time_base
        for rgb, time_s in zip(pictures, times_s, strict=True):
            made = frame(rgb, kind)
            made.pts, made.time_base = round(time_s / base), base
            file.mux(stream.encode(ready(made)))
        file.mux(stream.encode(None))

    return write


def set_matrix(path: Path, a: float, b: float, c: float, d: float) -> None:
    """Overwrite the display matrix in the track header of an MP4."""
    data = bytearray(path.read_bytes())
    at = data.index(b"tkhd") + 44
    numbers = (round(value * (1 << 16)) for value in (a, b, 0, c, d))
    data[at : at + 36] = struct.pack(">9i", *numbers, 0, 0, 0, 1 << 30)
    path.write_bytes(data)


def _is_free(file: av.container.OutputContainer, kind: Kind) -> bool:
    """Whether any time can be written: AVI and the older codecs count pictures of their rate."""
    return file.format.name != "avi" and not kind.codec.startswith(("mpeg", "h263", "dv"))


def _marked(order: str) -> Callable[[av.VideoFrame], av.VideoFrame]:
    """Marks pictures as interlaced, which PyAV itself cannot."""
    graphs: list[Graph] = []

    def mark(picture: av.VideoFrame) -> av.VideoFrame:
        if not graphs:
            graph = Graph()
            graph.link_nodes(
                graph.add_buffer(
                    width=picture.width, height=picture.height,
                    format=picture.format, time_base=picture.time_base,
                ),
                graph.add("setfield", order),
                graph.add("buffersink"),
            ).configure()  # fmt: skip
            graphs.append(graph)
        graphs[0].vpush(picture)
        return graphs[0].vpull()

    return mark
