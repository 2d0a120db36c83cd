"""Nobody is kept out: who does not see, who has no mouse, who needs large letters or calm."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from acting import QUICK_MS, english_in, looked_at
from asking import Asker
from playwright.sync_api import Browser, Page, expect
from serving import VIDEOS, Server, serving
from watching import (
    DESKTOP,
    PHONE,
    barriers,
    focused,
    is_too_wide,
    opened,
    shot,
    sticking_out,
    watch_of,
)

pytestmark = pytest.mark.slow
CLIP = VIDEOS / "side_overstride.mp4"
READY = {"contacts": "#contacts tbody tr", "scale": "#still img", "who": "#persons label"}
SECOND = VIDEOS / "side_good.mp4"
LOOKS = [
    pytest.param(device, lang, scheme, id=f"{name}-{lang}-{scheme}")
    for name, device in (("phone", PHONE), ("desk", DESKTOP))
    for lang in ("nl", "en")
    for scheme in ("light", "dark")
]


@dataclass(frozen=True, slots=True)
class There:
    """A server at which every page has something to show, by name."""

    server: Server
    paths: dict[str, str]


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[There]:
    folder = tmp_path_factory.mktemp("accessible")
    with serving(folder / "data") as server:
        with Asker(server.address, "en", "r07") as asker:
            found = paths(asker, folder)
        yield There(server, found)


def paths(asker: Asker, folder: Path) -> dict[str, str]:
    """Addresses of every page, in every state that stays."""
    first, then = asker.visit(CLIP, height_cm=180), asker.visit(SECOND)
    flagged = asker.ask("PUT", f"/visits/{then}/answers", json={"saddle_numbness": True})
    asker.until_ended(flagged["id"])
    job = asker.ask("POST", "/comparisons", json={"before": first, "after": then})["id"]
    asker.until_ended(job)
    no_clip = folder / "no-clip.mp4"
    no_clip.write_bytes(b"this is no film" * 1000)
    refused = asker.begin(no_clip)
    try:
        asker.send(refused, no_clip)
        asker.until_idle(refused)
    except RuntimeError:  # it says so at the first bytes, too
        pass
    pages = {
        "start": "/", "help": "/help", "visits": "/visits", "people": "/people", "phone": "/phone",
        "person": "/people/r07", "report": f"/visits/{first}", "flagged": f"/visits/{then}",
        "questions": f"/visits/{first}/questions", "comparison": f"/comparisons/{job}",
        "contacts": f"/visits/{first}/events", "scale": f"/visits/{first}/scale",
        "who": f"/visits/{first}/person", "looked": f"/clips/{asker.handed_in(CLIP)}",
        "arriving": f"/clips/{asker.begin(CLIP)}", "refused": f"/clips/{refused}",
        "enter": "/enter", "missing": "/visits/nothing",
    }  # fmt: skip
    return pages


def go(page: Page, there: There, name: str) -> None:
    """Nothing; the page is open, and ready where it makes something ready first."""
    if name == "missing":
        with watch_of(page).forgiving():
            page.goto(there.server.address + there.paths[name])
        return
    page.goto(there.server.address + there.paths[name])
    if name in READY:
        expect(page.locator("#ready")).to_be_visible(timeout=QUICK_MS)
        expect(page.locator(READY[name]).first).to_be_visible(timeout=QUICK_MS)


@pytest.mark.parametrize(("device", "lang", "scheme"), LOOKS)
def test_no_page_keeps_anybody_out(
    browser: Browser, there: There, device: dict, lang: str, scheme: str
) -> None:
    found = []
    with opened(browser, device, lang, color_scheme=scheme) as page:
        for name in there.paths:
            go(page, there, name)
            shot(page, f"all/{name}_{page.viewport_size['width']}_{lang}_{scheme}")
            found += [f"{name}: {one}" for one in barriers(page)]
            found += [f"{name} sticks out: {one}" for one in sticking_out(page)]
            if lang == "nl":
                found += [f"{name} is English: {one}" for one in english_in(page)]
            found += dialogs(page, name, lang)
    assert found == []


def dialogs(page: Page, name: str, lang: str) -> list[str]:
    """What keeps somebody out of the dialogs of that page."""
    found = []
    for k, dialog in enumerate(page.locator("dialog").all()):
        dialog.evaluate("one => one.showModal()")
        shot(page, f"dialogs/{name}_{k}_{page.viewport_size['width']}_{lang}", whole=False)
        found += [f"{name}, dialog {k}: {one}" for one in barriers(page)]
        dialog.evaluate("one => one.close()")
    return found


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_letters_twice_as_large_need_no_scrolling_sideways(
    browser: Browser, there: There, lang: str
) -> None:
    found = []
    with opened(browser, PHONE, lang) as page:
        for name in there.paths:
            go(page, there, name)
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            page.wait_for_timeout(100)
            shot(page, f"large/{name}_{lang}")
            if is_too_wide(page):
                found.append(f"{name}: {sticking_out(page)[:5]}")
    assert found == []


def test_every_stop_of_the_keyboard_is_seen(browser: Browser, there: There) -> None:
    found = []
    with opened(browser, DESKTOP, "en") as page:
        for name in there.paths:
            go(page, there, name)
            found += [f"{name}: {one}" for one in unseen_stops(page)]
    assert found == []


def unseen_stops(page: Page, most: int = 60) -> list[str]:
    """Where the keyboard can be without anybody seeing it."""
    found = []
    for _ in range(most):
        page.keyboard.press("Tab")
        at = focused(page)
        if at["tag"] == "BODY":
            break
        if at["tag"] == "VIDEO":  # the browser itself shows which of its buttons it is at
            continue
        if not (at["is_shown"] and at["is_seen"]) and not has_shown_label(page):
            found.append(at["html"])
    return found


def has_shown_label(page: Page) -> bool:
    """Whether what stands for the element, as the label of a hidden field, shows the focus."""
    return bool(
        page.evaluate("""() => [...(document.activeElement.labels ?? [])].some((one) => {
            const style = getComputedStyle(one), box = one.getBoundingClientRect();
            return box.width > 0 && (style.outlineStyle !== "none"
                && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== "none"); })""")
    )


def tab_to(page: Page, selector: str, most: int = 120) -> None:
    """Nothing; the keyboard is there, by Tab alone."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(f"document.activeElement.matches({selector!r})"):
            return
    raise AssertionError(f"{selector} cannot be reached with Tab")


def test_from_a_clip_to_its_deletion_with_the_keyboard_alone(
    browser: Browser, there: There
) -> None:
    with opened(browser, DESKTOP, "nl") as page:
        page.goto(there.server.address + "/")
        tab_to(page, "#choose")
        with page.expect_file_chooser() as asked:
            page.keyboard.press("Space")
        asked.value.set_files(CLIP)
        id = looked_at(page)
        tab_to(page, "#now [data-do=measure]")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/visits/{id}", timeout=600_000)
        tab_to(page, "[data-more] > summary")
        page.keyboard.press("Enter")
        tab_to(page, "[data-open=delete]")
        page.keyboard.press("Enter")
        expect(page.locator("#served-delete")).to_be_visible()
        tab_to(page, "#served-delete .served-danger")
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: id not in url)
        with watch_of(page).forgiving():
            answer = page.goto(f"{there.server.address}/visits/{id}")
            assert answer is not None
            assert answer.status == 404


def test_nothing_moves_where_calm_is_asked_for(browser: Browser, there: There) -> None:
    moving = """() => document.getAnimations().filter((one) => one.playState === "running"
        && !(one.effect.target.tagName === "PROGRESS")).map((one) => one.effect.target.outerHTML)
        .concat([...document.querySelectorAll("video")].filter((one) => !one.paused)
        .map((one) => one.outerHTML.slice(0, 100)))"""
    found = []
    with opened(browser, PHONE, "nl", reduced_motion="reduce") as page:
        for name in there.paths:
            go(page, there, name)
            page.wait_for_timeout(200)
            found += [f"{name}: {one[:160]}" for one in page.evaluate(moving)]
            smooth = page.evaluate("getComputedStyle(document.documentElement).scrollBehavior")
            found += [f"{name} scrolls smoothly"] * (smooth == "smooth")
    assert found == []
