"""What stands round the figures: the ground, and colours of things."""

from __future__ import annotations

from typing import Final

WOOD: Final = "#c2945c"
CUSHION: Final = "#b9c7b4"


def floor(y: float) -> str:
    """The ground, in picture units."""
    return f'<path d="M14 {y:g}H466" stroke="#a9a294" stroke-width="2.5" stroke-linecap="round"/>\n'
