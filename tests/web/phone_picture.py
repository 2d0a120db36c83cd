"""The picture of a phone in the README: hand in, quick look, wait, report. Of a rendered runner.

    python tests/web/phone_picture.py

Its landmarks are not known before, so that there is something to wait for: two minutes.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent / "story"))
from asking import Asker
from load_proof import unknown_clips
from serving import REPOSITORY, serving

PICTURE: Final = REPOSITORY / "docs" / "images" / "phone.jpg"
SIZE: Final = {"width": 390, "height": 844}
GAP: Final = 24
LONGEST_MS: Final = 300_000
THIRD: Final = re.compile(r"[3-5]\d")  # per cent


def screens(page: Page, address: str, folder: Path) -> Iterator[bytes]:
    """Four screens of one clip on its way, as PNG."""
    page.goto(address)
    yield page.screenshot()
    with Asker(address, "en") as asker:
        upload = asker.handed_in(unknown_clips(5, folder)[4])  # it lands far ahead
        page.goto(f"{address}/clips/{upload}")
        yield page.screenshot()
        page.locator("#now [data-do=measure]").click()
        page.locator(".pct", has_text=THIRD).wait_for(timeout=LONGEST_MS)
        yield page.screenshot()
        page.wait_for_url(f"{address}/visits/{upload}", timeout=LONGEST_MS)
    page.locator("#act").scroll_into_view_if_needed()
    page.evaluate("window.scrollTo(0, document.querySelector('#act').offsetTop - 12)")
    page.wait_for_timeout(1500)
    yield page.screenshot()


def side_by_side(pictures: list[bytes]) -> np.ndarray:
    """One picture, with a margin around each screen."""
    opened = [cv2.imdecode(np.frombuffer(one, np.uint8), cv2.IMREAD_COLOR) for one in pictures]
    edge = {"borderType": cv2.BORDER_CONSTANT, "value": (220, 216, 207)}
    sides = GAP, GAP, GAP // 2, GAP // 2
    return np.hstack([cv2.copyMakeBorder(one, *sides, **edge) for one in opened])


def main() -> None:
    folder = Path(tempfile.mkdtemp())
    with serving(folder / "data") as server, sync_playwright() as player:
        browser = player.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE, locale="en-GB")  # type: ignore[arg-type]
        made = list(screens(page, server.address, folder))
        browser.close()
    cv2.imwrite(str(PICTURE), side_by_side(made), [cv2.IMWRITE_JPEG_QUALITY, 82])
    print(PICTURE)


if __name__ == "__main__":
    main()
