"""What the other tests rely on: a page that does wrong is caught."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Route
from watching import PHONE, barriers, focused, opened, sticking_out

pytestmark = pytest.mark.slow

POLICY = "default-src 'none'; script-src 'unsafe-inline'; img-src 'self'; connect-src *"
WRONG = {
    "a script that fails": ("<script>throw new Error('no')</script>", "script:"),
    "said to the console": ("<script>console.error('no')</script>", "console: no"),
    "against the policy": ("<style>p { color: red }</style>", "Content Security Policy"),
    "another host": (
        "<script>fetch('http://example.org/').catch(() => 0)</script>",
        "asked another",
    ),
    "not there": ("<img src='/missing' alt=''>", "404"),
}


def _answer(route: Route, body: str) -> None:
    if route.request.url.endswith("/page"):
        head = "<!doctype html><html lang='en'><head><title>x</title></head><body><main>"
        route.fulfill(
            body=f"{head}{body}</main>", content_type="text/html",
            headers={"content-security-policy": POLICY},
        )  # fmt: skip
    else:
        route.fulfill(status=404)


@pytest.mark.parametrize(("body", "fault"), WRONG.values(), ids=list(WRONG))
def test_a_page_that_does_wrong_is_caught(browser: Browser, body: str, fault: str) -> None:
    with pytest.raises(AssertionError, match=fault), opened(browser, PHONE, "nl") as page:
        page.route("**/*", lambda route: _answer(route, body))
        page.goto("http://127.0.0.1:1/page")
        page.wait_for_timeout(100)


def test_what_keeps_people_out_is_seen(browser: Browser) -> None:
    head = "<html lang='en'><meta name='viewport' content='width=device-width'><title>x</title>"
    wide = "<div style='width: 900px'>wide</div><input><button>go</button>"
    with opened(browser, PHONE, "nl") as page:
        page.set_content(f"{head}<main>{wide}</main>")
        assert any("label" in one for one in barriers(page))
        assert sticking_out(page)
        page.keyboard.press("Tab")
        assert focused(page)["tag"] == "INPUT"
        assert focused(page)["is_shown"]
        page.add_style_tag(content="* { outline: none !important }")
        assert not focused(page)["is_shown"]
