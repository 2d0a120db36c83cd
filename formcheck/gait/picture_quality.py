"""What the pictures themselves make worse: light, contrast, blur, compression."""

from __future__ import annotations

from typing import Final

from formcheck.types import Looks, QualityCheck
from formcheck.types.said import Said

# Limits by us, between six rendered clips and a phone clip (light 36-99, contrast 37-73, foot
# edges 0.017-0.039) and a rendered clip made dark (9, 6) or blurred (edges 0.078).
DARK: Final = 22.0  # grey of the runner; darker, the network finds ever fewer feet
DARK_AROUND: Final = 45.0  # a runner in black in a light room is not in the dark
BRIGHT_AROUND: Final = 175.0
AGAINST_LIGHT: Final = 60.0  # grey of the runner before a bright background
LEAST_CONTRAST: Final = 15.0
WIDEST_EDGE: Final = 0.05  # leg lengths: 4 cm, half a shoe's height
WIDEST_SMEAR: Final = 0.10  # leg lengths; rendered and filmed feet 0.02-0.075, smeared ones 0.14
LEAST_BITS: Final = 0.003  # per pixel; a still room compresses to 0.008, phones write 0.05-0.2


def look_checks(looks: Looks | None) -> tuple[QualityCheck, ...]:
    """The checks that the pictures allow; none where nobody looked."""
    if looks is None:
        return ()
    made = (_light(looks), _contrast(looks), _sharp_feet(looks), _compression(looks))
    return tuple(check for check in made if check is not None)


def _light(looks: Looks) -> QualityCheck | None:
    light, around = looks.runner_light, looks.surround_light
    if light is None or around is None:
        return None
    if light < DARK and around < DARK_AROUND:
        advice = Said("Switch on more light, or film by day.")
        return QualityCheck("light", False, Said("the picture is very dark"), advice, 0.6)
    if around > BRIGHT_AROUND and light < AGAINST_LIGHT:
        advice = Said("Stand with the light behind you, not behind the runner.")
        return QualityCheck(
            "light", False, Said("the runner is dark against the light"), advice, 0.4
        )
    return QualityCheck("light", True, Said("enough light on the runner"))


def _contrast(looks: Looks) -> QualityCheck | None:
    if looks.leg_contrast is None:
        return None
    if looks.leg_contrast < LEAST_CONTRAST:
        advice = Said("Wear fitted clothes in another colour than the background.")
        return QualityCheck("contrast", False, Said("legs and background look alike"), advice, 0.35)
    return QualityCheck("contrast", True, Said("legs stand out from the background"))


def _sharp_feet(looks: Looks) -> QualityCheck | None:
    edge, smear = looks.foot_edge_per_leg, looks.foot_smear_per_leg
    if edge is None:
        return None
    if edge > WIDEST_EDGE:
        detail = Said("edges at the feet are {edge:.1%} of the leg length wide", edge=edge)
        advice = Said("Use more light and clean the lens, so that the feet are sharp.")
        return QualityCheck("sharp_feet", False, detail, advice, 0.45)
    if smear is not None and smear > WIDEST_SMEAR:
        detail = Said("the feet are smeared over {smear:.0%} of the leg length", smear=smear)
        advice = Said("Use more light or a sports mode: the shutter is too slow for the feet.")
        return QualityCheck("sharp_feet", False, detail, advice, 0.35)
    return QualityCheck("sharp_feet", True, Said("the feet are sharp"))


def _compression(looks: Looks) -> QualityCheck | None:
    if looks.bits_per_pixel is None:
        return None
    good = looks.bits_per_pixel >= LEAST_BITS
    detail = (
        Said("the file keeps enough detail")
        if good
        else Said("the file is compressed very heavily")
    )
    advice = "" if good else Said("Send the original file, not one shrunk by a messenger app.")
    return QualityCheck("compression", good, detail, advice, 0.0 if good else 0.5)
