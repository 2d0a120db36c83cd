"""How the runner looks in a few pictures of a clip: light, contrast, sharpness."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Looks:
    """Medians over a few pictures; None where it could not be seen.

    Attributes
    ----------
    runner_light, surround_light : grey of the runner's trunk and legs, and of all around, 0 to 255
    leg_contrast : how far the lower legs' grey is from that beside them, 0 to 255
    foot_edge_per_leg : width of the edges at the feet in the blurrier pictures, leg lengths
    trunk_edge_per_leg : the same at the trunk, which hardly moves
    bits_per_pixel : of the file, per pixel shown
    foot_smear_per_leg : width of edges at the feet from left to right in the blurrier pictures,
        leg lengths: a slow shutter smears them
    """

    runner_light: float | None = None
    surround_light: float | None = None
    leg_contrast: float | None = None
    foot_edge_per_leg: float | None = None
    trunk_edge_per_leg: float | None = None
    bits_per_pixel: float | None = None
    foot_smear_per_leg: float | None = None
