"""A runner with a phone, in Dutch: from the clip in hand to everything deleted."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
from acting import (
    MEASURED_MS,
    chosen,
    cut_in_the_middle,
    delete_visit,
    english_in,
    is_before,
    looked_at,
    measure,
    plays,
    until_made_anew,
    until_report,
    visited,
)
from playwright.sync_api import Browser, Page, expect
from serving import VIDEOS, Server, real_clip
from watching import PHONE, opened, shots_in_both, sticking_out
from wire import Wire, wired

pytestmark = pytest.mark.slow
SECOND = VIDEOS / "side_good.mp4"


def seen(page: Page, name: str) -> None:
    """Nothing; the page is Dutch, fits, and lies as a picture."""
    shots_in_both(page, f"phone/{name}")
    assert english_in(page) == [], name
    assert sticking_out(page) == [], name


def test_from_a_clip_to_everything_deleted(browser: Browser, server: Server) -> None:
    with wired(server.address) as wire, opened(browser, PHONE, "nl") as page:
        page.goto(wire.address + "/")
        seen(page, "01_start")
        hand_in_with_a_break(page, wire)
        first = stopped_and_begun_again(page)
        read_report(page)
        answer_a_red_flag(page)
        second = visited(page, wire.address, SECOND)
        seen(page, "12_second_report")
        compare(page, wire.address)
        for id in (first, second):
            delete_visit(page, wire.address, id)
        page.goto(wire.address + "/visits")
        seen(page, "15_all_deleted")
    assert traces(server.data, (first, second, real_clip().stem, SECOND.stem)) == []


def hand_in_with_a_break(page: Page, wire: Wire) -> None:
    wire.bytes_a_second = 250_000
    chosen(page, wire.address, real_clip())
    expect(page.locator("#sending")).to_be_visible()
    cut_in_the_middle(page, wire)
    page.locator("#height_cm").fill("180")
    page.get_by_text("Loopband", exact=True).first.click()
    page.locator("#speed_kmh").fill("10,5")
    seen(page, "02_sending")
    wire.bytes_a_second = None


def stopped_and_begun_again(page: Page) -> str:
    """The id of the clip, whose report is open."""
    id = looked_at(page)
    assert page.locator("#height_cm").input_value() == "180"
    assert page.locator("#speed_kmh").input_value() == "10,5"
    seen(page, "03_quick_look")
    measure(page)
    seen(page, "04_measuring")
    page.locator("#now [data-do=stop]").click()
    expect(page.locator(".now")).to_have_attribute("data-point", "looked", timeout=60_000)
    seen(page, "05_stopped")
    measure(page)
    progress = re.compile(r"\d+ %")
    expect(page.locator("#now .pct")).to_have_text(progress, timeout=MEASURED_MS)
    until_report(page)
    return id


def read_report(page: Page) -> None:
    assert page.locator("html").get_attribute("lang") == "nl"
    expect(page.locator("h1")).to_have_text("Hoe je loopt, en wat je kunt veranderen")
    expect(page.locator("#summary")).to_be_visible()
    assert plays(page)
    seen(page, "06_report")
    page.locator("[data-open=download]").click()
    expect(page.locator("#served-download")).to_be_visible()
    seen(page, "07_downloads")
    page.locator("#served-download [data-close]").click()


def answer_a_red_flag(page: Page) -> None:
    page.locator("a[href$='/questions']").first.click()
    page.wait_for_url(re.compile("/questions$"))
    seen(page, "08_questions")
    page.locator("label:has(input[name=saddle_numbness][value=yes])").click()
    told = page.locator("[data-flag=saddle_numbness]")
    expect(told).to_be_visible()
    page.locator(".rest-no").click()
    seen(page, "09_flag_told")
    page.locator("#questions [type=submit]").click()
    until_report(page)
    until_made_anew(page)
    expect(page.locator("#flags .urgent")).to_have_count(1)
    assert is_before(page, "#flags", "#summary")
    expect(page.locator("h1")).to_have_text("Hoe je loopt")
    assert page.locator("#act").count() == 0 or is_before(page, "#flags", "#act")
    seen(page, "10_flag_first")


def compare(page: Page, address: str) -> None:
    page.goto(address + "/visits")
    expect(page.locator(".visit")).to_have_count(2)
    seen(page, "13_visits")
    for box in page.locator(".visit-tick").all():
        box.click()
    page.locator("[data-compare] [type=submit]").click()
    page.wait_for_url(re.compile(r"/comparisons/[0-9a-f]{32}$"))
    expect(page.locator("[data-after]")).to_be_attached(timeout=MEASURED_MS)
    expect(page.locator("main table").first).to_be_attached(timeout=MEASURED_MS)
    seen(page, "14_compared")


def traces(data: Path, words: tuple[str, ...]) -> list[str]:
    """What still speaks of these in the data folder: a name, bytes in a file, a row."""
    found = [
        str(path.relative_to(data))
        for path in data.rglob("*")
        if any(word in str(path.relative_to(data)) for word in words)
        or (path.is_file() and any(word.encode() in path.read_bytes() for word in words))
    ]
    for folder in ("clips", "incoming", "comparisons"):
        found += [str(path.relative_to(data)) for path in (data / folder).rglob("*")]
    with sqlite3.connect(data / "history.sqlite") as store:
        for table in ("uploads", "jobs", "job_uploads", "clips", "analyses"):
            (n,) = store.execute(f"select count(*) from {table}").fetchone()
            found += [f"{n} rows in {table}"] * bool(n)
    store.close()
    return found
