"""How the pictures of one clip are shown: which way up, in which colours."""

from __future__ import annotations

from dataclasses import dataclass

from av import VideoFrame
from av.container import InputContainer
from av.video.stream import VideoStream

from formcheck.types import Pixels, Source
from formcheck.types.said import Said
from formcheck.video.colour import Colours, colours_of
from formcheck.video.streams import remark
from formcheck.video.upright import Turn, turn_of


@dataclass(frozen=True, slots=True)
class Shown:
    """The turn and the colours, the same for all pictures of a clip."""

    turn: Turn
    colours: Colours

    def rgb(self, picture: VideoFrame, source: Source) -> Pixels:
        """The picture as `Frame.rgb` promises it."""
        size = self.turn.size(source.width, source.height)
        return self.turn(self.colours.rgb(picture, *size))


def how_shown(first: VideoFrame, stream: VideoStream) -> Shown:
    """What the first decoded picture and its stream say."""
    return Shown(turn_of(first, stream), colours_of(first, stream))


def remarks(container: InputContainer, stream: VideoStream, shown: Shown) -> list[str]:
    """What somebody who knows the clip from a player may wonder about, a sentence each."""
    said = [remark(container, stream) or ""]
    if shown.turn.is_shown_mirrored:
        said.append(
            Said(
                "Players show this clip mirrored, as selfie cameras like it. It was turned back, so"
                " that left is the runner's left."
            )
        )
    return [sentence for sentence in said if sentence]
