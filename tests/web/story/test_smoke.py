"""The first pages in a real browser: they open, complain of nothing, and keep nobody out."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from serving import VIDEOS, Server, serving
from watching import DESKTOP, PHONE, barriers, opened, sticking_out

pytestmark = pytest.mark.slow

PAGES = ("/", "/help", "/visits", "/people", "/phone")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("smoke") / "data") as running:
        yield running


@pytest.mark.parametrize(
    ("device", "lang"), [(PHONE, "nl"), (DESKTOP, "en")], ids=["phone", "desk"]
)
def test_the_first_pages_open(browser: Browser, server: Server, device: dict, lang: str) -> None:
    with opened(browser, device, lang) as page:
        for path in PAGES:
            page.goto(server.address + path)
            assert page.locator("html").get_attribute("lang") == lang
            assert page.locator("h1").count() == 1
            assert sticking_out(page) == []
            assert barriers(page) == []


def test_a_clip_arrives(browser: Browser, server: Server) -> None:
    with opened(browser, PHONE, "nl") as page:
        page.goto(server.address + "/")
        page.locator("#choose").set_input_files(VIDEOS / "trail_side.mp4")
        page.wait_for_url(re.compile(r"/clips/[0-9a-f]{32}$"))
        page.locator("[data-do=ask-delete]").click()
        page.locator("#sure [data-do=delete]").click()
        page.wait_for_url(server.address + "/")
        assert page.locator(".earlier li").count() == 0
