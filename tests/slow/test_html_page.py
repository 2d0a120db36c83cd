"""The page of a real clip in a real browser: no request, nothing cut off, the film follows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import CHROMIUM, Browser, browser

from formcheck.folder import RECORD

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here"),
]
MOST_BYTES = 12_000_000
VIDEO = "document.querySelector('video')"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Path:
    from formcheck import api
    from formcheck.settings import Settings

    out = tmp_path_factory.mktemp("page")
    study = api.study(
        repository / "videos" / "side_overstride.mp4",
        Settings(quality="quick", use_cache=False),
    )
    (made,) = api.write(study, out, ["html"])
    assert {path.name for path in out.iterdir()} == {"report.html", RECORD}
    return made


@pytest.fixture
def chromium() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


def test_the_page_is_small(page: Path) -> None:
    size = page.stat().st_size
    print(f"\nreport.html: {size / 1e6:.1f} MB")
    assert 200_000 < size < MOST_BYTES


def test_the_page_asks_nobody_and_breaks_none_of_its_rules(page: Path, chromium: Browser) -> None:
    chromium.open(page)
    chromium.wait_for(f"{VIDEO}.readyState >= 2")
    assert chromium.requests() == [page.as_uri()]
    assert chromium.complaints() == []


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_nothing_reaches_beyond_the_screen(
    page: Path, chromium: Browser, width: int, dark: bool
) -> None:
    chromium.open(page, width=width, dark=dark)
    assert chromium.run("document.documentElement.scrollWidth") == width
    wanted = "rgb(16, 23, 26)" if dark else "rgb(255, 255, 255)"
    assert chromium.run("getComputedStyle(document.body).backgroundColor") == wanted


def test_it_opens_fast(page: Path, chromium: Browser) -> None:
    chromium.open(page, width=390)
    ready_ms = chromium.run("performance.getEntriesByType('navigation')[0].loadEventEnd")
    print(f"\nopened in {ready_ms:.0f} ms")
    assert ready_ms > 0


def test_film_and_curves_go_together(page: Path, chromium: Browser) -> None:
    chromium.open(page)
    chromium.wait_for(f"{VIDEO}.readyState >= 2")
    assert chromium.run(f"{VIDEO}.duration") == pytest.approx(8.0, abs=0.1)
    first, second = chromium.run(
        "[...document.querySelectorAll('[data-at]')].slice(0, 2).map(t => Number(t.dataset.at))"
    )
    for moment in (first, second):
        chromium.run("document.querySelector('[data-step=\"1\"]').click()")
        assert chromium.run(f"{VIDEO}.currentTime") == pytest.approx(moment, abs=0.01)
    left = chromium.run("parseFloat(document.querySelector('[data-cursor]').style.left)")
    span = chromium.run("Number(document.querySelector('[data-span]').dataset.span)")
    assert left == pytest.approx(100 * second / span, abs=0.1)
    chromium.run("document.querySelector('[data-rate=\"0.5\"]').click()")
    chromium.run(f"{VIDEO}.play()")
    chromium.wait_for(f"{VIDEO}.currentTime > {second + 0.3}")
    assert chromium.run(f"{VIDEO}.playbackRate") == 0.5
    moved = chromium.run("parseFloat(document.querySelector('[data-cursor]').style.left)")
    assert moved > left + 2


def test_keys_and_pointer_move_to_a_moment(page: Path, chromium: Browser) -> None:
    chromium.open(page)
    chromium.wait_for(f"{VIDEO}.readyState >= 2")
    chromium.run("document.querySelector('[data-lanes]').focus()")
    for key in ("End", "PageDown"):
        chromium.ask("Input.dispatchKeyEvent", type="keyDown", key=key, code=key)
    last = chromium.run("Number([...document.querySelectorAll('[data-at]')].pop().dataset.at)")
    assert chromium.run(f"{VIDEO}.currentTime") == pytest.approx(last, abs=0.01)
    chromium.run("document.querySelector('[data-lanes]').scrollIntoView({behavior: 'instant'})")
    box = chromium.run(
        "(r => [r.left, r.top, r.width])"
        "(document.querySelector('[data-lanes]').getBoundingClientRect())"
    )
    at = {"x": box[0] + box[2] / 4, "y": box[1] + 80, "button": "left", "clickCount": 1}
    for what in ("mousePressed", "mouseReleased"):
        chromium.ask("Input.dispatchMouseEvent", type=what, **at)
    assert chromium.run(f"{VIDEO}.currentTime") == pytest.approx(2.0, abs=0.05)


def test_without_scripts_film_and_curves_are_there(page: Path, chromium: Browser) -> None:
    chromium.ask("Emulation.setScriptExecutionDisabled", value=True)
    chromium.events.clear()
    chromium.ask("Page.navigate", url=page.as_uri())
    chromium.wait_for_event("Page.loadEventFired")
    root = chromium.ask("DOM.getDocument", depth=-1, pierce=False)["root"]["nodeId"]
    for selector in ("video[controls]", ".lane path.line", ".chart path.line"):
        assert chromium.ask("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
    shown = chromium.ask("DOM.querySelector", nodeId=root, selector="[data-controls][hidden]")
    assert shown["nodeId"]
