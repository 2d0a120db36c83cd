"""What people do in the pages, as steps of a story."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect
from watching import watch_of
from wire import Wire

MEASURED_MS = 600_000  # until a report is there, on a busy machine
QUICK_MS = 600_000  # until a quick look is over
ENGLISH = re.compile(r"\b(the|your|and|with|this|that|you|from)\b")
TEXTS = """() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [], is_english = (one) => one.closest("[lang]").lang === "en";
    while (walker.nextNode()) {
        const at = walker.currentNode.parentElement;
        if (!at || at.closest("script, style, template, noscript, code")) continue;
        if (is_english(at)) continue;
        if (walker.currentNode.data.trim()) found.push(walker.currentNode.data.trim());
    }
    for (const one of document.querySelectorAll("[aria-label], [alt], [placeholder], [title]"))
        for (const name of ["aria-label", "alt", "placeholder", "title"])
            if (one.getAttribute(name) && !is_english(one))
                found.push(one.getAttribute(name));
    return is_english(document.body) ? found : [...found, document.title]; }"""


def english_in(page: Page) -> list[str]:
    """Texts of a Dutch page that are English; also those that are hidden at the moment."""
    return [text[:160] for text in page.evaluate(TEXTS) if ENGLISH.search(text)]


# ------------------------------------------------------------ a runner


def chosen(page: Page, address: str, clip: Path) -> None:
    """Nothing; a clip was picked on the first page and is on its way."""
    page.goto(address + "/")
    page.locator("#choose").set_input_files(clip)


def looked_at(page: Page) -> str:
    """The id of the clip, whose quick look is over."""
    page.wait_for_url(re.compile(r"/clips/[0-9a-f]{32}"), timeout=QUICK_MS)
    expect(page.locator(".now")).to_have_attribute("data-point", "looked", timeout=QUICK_MS)
    return page.url.rsplit("/", 1)[1]


def measure(page: Page) -> None:
    page.locator("#now [data-do=measure]").click()
    expect(page.locator(".now")).to_have_attribute("data-point", "measuring", timeout=QUICK_MS)


def until_report(page: Page) -> None:
    page.wait_for_url(re.compile(r"/visits/[0-9a-f]{32}$"), timeout=MEASURED_MS)


def visited(page: Page, address: str, clip: Path) -> str:
    """The id of a clip that was handed in and measured, whose report is open."""
    chosen(page, address, clip)
    id = looked_at(page)
    measure(page)
    until_report(page)
    return id


def until_made_anew(page: Page) -> None:
    """Nothing; the report is there as it was asked for."""
    expect(page.locator("[data-status]")).to_have_count(0, timeout=MEASURED_MS)


def delete_visit(page: Page, address: str, id: str) -> None:
    page.goto(f"{address}/visits/{id}")
    page.locator("[data-more] > summary").click()
    page.locator("[data-open=delete]").click()
    page.locator("#served-delete .served-danger").click()
    page.wait_for_url(lambda url: id not in url)


def plays(page: Page) -> bool:
    """Whether the film of the report runs."""
    return bool(
        page.evaluate("""async () => {
            const film = document.querySelector("video");
            film.muted = true;
            await film.play();
            const end = performance.now() + 8000;
            while (film.currentTime < 0.3 && performance.now() < end)
                await new Promise((go) => setTimeout(go, 50));
            film.pause();
            return film.currentTime >= 0.3 && film.videoWidth > 0; }""")
    )


def is_before(page: Page, one: str, other: str) -> bool:
    """Whether that comes before the other, for who reads from the top and for who listens."""
    order = f"""() => {{ const [a, b] = ["{one}", "{other}"].map((s) => document.querySelector(s));
        return Boolean(a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING)
            && a.getBoundingClientRect().top < b.getBoundingClientRect().top; }}"""
    return bool(page.evaluate(order))


def cut_in_the_middle(page: Page, wire: Wire) -> None:
    """Nothing; the connection was gone for a while in the middle of an upload, which goes on."""
    expect(page.locator("#sending .pct")).to_have_text(re.compile(r"^[1-9]\d* %"), timeout=60_000)
    with watch_of(page).forgiving():
        page.context.set_offline(True)
        wire.cut()
        expect(page.locator("#sending .hold")).to_be_visible()
        page.wait_for_timeout(1500)
        wire.mend()
        page.context.set_offline(False)
        expect(page.locator("#sending .hold")).to_be_hidden(timeout=60_000)
