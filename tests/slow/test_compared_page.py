"""The page of two real visits in a real browser: no request, nothing cut off, the film plays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import CHROMIUM, Browser, browser

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here"),
]
MOST_BYTES = 12_000_000
VIDEO = "document.querySelector('video')"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Path:
    from formcheck import api, comparing
    from formcheck.settings import Settings

    out = tmp_path_factory.mktemp("compared")
    clips = [repository / "videos" / f"side_{name}.mp4" for name in ("overstride", "good")]
    studies = [api.study(clip, Settings(quality="quick", use_cache=False)) for clip in clips]
    visits = [comparing.visit_of(s.analysis, c) for s, c in zip(studies, clips, strict=True)]
    made = comparing.compared(visits, "en")
    return comparing.write(made, studies, out, ["mp4", "html"], "en")[-1]


@pytest.fixture
def chromium() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


def test_the_page_is_small(page: Path) -> None:
    size = page.stat().st_size
    print(f"\ncomparison.html: {size / 1e6:.1f} MB")
    assert 200_000 < size < MOST_BYTES


def test_the_page_asks_nobody_and_breaks_none_of_its_rules(page: Path, chromium: Browser) -> None:
    chromium.open(page)
    chromium.wait_for(f"{VIDEO}.readyState >= 2")
    assert chromium.run(f"{VIDEO}.src").startswith("blob:")
    assert chromium.requests() == [page.as_uri()]
    assert chromium.complaints() == []


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_nothing_reaches_beyond_the_screen(
    page: Path, chromium: Browser, width: int, dark: bool
) -> None:
    chromium.open(page, width=width, dark=dark)
    chromium.run("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert chromium.run("document.documentElement.scrollWidth") == width


def test_the_film_can_be_wound_and_slowed(page: Path, chromium: Browser) -> None:
    chromium.open(page)
    chromium.wait_for(f"{VIDEO}.readyState >= 2")
    chromium.run(f"{VIDEO}.currentTime = 1")
    chromium.run("document.querySelector('[data-by=\"0.1\"]').click()")
    chromium.wait_for(f"Math.abs({VIDEO}.currentTime - 1.1) < 0.02")
    chromium.run("document.querySelector('[data-rate=\"0.5\"]').click()")
    assert chromium.run(f"{VIDEO}.playbackRate") == 0.5
