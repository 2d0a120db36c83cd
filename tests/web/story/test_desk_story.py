"""A clinician at a desk, in English: somebody new, their phone, corrections, print, files."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import cv2
import numpy as np
import polars as pl
import pytest
from acting import MEASURED_MS, QUICK_MS, until_made_anew, visited
from asking import Asker
from playwright.sync_api import Browser, Locator, Page, expect
from pypdf import PdfReader
from serving import VIDEOS, Server, serving
from watching import DESKTOP, PHONE, opened, shots_in_both, sticking_out, watch_of

pytestmark = pytest.mark.slow
CLIP = VIDEOS / "side_overstride.mp4"
KINDS = {"html", "pdf", "json", "csv", "parquet", "mp4", "zip", "trc", "mot", "sto", "c3d"}
SAYS = {
    "html": b"<!doctype html>", "trc": b"PathFileType", "mot": b"endheader", "sto": b"endheader",
    "c3d": b"\x50",
}  # fmt: skip
KEY = re.compile(r"\b[0-9a-z]{4}(?:-[0-9a-z]{4}){4}\b")


def seen(page: Page, name: str) -> None:
    shots_in_both(page, f"desk/{name}")
    assert sticking_out(page) == [], name


def test_from_a_new_person_to_a_printed_report(browser: Browser, tmp_path: Path) -> None:
    with serving(tmp_path / "data", "--login") as server, opened(browser, DESKTOP, "en") as desk:
        come_in(desk, server)
        address = invited(desk, server, "r07")
        other = clip_of_another(desk, server)
        with opened(browser, PHONE, "en") as phone:
            visit = on_their_phone(phone, server, address, other)
        correct_contacts(desk, server, visit)
        show_scale(desk, server, visit)
        look_who_is_measured(desk, server, visit)
        write_note(desk, server)
        print_report(desk, server, visit)
        take_files(desk, server, visit)


def come_in(desk: Page, server: Server) -> None:
    desk.goto(server.address + "/")
    expect(desk).to_have_url(re.compile("/enter"))
    seen(desk, "01_enter")
    found = KEY.search(server.said.read_text())
    assert found is not None, server.said.read_text()
    desk.locator("#key").fill(found[0])
    desk.get_by_role("button", name="Come in").click()
    desk.wait_for_url(server.address + "/")
    seen(desk, "02_start")


def invited(desk: Page, server: Server, code: str) -> str:
    """The address of an invitation, as a phone's camera reads it."""
    desk.goto(server.address + "/people")
    seen(desk, "03_nobody")
    desk.locator("#code").fill(code)
    desk.locator("#add button").click()
    desk.wait_for_url(re.compile(f"/people/{code}$"))
    desk.locator("[data-do=invite]").click()
    expect(desk.locator("#invited")).to_be_visible()
    seen(desk, "04_invited")
    told = desk.locator("#invited code").inner_text()
    assert read_by_camera(desk.locator("#invited img")) == told
    return told


def read_by_camera(square: Locator) -> str:
    """What a QR code on the screen says."""
    square.scroll_into_view_if_needed()
    seen_bytes = np.frombuffer(square.screenshot(), np.uint8)
    picture = cv2.imdecode(seen_bytes, cv2.IMREAD_COLOR)
    padded = cv2.copyMakeBorder(picture, 40, 40, 40, 40, cv2.BORDER_CONSTANT, value=(255,) * 3)
    text, _, _ = cv2.QRCodeDetector().detectAndDecode(cv2.resize(padded, None, fx=2, fy=2))
    return str(text)


def clip_of_another(desk: Page, server: Server) -> str:
    """The id of a clip of somebody else, that has arrived."""
    with Asker(server.address, "en", "r08", cookies=desk.context.cookies()) as asker:
        return asker.handed_in(VIDEOS / "trail_side.mp4")


def on_their_phone(phone: Page, server: Server, address: str, other: str) -> str:
    """The id of the visit that somebody who was invited made, who sees only what is theirs."""
    phone.goto(address)
    phone.wait_for_url(server.address + "/")
    expect(phone.locator("#film")).to_be_attached()
    assert phone.locator("#runner").count() == 0
    assert phone.locator("a[href='/people']").count() == 0
    shots_in_both(phone, "desk/05_their_phone")
    visit = visited(phone, server.address, CLIP)
    listed = phone.request.get(f"{server.address}/api/v1/uploads").json()
    assert {one["id"] for one in listed} == {visit}
    with watch_of(phone).forgiving():
        for path in (f"/clips/{other}", f"/visits/{other}", "/people", "/people/r07", "/phone"):
            answer = phone.goto(server.address + path)
            assert answer is not None
            assert answer.status == 404, path
        shots_in_both(phone, "desk/06_not_theirs")
        again = phone.context.browser.new_context()  # type: ignore[union-attr]
        late = again.new_page()
        late.goto(address)
        expect(late.locator("#problem")).to_be_visible()
        shots_in_both(late, "desk/07_used_before")
        again.close()
    return visit


# ------------------------------------------------------------ by hand


def measured_again(desk: Page) -> None:
    desk.locator("[data-do=measure]").click()
    expect(desk.locator("#after")).to_be_visible(timeout=MEASURED_MS)


def correct_contacts(desk: Page, server: Server, visit: str) -> None:
    desk.goto(f"{server.address}/visits/{visit}/events")
    expect(desk.locator("#ready")).to_be_visible(timeout=QUICK_MS)
    expect(desk.locator("#contacts tbody tr").nth(3)).to_be_visible()
    seen(desk, "08_contacts")
    drag_one(desk)
    expect(desk.locator("#said")).to_contain_text("1")
    move_one_by_keyboard(desk)
    expect(desk.locator("#said")).to_contain_text("2")
    seen(desk, "09_contacts_changed")
    measured_again(desk)
    seen(desk, "10_contacts_measured")
    edits = json.loads(_analysis(desk, server, visit))["corrections"]
    assert edits, "the analysis knows of no changes by hand"


def drag_one(desk: Page) -> None:
    """Nothing; a landing was dragged with the mouse, some pictures to the right."""
    grip = desk.locator(".contact .grip[data-edge=strike]").nth(2)
    grip.scroll_into_view_if_needed()
    box = grip.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    desk.mouse.move(x, y)
    desk.mouse.down()
    desk.mouse.move(x + 6, y, steps=3)
    desk.mouse.move(x + 14, y, steps=3)
    desk.mouse.up()


def move_one_by_keyboard(desk: Page) -> None:
    """Nothing; another landing was moved with Tab and arrow keys alone."""
    desk.locator("#stage").focus()
    for _ in range(80):
        desk.keyboard.press("Tab")
        at = desk.evaluate(
            "() => { const at = document.activeElement, row = at.closest('#contacts tbody tr');"
            " return row && at.dataset.edge === 'strike' ? row.sectionRowIndex : -1; }"
        )
        if at >= 4:
            break
    else:
        raise AssertionError("the fifth contact cannot be reached with Tab")
    before = desk.evaluate("document.activeElement.ariaValueNow")
    desk.keyboard.press("ArrowRight")
    assert desk.evaluate("document.activeElement.ariaValueNow") == str(int(before) + 1)


def show_scale(desk: Page, server: Server, visit: str) -> None:
    desk.goto(f"{server.address}/visits/{visit}/scale")
    expect(desk.locator("#ready")).to_be_visible(timeout=QUICK_MS)
    still = desk.locator("#still img")
    expect(still).to_be_visible()
    for share in (0.2, 0.8):
        desk.mouse.click(*place_in_picture(still, share, 0.8))
    desk.locator("[data-end='1']").focus()
    desk.keyboard.press("ArrowLeft")
    expect(desk.locator("[data-end='0']")).to_contain_text(re.compile(r"^14[3-5] .* 102[3-5] "))
    expect(desk.locator("[data-end='1']")).to_contain_text(re.compile(r"^57[4-6] .* 102[3-5] "))
    desk.locator("#metres").fill("1.40")
    seen(desk, "11_scale")
    measured_again(desk)
    seen(desk, "12_scale_measured")


def place_in_picture(still: Locator, right: float, down: float) -> tuple[float, float]:
    """Where on the screen that share of a picture is, which fills its box in one direction."""
    wide, high = still.evaluate(
        "async (one) => { if (!one.naturalWidth) await new Promise((is) => { one.onload = is; });"
        " return [one.naturalWidth, one.naturalHeight]; }"
    )
    box = still.bounding_box()
    assert box is not None
    scale = min(box["width"] / wide, box["height"] / high)
    x = box["x"] + box["width"] / 2 + (right - 0.5) * scale * wide
    y = box["y"] + box["height"] / 2 + (down - 0.5) * scale * high
    return x, y


def look_who_is_measured(desk: Page, server: Server, visit: str) -> None:
    desk.goto(f"{server.address}/visits/{visit}/person")
    expect(desk.locator("#ready")).to_be_visible(timeout=QUICK_MS)
    expect(desk.locator("#persons input").first).to_be_attached()
    expect(desk.locator("#persons input")).to_be_checked()
    expect(desk.locator("#choose button.main")).to_be_disabled()
    expect(desk.locator("#alone")).to_be_visible()
    seen(desk, "13_person")


def write_note(desk: Page, server: Server) -> None:
    desk.goto(server.address + "/people/r07")
    note = desk.locator(".note-of textarea").first
    note.fill("Shorter steps since last week.")
    note.blur()
    expect(desk.locator(".note-of [role=status]").first).to_have_text("Saved.")
    seen(desk, "14_person_page")


# ------------------------------------------------------------ on paper, as files


def print_report(desk: Page, server: Server, visit: str) -> None:
    desk.goto(f"{server.address}/visits/{visit}")
    until_made_anew(desk)
    expect(desk.locator(".served-note")).to_contain_text("Shorter steps")
    seen(desk, "15_report")
    pages = PdfReader(io.BytesIO(desk.pdf(format="A4"))).pages
    text = " ".join(page.extract_text() for page in pages)
    assert "r07" in text
    assert "In ten seconds" in text
    assert "Delete" not in text.split("In ten seconds")[0], "buttons are printed"


def take_files(desk: Page, server: Server, visit: str) -> None:
    """Nothing; every file that is offered comes, and opens in what reads such files."""
    desk.goto(f"{server.address}/visits/{visit}")
    desk.locator("[data-open=download]").click()
    seen(desk, "16_downloads")
    items = desk.locator("#served-download .served-files li")
    opened_kinds = set()
    for k in range(items.count()):
        press = items.nth(k).locator("a, button").first
        with desk.expect_download(timeout=MEASURED_MS) as coming:
            press.click()
        path = Path(coming.value.path())
        opened_kinds.add(opens(path, coming.value.suggested_filename))
    assert opened_kinds == KINDS


def opens(path: Path, name: str) -> str:
    """The kind of the file, which is what it says."""
    kind, content = name.rsplit(".", 1)[-1], path.read_bytes()
    assert content, name
    if kind == "pdf":
        assert len(PdfReader(io.BytesIO(content)).pages) > 0
    elif kind == "zip":
        assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
    elif kind in ("json", "jsonl"):
        json.loads(content)
    elif kind == "csv":
        assert pl.read_csv(io.BytesIO(content), infer_schema_length=None).height > 0
    elif kind == "parquet":
        assert pl.read_parquet(io.BytesIO(content)).height > 0
    elif kind == "mp4":
        film = cv2.VideoCapture(str(path))
        assert film.read()[0], name
        film.release()
    else:
        assert SAYS[kind] in content[:2000], name
    return kind


def _analysis(desk: Page, server: Server, visit: str) -> str:
    return desk.request.get(f"{server.address}/api/v1/visits/{visit}/analysis").text()
