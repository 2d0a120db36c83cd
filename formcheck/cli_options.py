"""The options of the command line, each with the words that explain it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Final

import typer

from formcheck.errors import SettingsError
from formcheck.report.words import speak
from formcheck.settings import Model, Precision, Quality, ViewChoice
from formcheck.types import Surface
from formcheck.types.said import Said

DEFAULT_FORMATS: Final = "html,pdf,json,csv,png,mp4"


def _option(words: str, *names: str, **more: Any) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(*names, help=words, **more)
    return option


def _speaking(lang: str) -> str:
    """The same word; from here on the command speaks that language."""
    speak(lang)
    return lang


def _numeric(option: str, words: str) -> typer.models.OptionInfo:
    """An option with a number, with a decimal point or comma."""

    def number(text: str) -> float:
        try:
            return float(text.replace(",", "."))
        except ValueError:
            raise SettingsError(
                Said("{option} {text!r} is not a number.", option=option, text=text),
                Said("Give a number, as 178 or 10.8."),
            ) from None

    return _option(words, option, parser=number, metavar="NUMBER")


def factor(text: str) -> float | None:
    """How many times slower than life; None leaves it to formcheck.

    Raises
    ------
    SettingsError : it is neither a number nor auto
    """
    if text == "auto":
        return None
    try:
        return float(text.replace(",", "."))
    except ValueError:
        raise SettingsError(
            Said("--slow-motion {text!r} is not a number.", text=text),
            Said("Give auto, or 1 to 40, as 4.8."),
        ) from None


Clips = Annotated[
    list[Path],
    typer.Argument(
        help="One or more video files, or pose tracks of other programs.", show_default=False
    ),
]
Height = Annotated[float | None, _numeric("--height-cm", "Body height in cm; adds metres.")]
Speed = Annotated[
    float | None, _numeric("--speed-kmh", "Belt or running speed in km/h; adds metres.")
]
Incline = Annotated[float | None, _numeric("--incline-pct", "Slope in percent, uphill positive.")]
Piece = Annotated[
    str | None,
    _option("Measure this part only: 12-40 (seconds), 1:10-2:00, or all of a long clip.", "--part"),
]
Ground = Annotated[Surface, _option("What is run on.")]
View = Annotated[ViewChoice, _option("Where the camera stands.")]
Known = Annotated[
    str | None,
    _option("x1,y1,x2,y2,METRES: two points, pixels, and their distance; adds metres."),
]
Upright = Annotated[
    str | None,
    _option("x1,y1,x2,y2: two points, pixels, on something upright; levels the picture."),
]
Who = Annotated[int | None, _option("Number of the runner to measure, as formcheck people counts.")]
Pointed = Annotated[
    str | None, _option("x,y or x,y,SECONDS: a point, pixels, on the runner to measure.")
]
Questions = Annotated[
    Path | None,
    _option("Your answers to `formcheck questionnaire`: a TOML or JSON file.", "--questionnaire"),
]
Shod = Annotated[
    str | None, _option("A few words about the shoes, to compare visits: 'road shoes'.", "--shoes")
]
Corrected = Annotated[
    Path | None,
    _option("Changes by hand (formcheck events); the file beside the clip.", "--corrections"),
]
NoCorrections = Annotated[
    bool, _option("Ignore what was changed by hand (--corrections).", "--no-corrections")
]
Slowed = Annotated[str, _option("auto, or how many times slower than life: 1 to 40, as 4.8.")]
Lang = Annotated[
    str, _option("Language of the texts: en or nl.", "--lang", callback=_speaking, is_eager=True)
]
Out = Annotated[Path | None, _option("Folder for results; a folder beside the clip.", "--out")]
Formats = Annotated[
    str | None,
    _option(
        f"Comma-separated; default {DEFAULT_FORMATS}; also cards, npz, and for other tools"
        " trc, mot, c3d, parquet, landmarks, curves."
    ),
]
Closely = Annotated[
    Quality,
    _option(
        "How closely: best, balanced (at most 30 pictures a second), quick (small network too)."
    ),
]
Network = Annotated[Model | None, _option("Pose network instead of that of --quality.", "--model")]
Backend = Annotated[str, _option("auto, fast, mediapipe, or stored (landmarks written before).")]
Exactness = Annotated[Precision, _option("exact, or fast: in bfloat16, on processors that can.")]
Rate = Annotated[
    float | None, _numeric("--fps", "Frames a second, of a pose track that does not say.")
]
Size = Annotated[
    str | None, _option("WIDTHxHEIGHT of the picture, of a pose track that does not say.", "--size")
]
Pictures = Annotated[
    Path | None,
    _option("The clip that a pose track was made from: true times, and pictures.", "--video"),
]
Blurred = Annotated[
    bool, _option("Make every face in pictures and films unrecognisable.", "--blur-faces")
]
NoCache = Annotated[bool, _option("Look at the pictures again and keep nothing.", "--no-cache")]
AsJson = Annotated[bool, _option("Print the analysis as JSON and nothing else.", "--json")]
