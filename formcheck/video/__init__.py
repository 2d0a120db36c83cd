"""Clips in and out: frames with the container's own times, upright, square pixels."""

from __future__ import annotations

from formcheck.video.clip import describe
from formcheck.video.guarded import open_source, read
from formcheck.video.level import Uprights, find_roll, given_roll
from formcheck.video.repeats import count_in
from formcheck.video.size import bits_per_pixel, in_detail, thinned
from formcheck.video.stripping import strip
from formcheck.video.writer import VideoWriter

__all__ = [
    "Uprights",
    "VideoWriter",
    "bits_per_pixel",
    "count_in",
    "describe",
    "find_roll",
    "given_roll",
    "in_detail",
    "open_source",
    "read",
    "strip",
    "thinned",
]
