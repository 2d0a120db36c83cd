"""Takes interlaced clips apart: two moments in one stored picture become two pictures.

Camcorders and older cameras store the odd lines of one moment and the even lines of the
next, a fiftieth or sixtieth of a second later. FFmpeg's bwdif makes a whole picture of each,
with its own time. A clip that only says it is interlaced, but is not, is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice, pairwise

import av
import numpy as np
import numpy.typing as npt
from av import VideoFrame
from av.filter import Graph

# How many pictures to look at for movement; a second or two. Chosen by us.
_MOST_PICTURES = 50

# A pixel moves when it changes by this much, of 255, between pictures: more than the noise of
# phones. And so many moving pixels, as a share of the picture, are enough to tell by; by us.
_MOVING = 16
_ENOUGH = 0.01


def is_interlaced(pictures: Iterable[VideoFrame]) -> bool:
    """Whether each picture holds two moments, as the first says it does.

    Where things move, neighbouring lines of two moments differ more than lines two apart,
    which are of one moment; in a picture of one moment it is the other way round. Without
    any movement the clip is believed.
    """
    near = far = moving = 0.0
    lumas = (_luma(picture) for picture in islice(pictures, _MOST_PICTURES))
    for before, now in pairwise(lumas):
        moves = np.abs(now - before)[:-2] > _MOVING
        near += float(np.abs(now[1:-1] - now[:-2])[moves].sum())
        far += float(np.abs(now[2:] - now[:-2])[moves].sum())
        moving += float(moves.mean())
        if moving > _ENOUGH:
            break
    return near >= far


def each_moment(pictures: Iterable[VideoFrame]) -> Iterator[VideoFrame]:
    """Two pictures for each interlaced one, each at its own time; others as they are."""
    graph, shape = None, None
    for picture in pictures:
        if graph is not None and shape != _shape(picture):
            yield from _finished(graph)
            graph = None
        if graph is None:
            graph, shape = _deinterlacer(picture), _shape(picture)
        graph.vpush(picture)
        yield from _ready(graph)
    if graph is not None:
        yield from _finished(graph)


def _luma(picture: VideoFrame) -> npt.NDArray[np.int16]:
    """Brightness, (height, width)."""
    return picture.to_ndarray(format="gray").astype(np.int16)


def _shape(picture: VideoFrame) -> tuple[int, int, str]:
    return picture.width, picture.height, picture.format.name


def _deinterlacer(picture: VideoFrame) -> Graph:
    graph = Graph()
    source = graph.add_buffer(
        width=picture.width,
        height=picture.height,
        format=picture.format,
        time_base=picture.time_base,
    )
    bwdif = graph.add("bwdif", "mode=send_field:parity=auto:deint=interlaced")
    graph.link_nodes(source, bwdif, graph.add("buffersink")).configure()
    return graph


def _ready(graph: Graph) -> Iterator[VideoFrame]:
    """Pictures that can be had before more is pushed."""
    while True:
        try:
            yield graph.vpull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return


def _finished(graph: Graph) -> Iterator[VideoFrame]:
    graph.vpush(None)
    yield from _ready(graph)
