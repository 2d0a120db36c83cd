"""How the page and the pages on paper look, against pictures that somebody looked at.

References are kept small and grey, so that they tell a part that is gone, moved or cut off,
and not the letters of another system. After a change that is meant:
``FORMCHECK_NEW_LOOKS=1 pytest -m slow tests/slow/test_looks.py``, look at the pictures, commit.
"""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from browser import CHROMIUM, Browser, browser

from formcheck import api
from formcheck.settings import Settings

LOOKS = Path(__file__).parent / "looks"
IS_NEW = bool(os.environ.get("FORMCHECK_NEW_LOOKS"))
PDFTOPPM = shutil.which("pdftoppm")
SHRINK = 4
TALLEST_PX = 9000  # of a page; phones show the rest of it in the same way
BLOCK_PX = 8
# Of 255, for blocks of the small picture: on average, and of the worst in a hundred. Other fonts
# move lines, a lost picture or a dark page moves far more; chosen by us.
MEAN_OFF, WORST_OFF = 8.0, 110.0

pytestmark = pytest.mark.slow
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")
needs_poppler = pytest.mark.skipif(PDFTOPPM is None, reason="there is no pdftoppm here")
LANGS = pytest.mark.parametrize("lang", ["en", "nl"])


@pytest.fixture(scope="module")
def reports(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A folder with page and paper for each language."""
    made = {}
    for lang in ("en", "nl"):
        made[lang] = tmp_path_factory.mktemp(lang)
        how = Settings(height_m=1.68, speed_mps=2.8, lang=lang)
        study = api.study(repository / "videos" / "side_overstride.mp4", how)
        api.write(study, made[lang], ["html", "pdf"])
    return made


@pytest.fixture
def chromium() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


@needs_chromium
@LANGS
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("dark", [False, True])
def test_the_page_looks_as_it_did(
    reports: dict[str, Path], chromium: Browser, lang: str, width: int, dark: bool
) -> None:
    chromium.open(reports[lang] / "report.html", width=width, dark=dark)
    chromium.wait_for("document.querySelector('video').readyState >= 2")
    height = min(TALLEST_PX, chromium.run("document.documentElement.scrollHeight"))
    clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
    shot = chromium.ask("Page.captureScreenshot", clip=clip, captureBeyondViewport=True)
    shade = "dark" if dark else "light"
    _compare(f"page_{width}_{shade}_{lang}", base64.b64decode(shot["data"]))


@needs_poppler
@LANGS
@pytest.mark.parametrize("number", [1, 2, 3])
def test_the_pages_on_paper_look_as_they_did(
    reports: dict[str, Path], tmp_path: Path, lang: str, number: int
) -> None:
    page = ["-f", str(number), "-l", str(number), "-r", "96", "-png", "-singlefile"]
    command = [PDFTOPPM or "", *page, str(reports[lang] / "report.pdf"), str(tmp_path / "page")]
    subprocess.run(command, check=True)
    _compare(f"paper_{number}_{lang}", (tmp_path / "page.png").read_bytes())


def _compare(name: str, png: bytes) -> None:
    """Nothing; the picture is like its reference, or becomes it."""
    seen = _small(cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_GRAYSCALE))
    kept = LOOKS / f"{name}.webp"
    if IS_NEW:
        LOOKS.mkdir(exist_ok=True)
        kept.write_bytes(cv2.imencode(".webp", seen, [cv2.IMWRITE_WEBP_QUALITY, 60])[1].tobytes())
        return
    wanted = cv2.imread(str(kept), cv2.IMREAD_GRAYSCALE)
    assert wanted is not None, f"{kept.name} is missing: make it with FORMCHECK_NEW_LOOKS=1"
    assert abs(seen.shape[0] - wanted.shape[0]) <= 0.05 * wanted.shape[0]
    rows = min(len(seen), len(wanted))
    off = np.abs(_blocks(seen[:rows]) - _blocks(wanted[:rows]))
    print(f"\n{name}: {off.mean():.1f} on average, {np.percentile(off, 99):.0f} at worst, of 255")
    assert off.mean() < MEAN_OFF
    assert np.percentile(off, 99) < WORST_OFF


def _small(grey: np.ndarray) -> np.ndarray:
    size = (grey.shape[1] // SHRINK, grey.shape[0] // SHRINK)
    return cv2.resize(grey, size, interpolation=cv2.INTER_AREA)


def _blocks(grey: np.ndarray) -> np.ndarray:
    """Means of squares, (rows, columns)."""
    rows, columns = (length // BLOCK_PX for length in grey.shape)
    cut = grey[: rows * BLOCK_PX, : columns * BLOCK_PX].astype(float)
    return cut.reshape(rows, BLOCK_PX, columns, BLOCK_PX).mean(axis=(1, 3))
